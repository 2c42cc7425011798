"""Where brackets and quotes end: too early, too late, never; and what stands behind them."""

import re
from typing import Final

from netcalc.text.slips.signs import CLOSES, Open, Signs, State, indent
from netcalc.text.slips.slip import Found, Here

NEW: Final = re.compile(r" *(?:(-) |[A-Za-z_][\w.-]*:(?:\s|$))")
NAMES: Final = {"{": "brace", "[": "bracket", '"': "quote", "'": "quote"}


def behind(here: Here) -> Found | None:
    """Find what stands behind the last bracket of a line, where only a comment may."""
    ends = [at for at, sign in enumerate(here.bare) if sign in "]}" and here.depths[at] == 1]
    if here.depth or not ends or not here.bare[ends[0] + 1 :].strip():
        return None
    end = ends[0] + 1
    rest = here.bare[end:].strip()
    if rest.startswith(":"):
        return None
    column = here.bare.index(rest, end)
    if rest.strip(",]} ") == "":
        kind = "a comma" if rest[0] == "," else f"a closing `{rest[0]}`"
        return Found(f"{kind} too many", column, here.line[:end] + here.line[column + len(rest) :])
    return _next(here, end, rest.lstrip(", "))


def _next(here: Here, end: int, rest: str) -> Found:
    """Say that what stands behind a layer is a line of its own."""
    column = here.bare.index(rest, end)
    item = re.match(r"\s*-\s+", here.line)
    lead = item[0] if item and not rest.startswith("- ") else here.line[: indent(here.line)]
    message = f"`{rest[:40]}` stands behind the end of what comes before it: it takes a line of its own"
    return Found(message, column, f"{here.line[:end]}\n{lead}{here.line[column:]}")


def comma(here: Here) -> Found | None:
    """Find a comma at the end of a line that is not inside brackets."""
    bare = here.bare.rstrip()
    if here.depth or not bare.endswith(",") or here.depths[len(bare) - 1]:
        return None
    mended = here.line[: len(bare) - 1] + here.line[len(bare) :]
    return Found("no comma stands at the end of a line outside brackets", len(bare) - 1, mended)


def crossed(here: Here, signs: Signs) -> Found | None:
    """Find a closing bracket that closes another than the one that is open."""
    if signs.stray is None:
        return None
    at = signs.stray
    opened = _open(here.bare[:at]) or "{"
    wanted = CLOSES[opened]
    rest = here.line[at + 1 :]
    mended = here.line[:at] + wanted + (here.line[at] + rest if _opened_before(here.bare[:at], here.line[at]) else rest)
    return Found(f"the {NAMES[opened]} `{opened}` is closed by `{here.line[at]}`", at, mended)


def unclosed(here: Here, after: State, number: int, following: str | None) -> Found | None:
    """Find a quote or brackets that are open at the end of a line though the next line begins something new."""
    if not (after.brackets or after.quote) or not _ends(here, following):
        return None
    if after.quote is not None:
        return _quote(here, after.quote) if after.quote.line == number else None
    opened = [each for each in after.brackets if following is None or each.indent >= indent(following)]
    if not opened:
        return None
    end = len(here.bare.rstrip())
    closing = "".join(CLOSES[each.sign] for each in reversed(opened))
    last = opened[-1]
    mended = here.line[:end].rstrip(", ") + closing + here.line[end:]
    return Found(f"the {NAMES[last.sign]} `{last.sign}` {_at(last, number)} is never closed", end, mended)


def _ends(here: Here, following: str | None) -> bool:
    """Say whether what is open should have ended with this line."""
    if following is None:
        return True
    new = NEW.match(following)
    if not new or indent(following) > indent(here.line):
        return False
    return new[1] == "-" or here.bare.rstrip()[-1:] not in ",[{"


def _quote(here: Here, quote: Open) -> Found:
    ends = re.search(r"\s*[,}\]]|\s*$", here.line[quote.column + 1 :]) if here.depths[quote.column] else None
    at = quote.column + 1 + ends.start() if ends else len(here.line.rstrip())
    return Found(
        f"the quote {quote.sign} {_at(quote, quote.line)} is never closed",
        at,
        here.line[:at] + quote.sign + here.line[at:],
    )


def _at(opened: Open, number: int) -> str:
    """Say where something was opened, seen from a line."""
    return f"of column {opened.column + 1}" if opened.line == number else f"of line {opened.line + 1}"


def _open(bare: str) -> str | None:
    """Give the bracket that is open at the end of this."""
    opened: list[str] = []
    for sign in bare:
        if sign in CLOSES:
            opened.append(sign)
        elif sign in CLOSES.values() and opened:
            opened.pop()
    return opened[-1] if opened else None


def _opened_before(bare: str, closing: str) -> bool:
    """Say whether this closing bracket has one to close further out."""
    opened = sum(bare.count(sign) for sign, end in CLOSES.items() if end == closing)
    return opened > bare.count(closing)
