"""What comes into a network, in the names of its layers; and a first layer that must say which input it reads."""

from collections.abc import Iterable, Mapping
from typing import Final

from netcalc.network.graph import INPUT
from netcalc.network.items import NotUnderstood, Partial
from netcalc.network.laying.scope import Scope
from netcalc.network.plain import plain
from netcalc.problems import MISSING_FIELD, Path, Problem
from netcalc.text.brief import brief

NOWHERE: Final = -(10**9)  # what a first layer reads that does not say
ONE: Final = (INPUT,)
LONGEST: Final = 70
MOST_SHOWN: Final = 8


def opened(inputs: tuple[str, ...]) -> Scope:
    """Open the outermost scope, in which inputs have names as layers have; one input alone is `input` too."""
    top = Scope()
    for place, name in enumerate(inputs):
        top.take(name, name, -1 - place)
    if len(inputs) == 1:
        top.take(INPUT, INPUT, -1)
    return top


def given(inputs: tuple[str, ...]) -> int:
    """Say what the first layer reads if it does not say."""
    return -1 if inputs == ONE else NOWHERE


def named(written: object) -> tuple[str, ...]:
    """Give the names of inputs that cannot be read as a whole: of a mapping, or of a list of names or mappings."""
    listed = written if isinstance(written, list | tuple) else [written] if isinstance(written, Mapping) else []
    names = [name for each in listed for name in ([each] if isinstance(each, str) else _keys(each))]
    return tuple(map(str, names)) or ONE


def _keys(written: object) -> Iterable[object]:
    return written if isinstance(written, Mapping) else ()


def meant_inputs(written: object) -> str:
    """Say how inputs are written that stand in a list, or that are one volume."""
    if isinstance(written, str) and written:
        return f"of one input write `input: {brief(written)}`"
    if not isinstance(written, list | tuple) or not 0 < len(written) <= MOST_SHOWN:
        return ""
    if all(isinstance(each, Mapping) for each in written):
        pairs = [f"{brief(name)}: {brief(volume)}" for each in written for name, volume in each.items()]
        return f"write `inputs: {{{', '.join(pairs)}}}`"
    return f"write the volume of each: `inputs: {{{', '.join(f'{brief(name)}: 32x32x3' for name in named(written))}}}`"


def unsaid(layers: tuple[Partial, ...], path: Path, inputs: tuple[str, ...]) -> Problem:
    """Say that the layer with this path, the first of a network with named inputs, does not say what it reads."""
    item = layers[int(path[1])]
    message = "with `inputs`, the first layer must name the one that it reads"
    hint = f"write `{_naming(item, inputs[0])}`" if inputs else ""
    message = message if inputs else f"nothing comes into the network, and {item.kind} reads something"
    return Problem(code=MISSING_FIELD, message=message, hint=hint, path=(*path[:2], item.kind))


def _naming(item: Partial, name: str) -> str:
    """Write an item as it is, with what it reads."""
    from netcalc.text.meanings.mended import text_of

    written = {} if isinstance(item, NotUnderstood) else plain(item)
    fields = written.get(item.kind) if isinstance(written, Mapping) else {}
    main = None if isinstance(fields, Mapping) else getattr(item, "main", None)
    made = {main: fields} if main else dict(fields or {})
    text = f"{item.kind}: {text_of({**made, 'from': name})}"
    return text if len(text) <= LONGEST else f"{item.kind}: {{..., from: {name}}}"
