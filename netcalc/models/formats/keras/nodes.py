"""The calls of Keras' layers as a file has them: what each reads, in whatever nesting it is written, and its words."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from netcalc.files.damaged import Damaged

Model: TypeAlias = Mapping[str, Any]
MODELS: Final = ("Sequential", "Functional", "Model")
TENSOR: Final = "__keras_tensor__"
BESIDE: Final = ("mask", "attention_mask", "query_mask", "value_mask", "key_mask", "training")  # of a call: no values


class Reference(NamedTuple):
    """What a call reads: a layer, which of its calls, which of the tensors it makes; the shape that is stated."""

    layer: str
    node: int
    tensor: int
    shape: tuple[Any, ...] | None = None


class Node(NamedTuple):
    """One call of a layer: what stands in it in order, its words; tensors are references in both."""

    given: tuple[Any, ...]
    words: Mapping[str, Any]

    @property
    def all(self) -> tuple[Reference, ...]:
        """All that must be there before it."""
        return tuple(references([*self.given, self.words]))

    @property
    def reads(self) -> tuple[Reference, ...]:
        """The values that it reads, masks aside."""
        words = {name: each for name, each in self.words.items() if name not in BESIDE}
        return tuple(references([*self.given, words]))


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


def calls_of(layer: Model) -> list[Node]:
    """List the calls of a layer."""
    found = layer.get("inbound_nodes") or []
    return [_node(each) for each in found]


def _node(written: Any) -> Node:
    """Read a call: of Keras 3 an object, of others tensors in a list, the words of the call behind the first."""
    if isinstance(written, dict):
        words = _referred(written.get("kwargs") or {})
        return Node(tuple(_referred(written.get("args") or [])), words if isinstance(words, dict) else {})
    first = written[0] if isinstance(written, list) and written and isinstance(written[0], list) else written
    words = first[3] if isinstance(first, list) and len(first) > 3 and isinstance(first[3], dict) else {}
    return Node(tuple(references(_bare(written))), _referred(words))


def _bare(written: Any) -> Any:
    """Take the words away that stand behind tensors."""
    if isinstance(written, list):
        return written[:3] if _is_tensor(written) else [_bare(each) for each in written]
    return written


def _is_tensor(found: Any) -> bool:
    return (
        isinstance(found, list)
        and len(found) >= 3
        and isinstance(found[0], str)
        and all(type(each) is int for each in found[1:3])
    )


def _referred(found: Any) -> Any:
    """Put references in the place of tensors."""
    if (isinstance(found, dict) and found.get("class_name") == TENSOR) or _is_tensor(found):
        return next(references(found))
    if isinstance(found, dict):
        return {name: _referred(each) for name, each in found.items()}
    return [_referred(each) for each in found] if isinstance(found, list) else found


def references(found: Any) -> Iterator[Reference]:
    """Go through what is read, in whatever nesting it is written."""
    if isinstance(found, Reference):
        yield found
    elif isinstance(found, dict) and found.get("class_name") == TENSOR:
        config = found["config"]
        layer, node, tensor = config["keras_history"]
        yield Reference(layer, node, tensor, tuple(config.get("shape") or ()) or None)
    elif isinstance(found, dict):
        for each in found.values():
            yield from references(each)
    elif _is_tensor(found):
        yield Reference(found[0], found[1], found[2])
        yield from references(found[3] if len(found) > 3 and isinstance(found[3], dict) else [])
    elif isinstance(found, list | tuple):
        for each in found:
            yield from references(each)


def numbered(layers: list[Model], ends: list[Reference]) -> tuple[list[tuple[Model, list[Node]]], list[Reference]]:
    """Give layers with their calls, and what leaves, the calls of models counted from 0, whoever counted them.

    A model has a call of its own from when it was made: Keras 2 counts it everywhere, Keras 3 in what leaves alone.
    """
    calls = [(layer, calls_of(layer)) for layer in layers]
    count = {name_of(layer): len(nodes) for layer, nodes in calls if layer.get("class_name") in MODELS}
    reads = [each for _, nodes in calls for node in nodes for each in node.all]
    within = {each.layer for each in reads if each.layer in count and each.node >= count[each.layer]}
    new = any(isinstance(each, dict) for layer in layers for each in layer.get("inbound_nodes") or [])
    functional = {name_of(layer) for layer in layers if layer.get("class_name") == "Functional"}
    leaving = {each.layer for each in ends if each.layer in count and each.node >= count[each.layer]}
    leaving |= functional if new else within
    moved = [(layer, [_moved(node, within) for node in nodes]) for layer, nodes in calls]
    return moved, [_before(each, leaving) for each in ends]


def _before(each: Reference, names: set[str]) -> Reference:
    return each._replace(node=each.node - 1) if each.layer in names and each.node else each


def _moved(node: Node, names: set[str]) -> Node:
    """Give a call that counts the calls of some models from 0."""

    def moved(found: Any) -> Any:
        if isinstance(found, Reference):
            return _before(found, names)
        if isinstance(found, dict):
            return {name: moved(each) for name, each in found.items()}
        return [moved(each) for each in found] if isinstance(found, list) else found

    return Node(tuple(moved(each) for each in node.given), moved(node.words)) if names else node
