"""The labels of a layer's numbers, the course's letters: what the calculator counts, `explain` reads aloud."""

from collections.abc import Callable, Sequence
from typing import Final, Generic, Literal, NamedTuple, TypeAlias

from netcalc.arithmetic import N, Rounding, Slide, SlideOf

LETTERS: Final = "WHT"
ENDS: Final = (("left", "right"), ("top", "bottom"), ("front", "back"))

Put: TypeAlias = Callable[[str, int], N]


def bare(_label: str, number: int) -> int:
    """Leave a number without its label, as the calculator does."""
    return number


class Labelled(NamedTuple, Generic[N]):
    """A window's way along one axis, each of its numbers labelled."""

    size: N
    stride: N
    before: N
    after: N
    dilation: N
    extra: N
    rounding: Rounding | Literal["same"] = "exact"
    transposed: bool = False
    repeats: N | int = 1


def names(label: str, numbers: Sequence[int]) -> tuple[str, ...]:
    """Name a number for each axis: by one label where they agree, else F_w, F_h, F_t."""
    if numbers and all(number == numbers[0] for number in numbers):
        return (label,) * len(numbers)
    return tuple(f"{label}_{letter.lower()}" for letter, _ in zip(LETTERS, numbers, strict=False))


def per_axis_of(label: str, numbers: Sequence[int], put: Put[N]) -> tuple[N, ...]:
    """Label a number for each axis."""
    return tuple(map(put, names(label, numbers), numbers))


def per_side(label: str, sides: Sequence[tuple[int, int]], put: Put[N]) -> tuple[tuple[N, N], ...]:
    """Label a number before and after each axis: as one for each axis where both ends agree, else P_left, P_right."""
    first = per_axis_of(label, [before for before, _ in sides], put)
    return tuple(
        (both, both) if before == after else (put(f"{label}_{ends[0]}", before), put(f"{label}_{ends[1]}", after))
        for both, (before, after), ends in zip(first, sides, ENDS, strict=False)
    )


def lettered(window: Sequence[Slide], put: Put[N]) -> tuple[SlideOf[N], ...]:
    """Label a window's numbers: its size F, stride S, padding P, dilation d, the pixels added at the end."""
    rounding, transposed = window[0].rounding, window[0].transposed
    numbers = zip(
        per_axis_of("F", [slide.size for slide in window], put),
        per_axis_of("S", [slide.stride for slide in window], put),
        per_side("P", [(slide.before, slide.after) for slide in window], put),
        per_axis_of("d", [slide.dilation for slide in window], put),
        zip(
            per_axis_of("output_pad", [slide.extra for slide in window], put),
            per_axis_of("repeats", [slide.repeats for slide in window], put),
            strict=True,
        ),
        strict=True,
    )
    return tuple(
        Labelled(F, S, *P, d, extra, rounding, transposed, repeats) for F, S, P, d, (extra, repeats) in numbers
    )


def framed(margins: Sequence[tuple[N, N]], put: Put[N]) -> tuple[SlideOf[N], ...]:
    """Give a window of one pixel, which has no size and no stride to speak of, over what is framed so."""
    one, none = put("1", 1), put("0", 0)
    return tuple(Labelled(one, one, before, after, one, none) for before, after in margins)
