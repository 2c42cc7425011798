"""Activation maps in signs of a terminal: a layer below the other, its first slices side by side."""

from collections.abc import Iterable
from math import isfinite
from typing import Final

from netcalc.render.document import Code, Document, Heading, Part, sentence
from netcalc.training.maps import Mapped, Maps, maps

SIGNS: Final = " .:-=+*#%@"  # from the least to the largest
WIDE: Final = 76
WIDEST: Final = 36  # pixels of a map: of more, some are passed over


def page(mapped: Mapped) -> Document:
    """Make the page of the activation maps of a run."""
    return Document(mapped, lambda: _parts(maps(mapped.run)))


def _parts(found: Iterable[Maps]) -> Iterable[Part]:
    shown = [*found]
    if shown:
        yield Heading("activation maps of one example:")
    else:
        yield sentence("no volume of this network is a picture: there are no activation maps")
    for layer in shown:
        yield Heading(_about(layer))
        yield Code("\n".join(sketch(layer)))


def _about(layer: Maps) -> str:
    depth, high, wide = layer.maps.shape
    drawn = min(depth, _across(layer))
    return f"{layer.layer}, {wide}x{high}x{layer.depth}" + (f", {drawn} of its slices" if drawn < layer.depth else "")


def _across(layer: Maps) -> int:
    """Give how many maps stand side by side."""
    wide = int(layer.maps.shape[2])
    every = -(-wide // WIDEST)
    return max(1, WIDE // (2 * -(-wide // every) + 2))


def sketch(layer: Maps) -> list[str]:
    """Write a layer's maps in lines of signs, two a pixel, the darkest the largest value of the layer.

    >>> import numpy as np
    >>> sketch(Maps("relu1", np.array([[[0.0, 1.0], [0.5, 0.0]]]), 1))
    ['  @@', '==']
    """
    every = -(-layer.maps.shape[2] // WIDEST)
    shown = layer.maps[: _across(layer), ::every, ::every]
    low, high = float(layer.maps.min()), float(layer.maps.max())
    width = (high - low) if isfinite(high - low) and high > low else 1.0
    rows = (["".join(_sign((value - low) / width) for value in row) for row in lines] for lines in shown.swapaxes(0, 1))
    return ["  ".join(row).rstrip() for row in rows]


def _sign(share: float) -> str:
    return 2 * (SIGNS[round(share * (len(SIGNS) - 1))] if isfinite(share) else "?")
