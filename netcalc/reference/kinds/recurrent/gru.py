"""The gated recurrent unit: rows of r, z, n; h = (1 - z)·n + z·h, where n reads a state that r resets."""

from typing import Any

import numpy as np

from netcalc.reference.kinds.activation.squashed import logistic
from netcalc.reference.kinds.recurrent.cell import Back, Carry, Cell, State, parted, weighed_back
from netcalc.reference.kinds.recurrent.recurrent import Recurrent
from netcalc.reference.tape.gate import Array
from netcalc.reference.tape.setting import Setting


class ResetAfter(Cell):
    """n = tanh(W_in x + r·(W_hn h)): the state is reset after its product (PyTorch)."""

    sets = 3

    def forward(self, given: Array, state: State, carry: Carry) -> tuple[State, Any]:
        """Reset, make what is new, mix it with what was."""
        (before,) = state
        rows = carry.of(before)
        (xr, xz, xn), (hr, hz, hn) = parted(given, 3), parted(rows, 3)
        r, z = logistic(xr + hr), logistic(xz + hz)
        n = np.tanh(xn + r * hn)
        return ((1 - z) * n + z * before,), (before, r, z, n, hn)

    def backward(self, dstate: State, cache: Any, carry: Carry) -> Back:
        """Go back through the mix, what is new, and the gates."""
        before, r, z, n, hn = cache
        (dh,) = dstate
        dn, dz = dh * (1 - z) * (1 - n * n), dh * (before - n) * z * (1 - z)
        dr = dn * hn * r * (1 - r)
        dbefore, dw, db = weighed_back(np.concatenate([dr, dz, dn * r], axis=1), before, carry)
        return Back(np.concatenate([dr, dz, dn], axis=1), (dbefore + dh * z,), dw, db)


class ResetBefore(Cell):
    """n = tanh(W_in x + W_hn (r·h)): the state is reset before its product (Cho et al. 2014)."""

    sets = 3

    def _parts(self, carry: Carry) -> tuple[Carry, Carry]:
        """Part what weighs the state from what weighs the state that was reset."""
        U = carry.w.shape[1]
        first, last = (carry.b, carry.b) if isinstance(carry.b, float) else (carry.b[: 2 * U], carry.b[2 * U :])
        return carry._replace(w=carry.w[: 2 * U], b=first), carry._replace(w=carry.w[2 * U :], b=last)

    def forward(self, given: Array, state: State, carry: Carry) -> tuple[State, Any]:
        """Reset, make what is new, mix it with what was."""
        (before,), (gates, new) = state, self._parts(carry)
        (xr, xz, xn), (hr, hz) = parted(given, 3), parted(gates.of(before), 2)
        r, z = logistic(xr + hr), logistic(xz + hz)
        n = np.tanh(xn + new.of(r * before))
        return ((1 - z) * n + z * before,), (before, r, z, n)

    def backward(self, dstate: State, cache: Any, carry: Carry) -> Back:
        """Go back through the mix, what is new, and the gates."""
        before, r, z, n = cache
        (dh,), (gates, new) = dstate, self._parts(carry)
        dn, dz = dh * (1 - z) * (1 - n * n), dh * (before - n) * z * (1 - z)
        dreset, dw_new, db_new = weighed_back(dn, r * before, new)
        dr = dreset * before * r * (1 - r)
        dbefore, dw, db = weighed_back(np.concatenate([dr, dz], axis=1), before, gates)
        dgiven = np.concatenate([dr, dz, dn], axis=1)
        dstate = (dbefore + dreset * r + dh * z,)
        return Back(dgiven, dstate, np.concatenate([dw, dw_new]), np.concatenate([db, db_new]))


class GRU(Recurrent):
    """States of the gated cell: (N, U, T)."""

    @classmethod
    def cell_at(cls, setting: Setting) -> Cell:
        """Take when the layer resets."""
        return ResetAfter() if setting.of("reset") == "after" else ResetBefore()
