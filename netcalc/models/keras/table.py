"""Which layer or operation is made by what; one that netcalc does not know has the shape that the file states."""

from collections.abc import Mapping
from typing import Any, Final

from netcalc.models.keras.call import Call, Makes
from netcalc.models.keras.layers.functions import PLAIN
from netcalc.models.keras.layers.table import LAYERS
from netcalc.models.keras.layers.wrapped import both, distributed, held_down
from netcalc.models.keras.ops.table import OPS
from netcalc.models.keras.tensor import Made
from netcalc.models.operators import words

UNSHAPED: Final = ("embedding", "attention", "scores", "additive")  # what lays out itself what it reads
JOINS: Final = {"add": "add", "__add__": "add", "multiply": "multiply", "subtract": "subtract"}


def called(call: Call) -> Made:
    """Give what a layer makes."""
    if ".ops." in str(call.layer.get("module", "")):
        return OPS.get(call.name, Call.unknown)(call)
    word = words("keras").get(call.name, call.name)
    if word in WRAPPERS:
        return WRAPPERS[word](call.shaped())
    return LAYERS.get(word, Call.unknown)(call if word in UNSHAPED else call.shaped())


def _inside(call: Call, inner: Mapping[str, Any]) -> Made:
    """Call the layer, or the model, that stands in another."""
    from netcalc.models.keras.graph import Around, Graph
    from netcalc.models.keras.nodes import MODELS

    if inner.get("class_name") in MODELS:
        around = Around(call.draft, call.draft.at.split(":")[0], call.left, call.path, call.held, call.lead)
        return tuple(Graph(inner, around).run(call.reads))
    return called(call._replace(layer=inner))


def code(call: Call) -> Made:
    """Take code, which is not looked at: a known function by its name, else what the file states of its shape."""
    named = str(call.config.get("function")).rsplit(".", 1)[-1]
    if call.name == "TFOpLambda" and named in PLAIN:
        return call.add(named)
    if call.name == "TFOpLambda" and named in JOINS:
        return LAYERS[JOINS[named]](call)
    return call.unknown()


WRAPPERS: Final[Mapping[str, Makes]] = {
    "TimeDistributed": distributed(_inside),
    "Bidirectional": both,
    "SpectralNormalization": held_down(_inside),
    "code": code,
}
