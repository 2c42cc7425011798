"""How long `netcalc summary FILE` takes for a model file, cold: against bare programs and `import torch`, in one run.

python -m tests.benchmarks.opening [--torch PYTHON] FILE...

Times are of processor, user and system together: the least of the rounds, and the median by the clock. PYTHON is an
interpreter that has PyTorch. What is imported beside netcalc (NumPy, a framework) is said.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from tests.benchmarks.start import BARE

ROUNDS: Final = 9
HEAVY: Final = ("numpy", "torch", "onnx", "keras", "tensorflow")
LOADED: Final = f"""
import sys
from netcalc.__main__ import main
try:
    main()
except SystemExit:
    pass
print(*[name for name in {HEAVY} if name in sys.modules], file=sys.stderr)
"""


class Times(NamedTuple):
    """What a program took, round by round: of processor, by the clock."""

    processor: list[float]
    clock: list[float]


def programs(torch: str | None, files: list[str]) -> dict[str, list[str]]:
    """Name the programs that are held against each other."""
    made = {"python": [sys.executable, "-c", "pass"], "bare": [sys.executable, "-c", BARE]}
    for name in ("lenet5", *files):
        made[Path(name).name] = [sys.executable, "-m", "netcalc", "summary", name]
    return made if torch is None else {**made, "import torch": [torch, "-c", "import torch"]}


def taken(words: list[str], environment: Mapping[str, str]) -> tuple[float, float]:
    """Run a whole process, and give what it took."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env=environment)
    after, end = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, end - start


def main(torch: str | None, files: list[str]) -> None:
    """Run the programs in turn, once to compile and then measured."""
    made = programs(torch, files)
    times = {name: Times([], []) for name in made}
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": cache, "PYTHONDONTWRITEBYTECODE": ""}
        for turn in range(ROUNDS + 1):
            for name, words in made.items():
                processor, clock = taken(words, environment)
                if turn:
                    times[name].processor.append(processor)
                    times[name].clock.append(clock)
        for file in files:
            words = [sys.executable, "-c", LOADED, "summary", file]
            ran = subprocess.run(words, check=True, capture_output=True, text=True, env=environment)
            print(f"{file}: imported besides: {ran.stderr.strip() or 'nothing'}")
    least = {name: min(found.processor) for name, found in times.items()}
    for name, found in times.items():
        against = "".join(
            f"  {least[name] / least[other]:5.2f} x {other}" for other in ("bare", "import torch") if other in least
        )
        clock = statistics.median(found.clock)
        print(f"{name:24} {least[name] * 1000:5.0f} ms of processor, {clock * 1000:5.0f} ms by the clock{against}")


if __name__ == "__main__":
    given = sys.argv[1:]
    chosen = given[1] if given[:1] == ["--torch"] else None
    main(chosen, given[2:] if chosen else given)
