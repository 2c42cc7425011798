"""Text for an output that lacks some signs: `*` for the dot of a product, `-` for a line; never a question mark."""

import unicodedata
from typing import Final

SIGNS: Final = {
    "·": "*", "×": "x", "−": "-", "─": "-", "—": "-", "–": "-", "…": "~", "█": "#", "■": "#", "□": "o", "→": "->",
    "←": "<-", "²": "^2", "³": "^3", "≤": "<=", "≥": ">=", "≈": "~", "≠": "!=", "⌊": "floor(",
    "⌋": ")", "⌈": "ceil(", "⌉": ")", "σ": "sigma",
    "Σ": "sum", "∂": "d", "π": "pi", "µ": "u", "’": "'", "‘": "'", "“": '"', "”": '"', "•": "*", "▸": ">",
    "\N{NO-BREAK SPACE}": " ", "\N{REPLACEMENT CHARACTER}": "#",
}  # fmt: skip


def spelt(text: str, encoding: str) -> str:
    """Spell out the signs that an encoding does not have.

    >>> print(spelt("W2·H2 ── Café ²", "ascii"))
    W2*H2 -- Cafe ^2
    """
    return "".join(sign if sign.isascii() or _has(sign, encoding) else _spelt(sign) for sign in text)


def escaped(text: str, encoding: str) -> str:
    r"""Escape the signs that an encoding does not have, as JSON does.

    >>> print(escaped("W2·H2", "ascii"))
    W2\u00b7H2
    """
    return "".join(sign if sign.isascii() or _has(sign, encoding) else _escaped(sign) for sign in text)


def _has(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _spelt(sign: str) -> str:
    if sign in SIGNS:
        return SIGNS[sign]
    letters = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return letters or sign.encode("ascii", "backslashreplace").decode()


def _escaped(sign: str) -> str:
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
