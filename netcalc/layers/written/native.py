"""What another library has for numbers, words and lists (NumPy's above all), as Python's own."""

from collections.abc import Iterator
from operator import index
from typing import Final

PLAIN: Final = (int, str, float, bool, type(None))
DEEPEST: Final = 150  # a spec nests at most 60 lists


def native(value: object) -> object:
    """Give a number, a word or an array of NumPy's as Python's own, seen by what it offers; all else as it is."""
    if type(value) in PLAIN or isinstance(value, type):
        return value
    listed = getattr(value, "tolist", None)
    if callable(listed):
        return listed()
    return index(value) if hasattr(value, "__index__") and not isinstance(value, int) else value


def natives(written: object, depth: int = 0) -> object:
    """Give what was written with all numbers, words and arrays in its lists and fields as Python's own."""
    made = tuple(written) if isinstance(written, Iterator) else native(written)
    if depth > DEEPEST:
        return made
    if type(made) is dict:
        return {native(key): natives(each, depth + 1) for key, each in made.items()}
    if type(made) is list or type(made) is tuple:
        return type(made)(natives(each, depth + 1) for each in made)
    return made
