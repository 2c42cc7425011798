"""Recurrence: a state that is carried from position to position of a sequence, T x D."""

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from netcalc import problems
from netcalc.arithmetic import Arithmetic, N, NumberRules
from netcalc.layers.array import Axis, Parameter, Products, axis
from netcalc.layers.base import Layer, Misfit, Sees, Window, WindowOf
from netcalc.layers.labels import Put
from netcalc.layers.parts.sequence import is_sequence, laid_in_a_row
from netcalc.layers.saved import Extra, Saved
from netcalc.layers.written.choice import CHOICE
from netcalc.layers.written.fields import Count
from netcalc.layers.written.given import Given, optional
from netcalc.layers.written.values import truth, wrong
from netcalc.volume import Volume


def _biases(value: object) -> bool | Literal["one"]:
    """Read whether there are two biases, one, or none."""
    if value == "one":
        return "one"
    try:
        return truth(value)
    except ValueError:
        raise wrong("true (two, as PyTorch has), `one` or false", value) from None


if TYPE_CHECKING:
    Biases = Given[bool | str, bool | Literal["one"]]
else:
    BIASES_SCHEMA = {"enum": [True, False, "one"]}
    Biases = Annotated[bool | Literal["one"], PlainValidator(_biases), WithJsonSchema(BIASES_SCHEMA)]
Direction = Annotated[Literal["forward", "backward", "both"], CHOICE]
Leaves = Annotated[Literal["all", "last"], CHOICE]
Bend = Annotated[Literal["tanh", "relu"], CHOICE]
Reset = Annotated[Literal["after", "before"], CHOICE]


class Recurrent(Layer):
    """A kind whose state at a position is made of the values there and of the state before."""

    main = "units"
    wants = "sequence"
    sets: ClassVar[int] = 1  # of rows: one a gate, one of what is new

    units: Count = Field(description="How many values the state has.")
    direction: Direction = Field(default="forward", description="Which way it reads; both: depths side by side.")
    output_: Leaves = Field(
        default="all", alias="output", description="Every state, or the last, in which each direction ends."
    )
    bias: Biases = optional(
        default=True, description="Whether there are biases: two vectors (PyTorch), `one` (Keras), none."
    )

    def output(self, *given: Volume, window: Window | None, rules: Arithmetic) -> Volume:
        """Give a state a position, or the last; Misfit where it reads no sequence."""
        if not is_sequence(given[0]):
            message = f"{self.kind} reads a sequence, T x D, not {given[0]}"
            raise Misfit(problems.SHAPE_MISMATCH, "from", message, laid_in_a_row(given[0]))
        return super().output(*given, window=window, rules=rules)

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Keep every position, or none."""
        return () if self.output_ == "last" else super().extents(*given, window=window, rules=rules, put=put)

    def keeping(self) -> str:
        """Say that it can give every state."""
        return "`output: all`"

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Give a state for each direction."""
        return (axis("units", self.units),) * (2 if self.direction == "both" else 1)

    def remark(self, *given: Volume) -> str:
        """Say that all positions are worked out where one state leaves."""
        if self.output_ == "all":
            return ""
        return (
            f"the last state: its values alone are neurons, though all {given[0].spatial[0]:,} positions are worked out"
        )

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...]:
        """Give each direction's arrays by PyTorch's names: of the values read, of the state, and their biases."""
        ends = ("", "_reverse") if self.direction == "both" else ("",)
        return tuple(array for end in ends for array in self._one_way(end, given[0], made))

    def _one_way(self, end: str, given: Volume, made: Volume | None) -> tuple[Parameter, ...]:
        uses = None if made is None else (("T", given.spatial[0]),)
        sets = ("sets" if self.sets > 1 else "1", self.sets)
        rows = Axis((sets, ("units", self.units)))
        read, state = axis("D1", given.depth), axis("units", self.units)
        biases = {True: ("ih", "hh"), "one": ("ih",), False: ()}[self.bias]
        return (
            Parameter(f"weight_ih_l0{end}", "weight", (rows, read), uses, inputs=given.depth),
            Parameter(f"weight_hh_l0{end}", "weight", (rows, state), uses, inputs=self.units),
            *(Parameter(f"bias_{of}_l0{end}", "bias", (rows,), uses) for of in biases),
        )

    def spared(self, *arrays: Parameter, learns: tuple[bool, ...], products: Products) -> int | None:
        """Spare the gradient on the values read, not that on the states."""
        return super().spared(*(each for each in arrays if "_ih_" in each.name), learns=learns, products=products)

    def sees(self, *given: Volume) -> Sees:
        """Say that a state follows from every position."""
        return "all"

    def saved(self, *given: Volume, made: Volume) -> tuple[Saved, ...]:
        """Keep what was read, every state, and what each gate let through."""
        ways = 2 if self.direction == "both" else 1
        return ("input", Extra("states and gates", given[0].spatial[0] * self.units * ways * (1 + self.sets)))


class RNN(Recurrent):
    """Recurrent layer (Elman 1990): h = tanh(W_ih·x + W_hh·h), the state h carried from position to position."""

    kind = "rnn"
    example: ClassVar[str] = "rnn: 64"

    activation: Bend = Field(default="tanh", description="What bends the state.")


class LSTM(Recurrent):
    """Long short-term memory (Hochreiter and Schmidhuber 1997): gates say what a cell lets in, keeps and lets out."""

    kind = "lstm"
    example: ClassVar[str] = "lstm: {units: 64, direction: both}"
    sets = 4


class GRU(Recurrent):
    """Gated recurrent unit (Cho et al. 2014): two gates say how much of the state is read, and how much is kept."""

    kind = "gru"
    example: ClassVar[str] = "gru: 64"
    sets = 3

    reset: Reset = Field(
        default="after", description="Whether the state is reset after its product (PyTorch), or before (Cho et al.)."
    )
