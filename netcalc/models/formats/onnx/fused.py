"""Quantised and fused operators of ONNX as the plain ones that they stand for; scales are no weights."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from netcalc.models.tensors.program import Shape

NORMS: Final = {"LayerNormalization": 2, "RMSNormalization": 1}  # arrays
SCALE: Final = "_scale"


class Stands(NamedTuple):
    """What an operator stands for: a plain kind, which of its own inputs that reads, which of them are weights.

    `bias` is an input that is added behind it, `then` what is done to that.
    """

    kind: str
    reads: tuple[int, ...]
    weights: tuple[int, ...] = ()
    bias: int = -1
    then: str = ""


SAME: Final = Stands("Identity", (0,))
TABLE: Final = {
    "QuantizeLinear": SAME,
    "DynamicQuantizeLinear": SAME,
    "DequantizeLinear": Stands("Identity", (0,), (0,)),
    "QLinearConv": Stands("Conv", (0, 3, 8), (3, 8)),
    "ConvInteger": Stands("Conv", (0, 1), (1,)),
    "QLinearMatMul": Stands("MatMul", (0, 3), (3,)),
    "MatMulInteger": Stands("MatMul", (0, 1), (1,)),
    "MatMulIntegerToFloat": Stands("MatMul", (0, 1), (1,), 6),
    "DynamicQuantizeMatMul": Stands("MatMul", (0, 1), (1,), 4),
    "QGemm": Stands("Gemm", (0, 3, 6), (3, 6)),
    "QLinearAdd": Stands("Add", (0, 3), (0, 3)),
    "QLinearMul": Stands("Mul", (0, 3), (0, 3)),
    "QLinearSigmoid": Stands("Sigmoid", (0,)),
    "QLinearLeakyRelu": Stands("LeakyRelu", (0,)),
    "QLinearSoftmax": Stands("Softmax", (0,)),
    "QLinearReduceMean": Stands("ReduceMean", (0,)),
    "QLinearGlobalAveragePool": Stands("GlobalAveragePool", (0,)),
    "QLinearAveragePool": Stands("AveragePool", (0,)),
    "FusedConv": Stands("Conv", (0, 1, 2), bias=3, then="activation"),
    "FusedGemm": Stands("Gemm", (0, 1, 2), then="activation"),
    "BiasGelu": Stands("Add", (0, 1), then="Gelu"),
    "FastGelu": Stands("Identity", (0,), bias=1, then="Gelu"),
    "SkipLayerNormalization": Stands("Add", (0, 1), bias=4, then="LayerNormalization"),
    "SkipSimplifiedLayerNormalization": Stands("Add", (0, 1), bias=3, then="RMSNormalization"),
}
CONCAT: Final = "QLinearConcat"  # two of its own, then three a tensor
FUSED: Final = "FusedMatMul"
TURNS: Final = ("transA", "transBatchA", "transBatchB")
BITS: Final = "MatMulNBits"
LSTM: Final = "DynamicQuantizeLSTM"


def quantised(nodes: Sequence[Any]) -> bool:
    """Say whether scales belong to numbers that were rounded."""
    return any(
        node.op_type.startswith(("Q", "Dynamic", "Dequantize", "MatMulInteger", "ConvInteger")) for node in nodes
    )


def plain(nodes: Sequence[Any], weights: dict[str, Shape]) -> Iterator[Any]:
    """Give each operator as the plain ones that it stands for.

    The arrays of whole numbers that weigh join `weights`, with the shape that they have where it is another.
    """
    rounded = quantised(nodes)
    for node in nodes:
        stands = TABLE.get(node.op_type)
        if node.op_type == CONCAT:
            yield _made(node, "Concat", list(node.input)[2::3], node.output[:1])
        elif node.op_type == BITS and len(node.input) > 1:
            given = {each.name: each.i for each in node.attribute}
            weights[node.input[1]] = (given.get("K", 0), given.get("N", 0))
            yield from _several(node, Stands("MatMul", (0, 1), bias=5))
        elif node.op_type == LSTM and len(node.input) > 2:
            yield from _lstm(node, weights)
        elif node.op_type == FUSED and any(each.i for each in node.attribute if each.name in TURNS):
            yield _made(node, f"{FUSED} of turned batches", node.input, node.output)
        elif stands is None:
            if rounded and node.op_type == "Gather" and node.input:
                weights.setdefault(node.input[0], ())
            yield node
        else:
            weights |= {node.input[place]: () for place in stands.weights if place < len(node.input)}
            yield from _several(node, stands)


def _lstm(node: Any, weights: dict[str, Shape]) -> Iterator[Any]:
    """Give a layer whose arrays stand there turned round."""
    turned = [f"{node.output[0] or node.output[1]}: {name}" for name in node.input[1:3]]
    for name, made in zip(node.input[1:3], turned, strict=True):
        weights[name] = ()
        turn = type(node)(op_type="Transpose", name=node.name, input=[name], output=[made])
        turn.attribute.add(name="perm", ints=[0, 2, 1])
        yield turn
    yield _made(node, "LSTM", [node.input[0], *turned, *node.input[3:8]], node.output)


def _several(node: Any, stands: Stands) -> Iterator[Any]:
    """Give the operator itself, the sum with its bias, and what is done behind it."""
    after = _after(node, stands)
    bias = node.input[stands.bias] if 0 <= stands.bias < len(node.input) else ""
    reads = [node.input[place] for place in stands.reads if place < len(node.input)]
    out = node.output[0]
    first = f"{out} alone" if after or bias else out
    yield _made(node, stands.kind, reads, [first, *node.output[1:]])
    if bias:
        yield _made(node, "Add", [first, bias], [f"{out} with bias" if after else out], own=False)
        first = f"{out} with bias"
    if after:
        behind = node.input[2 : 2 + NORMS.get(after, 0)]
        yield _made(node, after, [first, *behind], [out], own=False)


def _after(node: Any, stands: Stands) -> str:
    """Say what is done behind an operator, which it may name itself."""
    if stands.then != "activation":
        return stands.then
    return next((each.s.decode("utf-8", "replace") for each in node.attribute if each.name == stands.then), "")


def _made(node: Any, kind: str, reads: Sequence[str], makes: Sequence[str], *, own: bool = True) -> Any:
    """Make an operator of the format in the place of another, with its attributes where it is the main one."""
    while reads and not reads[-1]:
        reads = reads[:-1]
    made = type(node)(op_type=kind, name=node.name, input=reads, output=makes)
    made.attribute.extend(node.attribute if own else ())
    made.metadata_props.extend(node.metadata_props)
    return made
