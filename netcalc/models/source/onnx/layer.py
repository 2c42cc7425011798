"""What a layer is written from in ONNX: what every writer knows, whose arrays it uses, the tensors that it reads."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from netcalc.models.source.onnx.graph import Graph, Tensor
from netcalc.models.source.written import Written
from netcalc.volume import Volume


class Layer(NamedTuple):
    """A layer to be written into a graph; `owner` names the layer whose arrays it uses, perhaps turned round."""

    graph: Graph
    of: Written
    name: str
    reads: tuple[Tensor, ...]
    owner: str
    owner_kind: str
    turned: bool = False

    @property
    def layer(self) -> Any:
        """The fields of its kind."""
        return self.of.layer

    @property
    def made(self) -> Volume:
        """The volume that it makes."""
        return self.of.made

    def array(self, name: str, *shape: int) -> str:
        """Name one of its arrays, of this shape."""
        return self.graph.array(f"{self.owner}.{name}", shape)

    def own(self, name: str, *shape: int) -> str:
        """Name an array that is its own though others are another's."""
        return self.graph.array(f"{self.name}.{name}", shape)

    def numbers(self, numbers: object) -> tuple[int, ...]:
        """Give numbers an axis in ONNX's order, rows first."""
        return tuple(reversed([*numbers]))  # type: ignore[misc]  # of whole numbers


Writer: TypeAlias = Callable[[Layer], Tensor]
