"""Lanes: the variants that are worked out together; layers and volumes with the numbers of some of them alone."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel

from netcalc.layers.base import Layer
from netcalc.search.vectors.columns.many import Column, Many, many

Lanes = npt.NDArray[np.intp]


def columns_of(value: object) -> Iterator[Many]:
    """Give the columns in a value, and in what it holds."""
    if type(value) is Many:
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from columns_of(each)
    elif isinstance(value, Layer):
        for each in vars(value).values():
            yield from columns_of(each)


def replaced(value: Any, change: Callable[[Many], Any]) -> Any:
    """Give a value, a tuple or a layer with other numbers in the place of its columns."""
    if type(value) is Many:
        return change(value)
    if isinstance(value, tuple):
        made = [replaced(each, change) for each in value]
        return value._make(made) if hasattr(value, "_make") else type(value)(made)
    if isinstance(value, Layer):
        other = {field: replaced(each, change) for field, each in vars(value).items() if any(columns_of(each))}
        return BaseModel.model_copy(value, update=other) if other else value
    return value


def shape_of(columns: Iterable[Many], *others: Any) -> tuple[int, ...]:
    """Give the shape over which these columns, and other arrays, extend."""
    return np.broadcast_shapes(*(each.held.shape for each in columns), *(np.shape(each) for each in others))


def taken(value: Any, shape: tuple[int, ...], lanes: Lanes) -> Any:
    """Give a value with the numbers of some lanes of a shape, in a row."""
    return replaced(value, lambda each: many(spread(each.held, shape).reshape(-1)[lanes]))


def spread(held: Any, shape: tuple[int, ...]) -> Column:
    """Spread a column over a shape, without a copy."""
    return np.broadcast_to(held, shape)


def one_lane(value: Any, lane: int) -> Any:
    """Give a value with the integers of one lane of columns in a row."""
    return replaced(value, lambda each: int(each.held[lane]))
