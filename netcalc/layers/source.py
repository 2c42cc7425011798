"""Where values come from: the rows of a table, an array that is learned, noise."""

from typing import ClassVar

from pydantic import Field

from netcalc import problems
from netcalc.arithmetic import Arithmetic, N, NumberRules
from netcalc.layers.array import Axis, Parameter, axis, written_extents
from netcalc.layers.base import NONE, Layer, Misfit, Window, WindowOf
from netcalc.layers.labels import Put
from netcalc.layers.saved import INDEX, Extra, Saved
from netcalc.layers.written.fields import Count, Shape
from netcalc.volume import Volume


class Embedding(Layer):
    """Embedding: a whole number at each position, below the vocabulary, becomes that row of a table that is learned."""

    kind = "embedding"
    example: ClassVar[str] = "embedding: {vocabulary: 1000, depth: 64}"

    wants = "numbers"

    vocabulary: Count = Field(description="How many rows the table has: the numbers read are below it.")
    depth_: Count = Field(alias="depth", description="How many values a row has.")

    def output(self, *given: Volume, window: Window | None, rules: Arithmetic) -> Volume:
        """Make the depth a row's; Misfit where more than one number stands at a position."""
        if given[0].depth != 1:
            message = f"embedding reads one whole number a position, a volume of depth 1, not {given[0]}"
            hint = "`slice: {stop: 1}` takes one of the depth"
            raise Misfit(problems.SHAPE_MISMATCH, "from", message, hint)
        return super().output(*given, window=window, rules=rules)

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Give a row's values."""
        return (axis("depth", self.depth_),)

    def saved(self, *given: Volume, made: Volume) -> tuple[Saved, ...]:
        """Keep which rows were looked up."""
        return (Extra("indices", given[0].values, INDEX),)

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...]:
        """Give the table (vocabulary, depth): it is looked up in, so that nothing is multiplied."""
        return (Parameter("weight", "table", (axis("vocabulary", self.vocabulary), axis("depth", self.depth_))),)


class Source(Layer):
    """A kind that reads nothing: the volume that leaves it is written."""

    main = "shape"
    volumes = NONE
    saves = ()

    shape: Shape = Field(description="The volume that it makes (197x768).")

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Give the extents written."""
        return tuple(put(*each) for each in written_extents("shape", self.shape))

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Give the depth written."""
        return (axis("shape_depth", self.shape.depth),)


class Learned(Source):
    """Learned: an array that is learned and reads nothing, such as a class token or the vectors of positions."""

    kind = "learned"
    example: ClassVar[str] = "learned: 197x768"
    storage = "learned"

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...]:
        """Give the array, its axes in PyTorch's order: the depth first, the columns last."""
        extents = reversed([axis(*each) for each in written_extents("shape", self.shape)])
        return (Parameter("weight", "learned", (*self.depth(), *extents)),)


class Noise(Source):
    """Noise: normal values of mean 0 and spread 1, drawn anew for each example; it reads and learns nothing."""

    kind = "noise"
    example: ClassVar[str] = "noise: 100"
