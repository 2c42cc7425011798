"""How the layers of a Keras model are called: one after the other, or by nodes; models in models, shared layers."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from netcalc.models.draft import Draft
from netcalc.models.entry import Path
from netcalc.models.formats.keras.call import Call
from netcalc.models.formats.keras.nodes import MODELS, Model, Node, Reference, layers_of, name_of, numbered, references
from netcalc.models.formats.keras.shapes import Order, Shape, volume_of
from netcalc.models.formats.keras.table import called
from netcalc.models.formats.keras.tensor import Made, Tensor, laid
from netcalc.problems import LIMIT_EXCEEDED, UNKNOWN_REFERENCE

DEEPEST: Final = 20


class Around(NamedTuple):
    """Where a model is called: the draft, the names of the models around it, what its arrays are told by.

    `lead` is how many axes before its own it is called at; `left` the names of what is left out.
    """

    draft: Draft
    file: str
    left: list[str]
    path: Path = ()
    held: tuple[Hashable, ...] = ()
    lead: int = 0


class Graph:
    """A model that is being called: its layers, and what each call has made."""

    def __init__(self, model: Model, around: Around) -> None:
        """Look at a model."""
        self.model, self.around, self.draft = model, around, around.draft
        self.order = Order.of(model)
        self.layers = layers_of(model)
        if len(around.path) > DEEPEST:
            message = f"models nested deeper than {DEEPEST}"
            raise self.draft.fault(message, LIMIT_EXCEEDED)

    def run(self, reads: Sequence[Tensor]) -> list[Tensor]:
        """Call the model on what it reads; give what leaves it."""
        nodes = any(layer.get("inbound_nodes") for layer in self.layers)
        if self.model["class_name"] == "Sequential" or not nodes:
            return self._in_a_row(reads)
        return self._by_nodes(reads)

    def _in_a_row(self, reads: Sequence[Tensor]) -> list[Tensor]:
        made = list(reads)
        for layer in self.layers:
            made = self._call(layer, Node(tuple(made), {}), made)
        return made

    def _by_nodes(self, reads: Sequence[Tensor]) -> list[Tensor]:
        config = self.model["config"]
        made: dict[tuple[str, int], list[Tensor]] = {}
        inputs = list(references(config.get("input_layers") or []))
        for each, tensor in zip(inputs, reads, strict=True):
            made[each.layer, each.node] = [tensor]
        listed, ends = numbered(self.layers, list(references(config.get("output_layers") or [])))
        waiting = [(layer, number, call) for layer, calls in listed for number, call in enumerate(calls)]
        stated, used = _stated([call for _, _, call in waiting]), _used([call for _, _, call in waiting], ends)
        while waiting:
            later = []
            for layer, number, call in waiting:
                name = name_of(layer)
                if (name, number) in made:
                    continue
                if call.all and all((each.layer, each.node) in made for each in call.all):
                    given = [_taken(made, each) for each in call.reads]
                    made[name, number] = self._call(
                        layer, _put(call, made), given, number, stated.get((name, number)), used.get((name, number))
                    )
                else:
                    later.append((layer, number, call))
            if len(later) == len(waiting):
                self._stuck(later[0][0], later[0][2], made)
            waiting = later
        return [_taken(made, each) for each in ends if (each.layer, each.node) in made]

    def _stuck(self, layer: Model, call: Node, made: Mapping[tuple[str, int], list[Tensor]]) -> None:
        missing = next((each.layer for each in call.all if (each.layer, each.node) not in made), "nothing")
        self.draft.at = f"{self.around.file}: layer `{name_of(layer)[:60]}`"
        message = f"it reads `{missing[:60]}`, which no layer before it makes"
        raise self.draft.fault(message, UNKNOWN_REFERENCE)

    def _call(
        self,
        layer: Model,
        call: Node,
        reads: list[Tensor],
        number: int = 0,
        stated: Mapping[int, Shape] | None = None,
        used: set[int] | None = None,
    ) -> list[Tensor]:
        """Call one layer, which may be a model, for the first time or once more."""
        name, around = name_of(layer), self.around
        self.draft.at = f"{around.file}: layer `{name[:60]}` ({str(layer.get('class_name'))[:40]})"
        path = (*around.path, f"{name}_{number + 1}" if number else name)
        shared = layer.get("shared_object_id")
        held = ("object", shared) if isinstance(shared, int) else (*around.held, name)
        if layer.get("class_name") in MODELS:
            return Graph(layer, around._replace(path=path, held=held)).run(reads)
        if layer.get("class_name") == "InputLayer":
            return reads
        said = stated or {}
        made = called(Call(self.draft, layer, tuple(reads), path, held, self.order, around.left, self._inside,
                           call.words, call.given, said.get(0), frozenset(used or {0}), around.lead))  # fmt: skip
        tensors = [made] if isinstance(made, Tensor) else list(made)
        return [self._held(tensor, said.get(place)) for place, tensor in enumerate(tensors)]

    def _inside(self, call: Call, inner: Model) -> Made:
        """Call a layer, or a model, that stands in another."""
        if inner.get("class_name") in MODELS:
            around = self.around._replace(draft=call.draft, path=call.path, held=call.held, lead=call.lead)
            return tuple(Graph(inner, around).run(call.reads))
        return called(call._replace(layer=inner))

    def _held(self, made: Tensor, stated: Shape | None) -> Tensor:
        """Hold what a layer makes against what the file says of it."""
        if stated is not None and stated != made.shape and not self.around.lead:
            self.draft.expect(made.number, volume_of(stated, self.order))
        return made

    def left(self, made: Sequence[Tensor]) -> list[int]:
        """Give the layers that make what leaves, laid out as its shapes say."""
        return [laid(self.draft, each, self.order, ("output",)).number for each in made]


def _stated(calls: Sequence[Node]) -> dict[tuple[str, int], dict[int, Shape]]:
    """Gather the shapes that calls state of what they read, where no extent is left open."""
    found: dict[tuple[str, int], dict[int, Shape]] = {}
    for call in calls:
        for each in call.all:
            if each.shape and all(type(extent) is int for extent in each.shape[1:]):
                found.setdefault((each.layer, each.node), {})[each.tensor] = tuple(each.shape[1:])
    return found


def _used(calls: Sequence[Node], ends: Sequence[Reference]) -> dict[tuple[str, int], set[int]]:
    """Say which tensors of each call are read."""
    found: dict[tuple[str, int], set[int]] = {}
    for each in (*(read for call in calls for read in call.all), *ends):
        found.setdefault((each.layer, each.node), set()).add(each.tensor)
    return found


def _taken(made: Mapping[tuple[str, int], list[Tensor]], read: Reference) -> Tensor:
    found = made[read.layer, read.node]
    return found[read.tensor] if read.tensor < len(found) else found[0]


def _put(call: Node, made: Mapping[tuple[str, int], list[Tensor]]) -> Node:
    """Put tensors in the place of references."""

    def put(found: Any) -> Any:
        if isinstance(found, Reference):
            return _taken(made, found)
        if isinstance(found, dict):
            return {name: put(each) for name, each in found.items()}
        return [put(each) for each in found] if isinstance(found, list) else found

    return Node(tuple(put(each) for each in call.given), {name: put(each) for name, each in call.words.items()})
