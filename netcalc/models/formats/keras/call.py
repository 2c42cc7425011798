"""A layer of Keras that is being called: what it is told, what it reads, and where what it makes goes."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from netcalc.models.draft import Draft
from netcalc.models.entry import Path
from netcalc.models.formats.keras.shapes import Order, Shape, volume_of
from netcalc.models.formats.keras.tensor import Made, Tensor, laid, of_layer
from netcalc.volume import Volume


class Call(NamedTuple):
    """A layer being called: its configuration, the tensors it reads, what its arrays are told by, the call's words.

    `given` is all that stands in the call, in its order; `stated` the shape that the file gives for what it makes,
    and `used` which of several tensors are read;
    `lead` how many axes before the layer's own it is called at, each position by itself; `left` the names of what is
    left out; `runs` calls a layer, or a model, that stands in another.
    """

    draft: Draft
    layer: Mapping[str, Any]
    reads: tuple[Tensor, ...]
    path: Path
    held: tuple[Hashable, ...]
    order: Order
    left: list[str]
    runs: "Runs"
    words: Mapping[str, Any]
    given: tuple[Any, ...] = ()
    stated: Shape | None = None
    used: frozenset[int] = frozenset((0,))
    lead: int = 0

    @property
    def config(self) -> Mapping[str, Any]:
        """The layer's configuration."""
        found = self.layer.get("config")
        return found if isinstance(found, Mapping) else {}

    @property
    def name(self) -> str:
        """The name of its class."""
        return str(self.layer.get("class_name"))[:60]

    @property
    def shape(self) -> Shape:
        """The shape of what it reads first."""
        return self.reads[0].shape

    @property
    def volume(self) -> Volume:
        """The volume of what it reads first."""
        return volume_of(self.shape, self.order)

    @property
    def axes(self) -> int:
        """How many spatial axes of its own that has."""
        return len(self.volume.spatial) - self.lead

    def get(self, *names: str, default: Any = None) -> Any:
        """Give the first field that stands there, by the names that it has had."""
        return next((self.config[name] for name in names if self.config.get(name) is not None), default)

    def extents_along(self, places: Iterable[int]) -> dict[str | int, int]:
        """Give the extents along axes of a shape, by the axes of the volume; a sequence has its depth last."""
        order = self.order if self.axes > 1 else Order(first=False)
        moved = (int(place) + self.lead if int(place) > 0 else int(place) for place in places)
        along = (order.axis(place, len(self.volume)) for place in moved)
        return {axis: self.volume.depth if axis == "depth" else self.volume.spatial[int(axis)] for axis in along}

    def add(
        self, kind: str, fields: Mapping[str, Any] | None = None, reads: Sequence[Tensor] | None = None, part: str = ""
    ) -> Tensor:
        """Add a layer; what it holds is told from what another part of the same layer holds."""
        numbers = [each.number for each in (self.reads if reads is None else reads)]
        held = ((*self.held, part or kind),)
        return of_layer(self.draft, self.draft.add(kind, fields or {}, numbers, self.path, held), self.order)

    def state(
        self, what: str, shape: Shape, *, params: int = 0, buffers: int = 0, macs: int | None = 0
    ) -> Tensor:  # fmt: skip
        """Add a layer whose numbers are worked out here; its arrays are counted where it is called first."""
        first = self.held not in self.draft.owners
        reads = list(dict.fromkeys(each.number for each in self.reads))
        params, buffers = (params, buffers) if first else (0, 0)
        made = volume_of(shape, self.order)
        number = self.draft.state(what, made, reads, self.path, params=params, buffers=buffers, macs=macs)
        if params or buffers:
            self.draft.owns(self.held, number)
        return Tensor(number, shape)

    def unknown(self) -> Tensor:
        """Add a layer that netcalc does not know, with the shape that the file states."""
        own = self.config.get("output_shape")  # without a batch
        stated = list(self.stated or (own if isinstance(own, list) else ()))
        if None in stated and len(stated) == len(self.shape):  # as it comes in
            stated = [extent if each is None else each for each, extent in zip(stated, self.shape, strict=True)]
        shape = tuple(stated) if stated and all(type(each) is int for each in stated) else self.shape
        made, reads = volume_of(shape, self.order), [each.number for each in self.reads]
        return Tensor(self.draft.unsupported(self.name, made, list(dict.fromkeys(reads)), self.path), shape)

    def beside(self, tensor: Tensor, others: Sequence[Tensor], what: str) -> Tensor:
        """Add a tensor as it is, which others go into as well."""
        path = (*self.path[:-1], f"{self.path[-1]}_begun")
        reads = tuple(dict.fromkeys((tensor, *others)))
        return self._replace(reads=reads, path=path, held=(*self.held, "begun")).state(what, tensor.shape)

    def passed(self, name: str = "") -> Tensor:
        """Hand on what is read: nothing that is counted changes; what is left out is said."""
        said = name or self.name
        if said not in self.left:
            self.left.append(said)
        return self.reads[0]

    def shaped(self, *places: int) -> "Call":
        """Have what is read laid out as its shape says; `places` alone, where some are named."""
        reads = (each if places and place not in places else laid(self.draft, each, self.order, self.path)
                 for place, each in enumerate(self.reads))  # fmt: skip
        return self._replace(reads=tuple(reads))


Makes: TypeAlias = Callable[[Call], Made]
Runs: TypeAlias = Callable[[Call, Mapping[str, Any]], Made]
