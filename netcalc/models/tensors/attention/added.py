"""An attention that was found, added as a layer of ours; what ours does not have is stated behind it."""

from typing import Any, Final

from netcalc.models.entry import Path
from netcalc.models.tensors.attention.found import Attention
from netcalc.models.tensors.value import Value, target
from netcalc.models.tensors.walk import Walk

MOST_NAMED: Final = 4  # arrays


def attend(walk: Walk, found: Attention) -> None:
    """Add an attention as a layer of ours, laid out as the file states it."""
    reads = [walk.at(name, "last", found.path) for name in found.reads]
    stated = walk.program.shapes.get(found.last.makes[0], reads[0].shape)
    lead = reads[0].lead if len(stated) == len(reads[0].shape) else None
    made = target(stated, lead, walk.batch, "last")
    volume = walk.volume(reads[0])
    fields: dict[str, Any] = {"heads": found.heads}
    fields |= {"kv_heads": found.kv_heads} if found.kv_heads != found.heads else {}
    fields |= {"head_size": found.size} if found.size * found.heads != volume.depth else {}
    fields |= {} if found.biases else {"bias": False}
    fields |= {"causal": True} if found.causal else {}
    fields |= _in_tiles(found)
    op, arrays = found.last._replace(path=found.path), (*found.weights, *found.biases, found.table)
    number = walk.add("attention", fields, [each.number for each in reads], op, *arrays)
    number = _more_of(walk, found, number)
    if made.volume != volume:
        number = walk.draft.add("reshape", {"to": str(made.volume)}, [number], found.path)
    walk.env[found.last.makes[0]] = Value(number, stated, made.order, lead)


def _more_of(walk: Walk, found: Attention, number: int) -> int:
    """Add what an attention learns that ours does not have, as numbers that are stated behind it."""
    own = [each for each in found.more if each.key not in walk.draft.owners]
    if not own:
        return number
    names = list(dict.fromkeys(_within(each.key, found.path) for each in own))
    named_all = ", ".join(names[:MOST_NAMED]) + ", ..." * (len(names) > MOST_NAMED)
    number = walk.draft.state(f"what attention learns besides: {named_all}", walk.draft.volume(number), [number],
                              found.path, params=sum(each.size for each in own), macs=found.macs)  # fmt: skip
    for each in own:
        walk.draft.owns(each.key, number)
    return number


def _in_tiles(found: Attention) -> dict[str, Any]:
    """Give the fields of attention in windows, columns before rows."""
    fields: dict[str, Any] = {} if found.window is None else {"window": list(found.window)}
    shift = () if found.tiles is None else found.tiles.shift
    fields |= {"shift": list(reversed(shift))} if any(shift) else {}
    return fields | ({} if found.table is None else {"relative_bias": True})


def _within(key: str, path: Path) -> str:
    """Name the module that an array is of, or the array itself, as the module does that both stand in."""
    parts = key.split(".")
    inside = parts[len(path) :] if tuple(parts[: len(path)]) == path else parts
    return ".".join(inside[:-1] if inside[-1] in ("weight", "bias") else inside) or key
