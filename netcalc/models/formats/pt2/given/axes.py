"""Axes in our words: those along which values are moved about, cut, looked up or reduced."""

from typing import Final

from netcalc.models.formats.pt2.given.arguments import Arguments, Readers, Words, plain, read_first, tensors

NO_AXIS: Final = -99
OPEN: Final = 2**62
SWAPPED: Final = (("dim0", "axis0"), ("dim1", "axis1"))
SWAPS: Final = ("transpose", "swapaxes", "swapdims")
MOVED: Final = ("source", "destination")


def _axis(arguments: Arguments, _: str) -> Words:
    return read_first(arguments), {"axis": plain(arguments, "dim", -1)}


def _concat(arguments: Arguments, _: str) -> Words:
    return tensors(arguments, "tensors"), {"axis": plain(arguments, "dim", 0)}


def _permute(arguments: Arguments, name: str) -> Words:
    if name in ("movedim", "moveaxis"):
        move = [[each] if isinstance(each := plain(arguments, word, 0), int) else each for word in MOVED]
        return read_first(arguments), {"move": tuple(move)}
    if name == "mT":
        return read_first(arguments), {"swap": (-2, -1)}
    if name in SWAPS:
        pair = (plain(arguments, each, plain(arguments, other, place)) for place, (each, other) in enumerate(SWAPPED))
        return read_first(arguments), {"swap": tuple(pair)}
    return read_first(arguments), {"axes": plain(arguments, "dims")}


def _slice(arguments: Arguments, name: str) -> Words:
    start, stop = plain(arguments, "start", 0) or 0, plain(arguments, "end", OPEN)
    if name == "narrow":
        stop = start + plain(arguments, "length", 1)
    stop = OPEN if stop is None else stop
    part = (plain(arguments, "dim", 0), start, stop, plain(arguments, "step", 1))
    return read_first(arguments), {"parts": [part]}


def _select(arguments: Arguments, _: str) -> Words:
    return read_first(arguments), {"axis": plain(arguments, "dim", 0), "index": plain(arguments, "index", 0)}


def _split(arguments: Arguments, name: str) -> Words:
    size = plain(arguments, "split_size", plain(arguments, "split_sizes"))
    sizes = size if isinstance(size, list) else None
    given = {"axis": plain(arguments, "dim", 0), "sizes": sizes, "size": None if sizes else size,
             "chunks": plain(arguments, "chunks"), "drop": name == "unbind"}  # fmt: skip
    return read_first(arguments), given


def _roll(arguments: Arguments, _: str) -> Words:
    return read_first(arguments), {"shifts": plain(arguments, "shifts", []), "axes": plain(arguments, "dims", [])}


def _index(arguments: Arguments, _: str) -> Words:
    listed = tensors(arguments, "indices") + tensors(arguments, "index")
    along = [axis for axis, name in enumerate(listed) if name]
    alone = {"alone": along[0]} if len(along) == 1 else {}  # x[:, [2]]: one list, along this axis
    return read_first(arguments) + listed, {"axis": NO_AXIS, **alone}


def _reduce(arguments: Arguments, name: str) -> Words:
    axes = plain(arguments, "dim")
    how = {"linalg_vector_norm": "l2"}.get(name, name)
    given = {"axes": [axes] if isinstance(axes, int) else axes, "keep": plain(arguments, "keepdim"), "how": how}
    return read_first(arguments), given


AXES: Final[Readers] = {
    **dict.fromkeys(("softmax", "log_softmax", "glu"), _axis),
    **dict.fromkeys(("concat", "stack"), _concat),
    "permute": _permute,
    "slice": _slice,
    "select": _select,
    "split": _split,
    "roll": _roll,
    "index": _index,
    "reduce": _reduce,
}
