"""The walk along a sequence, each position from the one before, and back through time."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Self

import numpy as np

from netcalc.reference.kinds.recurrent.cell import Carry, Cell, State
from netcalc.reference.tape.gate import Array, Gradients
from netcalc.reference.tape.setting import Setting, Shapes
from netcalc.reference.tape.weighing import Weighing

BIASES = {True: 2, "one": 1, False: 0}


class Way(NamedTuple):
    """One direction as it ran: its arrays, the states it made, what its cell kept."""

    w: Array
    carry: Carry
    states: Array
    kept: list[Any]


class Ran(NamedTuple):
    """What a pass kept: the sequence, and each direction."""

    x: Array
    ways: list[Way]


class Recurrent(Weighing):
    """States along a sequence: (N, D, T) in, (N, U, T) out, directions side by side; or the last of each, (N, U)."""

    def __init__(self, cell: Cell, turns: Sequence[bool], *, biases: int, last: bool) -> None:
        """Walk with this cell once for each of `turns`, backward where it is true; leave all states, or the last."""
        super().__init__()
        self.cell, self.turns, self.biases, self.last = cell, tuple(turns), biases, last

    @classmethod
    def at(cls, setting: Setting) -> Self:
        """Take the layer's cell, directions, biases."""
        turns = {"forward": (False,), "backward": (True,), "both": (False, True)}[setting.of("direction")]
        last = setting.of("output_") == "last"
        return cls(cls.cell_at(setting), turns, biases=BIASES[setting.of("bias")], last=last)

    @classmethod
    def cell_at(cls, setting: Setting) -> Cell:
        """Make the cell of a layer."""
        raise NotImplementedError

    def shapes(self, setting: Setting) -> Shapes:
        """Need rows for what is read and for the state, a set a gate, and their biases, for each direction."""
        U = setting.of("units")
        rows = self.cell.sets * U
        return ((rows, setting.depth), (rows, U), *((rows,),) * self.biases) * len(self.turns)

    def forward(self, *inputs: Array) -> tuple[Array, Ran]:
        """Walk each direction."""
        x, *learned = inputs
        sequence, many = x.transpose(2, 0, 1), 2 + self.biases  # (T, N, D)
        ways = [
            self._walk(sequence[::-1] if turned else sequence, learned[many * at : many * (at + 1)])
            for at, turned in enumerate(self.turns)
        ]
        return self._leaving(ways), Ran(x, ways)

    def _walk(self, sequence: Array, learned: Sequence[Array]) -> Way:
        """Weigh all that is read at once, then carry the state on."""
        w, w_state, *b = learned
        carry = Carry(w_state, b[1] if len(b) > 1 else 0.0, self.products)
        given = self.products.matmul(sequence.reshape(-1, w.shape[1]), w.T)  # (T·N, D) by (D, sets·U)
        given = (given + b[0] if b else given).reshape(*sequence.shape[:2], -1)
        state: State = (np.zeros((sequence.shape[1], w_state.shape[1]), sequence.dtype),) * self.cell.states
        states, kept = [], []
        for each in given:
            state, cache = self.cell.forward(each, state, carry)
            states.append(state[0])
            kept.append(cache)
        return Way(w, carry, np.stack(states), kept)  # (T, N, U)

    def _leaving(self, ways: Sequence[Way]) -> Array:
        """Put the directions side by side, each state at its own position."""
        if self.last:
            return np.concatenate([way.states[-1] for way in ways], axis=1)
        turned = zip(ways, self.turns, strict=True)
        states = [way.states[::-1] if turn else way.states for way, turn in turned]
        return np.concatenate(states, axis=2).transpose(1, 2, 0)  # (N, U, T)

    def backward(self, dout: Array, cache: Ran) -> Gradients:
        """Go back through time, direction by direction."""
        dx, learned = np.zeros_like(cache.x), []
        for way, turned, dstates in zip(cache.ways, self.turns, self._coming(dout, cache.ways), strict=True):
            sequence = cache.x.transpose(2, 0, 1)
            dsequence, *gradients = self._back(way, sequence[::-1] if turned else sequence, dstates)
            dx += (dsequence[::-1] if turned else dsequence).transpose(1, 2, 0)
            learned += gradients
        return dx, *learned

    def _coming(self, dout: Array, ways: Sequence[Way]) -> list[Array]:
        """Part what comes from above into the gradients of each direction's states, as they were made: (T, N, U)."""
        parts = np.split(dout, len(ways), axis=1)
        if self.last:
            made = [np.zeros_like(way.states) for way in ways]
            for dstates, part in zip(made, parts, strict=True):
                dstates[-1] = part
            return made
        parts = [part.transpose(2, 0, 1) for part in parts]
        return [part[::-1] if turned else part for part, turned in zip(parts, self.turns, strict=True)]

    def _back(self, way: Way, sequence: Array, dstates: Array) -> list[Array]:
        """Give the gradients of the sequence, of its weights, of the state's, of the biases."""
        dw_state, db_state = np.zeros_like(way.carry.w), np.zeros(len(way.carry.w), dstates.dtype)
        dstate: State = (np.zeros_like(dstates[0]),) * self.cell.states
        dgiven = np.empty((*sequence.shape[:2], len(way.w)), dstates.dtype)
        for t in reversed(range(len(sequence))):
            back = self.cell.backward((dstate[0] + dstates[t], *dstate[1:]), way.kept[t], way.carry)
            dgiven[t], dstate = back.dgiven, back.dstate
            dw_state += back.dw
            db_state += back.db
        dw = dgiven.reshape(-1, len(way.w)).T @ sequence.reshape(-1, way.w.shape[1])
        return [dgiven @ way.w, dw, dw_state, *(dgiven.sum(axis=(0, 1)), db_state)[: self.biases]]
