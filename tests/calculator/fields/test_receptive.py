"""Receptive fields, against sets of input pixels that are really followed through the layers."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from netcalc import Layer, Network, Report, Volume, calculate, explain
from netcalc.arithmetic import Arithmetic, Slide
from netcalc.layers.base import Sees, Unknown, Window

Reads = Callable[[int], set[int]]


@dataclass(frozen=True)
class Axis:
    """One axis of a layer: the fields it is written with, which positions a position reads, how it steps."""

    fields: dict[str, Any]
    reads: Reads
    step: Fraction


def sliding(F: int, S: int, pads: tuple[int, int], d: int) -> Axis:
    return Axis(
        {"size": F, "stride": S, "pad": pads, "dilation": d},
        lambda o: {o * S - pads[0] + k * d for k in range(F)},
        Fraction(S),
    )


def transposed(F: int, S: int, pads: tuple[int, int], d: int, extra: int) -> Axis:
    def reads(o: int) -> set[int]:
        return {(o + pads[0] - k * d) // S for k in range(F) if (o + pads[0] - k * d) % S == 0}

    return Axis(
        {"size": F, "stride": S, "pad": pads, "dilation": d, "output_pad": min(extra, max(S, d) - 1)},
        reads,
        Fraction(1, S),
    )


def repeated(factor: int) -> Axis:
    return Axis({"factor": factor}, lambda o: {o // factor}, Fraction(1, factor))


def moved(pads: tuple[int, int]) -> Axis:
    return Axis({"pad": pads}, lambda o: {o - pads[0]}, Fraction(1))


def cropped(margins: tuple[int, int]) -> Axis:
    return Axis({"margin": margins}, lambda o: {o + margins[0]}, Fraction(1))


def same_position() -> Axis:
    return Axis({}, lambda o: {o}, Fraction(1))


SMALL, PADS = st.integers(1, 4), st.tuples(st.integers(0, 2), st.integers(0, 2))
AXES: dict[str, st.SearchStrategy[Axis]] = {
    "conv": st.builds(sliding, SMALL, st.integers(1, 3), PADS, st.integers(1, 3)),
    "local": st.builds(sliding, SMALL, st.integers(1, 3), PADS, st.just(1)),
    "pool": st.builds(sliding, st.integers(3, 4), st.integers(1, 3), PADS, st.just(1)),
    "conv_transpose": st.builds(transposed, SMALL, st.integers(1, 3), PADS, st.integers(1, 3), st.integers(0, 2)),
    "upsample": st.builds(repeated, st.integers(1, 3)),
    "zero_pad": st.builds(moved, PADS),
    "crop": st.builds(cropped, PADS),
    "batchnorm": st.builds(same_position),
}
SIDES = (("left", "right"), ("top", "bottom"), ("front", "back"))
Stage = tuple[str, list[Axis]]


def stages(axes: int, most: int) -> st.SearchStrategy[list[Stage]]:
    kinds = st.sampled_from(sorted(AXES))
    one = kinds.flatmap(lambda kind: st.tuples(st.just(kind), st.lists(AXES[kind], min_size=axes, max_size=axes)))
    return st.lists(one, min_size=1, max_size=most)


def written(stage: Stage, **more: object) -> dict[str, object]:
    """Write a stage as a spec does, its numbers one per axis."""
    kind, axes = stage
    fields: dict[str, object] = {name: [axis.fields[name] for axis in axes] for name in axes[0].fields}
    for rim in fields.keys() & {"pad", "margin"}:
        names = zip(SIDES, axes, strict=False)
        fields[rim] = {side: pad for sides, axis in names for side, pad in zip(sides, axis.fields[rim], strict=True)}
    if kind in ("local", "pool"):
        del fields["dilation"]
    filters = {"filters": 1} if kind in ("conv", "local", "conv_transpose") else {}
    return {kind: {**fields, **filters, **more}}


def followed(path: list[Axis], position: int) -> set[int]:
    """Follow a position back to the input pixels it sees, as if the input had no end."""
    seen = {position}
    for axis in reversed(path):
        seen = {pixel for here in seen for pixel in axis.reads(here)}
    return seen


def check(report: Report, paths: list[list[list[Axis]]]) -> None:
    """Hold the last layer's field against all the paths, each a list of layers with an Axis an axis."""
    last = report.layers[-1]
    assert last.output is not None
    assert last.receptive_field is not None
    for number, (reach, extent) in enumerate(zip(last.receptive_field, last.output.spatial, strict=True)):
        seen = [
            set().union(*(followed([layer[number] for layer in path], position) for path in paths))
            for position in range(extent)
        ]
        assert reach.size == max((max(pixels) - min(pixels) + 1 for pixels in seen if pixels), default=0)
        if seen[0]:
            assert reach.start == min(seen[0])
        step = Fraction(1)
        for layer in paths[0]:
            step *= layer[number].step
        assert reach.step == step


