"""An ONNX graph being made: nodes, tensors with the layout that they have, constants, and arrays without numbers."""

from collections.abc import Sequence
from math import prod
from typing import Any, Final, NamedTuple, TypeAlias

from netcalc.volume import Volume

Shape: TypeAlias = tuple[int, ...]
Value: TypeAlias = "int | float | str | Sequence[int] | Sequence[float] | Sequence[str]"
FLOAT, WHOLE, TRUTH = 1, 7, 9  # ONNX's numbers for the types of values
OPSET: Final = 21
ATTRIBUTES: Final = {int: ("i", 2), float: ("f", 1), str: ("s", 3)}
SEVERAL: Final = {int: ("ints", 7), float: ("floats", 6), str: ("strings", 8)}


class Tensor(NamedTuple):
    """What a node makes: its name, the volume it is, and whether the depth stands last (else second)."""

    name: str
    volume: Volume
    last: bool = False

    @property
    def shape(self) -> Shape:
        """Give its shape, of one example: rows before columns."""
        extents = tuple(reversed(self.volume.spatial))
        return (1, *extents, self.volume.depth) if self.last else (1, self.volume.depth, *extents)

    @property
    def axis(self) -> int:
        """Say which axis the depth is."""
        return len(self.volume) if self.last else 1

    def made(self, name: str, volume: Volume | None = None) -> "Tensor":
        """Give what a node makes of it, laid out alike."""
        return Tensor(name, self.volume if volume is None else volume, self.last)


class Graph:
    """Nodes and arrays so far, in messages of the format; `at` is the layer that is being written."""

    def __init__(self, message: Any) -> None:
        """Begin with an empty message."""
        self.message = message
        self.at = ""
        self.shapes: dict[str, Shape] = {}
        self.types: dict[str, int] = {}  # of those that hold no floats
        self.depths: dict[str, int] = {}  # the axis of the depth, where a reader could not tell
        self.opset = OPSET
        self.known: dict[object, str] = {}
        self.names: set[str] = set()

    def node(self, kind: str, reads: Sequence[str], shape: Shape, /, **given: Value) -> str:
        """Add a node that makes one tensor; give its name."""
        (name,) = self.nodes(kind, reads, [shape], **given)
        return name

    def nodes(self, kind: str, reads: Sequence[str], shapes: Sequence[Shape], /, **given: Value) -> list[str]:
        """Add a node that makes several tensors; those with an empty shape are left out."""
        made = [self._free(f"{self.at}/{kind}") if shape else "" for shape in shapes]
        self.shapes |= {name: shape for name, shape in zip(made, shapes, strict=True) if shape}
        node = self.message.node.add(op_type=kind, name=f"/{made[0] or made[-1]}")
        node.input.extend(reads)
        node.output.extend(made)
        for name, value in given.items():
            _give(node.attribute.add(name=name), value)
        return made

    def _free(self, name: str) -> str:
        made, number = name, 1
        while made in self.names:
            number += 1
            made = f"{name}_{number}"
        self.names.add(made)
        return made

    def typed(self, name: str, kind: int) -> str:
        """Say that a tensor holds values of another type than floats; give its name."""
        self.types[name] = kind
        return name

    def array(self, name: str, shape: Shape) -> str:
        """Add an array that is learned, or kept, without its numbers; give its name. Once, however often it is used."""
        if name not in self.shapes:
            node = self.message.node.add(op_type="ConstantOfShape", name=f"/{name}/ConstantOfShape")
            node.input.append(self.whole(shape))
            node.output.append(name)
            self.shapes[name] = shape
            self.names.add(name)
        return name

    def filled(self, shape: Shape, number: float) -> str:
        """Add a tensor of one number; give its name."""
        key = ("filled", shape, number)
        if key not in self.known:
            self.known[key] = made = self._free("constant")
            node = self.message.node.add(op_type="ConstantOfShape", name=f"/{made}")
            node.input.append(self.whole(shape))
            node.output.append(made)
            attribute = node.attribute.add(name="value", type=4)
            attribute.t.CopyFrom(type(attribute.t)(dims=[1], data_type=FLOAT, float_data=[number]))
        return self.known[key]

    def whole(self, numbers: Sequence[int]) -> str:
        """Add whole numbers; give their name."""
        return self._numbers(WHOLE, tuple(numbers), (len(numbers),))

    def scalar(self, number: int) -> str:
        """Add one whole number without axes; give its name."""
        return self._numbers(WHOLE, (number,), ())

    def number(self, number: float) -> str:
        """Add one number without axes; give its name."""
        return self._numbers(FLOAT, (number,), ())

    def _numbers(self, kind: int, numbers: Sequence[float], shape: Shape) -> str:
        key = (kind, numbers, shape)
        if key not in self.known:
            self.known[key] = made = self._free("constant")
            tensor = self.message.initializer.add(name=made, data_type=kind, dims=shape)
            (tensor.int64_data if kind == WHOLE else tensor.float_data).extend(numbers)
        return self.known[key]

    # layouts

    def first(self, tensor: Tensor) -> Tensor:
        """Give a tensor with its depth second."""
        return self._laid(tensor, last=False)

    def last(self, tensor: Tensor) -> Tensor:
        """Give a tensor with its depth last."""
        return self._laid(tensor, last=True)

    def _laid(self, tensor: Tensor, *, last: bool) -> Tensor:
        axes = len(tensor.volume.spatial)
        made = tensor._replace(last=last and axes > 0)
        if made == tensor:
            return tensor
        key = ("laid", tensor.name)
        if key not in self.known:
            inner = range(2, axes + 2) if last else range(1, axes + 1)
            order = (0, *inner, 1) if last else (0, axes + 1, *inner)
            self.known[key] = self.node("Transpose", [tensor.name], made.shape, perm=order)
        return made._replace(name=self.known[key])

    def flat(self, tensor: Tensor) -> str:
        """Give the values of a tensor in a row, the depth slowest."""
        read = self.first(tensor)
        if not tensor.volume.spatial:
            return read.name
        return self.node("Flatten", [read.name], (1, prod(read.shape)), axis=1)


def _give(attribute: Any, value: Value) -> None:
    """Put a value into an attribute, in the field of its type."""
    if isinstance(value, int | float | str):
        field, attribute.type = ATTRIBUTES[type(value)]
        setattr(attribute, field, value.encode() if isinstance(value, str) else value)
        return
    field, attribute.type = SEVERAL[type(next(iter(value), 0))]
    getattr(attribute, field).extend(each.encode() if isinstance(each, str) else each for each in value)
