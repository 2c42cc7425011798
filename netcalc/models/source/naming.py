"""Names in source code: free ones, those of classes."""

import re
from collections.abc import Collection
from itertools import chain, count
from keyword import iskeyword


def free(name: str, taken: Collection[str], joint: str = "") -> str:
    """Give the name, or with a number what is free, and is no word of Python's."""
    every = chain((name,), (f"{name}{joint}{number}" for number in count(2)))
    return next(each for each in every if each not in taken and not iskeyword(each))


def camel(word: str) -> str:
    """Write a word as a class is called: `conv-bn` is ConvBn."""
    parts = [part for part in "".join(sign if sign.isalnum() else " " for sign in word).split() if part]
    made = "".join(part[0].upper() + part[1:] for part in parts)
    return made if made and made[0].isalpha() and made.isascii() else f"Net{''.join(s for s in made if s.isascii())}"


def class_name(word: str, taken: Collection[str]) -> str:
    """Call a class after a block, unlike those that there are."""
    return free(camel(word), taken)


def snake(word: str) -> str:
    """Write a word as a function is called: `ConvBn` and `conv-bn` are conv_bn."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", word)
    made = "_".join(filter(None, re.split(r"[^A-Za-z0-9]+", apart))).lower()
    return made if made[:1].isalpha() else f"net_{made}".rstrip("_")


def function_name(word: str, taken: Collection[str]) -> str:
    """Call a function after a block, unlike those that there are."""
    return free(snake(word), taken, "_")
