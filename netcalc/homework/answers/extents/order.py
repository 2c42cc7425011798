"""The order in which extents are written, where an answer says it: (HxWxC), NCHW, channels first, 20 (H) x 28 (W)."""

import re
from fractions import Fraction
from typing import Final

LETTERS: Final = {"w": 0, "h": 1, "t": 2, "l": 2, "d": 3, "c": 3, "k": 3}
WORDS: Final = {
    "width": "w", "cols": "w", "columns": "w", "wide": "w", "height": "h", "rows": "h", "high": "h", "length": "t",
    "depth": "d", "deep": "d", "channels": "c", "channel": "c", "filters": "c",
}  # fmt: skip
AXIS: Final = rf"(?:{'|'.join(WORDS)}|[bnwhdclt]|batch)(?:2|')?"
BETWEEN: Final = r"\s*(?:\*|x|,|by)\s*"
LISTED: Final = re.compile(
    rf"(?<![*\d])[(\[{{]?\s*\b({AXIS}(?:{BETWEEN}{AXIS}){{1,3}})\b(?!\s*\*)\s*[)\]}}]?\s*(?:[:=]|order)?", re.IGNORECASE
)
GLUED: Final = re.compile(r"[(\[]?\b(N?(?:HWC|CHW|WHC|WHD|HWD|DHW))\b(?: order| format)?[)\]]?\s*[:=]?")
SPOKEN: Final = re.compile(r"[(\[]?\bchannels?[ -](first|last)\b[)\]]?", re.IGNORECASE)
SPATIAL: Final = re.compile(r"\s*\(spatial\)", re.IGNORECASE)
EACH: Final = re.compile(rf"([0-9]+)\s*(?:px|pixels)?\s*[(\[]\s*({AXIS})\s*[)\]]", re.IGNORECASE)


def ordered(text: str) -> tuple[str, str]:
    """Give an answer without its words about the order of its extents, and that order; none where it says nothing.

    >>> ordered("20*28*8 (H*W*C)"), ordered("NCHW: 1*8*20*28"), ordered("20 (H)*28 (W)*8")
    (('20*28*8', 'hwc'), ('1*8*20*28', 'nchw'), ('20*28*8', 'hwd'))
    """
    text = SPATIAL.sub("", text)
    each = EACH.findall(text)
    if len(each) > 1:
        order = "".join(_letter(name) for _, name in each)
        rest = EACH.sub(r"\1", text)
        return rest, order if set(order) & {"c", "d"} or rest.count("*") < len(each) else order + "d"
    for pattern in (GLUED, LISTED):
        found = pattern.search(text)
        if found and (order := _order(found[1], glued=pattern is GLUED)):
            rest = f"{text[: found.start()].rstrip()} {text[found.end() :].strip()}".strip(" -:=,")
            return (rest, order) if any(sign.isdigit() for sign in rest) else (text, "")
    spoken = SPOKEN.search(text)
    if spoken:
        rest = (text[: spoken.start()] + text[spoken.end() :]).strip(" -:=,")
        return rest, "chw" if spoken[1].lower() == "first" else "hwc"
    return text, ""


def _order(written: str, *, glued: bool) -> str:
    names = list(written) if glued else re.split(BETWEEN, written, flags=re.IGNORECASE)
    order = "".join(map(_letter, names))
    return order if len(set(order.replace("c", "d"))) == len(order) and set(order) - {"n"} else ""


def _letter(name: str) -> str:
    small = name.lower().rstrip("2'")
    return "n" if small in ("b", "n", "batch") else WORDS.get(small, small[:1])


def turned(value: tuple[Fraction, ...], order: str) -> tuple[Fraction, ...] | None:
    """Put extents written in this order as width, height, depth; a batch is left out; None where they do not match.

    >>> turned((20, 28, 8), "hwc"), turned((1, 8, 20, 28), "nchw"), turned((8, 20, 28), "nchw")
    ((28, 20, 8), (28, 20, 8), (28, 20, 8))
    """
    if order.startswith("n") and len(value) == len(order) - 1:
        order = order[1:]
    elif not order.startswith("n") and len(value) == len(order) + 1:
        order = "n" + order
    if len(value) != len(order):
        return None
    found = {LETTERS[letter]: extent for letter, extent in zip(order, value, strict=True) if letter != "n"}
    return tuple(found[axis] for axis in sorted(found))
