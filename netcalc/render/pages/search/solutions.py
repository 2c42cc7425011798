"""Windows that make an extent, in `explain`'s own words: W2 = (W1 - F + 2P)/S + 1 = 28 has these solutions."""

from collections.abc import Sequence
from math import floor
from typing import NamedTuple

from netcalc.calculator.calculator import calculate
from netcalc.explanation.formulas.formula import Formula
from netcalc.explanation.formulas.writing import NUMBERS, write
from netcalc.explanation.output import spoken_extents
from netcalc.layers.labels import LETTERS
from netcalc.render.table import Head
from netcalc.search.found import Found, Variant


class Solutions(NamedTuple):
    """A sentence, and columns for the table: what the window makes along an axis, in numbers."""

    words: str
    heads: tuple[Head, ...]
    cells: tuple[tuple[str, ...], ...]


def solutions(found: Found) -> Solutions | None:
    """Explain a search for the windows of one layer that make an output; None of any other."""
    layer = _layer(found)
    if layer is None or not found.variants:
        return None
    spoken = [_extents(found, variant, layer) for variant in found.variants]
    first = spoken[0]
    if not first or any(len(each) != len(first) for each in spoken):
        return None
    axes = [axis for axis in range(len(first)) if axis == 0 or any(_unlike(each, axis) for each in spoken)]
    words = ", ".join(f"{LETTERS[axis]}2 = {_alike([each[axis] for each in spoken])}" for axis in axes)
    cells = tuple(tuple(_numbers(each[axis]) for axis in axes) for each in spoken)
    heads = tuple(Head(f"{LETTERS[axis]}2") for axis in axes)
    return Solutions(f"{layer}: {words} {'has' if len(axes) == 1 else 'have'} these solutions:", heads, cells)


def _layer(found: Found) -> str | None:
    """Name the layer whose fields alone are varied, where its output is what is sought."""
    names = {unknown.name.rpartition(".")[0] for unknown in found.space.unknowns if unknown.of == "set"}
    sought = {each.query.layer for each in found.conditions if each.query.word == "output" and each.test == "=="}
    fields = all(unknown.of == "set" for unknown in found.space.unknowns)
    return next(iter(names)) if fields and len(names) == 1 and names <= sought else None


def _extents(found: Found, variant: Variant, layer: str) -> tuple[Formula, ...]:
    """Give what the layer's window makes along each axis, over its letters; nothing where none slides."""
    row = calculate(found.space.changed(variant.settings).network)[layer]
    given = [volume for volume in row.working.given if volume is not None]
    return spoken_extents(row, tuple(given)) if row.working.window is not None and row.output is not None else ()


def _unlike(extents: Sequence[Formula], axis: int) -> bool:
    return write(extents[axis], NUMBERS) != write(extents[0], NUMBERS)


def _numbers(extent: Formula) -> str:
    """Write the arithmetic; of a window that does not fit, what it makes before that is rounded down."""
    whole = isinstance(extent.value, int) or extent.value.denominator == 1
    return write(extent, NUMBERS) + ("" if whole else f" = {float(extent.value):.2f}")


def _alike(extents: Sequence[Formula]) -> str:
    """Write the formula, where all have one, and the extent that it makes: rounded down where it is not whole."""
    texts = {write(each) for each in extents}
    made = str(floor(extents[0].value))
    return f"{min(texts)} = {made}" if len(texts) == 1 else made
