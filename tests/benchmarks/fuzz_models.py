"""Reads mutated model files of every format: `python tests/benchmarks/fuzz_models.py COUNT SEED [FOLDER...]`.

No traceback, no file over 5 seconds of processor, no process over 1 GiB, nothing run and no other file opened. The
files that are changed are the tests' own and those of the folders (and of NETCALC_MODELS). A share of them goes through
the commands too. Each piece has a process of its own; a file that something is wrong with is kept.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NoReturn

sys.path.insert(0, str(Path(__file__).parents[2]))

from netcalc import SpecError, calculate, load
from tests.support.mutated_models import mutated, sound
from tests.support.mutations.watched import Watch
from tests.support.running import here

LIMIT: Final = 5.0
MEMORY: Final = 1 << 30
PIECE: Final = 500
LARGEST: Final = 400_000  # of a file that is changed
SHARE, SHARE_OF_REFUSED = 3, 25
COMMANDS: Final = (
    ("summary",), ("summary", "--format", "json"), ("check", "--advice"), ("convert", "--to", "yaml"),
    ("convert", "--to", "pytorch"), ("convert", "--to", "keras"), ("convert", "--to", "onnx", "-o", "out.onnx"),
    ("convert", "--to", "mermaid"), ("convert", "--to", "dot"), ("explain",), ("draw",), ("draw", "--as", "graph"),
    ("compare", "lenet5"), ("ask", "totals.params", "output"), ("grade",), ("check", "lenet5", "--weights"),
    ("check", "lenet5", "--against"), ("summary", "--input", "32x32x3"),
)  # fmt: skip


class TooLong(BaseException):
    """A file took more than its time."""


def stop(*_: object) -> NoReturn:
    """End what takes too long."""
    raise TooLong


def seeds(folders: list[str]) -> dict[str, bytes]:
    """Gather the sound files: the tests' own, and those of folders."""
    found = sound()
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file() and path.suffix not in (".md", ".data") and 0 < path.stat().st_size < LARGEST:
                found[str(path)] = path.read_bytes()
    return found


def words(number: int, path: Path) -> tuple[str, ...]:
    """Give the command for a file; what `grade` reads is written beside it."""
    command = COMMANDS[number % len(COMMANDS)]
    if command == ("grade",):
        sheet = path.parent / "sheet.yaml"
        sheet.write_text(f"network: {path.name}\nquestions: [{{id: a, ask: totals.params}}]\n")
        (path.parent / "answers.yaml").write_text("a: 7\n")
        return ("grade", "sheet.yaml", "answers.yaml")
    if command[-1].startswith("--") and command[0] == "check" and len(command) > 2:
        return (*command, path.name)
    if command[0] == "compare":
        return ("compare", path.name, "lenet5")
    return (command[0], path.name, *command[1:])


def tried(path: Path, number: int) -> str:
    """Read a file, and perhaps give it to a command; say what came of it."""
    try:
        calculate(load(path))
        made = "read"
    except SpecError:
        made = "refused"
    if number % (SHARE if made == "read" else SHARE_OF_REFUSED) == 0:
        ran = here(words(number // SHARE, path), path.parent)
        if ran.status not in (0, 1, 2) or "Traceback" in ran.err:
            raise RuntimeError(ran.err)
    return made


def piece(start: int, count: int, seed: int, folders: list[str], kept: Path) -> None:
    """Read a piece's files in this process, and print what came of each."""
    files = seeds(folders)
    path = Path(tempfile.mkdtemp()) / "model"
    path.write_bytes(b"name: warm\ninput: 4\nlayers: [fc: 1]\n")
    tried(path, 0)
    sys.dont_write_bytecode = True
    watch = Watch((str(path.parent), str(kept)))
    resource.setrlimit(resource.RLIMIT_AS, (2 * MEMORY, 2 * MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, stop)
    for number, (name, data) in enumerate(mutated(count, seed, files, start), start):
        path.write_bytes(data)
        (kept / f"last-{start}").write_bytes(data)
        began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        signal.setitimer(signal.ITIMER_PROF, LIMIT)
        signal.setitimer(signal.ITIMER_VIRTUAL, 2 * LIMIT)  # ends the process: what C does, no handler stops
        wrong = ""
        try:
            made = tried(path, number)
        except (Exception, TooLong) as error:  # noqa: BLE001  each is a fault of ours
            made, wrong = type(error).__name__, traceback.format_exc(limit=-5)
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        seen = watch.taken()
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        took = time.process_time() - began
        said = {"number": number, "name": name, "made": made, "took": took, "grown": grown >> 10, "wrong": wrong,
                "seen": seen}  # fmt: skip
        if wrong or seen or grown > 100 << 10 or took > LIMIT / 2:
            (kept / f"wrong-{number}").write_bytes(data)
        print(json.dumps(said), flush=True)


def told(lines: list[Mapping[str, Any]], kept: Path) -> int:
    """Say what was wrong, file by file, and how many."""
    wrong = 0
    for said in lines:
        if said["wrong"] or said["seen"] or said["grown"] > 100:
            wrong += bool(said["wrong"] or said["seen"])
            print(f"{kept}/wrong-{said['number']} ({said['name']}), {said['took']:.1f} s, {said['grown']} MiB more: "
                  f"{said['seen'] or ''}\n{said['wrong']}", flush=True)  # fmt: skip
    return wrong


def main(count: int, seed: int, folders: list[str]) -> int:
    """Read them piece by piece, and say what went wrong."""
    kept = Path(tempfile.mkdtemp(prefix="netcalc-fuzz-"))
    made: Counter[str] = Counter()
    wrong, largest = 0, 0
    slowest = (0.0, "", 0)
    start = 0
    while start < count:
        words = ["--piece", str(start), str(min(PIECE, count - start)), str(seed), str(kept), *folders]
        ran = subprocess.run([sys.executable, __file__, *words], capture_output=True, text=True, check=False)
        lines = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]
        wrong += told(lines, kept)
        ended = start + len(lines)
        if ran.returncode:
            wrong += 1
            ended += 1
            print(f"{kept}/last-{start}: the process ended with {ran.returncode}: {ran.stderr[-2000:]}")
        made.update(line["made"] for line in lines)
        slowest = max([slowest, *((line["took"], line["name"], line["number"]) for line in lines)])
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
        print(f"{ended:,}: {dict(made)}, {wrong} wrong; slowest {slowest[0]:.2f} s "
              f"({slowest[1]}, {slowest[2]}); {largest} MiB", flush=True)  # fmt: skip
        start = ended
    return 1 if wrong or slowest[0] > LIMIT or largest << 20 > MEMORY else 0


if __name__ == "__main__":
    given = sys.argv[1:]
    more = [os.environ["NETCALC_MODELS"]] if "NETCALC_MODELS" in os.environ else []
    if given[0] == "--piece":
        piece(int(given[1]), int(given[2]), int(given[3]), given[5:], Path(given[4]))
    else:
        raise SystemExit(main(int(given[0]), int(given[1]), [*more, *given[2:]]))
