"""Which kinds have fast products, and the gate that a net runs for a layer."""

from typing import Final

from netcalc.reference.kinds.table import plain_gate, taken
from netcalc.reference.tape.gate import Gate
from netcalc.reference.tape.setting import Setting

FAST: Final = {
    "conv": "convolution.FastConv",
    "conv_transpose": "convolution.FastConvTranspose",
}


def gate_for(setting: Setting) -> Gate:
    """Make the fastest gate that computes a layer in its setting; SpecError where there is none.

    >>> from netcalc.layers.activation import ReLU
    >>> type(gate_for(Setting(ReLU()))).__name__
    'ReLU'
    """
    place = FAST.get(setting.layer.kind)
    return plain_gate(setting) if place is None else taken("products", place).at(setting)
