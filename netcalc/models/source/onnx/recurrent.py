"""Recurrent kinds: ONNX's own, whose gates stand in another order than PyTorch's."""

from typing import Final

from netcalc.models.source.onnx.graph import Tensor, Value
from netcalc.models.source.onnx.layer import Layer

GATES: Final = {"rnn": 1, "lstm": 4, "gru": 3}
DIRECTIONS: Final = {"forward": "forward", "backward": "reverse", "both": "bidirectional"}


def recurrent(layer: Layer) -> Tensor:
    """Write a recurrent layer: what leaves is its whole sequence, or the state in which each direction ends."""
    of, graph, read = layer.layer, layer.graph, layer.graph.last(layer.reads[0])
    T, depth = read.volume
    ways, rows = 1 + (of.direction == "both"), GATES[of.kind] * of.units
    arrays = [layer.array("weight_ih", ways, rows, depth), layer.array("weight_hh", ways, rows, of.units)]
    arrays += [_biases(layer, ways, rows)] if of.bias else []
    along = graph.node("Transpose", [read.name], (T, 1, depth), perm=(1, 0, 2))
    shapes = ([(T, ways, 1, of.units)], [(), (ways, 1, of.units)])[of.output_ == "last"]
    made = graph.nodes(of.kind.upper(), [along, *arrays], shapes, **_given(layer))[-1]
    if of.output_ == "last":
        name = graph.node("Transpose", [made], (1, ways, of.units), perm=(1, 0, 2))
        return Tensor(
            graph.node("Reshape", [name, graph.whole((1, ways * of.units))], (1, ways * of.units)), layer.made
        )
    name = graph.node("Transpose", [made], (1, T, ways, of.units), perm=(2, 0, 1, 3))
    leaves = Tensor("", layer.made, last=True)
    return leaves._replace(name=graph.node("Reshape", [name, graph.whole(leaves.shape)], leaves.shape))


def _biases(layer: Layer, ways: int, rows: int) -> str:
    """Name two biases a gate; where it has one, zeros are the other."""
    if layer.layer.bias != "one":
        return layer.array("bias", ways, 2 * rows)
    one = layer.array("bias", ways, rows)
    return layer.graph.node("Concat", [one, layer.graph.filled((ways, rows), 0.0)], (ways, 2 * rows), axis=1)


def _given(layer: Layer) -> dict[str, Value]:
    of = layer.layer
    given: dict[str, Value] = {
        "hidden_size": int(of.units), "direction": DIRECTIONS[of.direction],
    }  # fmt: skip
    if of.kind == "gru":
        given["linear_before_reset"] = int(of.reset == "after")
    if of.kind == "rnn" and of.activation == "relu":
        given["activations"] = ("Relu",) * (1 + (of.direction == "both"))
    return given
