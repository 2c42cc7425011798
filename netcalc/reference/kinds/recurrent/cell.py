"""The contract of a cell: the state of one position from the values there and the state before."""

from typing import Any, NamedTuple, TypeAlias

import numpy as np

from netcalc.reference.tape.gate import Array
from netcalc.reference.tape.weighing import Products

State: TypeAlias = tuple[Array, ...]  # what is carried on, (N, U) each; the first is what leaves


class Carry(NamedTuple):
    """What a cell weighs its state by: w, (rows, U), a bias or 0, and who counts the multiplications."""

    w: Array
    b: "Array | float"
    products: Products

    def of(self, h: Array) -> Array:
        """Weigh a state: (N, rows)."""
        made: Array = self.products.matmul(h, self.w.T) + self.b  # (N, U) by (U, rows)
        return made


class Back(NamedTuple):
    """What comes back from a cell: gradients of what was read, of the state before, of the state's weights and bias."""

    dgiven: Array
    dstate: State
    dw: Array
    db: Array


class Cell:
    """One position: `sets` of rows, one a gate, and so many states."""

    sets = 1
    states = 1

    def forward(self, given: Array, state: State, carry: Carry) -> tuple[State, Any]:
        """Give the next state of what was read, weighed already, (N, sets·U), and a cache."""
        raise NotImplementedError

    def backward(self, dstate: State, cache: Any, carry: Carry) -> Back:
        """Go back through the position."""
        raise NotImplementedError


def parted(rows: Array, sets: int) -> list[Array]:
    """Part (N, sets·U) into what belongs to each gate: (N, U)."""
    return np.split(rows, sets, axis=1)


def weighed_back(drows: Array, h: Array, carry: Carry) -> tuple[Array, Array, Array]:
    """Give the gradients of a state, of the weights that weighed it, and of their bias."""
    return drows @ carry.w, drows.T @ h, drows.sum(axis=0)  # (N, rows) by (rows, U); (rows, N) by (N, U)
