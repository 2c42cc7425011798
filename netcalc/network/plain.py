"""What was written in Python, as plain data: words, numbers, lists and fields, as a spec has them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from netcalc.layers.written.native import DEEPEST, native
from netcalc.layers.written.sharing import Share
from netcalc.layers.written.values import SIDES, UNKNOWN
from netcalc.layers.written.waiting import Waiting
from netcalc.layers.written.written import Form
from netcalc.network.items import Branched, LeftOut, Partial, Repeated, Use, lists
from netcalc.network.training.loss import Loss
from netcalc.volume import Volume

MARGINS: Final = ("pad", "margin")
KNOWN: Final = ("output", "macs")  # None is `unknown`
FROZEN: Final = (str, bytes, Share, Form, Volume, Waiting, Loss, Repeated, Branched, Use)
INDEX: Final = "i"


def plain(written: object, depth: int = 0) -> Any:
    """Give what was written, and all below it, as a spec has it; beyond 150 levels as it is."""
    if isinstance(written, Form):
        return _form(written, depth)
    if isinstance(written, Repeated | Branched | Use):
        return _understood(written, depth)
    if isinstance(written, Share):
        return written.plain()
    if isinstance(written, Loss):
        return {written.kind: {"l2": written.l2}} if written.l2 else written.kind
    if isinstance(written, Volume):
        return str(written)
    if isinstance(written, Waiting):
        return written.written
    if isinstance(written, str | bytes) or not isinstance(written, Iterable) or depth > DEEPEST:
        return written
    if isinstance(written, Mapping):
        return {key: plain(each, depth + 1) for key, each in written.items()}
    return [plain(each, depth + 1) for each in written]


def _form(form: Form, depth: int) -> Any:
    """Give a layer as short as it may be written: `relu`, `fc: 10`, or a kind and its fields."""
    fields = fields_plain(form, depth)
    if not fields:
        return form.kind
    return {form.kind: fields[form.main] if form.main is not None and list(fields) == [form.main] else fields}


def fields_plain(form: Form, depth: int = 0) -> dict[str, Any]:
    """Give what was written in a form's fields as a spec has it."""
    return {name: plain_field(name, value, depth) for name, value in form.given().items()}


def _understood(item: Repeated | Branched | Use, depth: int) -> Any:
    """Write an item that was understood as a spec has it."""
    if isinstance(item, Use):
        return {item.kind: plain(item.given, depth + 1)}
    name, held = (item.name, lists(item)) if isinstance(item, Repeated) else (item.join.name, lists(item))
    common = {
        field: value
        for field, value in (("name", name), ("from", item.from_ and list(item.from_)))
        if value is not None
    }
    if isinstance(item, Repeated) and item.passes:
        passes = [_when(each, number, depth + 2) for number, each in _numbered(item.passes)]
        return {item.kind: {"times": item.times, "index": INDEX, "layers": passes, **common}}
    layers = [[plain(each, depth + 2) for _, each in _numbered((each,))] for each in held]
    if isinstance(item, Repeated):
        return {item.kind: {"times": item.times, "layers": layers[0], **common}}
    if item.kind == "residual":
        return {item.kind: {"layers": layers[0], "shortcut": layers[1], **common}}
    return {item.kind: {"join": item.join.kind, "branches": layers, **common}}


def _numbered(passes: Iterable[Iterable[Partial]]) -> Iterator[tuple[int, Partial]]:
    """Give the items of each pass, but those that were left out, with its number."""
    for number, layers in enumerate(passes):
        yield from ((number, each) for each in layers if not isinstance(each, LeftOut))


def _when(item: Partial, number: int, depth: int) -> dict[str, Any]:
    """Write an item so that it stands in one pass alone."""
    whole = {item.kind: fields_plain(item, depth)} if isinstance(item, Form) else plain(item, depth)
    return {kind: {**fields, "when": f"${{{INDEX} == {number}}}"} for kind, fields in whole.items()}


def plain_field(name: str, value: object, depth: int = 0) -> Any:
    """Give the value of a layer's field as a spec has it."""
    if name in MARGINS and isinstance(value, tuple) and isinstance(value[0], tuple):
        return _sides(value)
    return UNKNOWN if value is None and name in KNOWN else plain(value, depth + 1)


def _sides(pairs: tuple[tuple[int, int], ...]) -> dict[str, int]:
    """Name the sides that have pixels; one at least."""
    both = (
        (side, pixels)
        for sides, pair in zip(SIDES, pairs, strict=False)
        for side, pixels in zip(sides, pair, strict=True)
    )
    return {side: pixels for side, pixels in both if pixels} or {SIDES[0][0]: 0}


def snapshot(given: object, depth: int = 0) -> Any:
    """Copy the lists and mappings of what was written, so that nobody changes it later; layers are frozen already.

    NumPy's numbers, words and arrays become Python's own.
    """
    written = native(given)
    if isinstance(written, Mapping) and depth <= DEEPEST:
        return {native(key): snapshot(each, depth + 1) for key, each in written.items()}
    if isinstance(written, FROZEN) or not isinstance(written, Iterable) or depth > DEEPEST:
        return written
    copied = [snapshot(each, depth + 1) for each in written]
    return tuple(copied) if isinstance(written, tuple) else copied
