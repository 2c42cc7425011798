"""Gated linear units: one half of the depth decides how much of the other goes on."""

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from netcalc import problems
from netcalc.layers.array import Axis
from netcalc.layers.base import Layer, Misfit
from netcalc.layers.saved import Extra, Saved
from netcalc.layers.written.choice import CHOICE
from netcalc.volume import Volume

Gating = Annotated[Literal["sigmoid", "silu", "gelu", "relu"], CHOICE]
HALVES: Final = 2


class GLU(Layer):
    """Gated linear unit: the first half of the depth, times a function of the second half."""

    kind = "glu"
    main = "op"
    example: ClassVar[str] = "glu"

    op: Gating = Field(default="sigmoid", description="The function of the second half; with silu it is a SwiGLU.")

    def saved(self, *given: Volume, made: Volume) -> tuple[Saved, ...]:
        """Keep what it reads; and, but for PyTorch's own sigmoid, what the function makes."""
        return ("input",) if self.op == "sigmoid" else ("input", Extra("gates", made.values))

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Give half the depth; Misfit where it does not divide by 2."""
        if given[0].depth % HALVES:
            message = f"glu needs two halves, but the depth {given[0].depth} of {given[0]} is odd"
            raise Misfit(problems.GROUPS_DO_NOT_DIVIDE, "from", message, "an even depth before it")
        return (Axis((("D1", given[0].depth),), HALVES, divisor=str(HALVES)),)
