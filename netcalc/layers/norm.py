"""Normalisation: values are centred and scaled, some by learned factors for each channel."""

from typing import ClassVar

from pydantic import Field

from netcalc import problems
from netcalc.arithmetic import Arithmetic
from netcalc.layers.array import Parameter, axis
from netcalc.layers.base import Layer, Misfit, Sees, Window
from netcalc.layers.parts.dividing import divisors
from netcalc.layers.parts.sliding import spatial
from netcalc.layers.saved import Extra, Saved
from netcalc.layers.written.fields import Count, Number, Positive, Truth
from netcalc.layers.written.given import optional
from netcalc.volume import Volume

AFFINE = "Whether a scale and a shift are learned for each channel."


def channels(given: Volume, *, shift: bool) -> tuple[Parameter, ...]:
    """Give one scale a channel, and one shift where asked."""
    depth = (axis("D", given.depth),)
    scale = Parameter("weight", "scale", depth)
    return (scale, Parameter("bias", "shift", depth)) if shift else (scale,)


class Affine(Layer):
    """A norm with a scale and a shift for each channel."""

    affine: Truth = optional(default=True, description=AFFINE)
    eps: Positive = optional(1e-5, "Added to the variance, against division by 0.")

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...]:
        """Give a scale and a shift a channel, unless the norm is not affine."""
        return channels(given[0], shift=True) if self.affine else ()


class BatchNorm(Affine):
    """Batch normalisation: each channel is centred and scaled over the batch; it keeps a running mean and variance."""

    kind = "batchnorm"
    example: ClassVar[str] = "batchnorm"

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...]:
        """Give a scale and a shift a channel, and the running statistics, which are not trained."""
        depth = (axis("D", given[0].depth),)
        running = tuple(Parameter(f"running_{name}", "statistic", depth) for name in ("mean", "var"))
        return (*super().parameters(*given, made=made, rules=rules), *running)

    def saved(self, *given: Volume, made: Volume) -> tuple[Saved, ...]:
        """Keep what it reads, and a mean and a deviation a channel of the batch."""
        return ("input", Extra("statistics", 2 * made.depth, batched=False))


class LayerNorm(Affine):
    """Layer normalisation: the depth at each position is centred and scaled."""

    kind = "layernorm"
    example: ClassVar[str] = "layernorm"

    def saved(self, *given: Volume, made: Volume) -> tuple[Saved, ...]:
        """Keep what it reads, and a mean and a deviation a position."""
        return ("input", Extra("statistics", 2 * (made.values // made.depth)))


class GroupNorm(Affine):
    """Group normalisation: groups of channels are centred and scaled together."""

    kind = "groupnorm"
    main = "groups"
    example: ClassVar[str] = "groupnorm: 8"

    groups: Count = Field(description="How many groups the channels are put in.")

    def sees(self, *given: Volume) -> Sees:
        """Say that every position counts in a group's mean."""
        return "all"

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...]:
        """Give a scale and a shift a channel; Misfit where the groups do not divide the depth."""
        if given[0].depth % self.groups:
            message = f"{self.groups} groups do not divide the depth of {given[0]}"
            hint = f"groups that divide the depth: {divisors(given[0].depth)}"
            raise Misfit(problems.GROUPS_DO_NOT_DIVIDE, "groups", message, hint)
        return super().parameters(*given, made=made, rules=rules)

    def saved(self, *given: Volume, made: Volume) -> tuple[Saved, ...]:
        """Keep what it reads, and a mean and a deviation a group."""
        return ("input", Extra("statistics", 2 * self.groups))


class InstanceNorm(Affine):
    """Instance normalisation: each channel of each example is centred and scaled over its positions."""

    kind = "instancenorm"
    example: ClassVar[str] = "instancenorm"

    affine: Truth = optional(default=False, description=AFFINE)

    def sees(self, *given: Volume) -> Sees:
        """Say that every position counts in a channel's mean."""
        return "all"

    def saved(self, *given: Volume, made: Volume) -> tuple[Saved, ...]:
        """Keep what it reads, and a mean and a deviation a channel of each example."""
        return ("input", Extra("statistics", 2 * made.depth))

    def output(self, *given: Volume, window: Window | None, rules: Arithmetic) -> Volume:
        """Keep the volume; Misfit where a channel has one value, which has no spread."""
        spatial(self, given[0])
        if max(given[0].spatial) == 1:
            message = f"instancenorm needs more than one position, but reads {given[0]}: one value has no spread"
            raise Misfit(problems.SHAPE_MISMATCH, "from", message, "put it before what pools")
        return super().output(*given, window=window, rules=rules)


class RMSNorm(Layer):
    """Normalisation by the root of the mean square: the depth at each position is scaled, and not centred."""

    kind = "rmsnorm"
    example: ClassVar[str] = "rmsnorm"

    affine: Truth = optional(default=True, description="Whether a scale is learned for each channel.")
    eps: Positive = optional(1e-6, "Added to the mean square, against division by 0.")

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...]:
        """Give a scale a channel, unless the norm is not affine."""
        return channels(given[0], shift=False) if self.affine else ()

    def saved(self, *given: Volume, made: Volume) -> tuple[Saved, ...]:
        """Keep what it reads, a root a position, and, with a scale, the values that it multiplies."""
        roots = Extra("roots", made.values // made.depth)
        return ("input", roots, *((Extra("normalised", made.values),) if self.affine else ()))


class Scale(Layer):
    """Scale: each channel is multiplied by a learned factor (and shifted, with a bias)."""

    kind = "scale"
    example: ClassVar[str] = "scale"
    saves = ("input",)

    bias: Truth = optional(default=False, description="Whether each channel also has a learned shift.")

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...]:
        """Give a factor a channel, and a shift with a bias."""
        return channels(given[0], shift=self.bias)


class LRN(Layer):
    """Local response normalisation (AlexNet): a value is divided by the energy of its neighbours along the depth."""

    kind = "lrn"
    main = "size"
    example: ClassVar[str] = "lrn: 5"

    size: Count = optional(5, "How many neighbouring slices count.")
    alpha: Number = optional(1e-4, "The weight of the energy; it is divided by size.")
    beta: Number = optional(0.75, "The power of the divisor.")
    k: Number = optional(2.0, "Added to the energy.")

    def saved(self, *given: Volume, made: Volume) -> tuple[Saved, ...]:
        """Keep what it reads, the squares with zeros beside the depth, the divisor before and after the power."""
        squares = (made.values // made.depth) * (made.depth + self.size - 1)
        return ("input", Extra("squares", squares), Extra("divisors", 2 * made.values))
