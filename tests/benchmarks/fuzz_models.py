"""Reads mutated model files of every format: `python tests/benchmarks/fuzz_models.py COUNT SEED`.

No traceback, no file that takes over 5 seconds, no more than 1 GiB of memory.
"""

import resource
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from netcalc import SpecError, calculate, load
from tests.support.mutated_models import mutated

LIMIT = 5.0
MEMORY = 1 << 30


def main(count: int, seed: int) -> int:
    """Read them, and say what went wrong."""
    wrong = read = 0
    slowest = (0.0, "")
    folder = Path(tempfile.mkdtemp())
    for number, (name, data) in enumerate(mutated(count, seed)):
        path = folder / "model"
        path.write_bytes(data)
        start = time.perf_counter()
        try:
            calculate(load(path))
            read += 1
        except SpecError:
            pass
        except Exception:  # noqa: BLE001  each is a fault of ours
            wrong += 1
            (folder / f"wrong-{number}").write_bytes(data)
            print(f"{folder}/wrong-{number} ({name}):\n{traceback.format_exc(limit=-3)}")
        slowest = max(slowest, (time.perf_counter() - start, name))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"{count:,} files, {read:,} of them read; {wrong} tracebacks; slowest {slowest[0]:.2f} s ({slowest[1]}); "
          f"{peak >> 20} MiB")  # fmt: skip
    return 1 if wrong or slowest[0] > LIMIT or peak > MEMORY else 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]), int(sys.argv[2])))
