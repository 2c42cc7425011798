"""Signs that look like YAML's and are others: what word processors, chats and other keyboards put in their place."""

import re
from typing import Final

from netcalc.text.slips.slip import Found, Here

SPACES: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
NO_WIDTH: Final = "\u200b-\u200d\u2060\ufeff"
WIDE: Final = str.maketrans("：，｛｝［］＃－＝０１２３４５６７８９", ":,{}[]#-=0123456789")
OPENS: Final = r"(?:^|(?<=[\s\[{,(]))[“„‟«‘‚‛]"
ENDS: Final = r"[“”»‘’](?=\s*(?:[,:}\])]|$))"
QUOTED: Final = re.compile(rf"(?:{OPENS})([^“”„‟«»\"]*?)(?:{ENDS})")
BULLET: Final = re.compile(r"(\s*)(?:[•·◦▪●‣○–—−]\s*|[*+]\s+|[0-9]{1,3}[.)]\s+)(?=[A-Za-z])")


def space(here: Here) -> Found | None:
    """Find a space that is no ordinary one, or a sign that cannot be seen."""
    odd = re.search(f"[{SPACES}{NO_WIDTH}]", here.bare)
    if not odd:
        return None
    unseen = re.fullmatch(f"[{NO_WIDTH}]", odd[0])
    name = "a no-break space" if odd[0] == "\u00a0" else "a sign that cannot be seen" if unseen else "an unusual space"
    mended = re.sub(f"[{NO_WIDTH}]", "", re.sub(f"[{SPACES}]", " ", here.line))
    return Found(f"{name} (U+{ord(odd[0]):04X}) stands here, which YAML takes for a letter", odd.start(), mended)


def wide(here: Here) -> Found | None:
    """Find a full-width sign, as Chinese and Japanese keyboards write it."""
    odd = re.search("[：，｛｝［］＃－＝０-９]", here.bare)
    if not odd:
        return None
    plain = here.line.translate(WIDE)
    mended = "".join(f"{sign} " if was in "：，" else sign for was, sign in zip(here.line, plain, strict=True))
    mended = re.sub(r"([:,]) {2,}", r"\1 ", mended).rstrip()
    return Found(f"the full-width sign {odd[0]} stands here: write {odd[0].translate(WIDE)}", odd.start(), mended)


def curly(here: Here) -> Found | None:
    """Find quotes as word processors write them."""
    odd = QUOTED.search(here.bare)
    if not odd:
        return None
    mended = QUOTED.sub(_straight, here.line)
    return Found(f'{odd[0][0]} and {odd[0][-1]} are no quotes to YAML: write " and "', odd.start(), mended)


def _straight(found: "re.Match[str]") -> str:
    """Put quotes around that YAML knows, and that are not inside."""
    sign = "'" if '"' in found[1] else '"'
    return sign + found[1] + sign


def bullet(here: Here) -> Found | None:
    """Find a list written with another sign than a dash."""
    odd = BULLET.match(here.bare) if not here.depth else None
    if not odd:
        return None
    sign = odd[0].strip()
    message = f"`{sign}` begins this line: an item of a list begins with a dash and a space"
    return Found(message, len(odd[1]), f"{odd[1]}- {here.line[odd.end() :]}")
