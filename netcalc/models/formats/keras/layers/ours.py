"""Layers that Keras has not, as the programs that netcalc writes define them: told by what they are given."""

from collections.abc import Mapping
from typing import Final

from netcalc.models.formats.keras.call import Call, Makes
from netcalc.models.formats.keras.layers.windows import biased, window
from netcalc.models.formats.keras.shapes import volume_of
from netcalc.models.formats.keras.tensor import Tensor

TOLD_BY: Final[Mapping[str, frozenset[str]]] = {
    "Scale": frozenset({"bias"}),
    "Learned": frozenset({"shape"}),
    "Noise": frozenset({"shape"}),
    "Local": frozenset({"filters", "size", "strides", "use_bias"}),
}
EVERY: Final = frozenset({"name", "trainable", "dtype"})


def is_ours(call: Call) -> bool:
    """Say whether a layer is one of those."""
    told = TOLD_BY.get(call.name)
    return told is not None and call.config.keys() - EVERY == told and call.layer.get("registered_name") == call.name


def _scale(call: Call) -> Tensor:
    return call.add("scale", {"bias": True} if call.get("bias") else {})


def _made(kind: str) -> Makes:
    def made(call: Call) -> Tensor:
        shape = [int(each) for each in call.get("shape", default=[1])]
        return call.add(kind, {"shape": str(volume_of(shape, call.order))}, [])

    return made


def _local(call: Call) -> Tensor:
    sized = call._replace(layer={**call.layer, "config": {**call.config, "kernel_size": call.get("size")}})
    return call.add("local", {"filters": call.get("filters"), **window(sized), **biased(call)})


OURS: Final[Mapping[str, Makes]] = {"Scale": _scale, "Learned": _made("learned"), "Noise": _made("noise"),
                                    "Local": _local}  # fmt: skip
