"""A gated linear unit found among layers: the first half of a depth times a function of the second."""

from typing import Final

from netcalc.models.entry import Entry
from netcalc.models.tensors.program import Op
from netcalc.models.tensors.value import Value
from netcalc.models.tensors.walk import Walk

OPS: Final = ("sigmoid", "silu", "gelu", "relu")
PARTS: Final = 3  # two halves, and the function of the second


def halves(walk: Walk, op: Op, one: Value, other: Value) -> Value | None:
    """Put two halves and a function, the last layers so far, into one; None where they are not, or are read besides."""
    count = len(walk.draft.entries)
    if count < PARTS or {one.number, other.number} != {count - PARTS, count - 1}:
        return None
    entries = walk.draft.entries[-PARTS:]
    if not _halved(walk, entries, count - 2) or not _read_once(walk, count):
        return None
    for name in [
        name for name, thing in walk.env.items() if isinstance(thing, Value) and thing.number >= count - PARTS
    ]:
        del walk.env[name]  # their numbers are others' now
    for _ in entries:
        walk.draft.withdrawn()
    fields = {"op": entries[-1].kind} if entries[-1].kind != OPS[0] else {}
    return one._replace(number=walk.add("glu", fields, entries[0].reads, op), via="")


def _halved(walk: Walk, entries: list[Entry], number: int) -> bool:
    """Say whether these are the first half of a depth, the second (of this number), and a function of that."""
    first, second, gate = entries
    if (first.kind, second.kind) != ("slice", "slice") or first.reads != second.reads or gate.kind not in OPS:
        return False
    depth = walk.draft.volume(first.reads[0]).depth
    wanted = [{"start": 0, "stop": depth // 2}, {"start": depth // 2, "stop": depth}]
    return [first.fields, second.fields] == wanted and gate.reads == (number,) and not gate.fields


def _read_once(walk: Walk, count: int) -> bool:
    """Say whether nobody else reads the parts: of x times its sigmoid two operators read x, and one each the others."""
    first, second, gate = (_readers(walk, number) for number in range(count - PARTS, count))
    return first == [1] and set(gate) == {1} and second == [len(gate)]


def _readers(walk: Walk, number: int) -> list[int]:
    """Count who reads each tensor that a layer makes; one that leaves has many."""
    names = [name for name, thing in walk.env.items() if isinstance(thing, Value) and thing.number == number]
    many = len(walk.program.ops) + 1
    return [many if name in walk.program.outputs else len(walk.readers.get(name, ())) for name in names]
