"""The slide rule against windows that are laid down one by one."""

from itertools import count

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from netcalc.arithmetic import Arithmetic, Rounding, Slide

RULES = Arithmetic()
EXTENTS = st.integers(1, 40)
SLIDES = st.tuples(st.integers(1, 7), st.integers(1, 9), st.integers(0, 6), st.integers(0, 6), st.integers(1, 4)).map(
    lambda numbers: Slide(*numbers)
)


def span(slide: Slide) -> int:
    """Count the pixels from a window's first value to its last."""
    values = range(0, slide.size * slide.dilation, slide.dilation)
    return len(range(values[0], values[-1] + 1))


def laid_down(W: int, slide: Slide) -> list[int]:
    """Lay windows down from left to right as long as they stay inside the padded input."""
    starts = (step * slide.stride - slide.before for step in count())
    found: list[int] = []
    for start in starts:
        if start + span(slide) > W + slide.after:
            return found
        found.append(start)
    raise AssertionError


def laid_over_the_end(W: int, slide: Slide) -> list[int]:
    """Lay down the windows that stay inside, and one more over what is left if it starts before the input ends."""
    found = laid_down(W, slide)
    extra = found[-1] + slide.stride if found else -slide.before
    end, covered = W + slide.after, found[-1] + span(slide) if found else extra
    overhang = extra + span(slide) - end
    return [*found, extra] if covered < end and extra < W and overhang < slide.stride else found


@given(EXTENTS, SLIDES, st.sampled_from(["exact", "floor"]))
def test_rounded_down_the_extent_counts_the_windows_inside(W: int, slide: Slide, rounding: Rounding) -> None:
    assume(span(slide) <= W + slide.before + slide.after)
    assert RULES.extent(W, slide._replace(rounding=rounding)) == len(laid_down(W, slide))


@given(EXTENTS, SLIDES)
def test_rounded_up_one_more_window_starts_before_the_input_ends(W: int, slide: Slide) -> None:
    assume(span(slide) < W + slide.before + slide.after + slide.stride)
    assert RULES.extent(W, slide._replace(rounding="ceil")) == len(laid_over_the_end(W, slide))


@given(EXTENTS, SLIDES)
def test_rounding_up_takes_no_window_away_and_adds_one_at_most(W: int, slide: Slide) -> None:
    down, up = (RULES.extent(W, slide._replace(rounding=rounding)) for rounding in ("floor", "ceil"))
    assert up - down in ((0, 1) if RULES.left_over(W, slide) else (0,))


# The padding may be as wide as the window: (8 + 6 - 3)/1 + 1 = 12 windows fit, and none is taken away.
@pytest.mark.parametrize(
    ("W", "slide", "made"),
    [
        (8, Slide(3, 1, 3, 3), 8 + 2 * 3 - 3 + 1),
        (9, Slide(3, 2, 4, 4), (9 + 2 * 4 - 3) // 2 + 1),
        (52, Slide(1, 1, 1, 1), 52 + 2 * 1 - 1 + 1),
        (3, Slide(4, 4), 1),
        (3, Slide(4, 2), 1),
        (3, Slide(4, 1), 0),
        (5, Slide(8, 3, 0, 0), 0),
    ],
)
def test_rounded_up_with_wide_padding_and_wide_windows(W: int, slide: Slide, made: int) -> None:
    assert RULES.extent(W, slide._replace(rounding="ceil")) == made


@given(EXTENTS, SLIDES)
def test_what_is_left_over_lies_behind_the_last_window(W: int, slide: Slide) -> None:
    assume(span(slide) <= W + slide.before + slide.after)
    last = laid_down(W, slide)[-1]
    assert RULES.left_over(W, slide) == W + slide.after - (last + span(slide))


@given(EXTENTS, st.integers(1, 9), st.integers(1, 9), st.integers(1, 4))
def test_same_makes_one_value_for_each_stride(W: int, F: int, S: int, dilation: int) -> None:
    slide = Slide(F, S, dilation=dilation, rounding="same")
    made = RULES.extent(W, slide)
    assert made == len(range(0, W, S))
    before, after = RULES.same_padding(W, slide)
    assert after - before in (0, 1)
    starts = [step * S - before for step in range(made)]
    assert starts[-1] + span(slide) <= W + after
    if before + after:
        assert starts[-1] + span(slide) == W + after


@given(EXTENTS, SLIDES, st.integers(0, 8))
def test_a_transposed_window_spreads_every_pixel(W: int, slide: Slide, extra: int) -> None:
    touched = {i * slide.stride + k * slide.dilation for i in range(W) for k in range(slide.size)}
    full = max(touched) + 1 + extra
    transposed = slide._replace(transposed=True, extra=extra)
    assert RULES.extent(W, transposed) == full - slide.before - slide.after


@given(st.integers(1, 9), st.integers(1, 5))
def test_a_dilated_window_reaches_from_its_first_value_to_its_last(F: int, dilation: int) -> None:
    assert RULES.reach(Slide(F, dilation=dilation)) == span(Slide(F, dilation=dilation))


@pytest.mark.parametrize("number", [10**9, 10**18])
def test_numbers_are_exact_however_large(number: int) -> None:
    assert RULES.extent(number, Slide(3, 2, rounding="floor")) == (number - 3) // 2 + 1
    assert RULES.extent(number, Slide(3, 2, rounding="ceil")) == -(-(number - 3) // 2) + 1
    assert RULES.extent(number, Slide(3, 2, transposed=True)) == (number - 1) * 2 + 3
