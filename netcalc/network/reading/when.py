"""`when`, which any item may have: whether it stands there, and what is left out where it does not."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from netcalc.layers.written.values import NAME, shown
from netcalc.layers.written.written import WHEN
from netcalc.network.reading.frame import Frame
from netcalc.problems import Path
from netcalc.text.numbers.truth import true
from netcalc.text.templates.template import DEPTH, UNKNOWN_YET, filled, settled

COMPARED: Final = re.compile(r"[<>=!]|\b(?:and|or|not)\b")
LONGEST: Final = 60
HINT: Final = 'true, false, a number (0 is false), or a comparison such as "${i > 0}"'


def asked(written: object, path: Path, frame: Frame) -> bool | None:
    """Say whether an item stands there; None, and a problem, where its `when` does not say."""
    made, broken = frame.values({WHEN: written}, path[:-1])
    if broken:
        return None
    stands = true(made[WHEN])
    if stands is None:
        hint = UNKNOWN_YET if made[WHEN] == DEPTH else _quoted(written) or HINT
        frame.wrong(f"`when` takes a truth or a number, not {shown(settled(made[WHEN]))}", path, hint=hint)
    return stands


def _quoted(written: object) -> str:
    """Say how a comparison is written that lacks the signs of a template."""
    bare = isinstance(written, str) and "${" not in written and len(written) <= LONGEST
    return f'write `when: "${{{written}}}"`' if bare and COMPARED.search(str(written)) else ""


def names(written: Mapping[Any, Any], frame: Frame) -> tuple[str, ...]:
    """Give the names that an item, which was left out, and all below it would have."""
    filled_in = (filled(name, frame.names, (), []) for name in _given(written))
    return tuple(name for name in filled_in if isinstance(name, str) and NAME.fullmatch(name))


def _given(written: object) -> Iterator[object]:
    if isinstance(written, Mapping):
        yield from (written["name"],) if "name" in written else ()
        for each in written.values():
            yield from _given(each)
    elif isinstance(written, list | tuple):
        for each in written:
            yield from _given(each)
