"""Tables that are looked up in, row by row."""

from collections.abc import Mapping
from math import prod
from typing import Final

from netcalc.models.tensors.program import Op
from netcalc.models.tensors.unknown import unknown
from netcalc.models.tensors.value import Value
from netcalc.models.tensors.walk import Makes, Walk


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


TABLES: Final[Mapping[str, Makes]] = {"embedding": embedding}
