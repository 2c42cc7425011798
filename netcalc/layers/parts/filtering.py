"""What kinds with filters share: what stands in the padding."""

from math import prod
from typing import Annotated, Literal

from pydantic import Field

from netcalc import problems
from netcalc.arithmetic import Arithmetic
from netcalc.layers.base import Misfit, Window
from netcalc.layers.labels import LETTERS
from netcalc.layers.parts.sliding import Sliding
from netcalc.layers.saved import Extra, Saved
from netcalc.layers.written.choice import CHOICE
from netcalc.volume import Volume

Mode = Annotated[Literal["zeros", "reflect", "replicate", "circular"], CHOICE]


class Filtering(Sliding):
    """A kind whose filters slide, over zeros or over pixels of the volume once more."""

    pad_mode: Mode = Field(
        default="zeros", description="What stands in the padding: zeros, or pixels by reflect, replicate, circular."
    )

    def window(self, *given: Volume, rules: Arithmetic) -> Window:
        """Lay the window out; Misfit where the padding wants more pixels than there are."""
        laid = super().window(*given, rules=rules)
        short = {"reflect": 1, "circular": 0}.get(self.pad_mode)
        if short is None:
            return laid
        for letter, W1, slide in zip(LETTERS, given[0].spatial, laid, strict=False):
            if max(slide.before, slide.after) > W1 - short:
                limit = f"at most {W1 - short} of {letter} = {W1}"
                message = f"`pad_mode: {self.pad_mode}` cannot fill {max(slide.before, slide.after)} pixels: {limit}"
                raise Misfit(problems.SHAPE_MISMATCH, "pad", message, f"a pad of {limit}, or `pad_mode: replicate`")
        return laid

    def saved(self, *given: Volume, made: Volume) -> tuple[Saved, ...]:
        """Keep what it reads; where the padding is no zeros, a padded copy, by PyTorch's way of making it."""
        window = self.window(*given, rules=Arithmetic())
        pads = [slide.before + slide.after for slide in window]
        if self.pad_mode == "zeros" or not any(pads):
            return ("input",)
        padded = Extra("padded", given[0].depth * prod(map(sum, zip(given[0].spatial, pads, strict=True))))
        return (padded,) if self.pad_mode == "circular" else ("input", padded)
