"""Holds a graph of ONNX to the format's own rules: each tensor is made once, before it is read, by a sound operator."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from netcalc.problems import DUPLICATE_NAME, INVALID_VALUE, MISSING_FIELD, UNKNOWN_REFERENCE, Problem, SpecError

# How many tensors an operator reads, at least and at most, over all versions of the format.
ANY: Final = 1 << 31
READS: Final = {
    (1, 1): "Abs AveragePool Cast Ceil Celu ConstantOfShape Cos DepthToSpace Elu Erf Exp EyeLike Flatten Floor Gelu "
    "GlobalAveragePool GlobalLpPool GlobalMaxPool HardSigmoid HardSwish Identity IsInf IsNaN LRN LeakyRelu Log "
    "LogSoftmax LpPool MaxPool Mish Neg Not Reciprocal Relu Round Selu Shape Sigmoid Sign Sin Size Softmax Softplus "
    "Softsign SpaceToDepth Sqrt Swish Tanh ThresholdedRelu Transpose",
    (1, 2): "ReduceL1 ReduceL2 ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Reshape Split "
    "Squeeze Unsqueeze Upsample",
    (1, 3): "Clip Dropout",
    (1, 4): "Pad Resize",
    (1, 5): "Slice",
    (1, ANY): "Concat Einsum Max Mean Min Sum",
    (2, 2): "Add And CastLike Div Equal Expand Gather GatherElements GatherND Greater GreaterOrEqual GridSample Less "
    "LessOrEqual MatMul Mod Mul Or PRelu Pow RMSNormalization Sub Xor",
    (2, 3): "Conv ConvTranspose Gemm LayerNormalization Tile",
    (3, 3): "GroupNormalization InstanceNormalization Range Where",
    (3, 6): "GRU RNN",
    (3, 8): "LSTM",
    (5, 5): "BatchNormalization",
}
COUNTS: Final = {name: counts for counts, names in READS.items() for name in names.split()}
LISTS: Final = frozenset({"axes", "dilations", "kernel_shape", "output_padding", "pads", "perm", "split", "strides"})
WHOLE: Final = frozenset({"axis", "blocksize", "group", "hidden_size", "num_groups", "size"})
LEAST: Final = {"blocksize": 1, "dilations": 1, "group": 1, "hidden_size": 1, "kernel_shape": 1, "num_groups": 1,
                "output_padding": 0, "size": 1, "split": 0, "strides": 1}  # fmt: skip
AMONG: Final = {
    "auto_pad": ("NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"),
    "direction": ("forward", "reverse", "bidirectional"),
}
NEEDS: Final = {
    "AveragePool": "kernel_shape", "DepthToSpace": "blocksize", "Einsum": "equation", "GroupNormalization":
    "num_groups", "LRN": "size", "LpPool": "kernel_shape", "MaxPool": "kernel_shape", "SpaceToDepth": "blocksize",
}  # fmt: skip


def placed(node: Any, number: int) -> str:
    """Say which operator this is."""
    name = node.name or (node.output[0] if node.output else str(number))
    return f"node `{name[:80]}` ({node.op_type[:40]})"


def ordered(nodes: Sequence[Any], known: frozenset[str], outputs: Sequence[str], file: str) -> list[Any]:
    """Give operators each behind those whose tensors it reads.

    SpecError, which names the operator, where a tensor is made twice or by nobody, or operators go round in a circle.
    """
    makers: dict[str, int] = {}
    for number, node in enumerate(nodes):
        for name in filter(None, node.output):
            if name in known or name in makers:
                other = placed(nodes[makers[name]], makers[name]) if name in makers else "the file gives already"
                said = f"makes `{name[:80]}`, which {other}{' makes too' if name in makers else ''}"
                raise fault(file, placed(node, number), said, DUPLICATE_NAME)
            makers[name] = number
    for number, node in enumerate(nodes):
        lost = next((name for name in node.input if name and name not in known and name not in makers), None)
        if lost is not None:
            said = f"reads `{lost[:80]}`, which no operator makes and which is no input and no array of the file"
            raise fault(file, placed(node, number), said, UNKNOWN_REFERENCE)
    for name in outputs:
        if name not in makers and name not in known:
            raise fault(file, f"the output `{name[:80]}`", "no operator makes it", UNKNOWN_REFERENCE)
    order = list(_sorted(nodes, makers))
    if len(order) < len(nodes):
        number = min({*range(len(nodes))} - {*order})
        said = "what it reads is made of what it makes: the operators go round in a circle"
        raise fault(file, placed(nodes[number], number), said, UNKNOWN_REFERENCE)
    return [nodes[number] for number in order]


def _sorted(nodes: Sequence[Any], makers: Mapping[str, int]) -> Iterator[int]:
    """Give the numbers of the operators in an order that can be gone through; those in circles are left out."""
    waits = [{makers[name] for name in node.input if name in makers} for node in nodes]
    if all(all(each < number for each in found) for number, found in enumerate(waits)):
        yield from range(len(nodes))
        return
    after: list[list[int]] = [[] for _ in nodes]
    for number, found in enumerate(waits):
        for each in found:
            after[each].append(number)
    left = [len(found) for found in waits]
    ready = [number for number, count in enumerate(left) if not count]
    for number in ready:  # it grows as it is gone through
        yield number
        for each in after[number]:
            left[each] -= 1
            if not left[each]:
                ready.append(each)


def sound(node: Any, given: Mapping[str, Any], number: int, file: str) -> None:
    """Hold what an operator is given to the rules of the format; SpecError, which names it, where it breaks one."""
    for said, code in _wrongs(str(node.op_type), given, len(node.input)):
        raise fault(file, placed(node, number), said, code)


def _wrongs(kind: str, given: Mapping[str, Any], count: int) -> Iterator[tuple[str, str]]:
    """List what is wrong with what an operator reads and is given."""
    least, most = COUNTS.get(kind, (0, ANY))
    if not least <= count <= most:
        takes = f"at least {least}" if most == ANY else str(least) if least == most else f"{least} to {most}"
        yield f"reads {count} tensor{'s' * (count != 1)}, but {kind} reads {takes}", MISSING_FIELD
    if kind in NEEDS and NEEDS[kind] not in given:
        yield f"`{NEEDS[kind]}` is missing", MISSING_FIELD
    for name, found in given.items():
        said = _wrong(kind, name, found)
        if said:
            yield f"`{name}` {said}", INVALID_VALUE


def _wrong(kind: str, name: str, found: Any) -> str:
    """Say why an attribute cannot be; nothing where it can."""
    if name in LISTS and not (isinstance(found, list) and all(isinstance(each, int) for each in found)):
        return "is no list of whole numbers"
    if name in WHOLE and not isinstance(found, int):
        return "is no whole number"
    least = 0 if name == "pads" and kind != "Pad" else LEAST.get(name)
    every = found if isinstance(found, list) else [found]
    if least is not None and COUNTS.get(kind) and any(each < least for each in every):
        return f"is {_shown(found)}, but has to be at least {least}"
    words = AMONG.get(name, ())
    if not words or found in (*words, ""):
        return ""
    return f"is {str(found)[:40]!r}, but has to be {', '.join(words[:-1])} or {words[-1]}"


def _shown(found: Any) -> str:
    """Show a number, or a list as short as the message may be."""
    return str(found)[:60]


def fault(file: str, place: str, message: str, code: str, hint: str = "") -> SpecError:
    """Make an error that names the file and the operator."""
    return SpecError([Problem(code=code, message=f"{file}: {place}: {message}", hint=hint)])
