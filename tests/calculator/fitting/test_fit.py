"""Whether a window fits: what is left over, against pixels that are really marked, and hints that really fit."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from netcalc import Layer, Network, Problem, Report, SpecError, Volume, calculate
from netcalc.arithmetic import Arithmetic, Slide
from netcalc.layers.base import Window

CONV = {"filters": 1, "size": 3}
OPTION = re.compile(r"(stride|pad|size|input)(?: ([WHT]))? ([0-9]+(?:(?:, | or )[0-9]+)*)")


class Blur(Layer):
    """A kind of a user's own that slides a window."""

    kind = "blur"
    size: int
    stride: int = 1

    def window(self, *given: Volume, rules: Arithmetic) -> Window:
        return tuple(Slide(self.size, self.stride, rounding=rules.rounds(None)) for _ in given[0].spatial)


def sized(extents: str, layer: dict[str, object], rounding: str = "exact") -> Report:
    return calculate(Network(input=extents, rounding=rounding, layers=[layer]))


def only(report: Report) -> Problem:
    (problem,) = report.problems
    return problem


def unread(W: int, F: int, S: int, P: int) -> int:
    """Count the real pixels behind the last that any window reads, by marking what each window reads."""
    marked = set()
    for start in range(-P, W + P - F + 1, S):
        marked |= set(range(start, start + F))
    return len([pixel for pixel in range(W) if pixel > max(marked)])


def options(problem: Problem) -> list[tuple[str, str, int]]:
    """Take a hint apart: which field, which axis, which number would fit."""
    first, _, fitting = problem.hint.partition("what would fit: ")
    padding_alone = "only padding goes unread" in problem.message
    assert first == ("`rounding: floor`, as PyTorch and Caffe do; " if padding_alone else "")
    return [
        (field, axis, int(number))
        for field, axis, numbers in OPTION.findall(fitting)
        for number in re.findall("[0-9]+", numbers)
    ]


@given(st.integers(1, 40), st.integers(1, 7), st.integers(1, 9), st.integers(0, 6))
def test_the_message_counts_the_real_pixels_that_no_window_reads(W: int, F: int, S: int, P: int) -> None:
    assume(F <= W + 2 * P and P < F)
    report = sized(f"{W}x1", {"conv": {"filters": 1, "size": F, "stride": S, "pad": P}})
    lost, left = unread(W, F, S, P), (W + 2 * P - F) % S
    if not left:
        assert report.problems == ()
        return
    problem = only(report)
    assert (problem.code, problem.severity, report.valid) == ("window-does-not-fit", "error", False)
    assert f"{left} left over" in problem.message
    if lost:
        assert f"{lost} real column" in problem.message
        assert "never read" in problem.message
    else:
        assert "only padding goes unread" in problem.message


@given(st.integers(1, 40), st.integers(1, 7), st.integers(1, 9), st.integers(0, 6))
def test_rounding_down_warns_where_more_is_lost_than_a_stride_skips(W: int, F: int, S: int, P: int) -> None:
    assume(F <= W + 2 * P and P < F)
    report = sized(f"{W}x1", {"conv": {"filters": 1, "size": F, "stride": S, "pad": P}}, "floor")
    skipped_everywhere = len(range(F, S))
    assert report.valid
    if unread(W, F, S, P) > skipped_everywhere:
        assert (only(report).code, only(report).severity) == ("pixels-never-read", "warning")
    else:
        assert report.problems == ()


@given(st.integers(1, 40), st.integers(1, 7), st.integers(1, 9), st.integers(0, 6))
def test_rounding_up_and_same_fit_by_definition(W: int, F: int, S: int, P: int) -> None:
    assume(F <= W + 2 * P)
    window = {"filters": 1, "size": F, "stride": S}
    assert sized(f"{W}x1", {"conv": {**window, "pad": P}}, "ceil").problems == ()
    for rounding in ("exact", "floor", "ceil"):
        assert sized(f"{W}x1", {"conv": {**window, "pad": "same"}}, rounding).problems == ()