@given(st.integers(1, 3).flatmap(lambda axes: st.tuples(st.just(axes), stages(axes, 5))), st.integers(5, 30))
def test_a_stack_sees_the_pixels_that_reach_it(drawn: tuple[int, list[Stage]], W: int) -> None:
    axes, stack = drawn
    extents = [W, W + 1, W + 2][:axes]
    report = calculate(Network(input=[*extents, 1], rounding="floor", layers=[written(stage) for stage in stack]))
    assume(report.layers[-1].output is not None)
    assume(max(report.layers[-1].output or (0,)) < 200)
    check(report, [[stage[1] for stage in stack]])


KEEPING = st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(0, 9)).map(
    lambda drawn: sliding(drawn[0], 1, split((drawn[0] - 1) * drawn[1], drawn[2]), drawn[1])
)
DOUBLING = st.one_of(
    st.just(("upsample", [repeated(2)])),
    st.sampled_from([(2, (0, 0), 0), (3, (1, 0), 0), (3, (0, 1), 0), (4, (1, 1), 0), (3, (1, 1), 1)]).map(
        lambda drawn: ("conv_transpose", [transposed(drawn[0], 2, drawn[1], 1, drawn[2])])
    ),
)
HALVING: Stage = ("conv", [sliding(2, 2, (0, 0), 1)])


def split(total: int, first: int) -> tuple[int, int]:
    before = min(first, total)
    return before, total - before


def chain(stack: list[Stage], name: str, source: str) -> list[dict[str, object]]:
    """Write a branch: its first layer reads the source, its last has the name."""
    last = len(stack) - 1
    return [
        written(stage, **({"from": source} if place == 0 else {}), **({"name": name} if place == last else {}))
        for place, stage in enumerate(stack)
    ]


BRANCHES = st.one_of(
    st.lists(KEEPING.map(lambda axis: ("conv", [axis])), min_size=1, max_size=3),
    st.tuples(DOUBLING, KEEPING.map(lambda axis: ("conv", [axis])), st.just(HALVING)).map(list),
)


@given(stages(1, 2), BRANCHES, BRANCHES, stages(1, 2), st.sampled_from(["add", "multiply", "concat"]))
def test_a_join_sees_what_all_its_paths_see(
    head: list[Stage], one: list[Stage], other: list[Stage], tail: list[Stage], join: str
) -> None:
    layers = [*map(written, head), {"relu": {"name": "fork"}}, *chain(one, "a", "fork"), *chain(other, "b", "fork")]
    layers += [{join: ["a", "b"]}, *map(written, tail)]
    report = calculate(Network(input="24x1", rounding="floor", layers=layers))
    assume(report.layers[-1].output is not None)
    paths = [[stage[1] for stage in (*head, *branch, *tail)] for branch in (one, other)]
    check(report, paths)


@given(st.lists(DOUBLING, min_size=2, max_size=2), stages(1, 2))
def test_paths_of_equal_fractional_steps_are_joined(branches: list[Stage], tail: list[Stage]) -> None:
    layers = [*chain([branches[0]], "a", "input"), *chain([branches[1]], "b", "input")]
    report = calculate(
        Network(input="12x1", rounding="floor", layers=[*layers, {"add": ["a", "b"]}, *map(written, tail)])
    )
    assume(report.layers[-1].output is not None)
    check(report, [[stage[1] for stage in (branch, *tail)] for branch in branches])


def field(spec_input: str, *layers: object, rounding: str = "exact") -> list[tuple[int, int | Fraction, int]] | None:
    """Give the field of the last layer, axis by axis, as (size, step, start)."""
    reaches = calculate(Network(input=spec_input, rounding=rounding, layers=list(layers))).layers[-1].receptive_field
    return None if reaches is None else [(reach.size, reach.step, reach.start) for reach in reaches]


VGG = [
    layer
    for convs in (2, 2, 3, 3, 3)
    for layer in (*[{"conv": {"filters": 1, "size": 3, "pad": 1}}] * convs, {"pool": 2})
]


