"""How the layers of a Keras model are called: one after the other, or by nodes; models in models, shared layers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from netcalc.files.damaged import Damaged
from netcalc.models.draft import Draft
from netcalc.models.entry import Path
from netcalc.models.formats.keras_layers import Call, called
from netcalc.models.formats.keras_shapes import Order, volume_of
from netcalc.models.given import Given
from netcalc.models.naming import word
from netcalc.problems import LIMIT_EXCEEDED, UNKNOWN_REFERENCE
from netcalc.volume import Volume

Model: TypeAlias = Mapping[str, Any]
MODELS: Final = ("Sequential", "Functional", "Model")
DEEPEST: Final = 20
TENSOR: Final = "__keras_tensor__"
SHAPES: Final = ("batch_shape", "batch_input_shape")


class Reference(NamedTuple):
    """What a call reads: a layer, which of its calls, which of the tensors it makes; the shape that is stated."""

    layer: str
    node: int
    tensor: int
    shape: tuple[Any, ...] | None = None


def layers_of(model: Model) -> list[Model]:
    """List the layers of a model; the list may stand for its whole configuration."""
    config = model["config"]
    found = config.get("layers") if isinstance(config, dict) else config
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        message = "has a model without a list of layers"
        raise Damaged(message)
    return found


def name_of(layer: Model) -> str:
    """Give the name of a layer."""
    config = layer.get("config")
    name = layer.get("name") or (config.get("name") if isinstance(config, dict) else None)
    return str(name or layer.get("class_name", "layer"))


def stated_input(layer: Model) -> list[Any] | None:
    """Give the shape of what comes in where a layer states it, the batch first."""
    config = layer.get("config")
    if not isinstance(config, dict):
        return stated_input(config[0]) if isinstance(config, list) and config else None
    if layer.get("class_name") in MODELS:
        inside = config.get("layers")
        return stated_input(inside[0]) if isinstance(inside, list) and inside else None
    found = next((config[name] for name in SHAPES if config.get(name)), None)
    if found is None and config.get("input_dim") and layer.get("class_name") != "Embedding":
        found = [None, config["input_dim"]]
    if found is None and config.get("input_length"):
        found = [None, config["input_length"]]
    inside = config.get("layer")
    return found or (stated_input(inside) if isinstance(inside, dict) else None)


def inputs_of(model: Model, given: Given) -> dict[str, Volume]:
    """Give the volumes that come in: one alone is `input`; what the file leaves open the user says."""
    order = Order.of(model)
    layers = layers_of(model)
    config = model["config"]
    listed = config.get("input_layers") if isinstance(config, dict) else None
    if model["class_name"] == "Sequential" or not listed:
        built = config.get("build_input_shape") if isinstance(config, dict) else None
        shape = (stated_input(layers[0]) if layers else None) or built
        first = next((layer for layer in layers if layer.get("class_name") != "InputLayer"), {})
        return {"input": _volume(shape, order, given, first.get("class_name") == "Embedding")}
    by_name = {name_of(layer): layer for layer in layers}
    names = [each.layer for each in references(listed)]
    looked = {each.layer for layer in layers if layer.get("class_name") == "Embedding"
              for call in calls_of(layer) for each in call.reads}  # fmt: skip
    volumes = [_volume(stated_input(by_name[name]), order, given, name in looked) for name in names]
    return {"input": volumes[0]} if len(names) == 1 else dict(zip(map(word, names), volumes, strict=True))


def _volume(shape: Sequence[Any] | None, order: Order, given: Given, looks_up: bool) -> Volume:  # noqa: FBT001
    """Turn a stated shape into a volume; whole numbers to be looked up have a depth of 1."""
    if given.input is not None or shape is None or None in shape[1:]:
        missing = "the file does not say how large what comes in is"
        return given.volume(missing, "224x224x3")
    return volume_of([*shape[1:], 1] if looks_up and len(shape) == 2 else shape[1:], order)


def references(found: Any) -> Iterator[Reference]:
    """Go through what is read, in whatever nesting it is written."""
    if isinstance(found, dict) and found.get("class_name") == TENSOR:
        config = found["config"]
        layer, node, tensor = config["keras_history"]
        yield Reference(layer, node, tensor, tuple(config.get("shape") or ()) or None)
    elif isinstance(found, dict):
        for each in found.values():
            yield from references(each)
    elif isinstance(found, list | tuple):
        if len(found) >= 3 and isinstance(found[0], str) and all(type(each) is int for each in found[1:3]):
            yield Reference(found[0], found[1], found[2])
            yield from references(found[3] if len(found) > 3 and isinstance(found[3], dict) else [])
        else:
            for each in found:
                yield from references(each)


class Node(NamedTuple):
    """One call of a layer: what it reads, and the words of the call."""

    reads: tuple[Reference, ...]
    words: Mapping[str, Any]


def calls_of(layer: Model) -> list[Node]:
    """List the calls of a layer."""
    found = layer.get("inbound_nodes") or []
    return [Node(tuple(references(each)), each.get("kwargs", {}) if isinstance(each, dict) else _words(each))
            for each in found]  # fmt: skip


def _words(written: Any) -> Mapping[str, Any]:
    """Give the words of a call as Keras 2 writes them: behind the first tensor."""
    first = written[0] if isinstance(written, list) and written and isinstance(written[0], list) else written
    return first[3] if isinstance(first, list) and len(first) > 3 and isinstance(first[3], dict) else {}


class Graph:
    """A model that is being called: its layers, and what each call has made."""

    def __init__(self, draft: Draft, model: Model, path: Path, scope: str, file: str) -> None:
        """Look at a model, `path` being the names of the models around it, `scope` what its arrays are told by."""
        self.draft, self.model, self.path, self.scope, self.file = draft, model, path, scope, file
        self.order = Order.of(model)
        self.layers = layers_of(model)
        if len(path) > DEEPEST:
            message = f"models nested deeper than {DEEPEST}"
            raise draft.fault(message, LIMIT_EXCEEDED)

    def run(self, reads: Sequence[int]) -> list[int]:
        """Call the model on what it reads; give what leaves it."""
        nodes = any(layer.get("inbound_nodes") for layer in self.layers)
        if self.model["class_name"] == "Sequential" or not nodes:
            return self._in_a_row(reads)
        return self._by_nodes(reads)

    def _in_a_row(self, reads: Sequence[int]) -> list[int]:
        made = list(reads)
        for layer in self.layers:
            made = self._call(layer, Node((), {}), made)
        return made

    def _by_nodes(self, reads: Sequence[int]) -> list[int]:
        config = self.model["config"]
        made: dict[tuple[str, int], list[int]] = {}
        inputs = list(references(config.get("input_layers") or []))
        for each, number in zip(inputs, reads, strict=True):
            made[each.layer, each.node] = [number]
        waiting = [(layer, number, call) for layer in self.layers for number, call in enumerate(calls_of(layer))]
        shapes = {(each.layer, each.node): each.shape for _, _, call in waiting for each in call.reads if each.shape}
        while waiting:
            later = []
            for layer, number, call in waiting:
                name = name_of(layer)
                if (name, number) in made:
                    continue
                if all((each.layer, each.node) in made for each in call.reads) and call.reads:
                    given = [_taken(made[each.layer, each.node], each.tensor) for each in call.reads]
                    made[name, number] = self._call(layer, call, given, number, shapes.get((name, number)))
                else:
                    later.append((layer, number, call))
            if len(later) == len(waiting):
                self._stuck(later[0][0], later[0][2], made)
            waiting = later
        ends = list(references(config.get("output_layers") or []))
        return [_taken(made[each.layer, each.node], each.tensor) for each in ends if (each.layer, each.node) in made]

    def _stuck(self, layer: Model, call: Node, made: Mapping[tuple[str, int], list[int]]) -> None:
        missing = next((each.layer for each in call.reads if (each.layer, each.node) not in made), "nothing")
        self.draft.at = f"{self.file}: layer `{name_of(layer)[:60]}`"
        message = f"it reads `{missing[:60]}`, which no layer before it makes"
        raise self.draft.fault(message, UNKNOWN_REFERENCE)

    def _call(
        self, layer: Model, call: Node, reads: list[int], number: int = 0, shape: tuple[Any, ...] | None = None
    ) -> list[int]:
        """Call one layer, which may be a model, for the first time or once more."""
        name = name_of(layer)
        self.draft.at = f"{self.file}: layer `{name[:60]}` ({str(layer.get('class_name'))[:40]})"
        path = (*self.path, f"{name}_{number + 1}" if number else name)
        if layer.get("class_name") in MODELS:
            return Graph(self.draft, layer, path, f"{self.scope}/{name}", self.file).run(reads)
        if layer.get("class_name") == "InputLayer":
            return reads
        held = (f"{self.scope}/{name}",)
        made = called(Call(self.draft, layer, reads, path, held, self.order, call.words, shape))
        if shape is not None and None not in shape[1:] and len(shape) > 1:
            self.draft.expect(made, volume_of(shape[1:], self.order))
        return [made]


def _taken(made: Sequence[int], tensor: int) -> int:
    return made[tensor] if tensor < len(made) else made[0]
