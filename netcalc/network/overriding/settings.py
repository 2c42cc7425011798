"""Fields of layers set by the layer's name, `conv1.stride`, whatever block or pass of a repeat it stands in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from netcalc.layers.base import Layer
from netcalc.network.graph import Graph, Node
from netcalc.network.reading.frame import Frame
from netcalc.network.reading.own import NAMING, own_values, read_own
from netcalc.network.written import SET
from netcalc.problems import INVALID_VALUE, UNKNOWN_REFERENCE, Path, SpecError
from netcalc.text.words import name_hint

FIXED: Final = (*NAMING, "when")
MOST_NAMES: Final = 2_000
MOST_SHOWN: Final = 6


def changed(graph: Graph, written: object, frame: Frame, *, whole: bool) -> Graph:
    """Give a network's layers with the fields that are set; what is wrong is noted.

    `whole`: all layers were understood, so that a name that stands for none is wrong.
    """
    if not isinstance(written, Mapping):
        frame.wrong("`set` takes fields of layers, such as {conv1.stride: 2}", (SET,))
        return graph
    nodes = list(graph.nodes)
    numbers = {node.name: number for number, node in enumerate(nodes)}
    for key, value in written.items():
        name, _, field = str(key).rpartition(".")
        number = numbers.get(name)
        if number is not None:
            nodes[number] = _set(nodes[number], field, value, (SET, str(key)), frame)
        elif whole:
            _unknown(str(key), name, graph, frame)
    return graph._replace(nodes=tuple(nodes))


def _set(node: Node, field: str, value: object, path: Path, frame: Frame) -> Node:
    """Give a node whose layer has another value in a field; as it is where that cannot be."""
    if field in FIXED:
        message = f"`{path[-1]}` cannot be set: what a layer is called, and reads, stands in the spec"
        frame.wrong(message, path, code=INVALID_VALUE)
        return node
    own = own_values({field: value}, path, frame)
    if own.broken:
        return node
    try:
        layer = read_own(type(node.layer), own._replace(values={**_fields(node.layer), **own.values}), frame)
    except SpecError as error:
        for problem in error.problems:
            frame.note(replace(problem, layer=node.name).below(*path))
        return node
    return node._replace(layer=layer)


def _fields(layer: Layer) -> dict[str, Any]:
    """Give what was written for a layer; a join that ends branches does not say what it reads."""
    return {field: value for field, value in layer.given().items() if field != "from" or value}


def _unknown(key: str, name: str, graph: Graph, frame: Frame) -> None:
    """Say that there is no such layer, and what was probably meant."""
    if name in graph.groups:
        message = f"`{name}` is {'a repeat' if graph.groups[name].kind == 'repeat' else 'a block in use'}, not a layer"
        inside = graph.nodes[graph.groups[name].span][0].name
        frame.wrong(message, (SET, key), code=UNKNOWN_REFERENCE, hint=f"set fields of its layers, such as `{inside}`")
        return
    hint = _hint(name, [node.name for node in graph.nodes])
    frame.wrong(f"there is no layer `{name[:80]}` to set", (SET, key), code=UNKNOWN_REFERENCE, hint=hint)


def _hint(name: str, names: Sequence[str]) -> str:
    """Name a pass of what is meant, else a near name, else the layers of the block, or of the network."""
    near = name_hint(name, names[:MOST_NAMES])
    inside = next((each for each in names if each.startswith(f"{name}.")), None)
    if near or inside:
        return f"did you mean `{inside}`?" if inside else near
    block = name.rpartition(".")[0]
    beside = [each for each in names if each.rpartition(".")[0] == block] if block else []
    return "the first are " + ", ".join((beside or names)[:MOST_SHOWN])
