"""What stands around an answer and says nothing taken away: emoji, quotes, comments, what Python prints."""

import re
import unicodedata
from typing import Final

CROSSES: Final = frozenset("❌✗✘❎✖✕╳")
NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
UNSEEN: Final = frozenset({"Cf", "So", "Sk", "Co", "Cn"})  # signs that are no letter, number or operator
QUOTED: Final = re.compile(r"^([\"'“”„«‹‘])(.+?)[\"'“”»›’]\s*[.,]?$", re.DOTALL)
COMMENT: Final = re.compile(r"(?<=[0-9)\]])[ \t]*(?:#|//)[ \t]*(?=[A-Za-z=(])[^\n]*")
DASHED: Final = re.compile(
    r"(?<=[0-9)\]a-z])\s+-{1,2}\s+(?=\(?[A-Za-z]{3})(?!\(?(?:ln|log|exp|sqrt|max|min|tanh|sigma|sigmoid|floor|ceil)\b)"
)
REPEATING: Final = re.compile(r"(?<=[.,])([0-9]*)(?:\(([0-9]{1,6})\)|\\(?:overline|bar|dot)\s*\{?([0-9]{1,6})\}?)")
BARRED: Final = re.compile("(?<=[.,])([0-9]*)([0-9])[\u0305\u0304\u0307]")
MODULE: Final = re.compile(r"\b(?:np|numpy|math|torch|tf|jnp)\.(?=[a-z])")
CALL: Final = re.compile(r"\b(?:array|tensor|float(?:16|32|64)?|int(?:32|64)?|print)\s*(?=\()")
ARGUMENT: Final = re.compile(r",\s*(?:dtype|device|requires_grad|grad_fn)\s*=\s*(?:<\w+>|[\w.'\"]+)")
ANGLES: Final = re.compile(r"^<([-+.0-9][^<>]*)>$")
FENCE: Final = re.compile(r"^```[a-z]*\n|\n?```\s*$")
REPEATED: Final = 24


def undressed(text: str) -> str:
    """Take away what only stands around an answer, before its signs are made plain.

    >>> undressed("✅ 760"), undressed("np.float64(-4.0)"), undressed("760  # with biases"), undressed("“760”")
    ('760', '(-4.0)', '760', '760')
    """
    text = NOT_ASCII.sub(_seen, text).strip()
    text = ANGLES.sub(r"(\1)", QUOTED.sub(r"\2", FENCE.sub("", text)))
    if text[:1] == "'":
        text = text[1:]  # how a spreadsheet marks text
    return COMMENT.sub("", CALL.sub("", MODULE.sub("", ARGUMENT.sub("", text))))


def _seen(found: re.Match[str]) -> str:
    """Leave out what is not seen; a picture between two digits stays, which else would be one number."""
    start, end = found.span()
    seen = "".join(sign for sign in found[0] if not _is_unseen(sign))
    amid = not seen and found.string[max(start - 1, 0) : start].isdigit() and found.string[end : end + 1].isdigit()
    return found[0] if amid and any(unicodedata.category(sign) == "So" for sign in found[0]) else seen


def _is_unseen(sign: str) -> bool:
    """Say whether a sign is an emoji, a tick, or has no width; a cross says something."""
    if "\ufe00" <= sign <= "\ufe0f":  # how the sign before is to look
        return True
    alone = unicodedata.normalize("NFKC", sign) == sign and sign not in CROSSES
    return alone and unicodedata.category(sign) in UNSEEN


def repeated(text: str) -> str:
    r"""Write decimals that repeat as long ones.

    >>> repeated("0.(3)")[:8], repeated(r"2.\overline{3}")[:8]
    ('0.333333', '2.333333')
    """
    text = BARRED.sub(lambda found: found[1] + found[2] * REPEATED, text)
    return REPEATING.sub(lambda found: found[1] + (found[2] or found[3]) * REPEATED, text)
