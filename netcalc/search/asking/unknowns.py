"""What is varied: a var, a layer's field, the input or one extent of it, the batch; and the values of each."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, NamedTuple, NoReturn, TypeAlias

from netcalc.network.graph import INPUT
from netcalc.network.network import Network
from netcalc.network.overriding.settings import FIXED
from netcalc.problems import INVALID_VALUE, UNKNOWN_REFERENCE, Problem, SpecError, Unreadable
from netcalc.search.asking.ranges import FORMS, Piece, Values, different, read_range
from netcalc.text.brief import brief
from netcalc.text.nearness import slipped
from netcalc.volume import EXTENTS, MOST, Volume, checked, parse_volume

Of: TypeAlias = Literal["set", "input", "extent", "batch"]
BATCH: Final = "batch"
DEPTH: Final = "depth"
MOST_SHOWN: Final = 6


class Unknown(NamedTuple):
    """Something that is varied: its name, what it is, its values; of the input, which one, and which extent."""

    name: str
    of: Of
    values: Values
    input: str = INPUT
    place: int = 0


def read_unknown(text: str) -> tuple[str, Values]:
    """Read `width=8..512`; Unreadable where it is of another form, or its range is empty."""
    name, sign, written = text.partition("=")
    if not sign or not name.strip():
        refuse(f"{text[:80]} is not of the form name=range", f"such as width=8..64; {FORMS}")
    try:
        return name.strip(), read_range(written)
    except (ValueError, SpecError) as error:
        sentence = error.problems[0].sentence if isinstance(error, SpecError) else str(error)
        refuse(f"{text[:80]}: {sentence}")


def given_values(name: str, given: object) -> Values:
    """Take the values of an unknown as a program gives them: the text of a range, a range, or several values."""
    if isinstance(given, str):
        return read_unknown(f"{name}={given}")[1]
    if isinstance(given, Values):
        return given
    if isinstance(given, range) or not isinstance(given, Iterable):
        pieces: list[Any] = [given if isinstance(given, range) else (given,)]
    else:
        pieces = [(each,) for each in given]
    made = Values(pieces)
    if not len(made):
        refuse(f"`{name}` has no values: {FORMS}")
    try:
        return different(made)
    except ValueError as error:
        refuse(f"`{name}`: {error}")


def understood(network: Network, given: Mapping[str, Values]) -> tuple[Unknown, ...]:
    """Say what each name stands for in a network; Unreadable with all that stand for nothing."""
    made, found = [], list[Problem]()
    for name, values in given.items():
        try:
            made.append(_unknown(network, name, values))
        except Unreadable as error:
            found += error.problems
    if found:
        raise Unreadable(found)
    if not made:
        refuse("nothing is varied", "name an unknown and its range, such as conv1.size=1..11")
    return tuple(made)


def _unknown(network: Network, name: str, values: Values) -> Unknown:
    names = network.written.get("vars")
    if isinstance(names, Mapping) and name in names:
        return Unknown(name, "set", values)
    if name == BATCH:
        _whole(name, values, "a batch is a whole number of at least 1")
        return Unknown(name, BATCH, values)
    head, _, extent = name.partition(".")
    if head == INPUT or (head in network.inputs and not extent):
        return _input(network, head, extent, name, values)
    if head in network.inputs and extent in (*EXTENTS, DEPTH):
        return _input(network, head, extent, name, values)
    return _setting(network, name, values, names if isinstance(names, Mapping) else {})


def _setting(network: Network, name: str, values: Values, names: Mapping[str, Any]) -> Unknown:
    if "." not in name:
        near = slipped(name, (*names, INPUT, BATCH))
        hint = f"did you mean `{near}`?" if near else _fields(network, name) or _names(names)
        refuse(f"there is no var `{name[:80]}` to vary", hint, code=UNKNOWN_REFERENCE)
    if name.rpartition(".")[2] in FIXED:
        refuse(f"`{name}` cannot be varied: what a layer is called, and reads, stands in the spec")
    return Unknown(name, "set", values)


def _fields(network: Network, name: str) -> str:
    """Name the fields that may be meant: those of a layer so called, or a field so called of some layers."""
    layer = next((node.layer for node in network.graph.nodes if node.name == name), None)
    if layer is not None:
        fields = [f"{name}.{field}" for field in layer.fields() if field not in FIXED]
        return f"a layer is varied by a field: {', '.join(fields[:MOST_SHOWN])}" if fields else ""
    if name in FIXED:
        return ""
    found = [f"{node.name}.{name}" for node in network.graph.nodes if name in node.layer.fields()]
    return f"name the layer: {', '.join(found[:MOST_SHOWN])}" if found else ""


def _names(names: Mapping[str, Any]) -> str:
    listed = f"the spec's vars: {', '.join(map(str, names))}; else" if names else "the spec has no vars:"
    return f"{listed} a layer's field, such as conv1.stride, {INPUT}, or {BATCH}"


def _input(network: Network, head: str, extent: str, name: str, values: Values) -> Unknown:
    given = network.inputs.get(head)
    if given is None:
        listed = ", ".join(network.inputs) or "none"
        refuse(f"`{name}`: the network has no such input", f"they are {listed}", code=UNKNOWN_REFERENCE)
    if not extent:
        return Unknown(name, "input", Values(_volumes(name, given, piece) for piece in values.pieces), head)
    axes = dict(zip(EXTENTS, range(len(given.spatial)), strict=False))
    axes |= {"length": 0} if len(axes) == 1 else {}  # of a sequence
    axes[DEPTH] = len(given) - 1
    if extent not in axes:
        near = slipped(extent, axes)
        hint = f"did you mean `{head}.{near}`?" if near else "it has " + ", ".join(axes)
        refuse(f"the input {given} has no `{extent[:40]}`", hint, code=UNKNOWN_REFERENCE)
    _whole(name, values, "an extent is a whole number of at least 1")
    return Unknown(name, "extent", values, head, axes[extent])


def _whole(name: str, values: Values, takes: str) -> None:
    """Refuse values that are no whole numbers from 1 up."""
    for piece in values.pieces:
        for end in (piece[0], piece[-1]):
            if type(end) is not int or not 1 <= end <= MOST:
                refuse(f"`{name}`: {takes}, not {brief(end)}")


def _volumes(name: str, given: Volume, piece: Piece) -> Piece:
    """Check the inputs of a piece; one that is written out is a number where that says it."""
    if isinstance(piece, range):
        volume_of(given, piece[0], name)
        return piece
    volume = volume_of(given, piece[0], name)
    first = volume[0]
    return (first,) if volume == Volume(_extents(given, first)) else (volume,)


def volume_of(given: Volume, value: object, name: str = INPUT) -> Volume:
    """Give the input for a value: a number is each of its spatial extents, or the depth where it has none."""
    if isinstance(value, bool) or not isinstance(value, int | str | tuple | list):
        refuse(f"`{name}`: {brief(value)} is no input", "a number, or a volume such as 32x32x3")
    try:
        return checked(_extents(given, value))
    except (ValueError, TypeError) as error:
        refuse(f"`{name}`: {brief(value)} is no input: {error}")


def _extents(given: Volume, value: Any) -> Iterable[int]:
    if isinstance(value, str):
        return parse_volume(value.removeprefix("${").removesuffix("}"))
    if isinstance(value, tuple | list):
        return value
    return ((value,) * len(given.spatial) + (given.depth,)) if given.spatial else (value,)


def refuse(message: str, hint: str = "", *, code: str = INVALID_VALUE) -> NoReturn:
    """Refuse what was asked for."""
    raise Unreadable([Problem(code=code, message=message, hint=hint)]) from None
