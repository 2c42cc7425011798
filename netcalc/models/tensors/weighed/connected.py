"""Matrix products with an array: fully connected layers, whose bias may be added behind them."""

from collections.abc import Mapping
from typing import Any, Final

from netcalc.models.tensors.program import Held, Op
from netcalc.models.tensors.value import Value
from netcalc.models.tensors.walk import Makes, Walk
from netcalc.models.tensors.weighed.products import product

FLAT: Final = 1  # axis besides the batch


def linear(walk: Walk, op: Op) -> None:
    """Make a matrix product with an array, and a bias: (out, in), or (in, out) where `out` is 1."""
    weight, bias = walk.held(op, 1), walk.held(op, 2)
    out = int(op.given.get("out", 0))
    if weight is None or len(weight.shape) != 2:
        return product(walk, op, turned=not out)
    return walk.make(op, connected(walk, op, weight, bias, out))


def connected(walk: Walk, op: Op, weight: Held, bias: Held | None, out: int) -> Value:
    """Add a fully connected layer: on all values, or at each position."""
    units, deep = weight.shape[out], weight.shape[1 - out]
    value = walk.value(op.reads[0])
    fields: dict[str, Any] = {"units": units, **({} if bias is not None else {"bias": False})}
    held = weight._replace(turned=(out == 1) != weight.turned)
    rest = len(value.shape) - (value.lead is not None)
    if rest == FLAT and walk.volume(value).values == deep:
        number = walk.add("fc", fields, [value.number], op, held, bias)
        last = len(value.shape) - 1
        return Value(number, (*value.shape[:-1], units), (last,), value.lead)
    read = walk.at(op.reads[0], "last", op.path)
    number = walk.add("fc", {**fields, "flatten": False}, [read.number], op, held, bias)
    return Value(number, (*read.shape[:-1], units), read.order, read.lead)


def matmul(walk: Walk, op: Op) -> None:
    """Make a product of matrices: with an array a fully connected layer, whose bias may be added behind it."""
    weight = walk.held(op, 1)
    read = walk.thing(op.reads[0])
    if weight is None or len(weight.shape) != 2 or (isinstance(read, Held) and not (read.learned and weight.learned)):
        return product(walk, op)
    behind, bias = _bias(walk, op, weight.shape[1])
    made = connected(walk, op, weight, bias, 1)
    walk.make(op, made)
    if behind is not None:
        walk.skipped.add(id(behind))
        walk.make(behind, made)
    return None


def _bias(walk: Walk, op: Op, units: int) -> tuple[Op | None, Held | None]:
    """Find the sum with a row of so many numbers that alone reads a product."""
    readers = walk.readers.get(op.makes[0], ())
    if len(readers) != 1 or readers[0].word != "add" or op.makes[0] in walk.program.outputs:
        return None, None
    others = [walk.env.get(name) for name in readers[0].reads if name != op.makes[0]]
    if len(others) == 1 and isinstance(others[0], Held) and others[0].shape == (units,):
        return readers[0], others[0]
    return None, None


CONNECTED: Final[Mapping[str, Makes]] = {
    "fc": linear,
    "matmul": matmul,
}
