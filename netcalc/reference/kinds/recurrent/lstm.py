"""Long short-term memory: rows of i, f, g, o; c = f·c + i·g, h = o·tanh(c) (PyTorch's order)."""

from typing import Any

import numpy as np

from netcalc.reference.kinds.activation.squashed import logistic
from netcalc.reference.kinds.recurrent.cell import Back, Carry, Cell, State, parted, weighed_back
from netcalc.reference.kinds.recurrent.recurrent import Recurrent
from netcalc.reference.tape.gate import Array
from netcalc.reference.tape.setting import Setting


class Memory(Cell):
    """A cell that remembers."""

    sets = 4
    states = 2

    def forward(self, given: Array, state: State, carry: Carry) -> tuple[State, Any]:
        """Let in, keep, let out."""
        before, c = state
        i, f, g, o = parted(given + carry.of(before), 4)
        i, f, g, o = logistic(i), logistic(f), np.tanh(g), logistic(o)
        kept = f * c + i * g
        out = np.tanh(kept)
        return (o * out, kept), (before, c, i, f, g, o, out)

    def backward(self, dstate: State, cache: Any, carry: Carry) -> Back:
        """Go back through the gates."""
        dh, dkept = dstate
        before, c, i, f, g, o, out = cache
        dkept = dkept + dh * o * (1 - out * out)
        di, df, dg, do = dkept * g, dkept * c, dkept * i, dh * out
        drows = np.concatenate(
            [di * i * (1 - i), df * f * (1 - f), dg * (1 - g * g), do * o * (1 - o)], axis=1
        )  # (N, 4U)
        dbefore, dw, db = weighed_back(drows, before, carry)
        return Back(drows, (dbefore, dkept * f), dw, db)


class LSTM(Recurrent):
    """States of the cell that remembers: (N, U, T)."""

    @classmethod
    def cell_at(cls, setting: Setting) -> Cell:
        """Give the one there is."""
        return Memory()