@given(
    st.lists(st.integers(1, 30), min_size=1, max_size=3),
    st.sampled_from(["conv", "pool", "local"]),
    st.integers(1, 7),
    st.one_of(st.none(), st.integers(1, 7)),
    st.integers(0, 3),
)
def test_every_number_of_a_hint_fits(extents: list[int], kind: str, F: int, S: int | None, P: int) -> None:
    written = {"size": F, "pad": P, **({} if kind == "pool" else {"filters": 2}), **({"stride": S} if S else {})}
    try:
        report = sized("x".join(map(str, [*extents, 2])), {kind: written})
    except SpecError:
        assume(False)  # noqa: FBT003  a pool's padding is less than its size
    assume([problem.code for problem in report.problems] == ["window-does-not-fit"])
    found = options(only(report))
    assert found
    for field, axis, number in found:
        if field != "input":
            mended = sized("x".join(map(str, [*extents, 2])), {kind: {**written, field: number}})
            assert mended.problems == (), (field, number)
            continue
        given_back = [number if not axis or axis == letter else W for W, letter in zip(extents, "WHT", strict=False)]
        others = [axis for _, axis, _ in found if axis]
        for problem in sized("x".join(map(str, [*given_back, 2])), {kind: written}).problems:
            assert axis, "one number for all axes has to fit them all"
            assert f"along {axis}" not in problem.message
            assert len(others) > 1


@given(st.integers(1, 60), st.integers(1, 7), st.integers(1, 7), st.integers(0, 3))
def test_a_hint_names_the_nearest_numbers_that_fit(W: int, F: int, S: int, P: int) -> None:
    assume(F <= W + 2 * P and P < F and (W + 2 * P - F) % S)
    window = {"size": F, "stride": S, "pad": P}
    found = options(only(sized(f"{W}x1", {"conv": {"filters": 1, **window}})))
    sensible = min(W + 2 * P, max(8, 2 * F, 2 * S))
    candidates = {"stride": range(1, sensible + 1), "size": range(P + 1, sensible + 1), "pad": range(F)}
    for field, numbers in candidates.items():
        fits = [
            number for number in numbers
            if (changed := {**window, field: number})
            and (W + 2 * changed["pad"] - changed["size"]) % changed["stride"] == 0
            and changed["size"] <= W + 2 * changed["pad"]
        ]  # fmt: skip
        named = [number for name, _, number in found if name == field]
        distances = sorted(abs(number - window[field]) for number in fits)
        assert sorted(abs(number - window[field]) for number in named) == distances[: len(named)]
        assert bool(named) == bool(fits)
    inputs = [number for name, _, number in found if name == "input"]
    fits = [extent for extent in range(1, 99) if extent + 2 * P >= F and (extent + 2 * P - F) % S == 0]
    assert inputs == [*[extent for extent in fits if extent < W][-1:], next(extent for extent in fits if extent > W)]


# The lectures' `what about stride 3? cannot.` (CS231n 2016, lecture 7; Fei-Fei Li, Karpathy, Johnson).
def test_seven_pixels_three_wide_by_three_cannot() -> None:
    report = sized("7x7x1", {"conv": {**CONV, "stride": 3}})
    problem = only(report)
    assert not report.valid
    assert (problem.code, problem.layer) == ("window-does-not-fit", "conv1")
    assert "1 real column" in problem.message
    assert set(options(problem)) >= {
        ("stride", "", 2), ("stride", "", 4), ("pad", "", 1), ("size", "", 1), ("size", "", 4), ("input", "", 6),
        ("input", "", 9),
    }  # fmt: skip


