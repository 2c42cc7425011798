"""A checkpoint's arrays held against those that a network stores: by name, else by order and shape."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from netcalc.files.array import Array
from netcalc.problems import WEIGHTS_DIFFER, Problem
from netcalc.report.report import Report

MOST_PAIRS: Final = 4_000_000
MOST_SAID: Final = 5  # where most do not fit
ALONE: Final = ".weight"  # what we call an array that stands in no module


class Stored(NamedTuple):
    """An array that a network stores: its name, its layer and that one's kind, its shape in PyTorch's order."""

    name: str
    layer: str
    kind: str
    shape: tuple[int, ...]


def stored(report: Report) -> tuple[Stored, ...]:
    """List the arrays of a network, each shared one once."""
    return tuple(
        Stored(f"{layer.name}.{array.name}", layer.name, layer.kind, array.shape)
        for layer in report.layers
        for array in layer.working.arrays
        if array.borrowed is None
    )


def differences(report: Report, arrays: Sequence[Array], file: str) -> tuple[Problem, ...]:
    """Say what of a checkpoint is not as the network has it; nothing where all arrays agree."""
    ours = stored(report)
    theirs = {array.name: array for array in arrays}
    spared = {layer.name for layer in report.layers if layer.working.layer.alone} | _lent(report, theirs)
    named = sum(_match(each.name, theirs) is not None for each in ours)
    if named * 2 >= len(ours):
        return _first(tuple(_by_name(ours, theirs, spared, file)), len(ours), file)
    kept = [array for array in arrays if array.name not in spared and not _counts(array)]
    return _first(tuple(_by_order(ours, kept, file)), len(ours), file)


def _lent(report: Report, theirs: dict[str, Array]) -> set[str]:
    """Name the arrays of a checkpoint that are another layer's here, and were stored once more."""
    return {
        found.name
        for layer in report.layers
        for array in layer.working.arrays
        if array.borrowed is not None and (found := _match(f"{layer.name}.{array.name}", theirs)) is not None
        if sorted(found.shape) == sorted(array.shape)
    }


def _counts(array: Array) -> bool:
    """Say whether an array is one whole number, such as how many batches a norm has seen."""
    return not array.shape and array.dtype.lstrip("u").startswith("int")


def _first(found: tuple[Problem, ...], count: int, file: str) -> tuple[Problem, ...]:
    """Say in a sentence that most arrays do not fit, then only the first of them."""
    if len(found) <= MOST_SAID or len(found) * 2 < count:
        return found
    wrong = min(len(found), count)
    message = f"{wrong:,} of {count:,} arrays do not fit: {file} is of another network; the first {MOST_SAID} are"
    return (_problem(message), *found[:MOST_SAID])


def _match(name: str, theirs: dict[str, Array]) -> Array | None:
    """Find an array by its name; one that stands in no module has no `.weight` behind it."""
    return theirs.get(name) or (theirs.get(name.removesuffix(ALONE)) if name.endswith(ALONE) else None)


def _by_name(ours: Sequence[Stored], theirs: dict[str, Array], spared: set[str], file: str) -> Iterator[Problem]:
    """Hold arrays of one name against each other; what is left on either side agrees where its shapes do, in order."""
    pairs = [(each, _match(each.name, theirs)) for each in ours]
    met = {array.name for _, array in pairs if array is not None}
    over = [array for name, array in theirs.items() if name not in met | spared]
    alike = [each.shape for each, array in pairs if array is None] == [array.shape for array in over]
    for each, array in pairs:
        if array is None and not alike:
            yield _problem(f"{each.name}, {_shown(each.shape)}, is not in {file}", each.layer)
        if array is not None and array.shape != each.shape and not _turned(each, array):
            message = f"{each.name} is {_shown(each.shape)} here, and {_shown(array.shape)} in {file}"
            yield _problem(message, each.layer, _why(each, array, ours))
    for array in [] if alike else over:
        yield _problem(f"{array.name}, {_shown(array.shape)}, of {file} belongs to no layer")


def _turned(each: Stored, array: Array) -> bool:
    """Say whether an array is ours the other way round, but for axes of 1: (1, T, D) of positions is (D, T)."""
    return len(array.shape) > len(each.shape) and _large(array.shape)[::-1] == _large(each.shape)


def _large(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(extent for extent in shape if extent != 1)


def _by_order(ours: Sequence[Stored], theirs: Sequence[Array], file: str) -> Iterator[Problem]:
    one = [each.shape for each in ours]
    whole = {_large(each.shape): each.shape for each in ours if each.kind == "learned"}  # (D, T) here, (1, T, D) there
    known = set(one)
    other = [array.shape if array.shape in known else whole.get(_large(array.shape)[::-1], array.shape)
             for array in theirs]  # fmt: skip
    if Counter(one) == Counter(other):
        return
    if len(one) * len(other) > MOST_PAIRS:
        first = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
                     min(len(one), len(other)))  # fmt: skip
        unlike = [(first, first + 1, first, first + 1)]
    else:
        found = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        unlike = [(start, stop, begin, end) for word, start, stop, begin, end in found if word != "equal"]
    for start, stop, begin, end in unlike:
        yield from _unlike(ours[start:stop], theirs[begin:end], ours, file)


def _unlike(some: Sequence[Stored], others: Sequence[Array], ours: Sequence[Stored], file: str) -> Iterator[Problem]:
    for each, array in zip(some, others, strict=False):
        message = f"{each.name} is {_shown(each.shape)} here, and its place in {file} has "
        named = f"{array.name}, " if array.name else ""
        yield _problem(message + named + _shown(array.shape), each.layer, _why(each, array, ours))
    for each in some[len(others) :]:
        yield _problem(f"{each.name}, {_shown(each.shape)}, has no array in {file}", each.layer)
    for array in others[len(some) :]:
        yield _problem(f"{array.name}, {_shown(array.shape)}, of {file} belongs to no layer")


def _why(each: Stored, array: Array, ours: Sequence[Stored]) -> str:
    """Say that an array lies the other way round, or that a network was trained for another number of classes."""
    if len(each.shape) == 2 and array.shape == each.shape[::-1]:
        return "it lies the other way round there, inputs before outputs: transpose it"
    last = ours[-1].layer if ours else ""
    if each.layer == last and each.shape[1:] == array.shape[1:] and array.shape:
        return f"the checkpoint ends in {array.shape[0]:,} classes, the network in {each.shape[0]:,}"
    return ""


def _problem(message: str, layer: str | None = None, hint: str = "") -> Problem:
    return Problem(code=WEIGHTS_DIFFER, message=message, layer=layer, hint=hint)


def _shown(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape)) if shape else "one number"
