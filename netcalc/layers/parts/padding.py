"""Padding by a word: what `same`, `same_start` and `causal` put before and after an axis."""

from collections.abc import Iterator, Sequence
from typing import Final, Literal, TypeAlias

from netcalc import problems
from netcalc.arithmetic import Arithmetic, N, Slide, SlideOf
from netcalc.layers.base import Misfit
from netcalc.layers.labels import Labelled, Put
from netcalc.volume import Volume

Word: TypeAlias = Literal["same", "same_start", "causal"]
ONE_AXIS: Final = "write `same`, or the pads by number, where there are several axes"


def by_word(word: Word, bare: Sequence[Slide], given: Volume, rules: Arithmetic) -> Iterator[Slide]:
    """Pad windows, an axis after the other, as a word says; Misfit for `causal` along several axes."""
    if word == "causal":
        if len(bare) > 1:
            message = f"`pad: causal` is for one spatial axis, but {given} has {len(bare)}"
            raise Misfit(problems.SHAPE_MISMATCH, "pad", message, ONE_AXIS)
        yield from map(causal, bare)
        return
    for slide, W1 in zip(bare, given.spatial, strict=True):
        less, more = rules.same_padding(W1, slide)
        before, after = (more, less) if word == "same_start" else (less, more)
        yield slide._replace(before=before, after=after, rounding="same")


def causal(slide: Slide) -> Slide:
    """Put all padding before, so that no value sees what comes after it: d(F - 1)."""
    return slide._replace(before=slide.dilation * (slide.size - 1), after=0)


def causally(slide: SlideOf[N], plain: Slide, put: Put[N]) -> SlideOf[N]:
    """Label causal padding as what it is made of."""
    before = slide.size - 1 if plain.dilation == 1 else slide.dilation * (slide.size - 1)
    return Labelled(slide.size, slide.stride, before, put("0", 0), slide.dilation, slide.extra, slide.rounding)


def grown(bare: Slide, rules: Arithmetic) -> Slide:
    """Pad a transposed window so that input x stride comes out: Keras' `same`.

    The full output loses floor((F - S)/2) at the start and the rest at the end, or gains S - F at the end.
    """
    less = rules.reach(bare) - bare.stride
    before = max(less, 0) // 2
    return bare._replace(before=before, after=max(less, 0) - before, extra=max(-less, 0), rounding="same")
