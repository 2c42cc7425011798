"""Signs between words that are missing, or are others: colons, dashes, commas, equals signs."""

import re
from typing import Final

from netcalc.text.slips.slip import Found, Here

KEY: Final = r"[A-Za-z_][\w.-]*"
HEAD: Final = r"(\s*(?:- +)*)"
DASH: Final = re.compile(r"(\s*(?:- +)*)-(?=[A-Za-z_\"'{\[])")
BLOCK_COLON: Final = re.compile(rf"{HEAD}([\"']?{KEY}[\"']?)\s*:(?=[^\s:/\\])")
FLOW_COLON: Final = re.compile(rf"([{{,\[]\s*)({KEY})\s*:(?=[^\s:/\\,}}\]])")
BLOCK_EQUALS: Final = re.compile(rf"{HEAD}({KEY})\s*=\s*(?=[^\s=])")
FLOW_EQUALS: Final = re.compile(rf"([{{,]\s*)({KEY})\s*=\s*(?=[^\s=])")
NO_COLON: Final = re.compile(rf"{HEAD}({KEY})\s+(?=[\[{{]|-?[0-9][\w.]*\s*$)")
CALL: Final = re.compile(rf"{HEAD}({KEY})\(([^()]*)\)\s*,?\s*$")
ARGUMENT: Final = re.compile(rf"\s*({KEY})\s*=\s*([^,=\s][^,=]*?)\s*")
NO_COMMA: Final = re.compile(rf"(?<=[\w.\"'\]}}])\s+(?=[\"']?{KEY}[\"']?\s*:(?:\s|$))")
SIDE_BY_SIDE: Final = re.compile(r"(?<=[\"'])\s+(?=[\"'])")
SPACED: Final = re.compile(r"\[\s*[0-9]+(?:\s+[0-9]+)+\s*\]")


def dash(here: Here) -> Found | None:
    """Find a dash without its space."""
    found = DASH.match(here.bare) if not here.depth else None
    if not found:
        return None
    at = found.end()
    return Found("a space follows the dash", at - 1, f"{here.line[:at]} {here.line[at:]}")


def colon(here: Here) -> Found | None:
    """Find a colon without its space."""
    found = _first(here, BLOCK_COLON, FLOW_COLON)
    if not found:
        return None
    at, rest = found.end(2), here.line[found.end() :].lstrip()
    return Found("a space follows the colon", here.bare.index(":", at), f"{here.line[:at]}: {rest}")


def equals(here: Here) -> Found | None:
    """Find an equals sign in the place of a colon."""
    found = _first(here, BLOCK_EQUALS, FLOW_EQUALS)
    if not found or here.bare[found.end(2) :].lstrip().startswith(("==", "=>")):
        return None
    message = "a field and its value are joined by a colon, not by ="
    mended = f"{here.line[: found.end(2)]}: {here.line[found.end() :]}"
    return Found(message, here.bare.index("=", found.end(2)), mended)


def call(here: Here) -> Found | None:
    """Find a layer written as a call of Python."""
    found = CALL.match(here.line) if not here.depth else None
    given = [ARGUMENT.fullmatch(each) for each in found[3].split(",") if each.strip()] if found else []
    if not found or not all(given):
        return None
    fields = ", ".join(f"{each[1]}: {each[2]}" for each in given if each)
    mended = f"{found[1]}{found[2]}" + (f": {{{fields}}}" if fields else "")
    return Found("a layer is written with a colon and braces, not as a call", found.end(2), mended)


def no_colon(here: Here) -> Found | None:
    """Find a word that its colon is missing behind."""
    found = NO_COLON.match(here.bare) if not here.depth else None
    if not found or here.bare.rstrip()[-1:] == ":":
        return None
    mended = f"{here.line[: found.end(2)]}: {here.line[found.end() :]}"
    return Found(f"a colon follows `{found[2][:40]}`", found.end(2), mended)


def comma(here: Here) -> Found | None:
    """Find two fields in braces, or two numbers in a list, without a comma between them."""
    for found in NO_COMMA.finditer(here.bare):
        start = max(here.bare.rfind(sign, 0, found.start()) for sign in "{[,")
        if here.depths[found.start()] and ": " in here.bare[start : found.start()]:
            mended = f"{here.line[: found.start()]}, {here.line[found.end() :]}"
            return Found("a comma stands between two fields", found.start(), mended)
    return _quoted(here) or _listed(here) or _semicolon(here)


def _quoted(here: Here) -> Found | None:
    for found in SIDE_BY_SIDE.finditer(here.bare):
        if here.depths[found.start()]:
            mended = f"{here.line[: found.start()]}, {here.line[found.end() :]}"
            return Found("a comma stands between two values", found.start(), mended)
    return None


def _listed(here: Here) -> Found | None:
    found = SPACED.search(here.bare)
    if not found:
        return None
    mended = here.line[: found.start()] + re.sub(r"(?<=[0-9])\s+(?=[0-9])", ", ", found[0]) + here.line[found.end() :]
    return Found("a comma stands between two numbers of a list", found.start(), mended)


def _semicolon(here: Here) -> Found | None:
    inside = [at for at, sign in enumerate(here.bare) if sign == ";" and here.depths[at]]
    if not inside:
        return None
    mended = "".join("," if at in inside else sign for at, sign in enumerate(here.line))
    return Found("fields are parted by commas, not by semicolons", inside[0], re.sub(r",(?=\S)", ", ", mended))


def _first(here: Here, block: "re.Pattern[str]", flow: "re.Pattern[str]") -> "re.Match[str] | None":
    """Find a pattern at the start of a line, else inside brackets."""
    found = block.match(here.bare) if not here.depth else None
    if found:
        return found
    return next((each for each in flow.finditer(here.bare) if here.depths[each.start(2)]), None)
