"""Goes over the operators of a graph: each is made into layers, is a part of what was found, or is a constant."""

from typing import Final

from netcalc.models.tensors.constants.numbers import worked
from netcalc.models.tensors.program import Fixed, Held, Op
from netcalc.models.tensors.value import States, Value, layout_of
from netcalc.models.tensors.walk import Walk
from netcalc.problems import INVALID_VALUE

STILL: Final = frozenset({"shape", "constant", "filled", "range", "product", "view", "flatten", "unsqueeze", "squeeze",
                          "permute", "expand", "select", "slice", "split", "same", "concat", "add", "subtract",
                          "multiply", "divide", "modulo", "index", "branch", "compare",
                          "where"})  # fmt: skip
DOUBTED: Final = frozenset({"", "index", "where", "places", "sampled", "stack", "einsum", "unfold"})  # guessed


def run(walk: Walk) -> None:
    """Make all operators into layers; say what leaves."""
    for op in walk.program.ops:
        take(walk, op)
    walk.draft.at = f"{walk.file}: what leaves"
    leaving = [_leaving(walk, name) for name in walk.program.outputs if name in walk.env]
    walk.draft.outputs = [_through(walk, number) if number < 0 else number for number in leaving]


def _through(walk: Walk, number: int) -> int:
    """Add a layer for what comes in and leaves as it is."""
    return walk.draft.add("reshape", {"to": str(walk.draft.volume(number))}, [number], ())


def take(walk: Walk, op: Op) -> None:
    """Make an operator into layers."""
    walk.draft.at = f"{walk.file}: {op.place}"
    if id(op) in walk.ends:
        walk.ends[id(op)](walk)
    elif id(op) not in walk.skipped:
        _make(walk, op)


def _make(walk: Walk, op: Op) -> None:
    shapes = [walk.certain(name) for name in op.reads]
    wrong = walk.program.misfit(op, walk.env, shapes)
    if wrong:
        raise walk.draft.fault(wrong, INVALID_VALUE)
    if None in shapes or op.word in DOUBTED:
        walk.doubt(op)
    counted = worked(op, [walk.env.get(name) for name in op.reads])
    if counted is not None:
        walk.make(op, counted)
        return
    found = walk.program.resolve(op, walk.env)
    if not _still(walk, found):
        walk.makes.get(found.word, walk.makes["unknown"])(walk, found)
        _rest(walk, op)


def _rest(walk: Walk, op: Op) -> None:
    """Let what an operator makes besides, such as the places of the largest, be constants where it is read."""
    for place, name in enumerate(op.makes):
        if name in walk.readers and name not in walk.env:
            walk.env[name] = Fixed(walk.shape(op, place) or ())


def _still(walk: Walk, op: Op) -> bool:
    """Let what hangs on no input, and is no array that is learned, be a constant; numbers are worked out."""
    things = [walk.env.get(name) for name in op.reads if name]
    if op.word in STILL or not things or any(isinstance(each, Value | States) for each in things):
        return False
    if any(isinstance(each, Held) and each.learned for each in things):
        return False
    for place in range(len(op.makes)):
        walk.env[op.makes[place]] = Fixed(walk.shape(op, place) or ())
    return True


def _leaving(walk: Walk, name: str) -> int:
    thing = walk.env[name]
    if isinstance(thing, Value) and thing.order is not None and name not in walk.program.depths:
        rest = [axis for axis in range(len(thing.shape)) if axis != thing.lead and thing.shape[axis] != 1]
        large = [axis for axis in thing.order if axis is not None and thing.shape[axis] != 1]
        deep = len(thing.shape) - 1
        if sorted(large) == rest and len(thing.order) == max(1, deep):
            return thing.number
    return walk.at(name, layout_of(walk.program, name, thing.shape)).number
