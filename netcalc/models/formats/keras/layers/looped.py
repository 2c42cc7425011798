"""Convolutions that recur: an LSTM whose products are convolutions, over a sequence of maps."""

from math import prod

from netcalc.models.formats.keras.call import Call
from netcalc.models.formats.keras.layers.windows import biased
from netcalc.models.formats.keras.shapes import extents
from netcalc.models.formats.keras.tensor import Made


def convolved(call: Call) -> Made:
    """Work out an LSTM of convolutions: four gates, each with a filter of what comes and one of the state before."""
    shape = call.shape[1:]
    own = (shape[1:], shape[0]) if call.order.first else (shape[:-1], shape[-1])
    spatial, deep = own
    axes = len(spatial)
    size, stride, dilation = (
        list(reversed(extents(call.get(name, default=1), axes))) for name in ("kernel_size", "strides", "dilation_rate")
    )
    same = call.get("padding", default="valid") == "same"
    filters = int(call.get("filters", default=1))
    made = tuple(
        -(-W // S) if same else (W - D * (F - 1) - 1) // S + 1
        for W, F, S, D in zip(spatial, size, stride, dilation, strict=True)
    )
    coming, state = 4 * filters * deep * prod(size), 4 * filters * filters * prod(size)
    params = coming + state + (4 * filters if not biased(call) else 0)
    macs = call.shape[0] * prod(made) * (coming + state)
    one = (filters, *made) if call.order.first else (*made, filters)
    whole = (call.shape[0], *one) if call.get("return_sequences") else one
    found = call.state("an LSTM of convolutions", whole, params=params, macs=macs)
    if not call.get("return_state"):
        return found
    held = call._replace(reads=(found,), held=(*call.held, "state"))
    return (found, held.state("the state in which it ends", one), held.state("the memory in which it ends", one))
