"""Circuits worked out under a watch: what they say, how long they take, and that Python itself runs nothing of them."""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any, Final, NamedTuple

from netcalc import Circuit, SpecError, circuit
from netcalc.render.pages.circuit.circuit import page
from netcalc.render.pictures.circuit import picture
from netcalc.render.write import write
from tests.support.hostile_texts import hostile

PYTHONS_OWN: Final = ("exec", "import", "open", "os.", "subprocess.", "socket.", "shutil.", "ctypes.")
FEW: Final = 60  # gates that are drawn


class Trial(NamedTuple):
    """The codes of what was refused ("" is worked out), the longest that one took, in seconds of processor, and it."""

    codes: Counter[str]
    longest: float
    slowest: str


class _Watch:
    """What Python is asked to do while it is on."""

    on: bool = False
    seen: tuple[str, ...] = ()
    hung: bool = False


def trial(draw: Random, count: int) -> Trial:
    """Work so many hostile expressions out; AssertionError where Python itself runs any of one."""
    answered("x*y + sum(W @ X)", {"x": 1, "y": 2, "W": "2x2", "X": "2x2"})  # what is loaded late is loaded now
    answered("log(x)", {"x": 0})
    codes: Counter[str] = Counter()
    longest, slowest = 0.0, ""
    for _ in range(count):
        text, at = hostile(draw)
        start = time.process_time()
        with nothing_run(text):
            codes[answered(text, at)] += 1
        taken = time.process_time() - start
        longest, slowest = max((longest, slowest), (taken, text))
    return Trial(codes, longest, slowest)


def answered(text: str, at: dict[str, Any]) -> str:
    """Work an expression out, and show it in every way; the code of what is wrong."""
    try:
        made = circuit(text, at)
        _shown(made)
    except SpecError as error:
        return error.problems[0].code
    return ""


def _shown(made: Circuit) -> None:
    if len(made.gates) <= FEW:
        made.code()
        picture(made)
        write(page(made, full=True), "table", 80)
        write(page(made), "json", 80)


@contextmanager
def nothing_run(text: str) -> Iterator[None]:
    """Watch that nothing is run, opened, loaded."""
    if not _Watch.hung:
        sys.addaudithook(_audited)
        _Watch.hung = True
    _Watch.on, _Watch.seen = True, ()
    try:
        yield
    finally:
        _Watch.on = False
    assert not _Watch.seen, f"{text!r} made Python {_Watch.seen}"


def _audited(event: str, _given: Any) -> None:
    if _Watch.on and event.startswith(PYTHONS_OWN):
        _Watch.seen = (*_Watch.seen, event)
