"""What comes into a Keras model: the shapes that its layers state, what they leave open being the user's to say."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from netcalc.models.formats.keras.nodes import MODELS, Model, calls_of, layers_of, name_of, references
from netcalc.models.formats.keras.shapes import Order, Shape, shape_of, volume_of
from netcalc.models.formats.keras.tensor import Tensor
from netcalc.models.given import Given
from netcalc.models.naming import word
from netcalc.volume import Volume

SHAPES: Final = ("batch_shape", "batch_input_shape")
LOOKS: Final = ("Embedding", "ReversibleEmbedding")


def stated_input(layer: Model) -> list[Any] | None:
    """Give the shape of what comes in where a layer states it, the batch first."""
    config = layer.get("config")
    if not isinstance(config, dict):
        return stated_input(config[0]) if isinstance(config, list) and config else None
    if layer.get("class_name") in MODELS:
        inside = config.get("layers")
        return stated_input(inside[0]) if isinstance(inside, list) and inside else None
    found = next((config[name] for name in SHAPES if config.get(name)), None)
    if found is None and config.get("input_dim") and layer.get("class_name") not in LOOKS:
        found = [None, config["input_dim"]]
    if found is None and config.get("input_length"):
        found = [None, config["input_length"]]
    inside = config.get("layer")
    return found or (stated_input(inside) if isinstance(inside, dict) else None)


def inputs_of(model: Model, given: Given) -> tuple[dict[str, Volume], list[Tensor]]:
    """Give the volumes that come in, and as which tensors: one alone is `input`; what is left open the user says."""
    order = Order.of(model)
    layers = layers_of(model)
    config = model["config"]
    listed = config.get("input_layers") if isinstance(config, dict) else None
    if model["class_name"] == "Sequential" or not listed:
        built = config.get("build_input_shape") if isinstance(config, dict) else None
        shape = (stated_input(layers[0]) if layers else None) or built
        first = next((layer for layer in layers if layer.get("class_name") != "InputLayer"), {})
        found = _coming(shape, order, given, looked=first.get("class_name") in LOOKS)
        return {"input": found[0]}, [Tensor(-1, found[1])]
    by_name = {name_of(layer): layer for layer in layers}
    names = [each.layer for each in references(listed)]
    looked = _looked(layers)
    each_ = [_coming(stated_input(by_name[name]), order, given, looked=name in looked) for name in names]
    tensors = [Tensor(-1 - place, shape) for place, (_, shape) in enumerate(each_)]
    volumes = [volume for volume, _ in each_]
    named = {"input": volumes[0]} if len(names) == 1 else dict(zip(map(word, names), volumes, strict=True))
    return named, tensors


def _looked(layers: Sequence[Mapping[str, Any]]) -> set[str]:
    """Name what is looked up in a table."""
    return {each.layer for layer in layers if layer.get("class_name") in LOOKS
            for call in calls_of(layer) for each in call.reads}  # fmt: skip


def _coming(shape: Sequence[Any] | None, order: Order, given: Given, *, looked: bool) -> tuple[Volume, Shape]:
    """Turn a stated shape into a volume, and a shape; whole numbers to be looked up have a depth of 1."""
    if given.input is not None or shape is None or None in shape[1:]:
        missing = "the file does not say how large what comes in is"
        volume = given.volume(missing, "20x1" if looked else "224x224x3")
        return volume, _shape(volume, order, looked=looked)
    whole = [int(each) for each in shape[1:]]
    if looked:
        return volume_of([*whole, 1], Order(first=False)), tuple(whole)
    return volume_of(whole, order), tuple(whole)


def _shape(volume: Volume, order: Order, *, looked: bool) -> Shape:
    if looked and volume.depth == 1 and volume.spatial:
        return tuple(reversed(volume.spatial))
    return shape_of(volume, order)
