"""A network or a circuit in words, a line a layer: what was written of it, nothing that was worked out."""

from collections.abc import Iterator
from typing import Final

from netcalc.course.plain import clean
from netcalc.homework.sheet.items import Item
from netcalc.homework.sheet.question import Circuit
from netcalc.layers.base import Layer
from netcalc.network.graph import Graph
from netcalc.network.network import Network
from netcalc.network.plain import plain
from netcalc.text.emit import yaml_text
from netcalc.volume import Volume

MOST_LAYERS: Final = 40
OUTSIDE: Final = frozenset({"name", "from", "share"})
TOLD_APART: Final = ("expect", "name", "train")  # claims would tell the answers


def about(item: Item) -> tuple[str, ...]:
    """Describe what a question asks about, in lines; none where it says all itself."""
    circuit = item.question.circuit
    if circuit is not None:
        return of_circuit(circuit)
    if item.network is None:
        return ()
    lines, fits = of_network(item.network), item.question.fits
    return lines if fits is None else tuple(_unknown(line, fits.of) for line in lines)


def words_of(item: Item) -> str:
    """Give a question's words; where it has none, what it asks for."""
    question = item.question
    return clean(question.text) or f"{question.ask or question.answer or item.id}?"


def _unknown(line: str, of: str) -> str:
    """Put a question mark for the field that is to be chosen, where it stands in this layer's line.

    >>> _unknown("conv1: conv, size 3, pad 1", "conv1.pad"), _unknown("conv2: conv, size 3", "conv2.stride")
    ('conv1: conv, size 3, pad ?', 'conv2: conv, size 3, stride ?')
    """
    layer, _, field = of.rpartition(".")
    if not layer or not line.startswith(f"{layer}: "):
        return line
    fields = [part for part in line.split(", ") if part.partition(" ")[0] != field]
    return ", ".join([*fields, f"{field} ?"])


def of_circuit(circuit: Circuit) -> tuple[str, ...]:
    """Give the stages of a circuit, a line each, then the values of its inputs.

    >>> of_circuit(Circuit(expression="q = x + y; f = q * z", at={"x": -2, "y": 5, "z": -4}))
    ('q = x + y', 'f = q * z', 'at x = -2, y = 5, z = -4')
    """
    stages = [stage.strip() for stage in circuit.expression.replace("\n", ";").split(";")]
    given = ", ".join(f"{name} = {value}" for name, value in circuit.at.items())
    return (*filter(None, stages), *([f"at {given}"] if given else []))


def of_network(network: Network) -> tuple[str, ...]:
    """Give a network's inputs and layers, a line each; a large one as its spec is written, without its claims."""
    if len(network.graph.nodes) > MOST_LAYERS:
        spec = {name: value for name, value in network.to_dict().items() if name not in TOLD_APART}
        return tuple(yaml_text(spec).rstrip().splitlines())
    rounding = () if network.rounding == "exact" else (f"rounding: {network.rounding}",)
    return (*_inputs(network), *rounding, *_layers(network.graph))


def _inputs(network: Network) -> Iterator[str]:
    for name, volume in network.inputs.items():
        yield f"{name}: {Volume(volume)}"


def _layers(graph: Graph) -> Iterator[str]:
    names = [*(node.name for node in graph.nodes)]
    inputs = [*graph.inputs]
    for place, node in enumerate(graph.nodes):
        read = [names[number] if number >= 0 else inputs[-1 - number] for number in node.reads]
        reads = f", reads {' and '.join(read)}" if node.reads != (place - 1,) and read else ""
        shares = f", shares the arrays of {names[node.share.owner]}" if node.share else ""
        yield f"{node.name}: {of_layer(node.layer)}{reads}{shares}"


def of_layer(layer: Layer) -> str:
    """Say what a layer is, and its fields as they were written, how many it makes first.

    >>> from netcalc import FC, Conv
    >>> of_layer(Conv(filters=10, size=3, pad=1)), of_layer(FC(units=10))
    ('conv, filters 10, size 3, pad 1', 'fc, units 10')
    """
    written = plain(layer)
    given = written[layer.kind] if isinstance(written, dict) else {}
    fields = given if isinstance(given, dict) else {layer.main: given}
    ordered = sorted(fields.items(), key=lambda each: each[0] != "filters")
    return ", ".join([layer.kind, *(f"{name} {_value(value)}" for name, value in ordered if name not in OUTSIDE)])


def _value(value: object) -> str:
    """Write a field: extents as 3x5, sides by their names, truth as a spec has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return " ".join(f"{name} {_value(each)}" for name, each in value.items())
    extents = isinstance(value, list) and all(isinstance(each, int) for each in value)
    return "x".join(map(str, value)) if isinstance(value, list) and extents else str(value)