# Araujo, Norris and Sim 2019 (and google-research/receptive_field): VGG-16's pool5 is 212, stride 32, padding 90.
def test_vgg_16_sees_212_pixels() -> None:
    assert field("224x224x3", *VGG) == [(212, 32, -90)] * 2


# google-research/receptive_field: AlexNet v2's last pool sees 195 pixels.
def test_alexnet_sees_195_pixels() -> None:
    conv = [{"conv": {"filters": 1, "size": 3, "pad": 1}}] * 3
    first = [{"conv": {"filters": 1, "size": 11, "stride": 4}}, {"pool": {"size": 3, "stride": 2}}]
    second = [{"conv": {"filters": 1, "size": 5, "pad": 2}}, {"pool": {"size": 3, "stride": 2}}]
    last = {"pool": {"size": 3, "stride": 2}}
    found = field("227x227x3", *first, *second, *conv, last, rounding="floor")
    assert found is not None
    assert found[0][:2] == (195, 4 * 2 * 2 * 2)


def test_dilation_moves_the_start_by_its_padding_only() -> None:
    dilated = {"conv": {"filters": 1, "size": 3, "dilation": 2, "pad": 2}}
    assert field("9x9x1", dilated, dilated) == [(1 + 2 * 2 + 2 * 2, 1, -2 - 2)] * 2


@pytest.mark.parametrize("kind", ["fc", "maxout", "global_pool", "flatten"])
def test_what_reads_everything_and_what_follows_has_no_window(kind: str) -> None:
    layer: object = {kind: 3} if kind in ("fc", "maxout") else kind
    network = Network(input="8x8x3", layers=[{"conv": {"filters": 3, "size": 3}}, layer, "relu", "batchnorm"])
    conv, *others = calculate(network).layers
    assert conv.receptive_field is not None
    assert [other.receptive_field for other in others] == [None] * 3
    assert [other.receptive_field_is for other in others] == ["all"] * 3
    assert {other.receptive_field_note for other in others} == {f"{kind}1 reads every position"}


@pytest.mark.parametrize("kind", ["batchnorm", "layernorm", "scale", "lrn", "softmax", "prelu", "relu"])
def test_what_works_position_by_position_does_not_widen(kind: object) -> None:
    conv = {"conv": {"filters": 4, "size": 3, "stride": 2}}
    assert field("9x9x3", conv, kind) == [(3, 2, 0)] * 2


def test_without_spatial_axes_there_is_no_axis_to_see_along() -> None:
    assert field("3", "relu") == []


def sees(spec_input: str, *layers: object) -> tuple[str | None, str | None]:
    """Give which answer the last layer's field has, and its note."""
    last = calculate(Network(input=spec_input, layers=list(layers))).layers[-1]
    return last.receptive_field_is, last.receptive_field_note


def test_spans_are_called_spans() -> None:
    assert sees("9x9x1", {"conv": {"filters": 1, "size": 3}}) == ("spans", None)
    assert sees("3", "relu") == ("spans", None)


def test_where_no_volume_leaves_nothing_is_seen() -> None:
    assert sees("2x2x1", {"conv": {"filters": 1, "size": 3}}, "relu") == (None, None)


# Wu and He 2018: a group's mean runs over all its positions, so that every value reaches every other.
def test_behind_a_group_norm_everything_is_seen() -> None:
    conv = {"conv": {"filters": 4, "size": 3}}
    assert field("32x32x3", conv, {"groupnorm": 2}) is None
    assert sees("32x32x3", conv, {"groupnorm": 2}, conv) == ("all", "groupnorm1 reads every position")


FINE_AND_COARSE: list[object] = [
    {"conv": {"filters": 1, "size": 5, "name": "fine"}},
    {"conv": {"filters": 1, "size": 1, "stride": 2, "from": "input", "name": "coarse"}},
    {"add": ["fine", "coarse"]},
]


def test_paths_of_different_steps_have_no_field_in_common() -> None:
    # Both are 5x5: five pixels by 1 on the one path, nine by 2 on the other.
    why = "paths of different steps meet in add1: 1x1 and 2x2 pixels"
    for more in ([], ["relu", {"conv": {"filters": 1, "size": 3}}]):
        assert field("9x9x1", *FINE_AND_COARSE, *more) is None
        assert sees("9x9x1", *FINE_AND_COARSE, *more) == ("unknown", why)


def test_what_reads_every_position_sees_all_whatever_came_before() -> None:
    assert sees("9x9x1", *FINE_AND_COARSE, "flatten") == ("all", "flatten1 reads every position")


