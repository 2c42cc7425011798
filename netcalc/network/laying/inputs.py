"""What comes into a network, in the names of its layers; and a first layer that must say which input it reads."""

from collections.abc import Mapping
from typing import Final

from netcalc.network.graph import INPUT
from netcalc.network.items import NotUnderstood, Partial
from netcalc.network.laying.scope import Scope
from netcalc.network.plain import plain
from netcalc.problems import MISSING_FIELD, Path, Problem

NOWHERE: Final = -(10**9)  # what a first layer reads that does not say
ONE: Final = (INPUT,)
LONGEST: Final = 70


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


def unsaid(layers: tuple[Partial, ...], path: Path, inputs: tuple[str, ...]) -> Problem:
    """Say that the layer with this path, the first of a network with named inputs, does not say what it reads."""
    item = layers[int(path[1])]
    message = "with `inputs`, the first layer must name the one that it reads"
    hint = f"write `{_naming(item, inputs[0])}`" if inputs else ""
    message = message if inputs else f"nothing comes into the network, and {item.kind} reads something"
    return Problem(code=MISSING_FIELD, message=message, hint=hint, path=(*path[:2], item.kind))


def _naming(item: Partial, name: str) -> str:
    """Write an item as it is, with what it reads."""
    from netcalc.text.mended import text_of

    written = {} if isinstance(item, NotUnderstood) else plain(item)
    fields = written.get(item.kind) if isinstance(written, Mapping) else {}
    main = None if isinstance(fields, Mapping) else getattr(item, "main", None)
    made = {main: fields} if main else dict(fields or {})
    text = f"{item.kind}: {text_of({**made, 'from': name})}"
    return text if len(text) <= LONGEST else f"{item.kind}: {{..., from: {name}}}"
