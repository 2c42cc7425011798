"""Products of values by values: their multiplications are counted, arrays in them are owned."""

from collections.abc import Mapping
from math import prod
from typing import Any, Final

from netcalc.models.tensors.extents import stretched
from netcalc.models.tensors.program import Fixed, Held, Op, Shape
from netcalc.models.tensors.unknown import unknown
from netcalc.models.tensors.value import Value
from netcalc.models.tensors.walk import Makes, Walk


def product(walk: Walk, op: Op, *, turned: bool = False) -> None:
    """Make a product of values by values: of two matrices our own kind, of more what is known of it.

    `turned`: of the second the rows are as long as those of the first.
    """
    things = [walk.thing(name) for name in op.reads if name]
    if len(things) < 2 or any(len(thing.shape) < 1 for thing in things[:2]):
        return unknown(walk, op)
    one, other = things[0].shape, things[1].shape
    if turned and len(other) > 1:
        other = (*other[:-2], other[-1], other[-2])
    made = _multiplied(one, other)
    reads = [walk.value(name) for name in op.reads[:2] if isinstance(walk.env[name], Value)]
    if not reads:
        return walk.make(op, Fixed(made))
    if not turned and len(reads) == 2 and all(len(each.shape) == 3 and each.lead == 0 for each in reads):
        first, second = (walk.at(name, "last", op.path) for name in op.reads[:2])
        number = walk.add("matmul", {}, [first.number, second.number], op)
        return walk.make(op, Value(number, made, first.order, 0))
    macs = prod(made) * one[-1] // walk.batch
    params = sum(each.size for each in things if isinstance(each, Held) and each.key not in walk.draft.owners)
    value = walk.stated(op, "a product of matrices", made, [each.number for each in reads], macs, reads[0].lead)
    return walk.make(op, _with(walk, value, params, things))


def _with(walk: Walk, value: Value, params: int, things: Any) -> Value:
    """Add the arrays that a product has to the layer that was made."""
    if params:
        entry = walk.draft.entries[value.number]
        walk.draft.entries[value.number] = entry._replace(fields={**entry.fields, "params": params})
        for each in things:
            if isinstance(each, Held):
                walk.draft.owns(each.key, value.number)
    return value


def _multiplied(one: Shape, other: Shape) -> Shape:
    """Give the shape of a product of matrices, those before the last two axes stretched to each other."""
    if len(one) == 1 or len(other) == 1:
        return (*one[:-1], *other[1:]) if len(other) > 1 else one[:-1]
    return (*stretched(one[:-2], other[:-2]), one[-2], other[-1])


def einsum(walk: Walk, op: Op) -> None:
    """Make a sum of products that an equation of letters says."""
    equation = str(op.given.get("equation", "")).replace(" ", "")
    terms, _, made = equation.partition("->")
    shapes = [walk.thing(name).shape for name in op.reads]
    letters = terms.split(",")
    if "." in equation or not made or [len(each) for each in letters] != [len(shape) for shape in shapes]:
        return unknown(walk, op)
    sizes = {letter: extent for term, shape in zip(letters, shapes, strict=True)
             for letter, extent in zip(term, shape, strict=True)}  # fmt: skip
    reads = [walk.value(name).number for name in op.reads]
    shape = tuple(sizes.get(letter, 1) for letter in made)
    macs = prod(sizes.values()) // walk.batch if len(reads) > 1 else 0
    return walk.make(op, walk.stated(op, "a sum of products", shape, list(dict.fromkeys(reads)), macs))


def scaled_dot_product(walk: Walk, op: Op) -> None:
    """Make attention without its projections: queries by keys, shares by values."""
    query, key, value = (walk.value(name) for name in op.reads[:3])
    T, S = query.shape[-2], key.shape[-2]
    many = prod(query.shape[:-2]) // walk.batch
    made = (*query.shape[:-1], value.shape[-1])
    macs = many * T * S * (query.shape[-1] + value.shape[-1])
    reads = [query.number, key.number, value.number]
    found = walk.stated(op, "attention of queries, keys and values", made, list(dict.fromkeys(reads)), macs, query.lead)
    return walk.make(op, found)


PRODUCTS: Final[Mapping[str, Makes]] = {
    "einsum": einsum,
    "attention": scaled_dot_product,
}
