"""What a small fully connected net is made of: sizes, activations, its loss, and weights and an example, drawn."""

from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from netcalc import problems
from netcalc.layers.activation import LeakyReLU, ReLU, Sigmoid, Tanh
from netcalc.layers.base import Layer
from netcalc.layers.fc import FC
from netcalc.network.network import Network
from netcalc.problems import Problem, SpecError
from netcalc.reference.circuit.run import drawn

Matrix: TypeAlias = tuple[tuple[float, ...], ...]
ACTIVATIONS: Final[dict[type[Layer], str]] = {
    Sigmoid: "sigmoid", Tanh: "tanh", ReLU: "relu", LeakyReLU: "leaky_relu",
}  # fmt: skip
MOST: Final = 20_000  # weights


class Step(NamedTuple):
    """A layer of weights and the activation behind it, if any."""

    weight: Matrix
    bias: Matrix
    biased: bool
    activation: str


class Plan(NamedTuple):
    """A net: `half` as its loss is half the squared error, as the lecture has it, where the spec names none."""

    name: str
    steps: tuple[Step, ...]
    x: Matrix
    y: Matrix
    loss: str
    l2: float


def plan(network: Network, seed: int = 0) -> Plan:
    """Make the plan of a net; SpecError where it is not one of fully connected layers, or too large."""
    if network.input is None:
        raise _refused(network.name, "has several inputs")
    sizes = [network.input.values]
    activations: list[str] = []
    biased: list[bool] = []
    for place, node in enumerate(network.graph.nodes):
        if node.reads != (place - 1,):
            raise _refused(node.name, "reads more than the layer before it")
        if isinstance(node.layer, FC):
            sizes.append(node.layer.units)
            activations.append("")
            biased.append(node.layer.bias)
        elif type(node.layer) in ACTIVATIONS and activations and not activations[-1]:
            activations[-1] = ACTIVATIONS[type(node.layer)]
        else:
            raise _refused(node.name, "is neither fully connected nor an activation (sigmoid, tanh, relu, leaky_relu)")
    weights = sum(one * (other + 1) for other, one in pairwise(sizes))
    if not activations or weights > MOST:
        raise _refused(network.name, f"has {weights:,} weights: a net written out has 1 to {MOST:,}")
    return _drawn(network, sizes, activations, biased, seed)


def _drawn(network: Network, sizes: list[int], activations: list[str], biased: list[bool], seed: int) -> Plan:
    shapes: dict[str, tuple[int, ...]] = {"x": (sizes[0], 1)}
    for number, (inputs, units) in enumerate(pairwise(sizes), start=1):
        shapes |= {f"W{number}": (units, inputs), f"b{number}": (units, 1)}
    values = {name: _rounded(array.tolist()) for name, array in drawn(shapes, seed).items()}
    steps = tuple(
        Step(values[f"W{number}"], values[f"b{number}"], bias, activation)
        for number, (activation, bias) in enumerate(zip(activations, biased, strict=True), start=1)
    )
    loss = network.loss.kind if network.loss else "half"
    y = tuple((1.0 if place == 0 else 0.0,) for place in range(sizes[-1]))
    return Plan(network.name or "the net", steps, values["x"], y, loss, network.loss.l2 if network.loss else 0.0)


def _rounded(rows: list[list[float]]) -> Matrix:
    return tuple(tuple(round(value, 2) + 0.0 for value in row) for row in rows)


def _refused(name: str | None, why: str) -> SpecError:
    return SpecError([Problem(code=problems.INVALID_VALUE, message=f"{name} {why}", layer=name)])