def test_a_path_that_sees_all_makes_the_sum_see_all() -> None:
    wide = [{"conv": {"filters": 2, "size": 1}}, {"groupnorm": {"groups": 1, "name": "wide"}}]
    assert sees("8x8x2", *wide, {"add": ["wide", "input"]}) == ("all", "wide reads every position")
    assert (
        sees("9x9x1", *FINE_AND_COARSE, {"groupnorm": {"groups": 1, "from": "fine"}}, {"add": ["add1", "groupnorm1"]})[
            0
        ]
        == "all"
    )


# Hu, Shen and Sun 2018: squeeze and excite. The gate is one factor a channel, made of the whole map.
GATE: list[object] = [{"relu": {"name": "x"}}, "global_pool", {"conv": {"filters": 2, "size": 1}}, "sigmoid"]


@pytest.mark.parametrize("order", [["x", "sigmoid1"], ["sigmoid1", "x"], ["x", "sigmoid1", "x"]])
def test_a_gate_keeps_the_span_of_its_map(order: list[str]) -> None:
    conv = {"conv": {"filters": 2, "size": 3}}
    layers = [conv, *GATE, {"multiply": order}]
    note = "this is the span of the map alone: the gate sigmoid1 sees all"
    assert field("8x8x2", *layers) == [(3, 1, 0)] * 2
    assert sees("8x8x2", *layers) == ("spans", note)
    assert (field("8x8x2", *layers, conv), sees("8x8x2", *layers, conv)) == ([(5, 1, 0)] * 2, ("spans", note))


def test_a_gate_on_a_map_that_is_unknown_leaves_it_unknown() -> None:
    gate = ["global_pool", "sigmoid", {"multiply": ["add1", "sigmoid1"]}]
    assert sees("9x9x1", *FINE_AND_COARSE, *gate)[0] == "unknown"


def test_any_path_of_extents_1_is_a_gate_to_a_map() -> None:
    layers = [{"conv": {"filters": 1, "size": 5, "name": "whole"}}, {"multiply": ["whole", "input"]}]
    assert field("5x5x1", *layers) == [(1, 1, 0)] * 2
    assert field("5x5x1", layers[0], {"multiply": ["whole", "whole"]}) == [(5, 1, 0)] * 2


def test_a_path_stretched_along_one_axis_is_no_gate() -> None:
    row = {"pool": {"size": "8x1", "op": "avg", "name": "row"}}
    why = "multiply1 stretches what it reads along some axes only"
    assert sees("8x8x2", row, {"multiply": ["input", "row"]}) == ("unknown", why)
    column = {"pool": {"size": "1x8", "op": "avg", "from": "input", "name": "column"}}
    assert sees("8x8x2", row, column, {"multiply": ["row", "column"]}) == ("unknown", why)


def test_a_field_that_would_take_long_is_left_out() -> None:
    up = {"conv_transpose": {"filters": 1, "size": 1000, "stride": 999, "pad": 500}}
    down = {"conv": {"filters": 1, "size": 1000, "stride": 7, "pad": 3}}
    report = calculate(Network(input="100000x1", rounding="floor", layers=[up, down] * 20))
    assert report.layers[1].receptive_field is not None
    last = [layer for layer in report if layer.output is not None][-1]
    assert (last.receptive_field, last.receptive_field_is) == (None, "unknown")
    assert last.receptive_field_note == "its windows have more different spans than netcalc follows"


class Blind(Layer):
    """A kind that reads nothing."""

    kind = "blind"

    def sees(self, *given: Volume) -> Sees:
        """See nothing."""
        return "nothing"


class Mixed(Layer):
    """A kind of which nobody can say what it sees."""

    kind = "mixed"

    def sees(self, *given: Volume) -> Sees:
        """Say why."""
        return Unknown("mixes the positions")


class Wide(Layer):
    """A kind that looks through a window which it does not slide."""

    kind = "wide"

    def looks(self, *given: Volume, rules: Arithmetic) -> Window:
        """Look two pixels back."""
        return tuple(Slide(3, before=2) for _ in given[0].spatial)


def test_what_reads_nothing_sees_no_pixel_and_so_does_what_reads_it() -> None:
    none = [(0, 1, 0)] * 2
    assert field("9x9x1", Blind()) == none
    for more in ({"conv": {"filters": 1, "size": 3}}, "relu", {"groupnorm": 1}, Mixed()):
        assert field("9x9x1", Blind(), more) == none
        assert sees("9x9x1", Blind(), more) == ("spans", "nothing of the input reaches it")