def test_what_does_not_fit_goes_on_as_frameworks_do_rounded_down() -> None:
    report = sized("7x7x1", {"conv": {**CONV, "stride": 3}})
    assert report["conv1"].output == ((7 - 3) // 3 + 1, (7 - 3) // 3 + 1, 1)
    assert report.totals.params == 3 * 3 * 1 * 1 + 1


# CS231n notes, convolutional networks: W = 10, P = 0, F = 3 and S = 2 give (10 - 3 + 0) / 2 + 1 = 4.5, "invalid".
def test_ten_pixels_by_two_is_not_whole() -> None:
    assert only(sized("10x10x1", {"conv": {**CONV, "stride": 2}})).code == "window-does-not-fit"


# Three levels of one remainder: 11 pixels, F = 3, S = 3 lose 2 at the end.
def test_eleven_pixels_three_wide_by_three_lose_two() -> None:
    layer: dict[str, object] = {"conv": {**CONV, "stride": 3}}
    assert "2 real columns are never read" in only(sized("11x1", layer)).message
    assert "2 real columns are never read" in only(sized("11x1", layer, "floor")).message
    assert sized("11x1", layer, "ceil").problems == ()


# ResNet's stem (He et al. 2015): 224 pixels, F = 7, S = 2, P = 3: only padding goes unread.
def test_the_stem_of_resnet_leaves_only_padding_unread() -> None:
    layer: dict[str, object] = {"conv": {"filters": 64, "size": 7, "stride": 2, "pad": 3}}
    assert "only padding goes unread" in only(sized("224x224x3", layer)).message
    rounded = sized("224x224x3", layer, "floor")
    assert (rounded.problems, rounded["conv1"].output) == ((), (112, 112, 64))


# A stride of 223 fits too, and helps nobody.
def test_the_stem_of_resnet_is_told_to_round_down_first() -> None:
    problem = only(sized("224x224x3", {"conv": {"filters": 64, "size": 7, "stride": 2, "pad": 3}}))
    assert problem.hint.startswith("`rounding: floor`, as PyTorch and Caffe do; what would fit: ")
    assert options(problem) == [
        ("stride", "", 1), ("size", "", 4), ("size", "", 6), ("size", "", 8), ("input", "", 223), ("input", "", 225),
    ]  # fmt: skip
    assert sized("224x224x3", {"conv": {"filters": 64, "size": 7, "stride": 2, "pad": 3}}, "floor").problems == ()


def test_a_window_of_one_that_skips_everywhere_is_no_news() -> None:
    layer: dict[str, object] = {"conv": {"filters": 1, "size": 1, "stride": 2}}
    assert sized("8x8x1", layer, "floor").problems == ()
    assert only(sized("8x8x1", layer)).code == "window-does-not-fit"


def test_a_layer_may_round_otherwise_than_its_network() -> None:
    layers = [{"conv": {**CONV, "stride": 2, "rounding": "floor"}}, {"pool": {"size": 2, "rounding": "ceil"}}]
    report = calculate(Network(input="8x8x1", layers=layers))
    assert [layer.output for layer in report.layers] == [(3, 3, 1), (2, 2, 1)]
    assert [problem.code for problem in report.problems] == ["pixels-never-read"]


@pytest.mark.parametrize("rounding", ["exact", "floor", "ceil"])
@pytest.mark.parametrize("kind", ["conv", "local", "pool"])
def test_a_window_beyond_the_padded_input_is_too_large(rounding: str, kind: str) -> None:
    filters = {"stride": 1} if kind == "pool" else {"filters": 2}
    report = sized("4x9x1", {kind: {**filters, "size": 7, "pad": 1}}, rounding)
    assert (only(report).code, only(report).layer) == ("window-too-large", f"{kind}1")
    assert report[f"{kind}1"].output is None
    assert only(report).hint == "a size of at most 6, or padding of 1 more in all"


# PyTorch's ceil_mode: a pool of 4 on 3 pixels makes 1 value where it moves by 2 or more.
@pytest.mark.parametrize("kind", ["conv", "local", "pool"])
def test_rounded_up_a_window_may_reach_over_the_end_by_less_than_its_stride(kind: str) -> None:
    filters = {} if kind == "pool" else {"filters": 1}
    made = [sized("3x1", {kind: {**filters, "size": 4, "stride": S}}, "ceil").output for S in (1, 2, 4)]
    assert made == [None, (1, 1), (1, 1)]
    assert only(sized("3x1", {kind: {**filters, "size": 6, "stride": 3}}, "ceil")).code == "window-too-large"
    assert only(sized("3x1", {kind: {**filters, "size": 4, "stride": 2}}, "floor")).code == "window-too-large"
    assert sized("3x1", {kind: {**filters, "size": 4, "stride": 2}}, "ceil").problems == ()


# Shelhamer, Long and Darrell 2017: FCN-32s pads its first convolution by 100 and pools in Caffe, which rounds up.
def test_fully_convolutional_vgg_at_224() -> None:
    convs = [[100, 1], [1, 1], [1, 1, 1], [1, 1, 1], [1, 1, 1]]
    layers: list[object] = []
    for pads in convs:
        layers += [*({"conv": {"filters": 1, "size": 3, "pad": pad}} for pad in pads), {"pool": 2}]
    layers += [{"conv": {"filters": 1, "size": 7}}, {"conv_transpose": {"filters": 1, "size": 64, "stride": 32}}]
    report = calculate(Network(input="224x224x3", rounding="ceil", layers=layers))
    extents = [layer.output[0] for layer in report if layer.output is not None]
    assert (extents[0], report["pool5"].output) == (224 + 2 * 100 - 3 + 1, (14, 14, 1))
    assert extents[-2:] == [14 - 7 + 1, (8 - 1) * 32 + 64]


@pytest.mark.parametrize(
    ("extents", "fields", "said"),
    [
        (
            "7x7x1",
            {"size": 3, "stride": 3},
            "along W and H a window of 3 moving by 3 does not fit 7 pixels: 1 left over; 1 real column and 1 real",
        ),
        (
            "8x1",
            {"size": 3, "stride": 3, "pad": 1},
            "a window of 3 moving by 3 does not fit 8 pixels (padded: 10): 1 left",
        ),
        ("9x1", {"size": 3, "stride": 3, "dilation": 2}, "a window of 5 moving by 3 does not fit 9 pixels: 1 left"),
        (
            "9x8x1",
            {"size": 3, "stride": [3, 2]},
            "along H a window of 3 moving by 2 does not fit 8 pixels: 1 left over; 1 real row is never read",
        ),
    ],
)
def test_the_message_gives_the_numbers(extents: str, fields: dict[str, object], said: str) -> None:
    assert said in only(sized(extents, {"conv": {"filters": 1, **fields}})).message


def test_rounded_down_a_window_stops_short() -> None:
    layer: dict[str, object] = {"conv": {**CONV, "stride": 3}}
    assert "moving by 3 stops short of the end of 7 pixels" in only(sized("7x1", layer, "floor")).message


def test_a_hint_names_the_axis_where_only_one_is_at_fault() -> None:
    layer: dict[str, object] = {"conv": {**CONV, "stride": 3}}
    assert "input W 6 or 9" in only(sized("7x9x1", layer)).hint
    assert "input W 6 or 9; input H 9 or 12" in only(sized("7x10x1", layer)).hint
    assert "input 6 or 9" in only(sized("7x7x1", layer)).hint


def test_a_padding_that_is_suggested_is_less_than_every_size() -> None:
    layer: dict[str, object] = {"pool": {"size": [2, 5], "stride": 3}}
    pads = [number for field, _, number in options(only(sized("6x9x1", layer))) if field == "pad"]
    assert pads == [1]


def test_padding_on_one_side_lets_a_window_in() -> None:
    layer = {"filters": 1, "size": 7}
    assert sized("6x1", {"conv": {**layer, "pad": {"right": 1}}}).output == (1, 1)
    assert sized("6x1", {"conv": {**layer, "pad": {"left": 1}}}).output == (1, 1)
    assert only(sized("5x1", {"conv": {**layer, "pad": {"right": 1}}})).code == "window-too-large"


def test_the_window_of_a_users_own_kind_has_to_fit_as_any_other() -> None:
    layers = [Blur(size=3, stride=3)]
    report = calculate(Network(input="7x7x1", layers=layers))
    problem = only(report)
    assert (problem.code, problem.layer, report.valid) == ("window-does-not-fit", "blur1", False)
    assert "1 real column" in problem.message
    assert {field for field, _, _ in options(problem)} == {"stride", "size", "input"}, "it has no `pad`"
    for field, number in (("stride", 2), ("size", 4)):
        assert (field, "", number) in options(problem)
        assert calculate(Network(input="7x7x1", layers=[Blur(**{"size": 3, "stride": 3, field: number})])).valid
    assert calculate(Network(input="7x7x1", layers=layers, rounding="floor")).valid
    wide = Network(input="8x8x1", layers=[Blur(size=5, stride=5)], rounding="floor")
    assert only(calculate(wide)).code == "pixels-never-read"


def test_the_only_pixel_of_an_axis_may_go_unread() -> None:
    conv = {"filters": 1, "size": "1x2", "stride": "1x4", "pad": {"top": 4}}
    report = calculate(Network(input="5x1x1", rounding="floor", layers=[{"conv": conv}]))
    assert [problem.code for problem in report.problems] == ["pixels-never-read"]  # r = 1 + 4 - 2 = 3 > S - F = 2
