"""Functions value by value: an activation by its name or as an object, layers that are one."""

from collections.abc import Mapping
from typing import Any, Final

from netcalc.models.formats.keras.call import Call, Makes
from netcalc.models.formats.keras.tensor import Tensor, of_layer
from netcalc.models.operators import words

PLAIN: Final = ("relu6", "leaky_relu", "elu", "sigmoid", "tanh", "softmax", "log_softmax", "gelu", "silu", "hard_swish",
                "hard_sigmoid", "selu", "softplus", "mish", "hard_tanh", "exp", "relu", "abs", "square")  # fmt: skip


def function(call: Call, written: Any, made: Tensor) -> Tensor:
    """Add a function value by value, by its name or as an object of its own."""
    name, config = (written, {}) if not isinstance(written, Mapping) else (
        written.get("class_name") or written.get("config"), written.get("config"))  # fmt: skip
    if name == "function" and isinstance(config, str):
        name, config = config, {}
    name = str(name).rsplit(">", 1)[-1] if name else "linear"
    if name in ("linear", "None"):
        return made
    word = words("keras").get(name)
    path = (*call.path[:-1], f"{call.path[-1]}_{name}")
    config = config if isinstance(config, Mapping) else {}
    if word in PLAIN:
        kind, fields = told(word, config, call.config if written == call.config.get("activation") else {})
        return of_layer(call.draft, call.draft.add(kind, fields, [made.number], path), call.order)._replace(
            shape=made.shape
        )
    if word == "glu":
        number = call.draft.add("glu", {}, [made.number], path)
        return of_layer(call.draft, number, call.order)
    if word == "same":
        return call._replace(reads=(made,)).passed(name)
    number = call.draft.unsupported(f"activation {name[:40]}", call.draft.volume(made.number), [made.number], path)
    return made._replace(number=number)


def told(word: str, config: Mapping[str, Any], beside: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Give the kind of a function and its fields, as its configuration says; `beside` is that of what holds it."""
    if word == "relu":
        return _relu(config)
    if word == "leaky_relu":
        given = config.get("negative_slope", config.get("alpha"))
        slope = 0.3 if config else 0.2  # of the layer, of the function
        return word, {"slope": float(given if given is not None else slope)}
    if word == "gelu" and (config.get("approximate") or beside.get("approximate")):
        return word, {"approximate": "tanh"}
    return word, {"alpha": float(config.get("alpha", 1.0))} if word == "elu" else {}


def _relu(config: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    slope = config.get("negative_slope") or 0
    if config.get("max_value") == 6 and not slope:
        return "relu6", {}
    return ("leaky_relu", {"slope": float(slope)}) if slope else ("relu", {})


def plain(word: str) -> Makes:
    """Make a layer that is a function."""

    def made(call: Call) -> Tensor:
        kind, fields = told(word, call.config, {})
        return call.add(kind, fields)

    return made


def activated(call: Call, made: Tensor) -> Tensor:
    """Add the function that a layer ends with."""
    return function(call, call.config.get("activation"), made)


def activation(call: Call) -> Tensor:
    """Make a layer that is a function by its name."""
    return function(call, call.config.get("activation"), call.reads[0])
