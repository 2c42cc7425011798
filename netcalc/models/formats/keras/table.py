"""Which layer or operation is made by what; one that netcalc does not know has the shape that the file states."""

from collections.abc import Mapping
from typing import Final

from netcalc.models.formats.keras.call import Call, Makes
from netcalc.models.formats.keras.layers.functions import PLAIN
from netcalc.models.formats.keras.layers.ours import OURS, is_ours
from netcalc.models.formats.keras.layers.table import LAYERS
from netcalc.models.formats.keras.layers.wrapped import both, distributed, held_down
from netcalc.models.formats.keras.ops.table import OPS
from netcalc.models.formats.keras.tensor import Made
from netcalc.models.operators import words

UNSHAPED: Final = (
    "embedding",
    "attention",
    "scores",
    "additive",
    "view",
    "permute",
)  # what lays out itself what it reads
JOINS: Final = {"add": "add", "__add__": "add", "multiply": "multiply", "subtract": "subtract"}


def called(call: Call) -> Made:
    """Give what a layer makes."""
    if ".ops." in str(call.layer.get("module", "")):
        return OPS.get(call.name, Call.unknown)(call)
    if is_ours(call):
        return OURS[call.name](call.shaped())
    word = words("keras").get(call.name, call.name)
    if word in WRAPPERS:
        return WRAPPERS[word](call.shaped())
    return LAYERS.get(word, Call.unknown)(call if word in UNSHAPED else call.shaped())


def code(call: Call) -> Made:
    """Take code, which is not looked at: a known function by its name, else what the file states of its shape."""
    named = str(call.config.get("function")).rsplit(".", 1)[-1]
    if call.name == "TFOpLambda" and named in PLAIN:
        return call.add(named)
    if call.name == "TFOpLambda" and named in JOINS:
        return LAYERS[JOINS[named]](call)
    return call.unknown()


WRAPPERS: Final[Mapping[str, Makes]] = {
    "TimeDistributed": distributed,
    "Bidirectional": both,
    "SpectralNormalization": held_down,
    "code": code,
}