@pytest.mark.parametrize("join", ["add", "multiply", "concat"])
def test_what_sees_nothing_adds_nothing_to_a_join(join: str) -> None:
    blind = Blind(name="blind", from_="input")
    conv = {"conv": {"filters": 1, "size": 3, "pad": 1, "name": "c", "from": "input"}}
    for order in (["c", "blind"], ["blind", "c"]):
        assert field("9x9x1", blind, conv, {join: order}) == [(3, 1, -1)] * 2
        assert sees("9x9x1", blind, conv, {join: order}) == ("spans", None)
    assert field("9x9x1", blind, {join: ["blind", "blind"]}) == [(0, 1, 0)] * 2


def test_a_kind_of_which_nobody_can_say_says_why() -> None:
    assert sees("9x9x1", Mixed(), "relu") == ("unknown", "mixed1 mixes the positions")
    assert sees("9x9x1", "flatten", Mixed()) == ("all", "flatten1 reads every position")
    assert sees("9x9x1", *FINE_AND_COARSE, Mixed())[1] == "paths of different steps meet in add1: 1x1 and 2x2 pixels"


def test_a_kind_may_look_through_a_window_of_its_own() -> None:
    conv = {"conv": {"filters": 1, "size": 3, "stride": 2}}
    assert field("9x9x1", conv, Wide()) == [(3 + 2 * 2, 2, -2 * 2)] * 2
    report = calculate(Network(input="9x9x1", layers=[conv, Wide()]))
    said = {str(step) for step in explain(report, "wide1").steps}
    assert "R2 = R1 + (F - 1)·J1 = 3 + (3 - 1)·2 = 7" in said


def test_a_sum_sees_all_where_what_is_stretched_does() -> None:
    conv = {"conv": {"filters": 2, "size": 3, "name": "c"}}
    for kind in ("add", "subtract"):
        layers = [conv, "global_pool", {kind: ["c", "global_pool1"]}]
        assert sees("8x8x2", *layers) == ("all", "global_pool1 reads every position")
    whole = {"conv": {"filters": 2, "size": 6, "name": "whole", "from": "c"}}
    why = "add1 stretches whole over a map: what it sees lies elsewhere from every position"
    assert sees("8x8x2", conv, whole, {"add": ["c", "whole"]}) == ("unknown", why)
    blind = Blind(name="blind", from_="whole")
    assert sees("8x8x2", conv, whole, blind, {"add": ["c", "blind"]}) == ("spans", None)


def test_a_gate_without_spatial_axes_keeps_the_span_of_its_map() -> None:
    conv = {"conv": {"filters": 4, "size": 3, "name": "c"}}
    layers = [conv, {"fc": {"units": 4, "name": "gate"}}, {"multiply": ["gate", "c"]}]
    assert field("8x8x2", *layers) == [(3, 1, 0)] * 2
    assert sees("8x8x2", *layers) == ("spans", "this is the span of the map alone: the gate gate sees all")


# Woo et al. 2018: spatial attention multiplies a map by one of depth 1; what either sees counts.
def test_a_map_stretched_along_the_depth_is_no_gate() -> None:
    conv = {"conv": {"filters": 4, "size": 3, "pad": 1, "name": "c"}}
    thin = {"conv": {"filters": 1, "size": 7, "pad": 3, "from": "c", "name": "thin"}}
    assert field("16x16x2", conv, thin, {"multiply": ["c", "thin"]}) == [(9, 1, -4)] * 2
    assert sees("16x16x2", conv, thin, {"multiply": ["c", "thin"]}) == ("spans", None)


def test_of_keys_that_see_nothing_a_position_sees_its_own_queries() -> None:
    keys = [{"learned": {"shape": "5x8", "name": "keys"}}]
    layers = [
        {"fc": {"units": 8, "flatten": False, "name": "q"}},
        *keys,
        {"attention": {"heads": 2, "from": ["q", "keys"]}},
    ]
    seen = calculate(Network(input="7x3", layers=layers))["attention1"]
    assert (seen.receptive_field_is, seen.receptive_field and seen.receptive_field[0].size) == ("spans", 1)
    turned = [*layers[:2], {"attention": {"heads": 2, "from": ["keys", "q"]}}]
    assert calculate(Network(input="7x3", layers=turned))["attention1"].receptive_field_is == "all"
