"""Operators that weigh what they read: convolutions, matrix products with arrays, tables that are looked up in."""

from collections.abc import Mapping
from math import prod
from typing import Any, Final

from netcalc.models.tensors.extents import each, spread, windowed
from netcalc.models.tensors.program import Fixed, Held, Op, Shape
from netcalc.models.tensors.value import Value
from netcalc.models.tensors.values import unknown
from netcalc.models.tensors.walk import Makes, Walk

FLAT: Final = 1


def conv(walk: Walk, op: Op) -> None:
    """Make a convolution, or a transposed one."""
    weight, bias = walk.held(op, 1), walk.held(op, 2)
    flows = walk.thing(op.reads[1]) if len(op.reads) > 1 else None
    if isinstance(flows, Value) and len(flows.shape) == len(walk.value(op.reads[0]).shape) > FLAT + 1:
        return _with_values(walk, op, flows, bias)
    if weight is None or len(weight.shape) < 3:
        return unknown(walk, op)
    read = walk.at(op.reads[0], "first", op.path)
    fields = {**_window(op, weight.shape), **({} if bias is not None else {"bias": False})}
    kind = "conv_transpose" if _transposed(op) else "conv"
    return walk.make(op, image(walk, walk.add(kind, fields, [read.number], op, weight, bias), read))


def _with_values(walk: Walk, op: Op, filters: Value, bias: Held | None) -> None:
    """Make a convolution with filters that the network works out itself: what it multiplies is known."""
    read = walk.at(op.reads[0], "first", op.path)
    kind = "conv_transpose" if _transposed(op) else "conv"
    fields = {**_window(op, filters.shape), **({} if bias is not None else {"bias": False})}
    keys = (bias.key,) if bias is not None else ()
    number = walk.draft.stated_as(kind, fields, [read.number], op.path, bias.size if bias is not None else 0, keys)
    entry = walk.draft.entries[number]
    what = {**entry.fields, "what": f"{kind} with filters that are worked out"}
    walk.draft.entries[number] = entry._replace(fields=what, reads=tuple(dict.fromkeys((read.number, filters.number))))
    return walk.make(op, image(walk, number, read))


def _transposed(op: Op) -> bool:
    return op.word == "conv_transpose" or bool(op.given.get("transposed"))


def _window(op: Op, weight: Shape) -> dict[str, Any]:
    """Give the fields of a convolution with filters of this shape."""
    axes, given = len(weight) - 2, op.given
    groups, transposed = int(given.get("groups", 1)), _transposed(op)
    filters = weight[1] * groups if transposed else weight[0]
    fields: dict[str, Any] = {"filters": filters, "size": spread(weight[2:]), **windowed(given, axes)}
    fields |= {"groups": groups} if groups > 1 else {}
    more = each(given.get("output_pad"), axes, 0)
    return fields | ({"output_pad": spread(more)} if transposed and any(more) else {})


def image(walk: Walk, number: int, read: Value) -> Value:
    """Give what a layer makes of an image: the depth second, then rows and columns."""
    volume = walk.draft.volume(number)
    shape = (read.shape[0], volume.depth, *reversed(volume.spatial))
    return Value(number, shape, (*range(len(shape) - 1, 1, -1), 1), read.lead)


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
    longer = max(len(one), len(other)) - 2
    heads = [(1,) * (longer + 2 - len(each)) + each[:-2] for each in (one, other)]
    return (*map(max, zip(*heads, strict=True)), one[-2], other[-1])


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


def embedding(walk: Walk, op: Op) -> None:
    """Make a table that is looked up in; numbers that hang on no input take its first rows."""
    table, asked = walk.held(op, 0), walk.thing(op.reads[1])
    if table is None or len(table.shape) != 2:
        return unknown(walk, op)
    rows, deep = table.shape
    if not isinstance(asked, Value):
        number = walk.add("learned", {"shape": f"{rows}x{deep}"}, (), op, table)
        count = prod(asked.shape)
        if count < rows:
            number = walk.draft.add("slice", {"axis": 0, "stop": max(1, count)}, [number], op.path)
        shape = (*asked.shape, deep)
        lead = 0 if len(shape) > 2 and shape[0] == 1 else None
        rows_first = (len(shape) - 2, len(shape) - 1) if count <= rows else None
        return walk.make(op, Value(number, shape, rows_first, lead))
    number, order, volume = asked.number, asked.order, walk.volume(asked)
    if volume.depth != 1:
        number = walk.draft.add("reshape", {"to": "x".join(map(str, (*volume, 1)))}, [number], op.path)
        order = (*order, None) if order is not None else None
    number = walk.add("embedding", {"vocabulary": rows, "depth": deep}, [number], op, table)
    shape = (*asked.shape, deep)
    made = None if order is None else (*order[:-1], len(shape) - 1)
    return walk.make(op, Value(number, shape, made, asked.lead))


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


WEIGHED: Final[Mapping[str, Makes]] = {
    "conv": conv,
    "conv_transpose": conv,
    "fc": linear,
    "matmul": matmul,
    "einsum": einsum,
    "embedding": embedding,
    "attention": scaled_dot_product,
}
