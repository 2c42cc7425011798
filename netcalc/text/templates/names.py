"""Names of vars and arguments: any word but those of arithmetic, Python's own words too."""

import re
from collections.abc import Collection
from keyword import kwlist
from typing import Final

WORDS: Final = ("and", "or", "not", "if", "else", "len", "sum", "min", "max", "round", "ceil", "floor")
NAME: Final = re.compile(r"[^\W\d]\w{0,199}")
PYTHONS: Final = re.compile(rf"'[^']*'|\"[^\"]*\"|(?<![\w.])(?P<word>{'|'.join(sorted({*kwlist} - {*WORDS}))})(?!\w)")
WIDE: Final = 0xFEE0  # from a letter to its wide form


def nameable(name: str, taken: Collection[str] = ()) -> bool:
    """Say whether a var, or an argument, can have this name; `taken` are words that stand for something else there."""
    return NAME.fullmatch(name) is not None and name not in taken and name not in WORDS


def nameables(taken: Collection[str] = ()) -> str:
    """Say in a phrase which names there can be."""
    words = (", ".join(f"`{word}`" for word in taken) + " and " if taken else "") + "the words of arithmetic"
    return f"letters, digits and `_` (a digit not first), other than {words} ({' '.join(WORDS)})"


def disguised(expression: str) -> str:
    """Let Python read its own words as names: it takes a wide letter for the plain one, but sees no keyword.

    What stands in quotes stays as it is.

    >>> import ast
    >>> ast.parse(disguised("2 * in"), mode="eval").body.right.id
    'in'
    """
    return PYTHONS.sub(lambda met: _wide(met["word"]) if met["word"] else met[0], expression)


def _wide(word: str) -> str:
    return chr(ord(word[0]) + WIDE) + word[1:]
