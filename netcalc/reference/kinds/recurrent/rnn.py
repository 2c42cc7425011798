"""The plain recurrent layer: h = tanh(W_ih x + b_ih + W_hh h + b_hh), or relu in the place of tanh."""

from typing import Any

import numpy as np

from netcalc.reference.kinds.recurrent.cell import Back, Carry, Cell, State, weighed_back
from netcalc.reference.kinds.recurrent.recurrent import Recurrent
from netcalc.reference.tape.gate import Array
from netcalc.reference.tape.setting import Setting


class Tanh(Cell):
    """A state that is squashed."""

    def forward(self, given: Array, state: State, carry: Carry) -> tuple[State, Any]:
        """Add up and squash."""
        (before,) = state
        h = self.bent(given + carry.of(before))
        return (h,), (before, h)

    def backward(self, dstate: State, cache: Any, carry: Carry) -> Back:
        """Go back through the bend, then to both that were added."""
        before, h = cache
        drows = dstate[0] * self.slope(h)
        dbefore, dw, db = weighed_back(drows, before, carry)
        return Back(drows, (dbefore,), dw, db)

    def bent(self, rows: Array) -> Array:
        """Bend what was added up."""
        return np.tanh(rows)

    def slope(self, h: Array) -> Array:
        """Give the local gradient, by the state that was made."""
        return 1 - h * h


class ReLU(Tanh):
    """A state that is rectified."""

    def bent(self, rows: Array) -> Array:
        """Drop what is below 0."""
        return np.maximum(rows, 0)

    def slope(self, h: Array) -> Array:
        """Give 1 above 0."""
        return (h > 0).astype(h.dtype)


class RNN(Recurrent):
    """States of the plain cell: (N, U, T)."""

    @classmethod
    def cell_at(cls, setting: Setting) -> Cell:
        """Take the layer's bend."""
        return ReLU() if setting.of("activation") == "relu" else Tanh()

    def choices(self, cache: Any) -> Array | None:
        """Say which states were rectified: a step within a kink moves all that follow, and is left out whole."""
        if not isinstance(self.cell, ReLU):
            return None
        fired = [kept[1] > 0 for way in cache.ways for kept in way.kept]
        return np.concatenate([each.reshape(-1) for each in fired])
