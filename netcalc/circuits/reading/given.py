"""What a text gives itself: `x = -2`, `w = [2, -3]`, `W = np.random.randn(5, 10)`."""

import re
from typing import Final

from netcalc.circuits.reading.places import wrong
from netcalc.circuits.reading.statements import Statement
from netcalc.circuits.values import Given, read_value

NUMBER: Final = re.compile(r"[-+−]?\s*(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
ARRAY: Final = re.compile(r"(?:np|numpy)\.array\((.*)\)", re.DOTALL)
DRAWN: Final = re.compile(r"(?:np|numpy)\.random\.(?:randn|standard_normal)\(\(?\s*(\d+)\s*(?:,\s*(\d+)\s*)?\)?\)")
WORD: Final = re.compile(r"[^\W\d]\w*")
WORKED_OUT: Final = "a list holds numbers; lines of a backward pass are left out: gradients are worked out here"
AS_LARGE: Final = re.compile(r"(?:np|numpy)\.random\.(?:randn|standard_normal)\(\*?\s*\w+\.shape\s*\)")


def written(each: Statement, whole: str) -> Given | None:
    """Read a value of a whole text; None where something is worked out; SpecError where it is a list of no numbers."""
    text = each.text.strip()
    drawn = DRAWN.fullmatch(text)
    if drawn:
        text = "x".join(filter(None, drawn.groups())) if drawn[2] else f"{drawn[1]}"
        return Given((int(drawn[1]),), None) if not drawn[2] else _read(each, text, whole)
    if AS_LARGE.fullmatch(text):
        return Given(None, None)
    array = ARRAY.fullmatch(text)
    listed = array[1].strip() if array else text
    if listed.startswith("[") and listed.endswith("]"):
        return _read(each, listed, whole)
    return _read(each, listed, whole) if NUMBER.fullmatch(listed) else None


def _read(each: Statement, text: str, whole: str) -> Given:
    try:
        return read_value(text)
    except ValueError as error:
        named = f"{each.name}: " if each.name else ""
        hint = WORKED_OUT if WORD.search(text) else ""
        raise wrong(whole, each.at, f"{named}{error}", hint=hint) from None
