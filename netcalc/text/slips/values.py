"""Values that YAML takes for something else: signs of its own, templates in braces, fields without braces."""

import re
from typing import Final

from netcalc.text.slips.joints import HEAD, KEY
from netcalc.text.slips.slip import Found, Here

SIGN: Final = re.compile(rf"{HEAD}({KEY}:\s+)?(?P<value>(?:>=?|[@`%|])\s*[^\s|>@`%+-].*?)\s*$")
FLOW_SIGN: Final = re.compile(r":\s+(?P<value>(?:>=?|[@`%])[^,}\]]*?)\s*(?=[,}\]]|$)")
TEMPLATE: Final = re.compile(
    r"(?<=[\s:,\[{])((?:[^\s,:\[\]{}\"'$]|\$(?!\{))*\$\{[^{}]*\}(?:[^\s,\[\]{}\"'$]|\$\{[^{}]*\})*)"
)
FIELDS: Final = re.compile(rf"{HEAD}({KEY}):\s+({KEY}:\s.*?)\s*$")
ITEM: Final = re.compile(rf"{HEAD}({KEY}):\s+(- .*)$")
SEVERAL: Final = re.compile(rf"(\s*)({KEY}:\s+[^\s:\[{{\"'#][^\s:]*)\s+({KEY}:\s.*)$")
ROUND: Final = re.compile(r"\(\s*([0-9]+(?:\s*,\s*[0-9]+)*\s*,?)\s*\)")
TEXTS: Final = ("name", "title", "text", "student")
FENCE: Final = re.compile(r"\s*(```|~~~)")


def sign(here: Here) -> Found | None:
    """Find a value that begins with a sign of YAML's own."""
    flow = next((each for each in FLOW_SIGN.finditer(here.bare) if here.depths[each.start("value")]), None)
    found = flow or (SIGN.match(here.bare) if not here.depth else None)
    if not found:
        return None
    start, end = found.span("value")
    mended = f"{here.line[:start]}{_quoted(here.line[start:end])}{here.line[end:]}"
    return Found(f"a value that begins with `{here.bare[start]}` stands in quotes", start, mended)


def template(here: Here) -> Found | None:
    """Find a template inside braces without its quotes."""
    found = next((each for each in TEMPLATE.finditer(here.bare) if here.depths[each.start()]), None)
    if not found:
        return None
    mended = f"{here.line[: found.start()]}{_quoted(found[0])}{here.line[found.end() :]}"
    return Found('inside braces a template stands in quotes: "${...}"', found.start(), mended)


def fields(here: Here) -> Found | None:
    """Find a second colon on a line: fields without their braces, or text without its quotes."""
    found = FIELDS.match(here.bare) if not here.depth else None
    if not found:
        return None
    start, end = found.span(3)
    written = here.line[start:end]
    if found[2] in TEXTS:
        message, mended = "text with a colon in it stands in quotes", _quoted(written)
    else:
        message, mended = "fields on one line stand in braces", f"{{{written}}}"
    return Found(message, here.bare.index(":", start), f"{here.line[:start]}{mended}{here.line[end:]}")


def several(here: Here) -> Found | None:
    """Find a second field on the line of the first."""
    found = SEVERAL.match(here.bare) if not here.depth else None
    if not found:
        return None
    mended = f"{here.line[: found.end(2)]}\n{found[1]}{here.line[found.start(3) :]}"
    return Found("each field takes a line of its own", found.start(3), mended)


def parentheses(here: Here) -> Found | None:
    """Find numbers in round brackets inside others."""
    found = next((each for each in ROUND.finditer(here.bare) if here.depths[each.start()]), None)
    if not found:
        return None
    mended = f"{here.line[: found.start()]}[{found[1].rstrip(', ')}]{here.line[found.end() :]}"
    return Found("a list stands in square brackets", found.start(), mended)


def items(here: Here) -> Found | None:
    """Find a list that begins on its key's own line."""
    found = ITEM.match(here.bare) if not here.depth else None
    if not found:
        return None
    mended = f"{here.line[: found.end(2) + 1]}\n{' ' * len(found[1])}  {here.line[found.start(3) :]}"
    return Found("a list begins on the line below its key", found.start(3), mended)


def fence(here: Here) -> Found | None:
    """Find a line of Markdown around the spec."""
    if not FENCE.match(here.bare):
        return None
    return Found("this line is Markdown's and no part of the spec", indent_of(here.line), "")


def indent_of(line: str) -> int:
    """Count the signs before what is written."""
    return len(line) - len(line.lstrip())


def _quoted(text: str) -> str:
    return f"'{text}'" if '"' in text else f'"{text}"'
