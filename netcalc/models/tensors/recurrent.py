"""Recurrent operators: a layer of ours a layer of theirs, both directions together."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from netcalc.models.tensors.program import Held, Op
from netcalc.models.tensors.unknown import unknown
from netcalc.models.tensors.value import States, Value, target
from netcalc.models.tensors.walk import Makes, Walk


def recurrent(walk: Walk, op: Op) -> None:
    """Make the layers of a recurrent network; what leaves is its sequence, its last states, or both."""
    given = op.given
    arrays = [thing if isinstance(thing := walk.env.get(name), Held) else None for name in given["arrays"]]
    layers, both = int(given["layers"]), bool(given.get("both"))
    per, rest = divmod(len(arrays), layers)
    value = walk.value(op.reads[0])._replace(lead=int(given["lead"]))
    walk.env[op.reads[0]] = value
    if rest or None in arrays or len(value.shape) != 3 or not per:
        return unknown(walk, op)
    read = walk.at(op.reads[0], "last", op.path)
    _started(walk, given.get("starts", ()))
    number, units = read.number, _units(op, arrays)
    used = [name in walk.readers or name in walk.program.outputs for name in op.makes]
    ends: list[Value] = []
    for place in range(layers):
        last = place == layers - 1
        whole = not last or used[0] or not any(used[1:])
        held = arrays[place * per : (place + 1) * per]
        fields: dict[str, Any] = {"units": units, **_words(op, both=both, output="all" if whole else "last")}
        fields |= {"bias": "one"} if _one_bias(op, held) else {}
        number = _peeped(walk, op, walk.add(op.word, fields, [number], op, *held))
        if any(used[1:]):
            ends += _ends(walk, op, number, both=both, whole=whole)
    return _made(walk, op, number, read, ends)


def _started(walk: Walk, names: Sequence[str]) -> None:
    """Know the states in which a layer starts as read; those that are learned are layers."""
    for name in names:
        thing = walk.env.get(name)
        if isinstance(thing, Value) or (isinstance(thing, Held) and thing.learned and not thing.computed):
            walk.draft.besides.add(walk.value(name).number)
        elif isinstance(thing, States):
            walk.draft.besides |= {each.number for each in thing.each}


def _peeped(walk: Walk, op: Op, number: int) -> int:
    """Add the weights by which gates see the cell, which our layer does not have, as numbers that are stated behind."""
    things = [walk.env.get(name) for name in op.given.get("peepholes", ()) if name]
    held = next((each for each in things if isinstance(each, Held) and each.learned), None)
    if held is None or held.key in walk.draft.owners:
        return number
    what = "what a recurrent layer learns besides: peepholes"
    behind = walk.draft.state(what, walk.draft.volume(number), [number], op.path, params=held.size)
    walk.draft.owns(held.key, behind)
    return behind


def _units(op: Op, arrays: Sequence[Held | None]) -> int:
    """Say how many units there are: as given, else what the gates' rows come to."""
    rows = arrays[0].shape[0] if arrays[0] is not None else 1
    return int(op.given.get("units") or rows // {"lstm": 4, "gru": 3}.get(op.word, 1))


def _one_bias(op: Op, held: Sequence[Held | None]) -> bool:
    """Say whether the first of each direction's two biases alone is learned (weights, weights, bias, bias)."""
    learned = [each is not None and each.learned for each in held]
    ways = [learned[start : start + 4] for start in range(0, len(held), 4)]
    return bool(op.given.get("bias", True)) and bool(ways) and all(way == [True, True, True, False] for way in ways)


def _words(op: Op, *, both: bool, output: str) -> dict[str, Any]:
    """Say the fields of a kind."""
    fields: dict[str, Any] = {"output": output} if output == "last" else {}
    direction = "both" if both else op.given.get("direction", "forward")
    fields |= {"direction": direction} if direction != "forward" else {}
    bias = op.given.get("bias", True)
    fields |= {"bias": "one"} if bias == "one" else {} if bias else {"bias": False}
    fields |= {"reset": "before"} if op.word == "gru" and op.given.get("before") else {}
    return fields | ({"activation": "relu"} if op.word == "rnn" and op.given.get("relu") else {})


def _ends(walk: Walk, op: Op, number: int, *, both: bool, whole: bool) -> list[Value]:
    """Give the state in which each direction ends: of a sequence its last position, or backward its first."""
    deep = walk.draft.volume(number).depth
    shape = (walk.batch, deep // (1 + both))
    found = []
    for backward in range(1 + both):
        at = number
        if both:
            part = {"start": backward * shape[1], "stop": (backward + 1) * shape[1]}
            at = walk.draft.add("slice", part, [at], op.path)
        if whole:
            at = walk.draft.add("slice", {"axis": 0, **({"stop": 1} if backward else {"start": -1})}, [at], op.path)
        found.append(Value(at, shape, (None, 1) if whole else (1,), 0))
    return found


def _made(walk: Walk, op: Op, number: int, read: Value, ends: Sequence[Value]) -> None:
    """Name what leaves: the sequence, then the states of each layer and direction."""
    volume = walk.draft.volume(number)
    if op.given.get("apart"):
        _apart(walk, op, number, read, ends)
        return
    shape = (*read.shape[:2], volume.depth)
    walk.make(op, Value(number, shape, read.order if volume.spatial else None, read.lead))
    for place in range(1, len(op.makes)):
        if ends:
            walk.make(op, States((len(ends), walk.batch, ends[0].shape[-1]), tuple(ends)), place)


def _apart(walk: Walk, op: Op, number: int, read: Value, ends: Sequence[Value]) -> None:
    """Name what leaves as ONNX has it: positions, directions, the batch, the units."""
    volume, ways = walk.draft.volume(number), 2 if op.given.get("both") else 1
    units = volume.depth // ways
    sequence = max(read.shape[1 - int(read.lead or 0)], 1)
    shape = (sequence, ways, walk.batch, units)
    order = (0, 3) if ways == 1 and volume.spatial else None
    walk.make(op, Value(number, shape, order, 2))
    for place in range(1, len(op.makes)):
        if ends:
            walk.make(op, States((ways, walk.batch, units), tuple(ends)), place)


def cell(walk: Walk, op: Op) -> None:
    """Make one step of a recurrent network, which a program goes through itself: each weight is used once."""
    things = [walk.thing(name) for name in op.reads if name]
    reads = [each.number for each in things if isinstance(each, Value)]
    arrays = [each for each in things if isinstance(each, Held)]
    shape = walk.shape(op)
    if not reads or shape is None:
        return unknown(walk, op)
    params = sum(each.size for each in arrays if each.learned and each.key not in walk.draft.owners)
    macs = sum(each.size for each in arrays if len(each.shape) > 1)
    made = target(shape, 0, walk.batch, "last")
    what = f"a step of {op.name.removesuffix('_cell')}"
    number = walk.draft.state(what, made.volume, list(dict.fromkeys(reads)), op.path, params=params, macs=macs)
    for each in arrays:
        walk.draft.owns(each.key, number)
    for place in range(len(op.makes)):
        walk.make(op, Value(number, shape, made.order), place)
    return None


RECURRENT: Final[Mapping[str, Makes]] = {**dict.fromkeys(("rnn", "lstm", "gru"), recurrent), "cell": cell}
