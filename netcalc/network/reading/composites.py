"""A repeat, residual or parallel read: its own fields, then the lists of layers it holds."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from netcalc.layers.base import Layer
from netcalc.layers.written.values import shown
from netcalc.network.composition import Composite, Parallel, Repeat, Residual
from netcalc.network.items import Branch, Branched, NotUnderstood, Partial, Repeated
from netcalc.network.reading.bounds import MOST_LAYERS
from netcalc.network.reading.forms import filled_form
from netcalc.network.reading.frame import Frame
from netcalc.problems import LIMIT_EXCEEDED, Path


class ReadList(Protocol):
    """Reads a list of layers."""

    def __call__(self, written: object, path: Path, frame: Frame, *, may_be_empty: bool = False) -> tuple[Partial, ...]:
        """Give what the list stands for; what is wrong is noted."""
        ...


def composite(form: type[Composite], fields: Mapping[str, Any], path: Path, frame: Frame, read: ReadList) -> Partial:
    """Read a composite; what stands in no pass is not there, and not looked at."""
    made = filled_form(form, fields, path, frame, (*form.lists, *form.choices))
    if isinstance(made, Repeat) and made.times == 0:
        return Repeated(made.name, made.from_, 0, ())
    if isinstance(made, Repeat) and made.index is not None:
        return _passes(made, made.index, fields["layers"], path, frame, read)
    branches = (*_lists(form, fields, path, frame, read), *_choices(form, fields, path, frame, read))
    return made if isinstance(made, NotUnderstood) else _understood(made, branches)


def _passes(made: Repeat, index: str, layers: object, path: Path, frame: Frame, read: ReadList) -> Partial:
    """Read the layers of each pass, in which the index stands for its number."""
    if made.times > MOST_LAYERS:
        message = f"more than {MOST_LAYERS:,} layers after expansion"
        frame.wrong(message, (*path, "times"), code=LIMIT_EXCEEDED)
        return NotUnderstood(made.kind, made.name)
    below = (*path, "layers")
    passes = tuple(read(layers, below, each) for each in frame.passing(index, made.times))
    return Repeated(made.name, made.from_, made.times, passes[0], passes)


def _lists(
    form: type[Composite], fields: Mapping[str, Any], path: Path, frame: Frame, read: ReadList
) -> Iterator[Branch]:
    for field in form.lists:
        if field in fields:
            empty = field in form.may_be_empty
            yield Branch((field,), read(fields[field], (*path, field), frame, may_be_empty=empty))


def _choices(
    form: type[Composite], fields: Mapping[str, Any], path: Path, frame: Frame, read: ReadList
) -> Iterator[Branch]:
    for field in form.choices:
        several = fields.get(field)
        if isinstance(several, list | tuple) and several:
            for at, each in enumerate(several):
                yield Branch((field, at), read(each, (*path, field, at), frame, may_be_empty=True))
        elif field in fields:
            message = f"`{field}` takes a list of lists of layers, not {shown(several)}"
            frame.wrong(message, (*path, field), hint=form.usage())


def _understood(made: Composite, branches: tuple[Branch, ...]) -> Partial:
    if isinstance(made, Parallel):
        return Branched(made.kind, made.from_, branches, _join(made.join, made.name))
    if isinstance(made, Residual):
        both = (*branches, Branch(("shortcut",), ()))[:2]  # no shortcut of its own: the input itself
        return Branched(made.kind, made.from_, both, _join("add", made.name))
    if isinstance(made, Repeat):
        return Repeated(made.name, made.from_, made.times, branches[0].layers)
    message = f"{made.kind} holds lists of layers, but does not say what for"
    raise TypeError(message)


def _join(kind: str, name: str | None) -> Layer:
    """Load the joins when branches end in one."""
    from netcalc.layers.join import ending

    return ending(kind, name)
