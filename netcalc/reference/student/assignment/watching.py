"""A student's file checked in a process of its own, which is ended where it takes too long."""

import json
import linecache
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Thread, Timer
from typing import IO, Final, NamedTuple

from netcalc.reference.student.assignment.failing import CannotRun
from netcalc.reference.student.assignment.notebook import is_notebook, tree_of
from netcalc.reference.student.assignment.records import read
from netcalc.reference.student.verdict import FileVerdict, Finding, LayerVerdict

MODULE: Final = "netcalc.reference.student.assignment.alone"
MOST: Final = 10_000  # letters of what the code prints
GRACE: Final = 5.0  # seconds, after which the process is ended from outside
START: Final = 60.0  # seconds until it says the first word: NumPy is loaded on a machine that is busy
PLACE: Final = re.compile(r'\s+File "(?P<file>[^"]+)", line (?P<line>\d+) in (?P<function>\S+)')


class Asked(NamedTuple):
    """What is to be checked."""

    file: str
    only: tuple[str, ...] = ()
    kind: str | None = None
    seed: int = 0
    seconds: float = 30.0


class Told(NamedTuple):
    """What a process said until it ended: what it found, its verdicts, what it was at, where it then was."""

    found: list[list[str]]
    passed_over: tuple[str, ...]
    verdicts: list[LayerVerdict]
    at: list[str]
    where: str
    done: bool


def check_apart(asked: Asked) -> FileVerdict:
    """Check a file; a function that takes too long, or ends the process, is said to, and the rest goes on.

    CannotRun where the file cannot be run at all.
    """
    made: list[LayerVerdict] = []
    while True:
        told = _ran(asked, len(made))
        made += told.verdicts
        if told.done:
            return FileVerdict(asked.file, tuple(made), told.passed_over)
        if not told.at:
            message = f"{asked.file} {told.where}"
            raise CannotRun(message)
        kind, *names = told.found[len(made)]
        made.append(LayerVerdict(kind, (Finding("the run", "", None, None, told.where),), tuple(names)))


def _ran(asked: Asked, done: int) -> Told:
    """Run the process until it ends."""
    request = json.dumps({**asked._asdict(), "done": done})
    root = str(Path(__file__).parents[4])
    known = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    started = subprocess.Popen(  # noqa: S603  this very program
        [sys.executable, "-P", "-m", MODULE, request],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "Agg", **os.environ, "PYTHONPATH": known},
    )
    with started:
        printed = Printed(started.stderr)
        printed.start()
        try:
            lines = [*_lines(started, asked.seconds + GRACE)]
        finally:
            started.kill()
        printed.join()
    printed.show()
    return _told(lines, asked, started.returncode)


def _lines(started: "subprocess.Popen[bytes]", patience: float) -> Iterator[str]:
    """Give what it says, a line at a time, and end it where nothing comes for too long."""
    assert started.stdout is not None
    soon = _kill_in(started, max(patience, START))
    for text in started.stdout:
        soon.cancel()
        yield text.decode("utf-8", "replace")
        soon = _kill_in(started, patience)
    soon.cancel()


def _kill_in(started: "subprocess.Popen[bytes]", patience: float) -> Timer:
    soon = Timer(patience, started.kill)
    soon.daemon = True
    soon.start()
    return soon


def _told(lines: Iterable[str], asked: Asked, status: int) -> Told:
    """Gather what it said."""
    found: list[list[str]] = []
    passed_over: tuple[str, ...] = ()
    verdicts: list[LayerVerdict] = []
    at: list[str] = []
    places: list[str] = []
    done = timed_out = False
    for text in lines:
        word, value = read(text)
        if word == "cannot":
            raise CannotRun(value)
        if word == "found":
            found, passed_over = value[0], tuple(value[1])
        elif word == "started":
            at = value
        elif word == "verdict":
            verdicts.append(value)
            at = []
        elif word == "done":
            done = True
        else:
            timed_out = timed_out or text.startswith("Timeout")
            places.append(text)
    return Told(found, passed_over, verdicts, at, _where(places, asked, status, timed_out=timed_out), done)


def _where(places: Iterable[str], asked: Asked, status: int, *, timed_out: bool) -> str:
    """Say what ended the process, and at which of the student's lines it was."""
    if not timed_out:
        return f"ended the process (status {status}): nothing after it was checked in that run"
    own = Path(asked.file).resolve()
    if is_notebook(own):
        tree_of(own)  # its lines are then known
    frames = (PLACE.match(text) for text in places)
    line = next((one["line"] for one in frames if one and Path(one["file"]).resolve() == own), "")
    text = linecache.getline(str(own), int(line)).strip()[:80] if line else ""
    return f"took longer than {asked.seconds:g} s" + (f" (it was at line {line}: `{text}`)" if line else "")


class Printed(Thread):
    """What the code prints, read as it comes, of which the beginning is kept."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        """Read this stream."""
        super().__init__(daemon=True)
        self.stream, self.kept, self.more = stream, b"", 0

    def run(self) -> None:
        """Read to the end."""
        assert self.stream is not None
        while piece := self.stream.read1(1 << 16):  # type: ignore[attr-defined]  # a buffered reader
            room = MOST - len(self.kept)
            self.kept += piece[:room]
            self.more += max(0, len(piece) - room)

    def show(self) -> None:
        """Hand it on."""
        if self.kept:
            sys.stderr.write(self.kept.decode("utf-8", "replace"))
        if self.more:
            sys.stderr.write(f"\n[it printed {self.more:,} letters more]\n")
