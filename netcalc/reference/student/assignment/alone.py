"""The process of its own in which a student's code runs: it says what it does, line by line, and is watched.

Its output goes to its error stream, so that nothing a student prints is taken for a verdict.
"""

import faulthandler
import json
import os
import sys
from pathlib import Path
from typing import IO, Any, Final

from netcalc.reference.student.assignment.check import verdict
from netcalc.reference.student.assignment.contents import contents
from netcalc.reference.student.assignment.failing import CannotRun
from netcalc.reference.student.assignment.loading import load
from netcalc.reference.student.assignment.records import line
from netcalc.reference.student.breaking import broke_off_in
from netcalc.reference.student.naming import Pair
from netcalc.reference.student.verdict import Finding, LayerVerdict

MEMORY: Final = 4 << 30  # bytes that the code may take


def main() -> None:
    """Load the file that is named, and check what of it was not checked yet."""
    asked = json.loads(sys.argv[1])
    channel = os.fdopen(os.dup(1), "w", buffering=1, encoding="utf-8")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    _bounded()
    _watched(asked["seconds"], channel)
    try:
        held = load(Path(asked["file"]))
        found = contents(held, tuple(asked["only"]), asked["kind"])
    except CannotRun as error:
        channel.write(line("cannot", str(error)))
        return
    channel.write(line("found", [[[pair.kind, *pair.names] for pair in found.pairs], found.passed_over]))
    for pair in found.pairs[asked["done"] :]:
        _watched(asked["seconds"], channel)
        channel.write(line("started", list(pair.names)))
        channel.write(line("verdict", _verdict(held, pair, asked)))
    channel.write(line("done", None))


def _verdict(held: dict[str, Any], pair: Pair, asked: dict[str, Any]) -> LayerVerdict:
    """Check one; whatever is raised past all else is a finding too."""
    try:
        return verdict(held, pair, asked["seed"])
    except BaseException as error:  # noqa: BLE001  a student's code may raise anything
        said = f"it broke off: {broke_off_in(error, {str(Path(asked['file']).resolve())})}"
        return LayerVerdict(pair.kind, (Finding("the run", "", None, None, said),), pair.names)


def _watched(seconds: float, channel: IO[Any]) -> None:
    """Say where the code is, and end, where it takes longer."""
    faulthandler.dump_traceback_later(seconds, exit=True, file=channel)


def _bounded() -> None:
    """Take no more memory than is sensible, where the system can see to that."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


if __name__ == "__main__":
    main()
    os._exit(0)  # whatever threads a student's code began
