"""Shapes as other tools print them: (None, 28, 28, 10), torch.Size([1, 10, 28, 28]), 10@28x28."""

from fractions import Fraction
from typing import Final

from netcalc.homework.answers.given import MOST_PARTS, Extents
from netcalc.homework.answers.links.tokens import OPEN, Token

BATCH: Final = frozenset({"none", "?", "n", "b", "batch", "batch_size", "batchsize", "-1", "m", "bs"})
PRINTED: Final = frozenset({"torch", "size", "tensorshape", "tensor", "shape", "tuple", "tf", "output", "np", "array"})

SEQUENCE: Final = 2  # its axes: positions x depth


def shaped(found: tuple[Token, ...], axes: int | None, *, matrix: bool = False) -> Extents | None:
    """Read another tool's shape as width, height, depth; None where it is none.

    >>> from netcalc.homework.answers.links.tokens import tokens
    >>> [tuple(map(int, shaped(tokens(text), 3).value)) for text in ("None, 20, 28, 10", "10@20*28")]
    [(28, 20, 10), (28, 20, 10)]
    """
    if any(token.text == "@" for token in found):
        return _maps(found)
    torch = any(token.text.lower() == "torch" for token in found)
    parts = _listed([token for token in found if token.text.lower() not in PRINTED and token.text != "."])
    if parts is None or not 1 < len(parts) <= MOST_PARTS:
        return _whole(parts) if torch and parts and len(parts) == 1 else None
    if matrix:
        return _whole(parts)
    if torch:
        return _channels_first(parts, axes)
    batch = parts[0].lower() in BATCH or (parts[0] == "1" and axes is not None and axes > 1 and len(parts) == axes + 1)
    return _either(parts[0], parts[1:]) if batch else None


def _listed(found: list[Token]) -> list[str] | None:
    """Give the parts of a list, joined by commas or times; None where it is more than that."""
    texts = [token.text for token in found if token.text not in OPEN and token.text not in OPEN.values()]
    merged = "".join("," if text == "*" else text for text in texts).removesuffix(",").split(",")
    plain = all(text.lower() in BATCH or text.isdigit() for text in merged)
    return merged if plain else None


def _either(batch: str, parts: list[str]) -> Extents | None:
    """Read height, width, depth; behind a letter for the batch perhaps depth, height, width."""
    last, first = _channels_last(parts), _whole([*reversed(parts[1:]), parts[0]])
    letter = batch.isalpha() and batch.lower() != "none"
    return last._replace(either=first.value) if last and first and letter else last


def _whole(parts: list[str]) -> Extents | None:
    return Extents(tuple(map(Fraction, parts)), told=True) if parts and all(map(str.isdigit, parts)) else None


def _channels_last(parts: list[str]) -> Extents | None:
    """Turn height, width, depth round."""
    return _whole([*reversed(parts[:-1]), parts[-1]])


def _channels_first(parts: list[str], axes: int | None) -> Extents | None:
    """Turn batch, depth, height, width round; the batch may be left out."""
    batched = (
        parts[0].lower() in BATCH or (axes is not None and len(parts) == axes + 1) or (axes is None and len(parts) == 4)
    )
    parts = parts[1:] if batched else parts
    first = _whole([*reversed(parts[1:]), parts[0]])
    if axes == len(parts) == SEQUENCE and first:  # Linear has positions x depth, Conv1d depth x positions
        return first._replace(value=first.value[::-1], either=first.value)
    return first


def _maps(found: tuple[Token, ...]) -> Extents | None:
    """Read maps@height x width, or height x width@maps."""
    texts = [token.text for token in found if token.text not in OPEN and token.text not in OPEN.values()]
    place = texts.index("@")
    before, after = ([text for text in side if text not in ("*", ",")] for side in (texts[:place], texts[place + 1 :]))
    maps, extents = (before, after) if len(before) == 1 else (after, before)
    return _whole([*reversed(extents), *maps]) if len(maps) == 1 and len(extents) > 1 else None
