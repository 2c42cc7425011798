"""Kinds that are told which extents come out: adaptive pools, upsampling, cropping to another layer."""

import pytest

from netcalc import Network, Report, SpecError, calculate
from netcalc.explanation.output import output_steps
from netcalc.problems import Problem


def calculated(volume: str, *layers: object) -> Report:
    return calculate(Network(input=volume, rounding="floor", layers=list(layers)))


def refused(layer: object) -> list[Problem]:
    with pytest.raises(SpecError) as caught:
        calculated("9x7x2", layer)
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("volume", "layer", "made"),
    [
        ("13x9x2", {"adaptive_pool": 7}, (7, 7, 2)),
        ("13x9x2", {"adaptive_pool": {"size": "3x20", "op": "max"}}, (3, 20, 2)),
        ("5x3", {"adaptive_pool": 1}, (1, 3)),
        ("5x7x3", {"upsample": {"size": "10x4"}}, (10, 4, 3)),
        ("5x7x3", {"upsample": {"size": 8, "mode": "bilinear"}}, (8, 8, 3)),
        ("5x7x3", {"upsample": {"factor": "1x3", "mode": "bilinear"}}, (5, 21, 3)),
        ("5x7x3", {"upsample": {"to": "input"}}, (5, 7, 3)),
        ("5x7x3", {"crop": {"to": "input"}}, (5, 7, 3)),
    ],
)
def test_the_extents_are_those_that_are_asked_for(volume: str, layer: object, made: tuple[int, ...]) -> None:
    report = calculated(volume, layer)
    assert (report.output, report.problems) == (made, ())
    assert (report.totals.neurons, report.totals.params, report.totals.macs) == (0, 0, 0)


SMALL = {"conv": {"filters": 3, "size": 3, "stride": 2, "name": "small"}}


def test_a_layer_takes_the_extents_of_another_and_its_own_depth() -> None:
    report = calculated("9x7x2", SMALL, {"crop": {"to": "small", "start": "2x1", "from": "input"}})
    crop = report["crop1"]
    assert (crop.output, crop.input, crop.from_) == ((4, 3, 2), (9, 7, 2), ("input",))
    assert [(slide.before, slide.after) for slide in crop.working.window or ()] == [(-2, -(9 - 4 - 2)), (-1, -3)]
    assert [(reach.size, reach.start) for reach in crop.receptive_field or ()] == [(1, 2), (1, 1)]
    assert [str(step) for step in output_steps(crop)] == [
        "W2 = W_to = 4",
        "H2 = H_to = 3",
        "D2 = D1 = 2",
        "output = 4x3x2",
    ]


def test_an_upsampling_grows_back_to_what_was() -> None:
    report = calculated("9x7x2", SMALL, {"upsample": {"to": "input", "mode": "bilinear"}})
    assert report.output == (9, 7, 3)
    assert report.layers[-1].from_ == ("small",)


def test_to_be_measured_is_to_be_read() -> None:
    relu = {"relu": {"name": "aside"}}
    report = calculated("9x7x2", relu, {"crop": {"to": "aside", "from": "input"}})
    assert report.problems == ()
    (problem,) = calculated("9x7x2", relu, {"crop": {"margin": 0, "from": "input"}}).problems
    assert (problem.code, problem.layer) == ("unread-output", "aside")


def test_a_layer_in_a_block_is_measured_by_its_name_there() -> None:
    blocks = {"up": {"args": {"skip": None}, "layers": [{"pool": 2}, {"upsample": {"to": "${skip}"}}]}}
    network = Network(
        input="9x7x2", rounding="floor", blocks=blocks, layers=[{"relu": {"name": "a"}}, {"up": {"skip": "a"}}]
    )
    assert calculate(network).output == (9, 7, 2)


def test_what_does_not_stand_before_cannot_be_measured() -> None:
    (problem,) = refused({"crop": {"to": "later"}})
    assert (problem.code, problem.path) == ("unknown-reference", ("layers", 0, "crop", "to"))


LARGER = "input is larger than what is cropped: name a layer that is no larger than 4x3x3"


def test_more_is_asked_for_than_there_is() -> None:
    (problem,) = calculated("9x7x2", SMALL, {"crop": {"to": "input"}}).problems
    assert (problem.code, problem.path[-1], problem.hint) == ("shape-mismatch", "to", LARGER)
    (problem,) = calculated("9x7x2", {"crop": {"to": "input", "start": "0x1"}}).problems
    assert problem.message == "the 7 pixels of input from pixel 1 on end beyond the 7 of 9x7x2"
    assert problem.hint == "a start of at most 0"


def test_axes_are_as_many() -> None:
    (problem,) = calculated(
        "9x7x2", {"fc": {"units": 3, "name": "row"}}, {"crop": {"to": "row", "from": "input"}}
    ).problems
    assert (problem.code, problem.path[-1]) == ("shape-mismatch", "to")
    (problem,) = calculated("9x7x2", {"adaptive_pool": "3x3x3"}).problems
    assert (problem.code, problem.path[-1]) == ("shape-mismatch", "size")


@pytest.mark.parametrize(
    ("layer", "code", "field"),
    [
        ("upsample", "missing-field", "factor"),
        ("crop", "missing-field", "margin"),
        ({"upsample": {"factor": 2, "size": 4}}, "invalid-value", "size"),
        ({"upsample": {"size": 4, "to": "input"}}, "invalid-value", "to"),
        ({"crop": {"margin": 1, "to": "input"}}, "invalid-value", "to"),
        ({"crop": {"margin": 1, "start": 1}}, "invalid-value", "start"),
        ({"upsample": {"factor": 2, "mode": "cubic"}}, "invalid-value", "mode"),
        ("adaptive_pool", "missing-field", "size"),
        ({"adaptive_pool": {"size": 2, "op": "sum"}}, "invalid-value", "op"),
    ],
)
def test_one_way_is_written(layer: object, code: str, field: str) -> None:
    (problem,) = refused(layer)
    assert (problem.code, problem.path[-1]) == (code, field)


@pytest.mark.parametrize("layer", [{"adaptive_pool": 2}, {"upsample": {"size": 4}}, {"crop": {"to": "input"}}])
def test_spatial_axes_are_needed(layer: object) -> None:
    assert [problem.code for problem in calculated("12", layer).problems] == ["shape-mismatch"]


@pytest.mark.parametrize(
    ("layer", "answer", "sizes", "steps"),
    [
        ({"adaptive_pool": 3}, "spans", (4,), (4,)),
        ({"adaptive_pool": 24}, "spans", (1,), (0.5,)),
        ({"adaptive_pool": 5}, "unknown", (), ()),
        ({"adaptive_pool": 1}, "all", (), ()),
        ({"upsample": 3}, "spans", (1,), (1 / 3,)),
        ({"upsample": {"size": 24}}, "spans", (1,), (0.5,)),
        ({"upsample": {"size": 18}}, "spans", (1,), (2 / 3,)),
        ({"upsample": {"factor": 2, "mode": "bilinear"}}, "spans", (1 + 2,), (0.5,)),
        ({"upsample": {"size": 18, "mode": "bilinear"}}, "spans", (1 + 2,), (2 / 3,)),
    ],
)
def test_what_a_value_sees(layer: object, answer: str, sizes: tuple[int, ...], steps: tuple[float, ...]) -> None:
    found = calculated("12x1", layer).layers[0]
    assert found.receptive_field_is == answer
    assert tuple(reach.size for reach in found.receptive_field or ()) == sizes
    assert tuple(float(reach.step) for reach in found.receptive_field or ()) == pytest.approx(steps)


def test_why_nobody_can_say_what_an_adaptive_window_sees() -> None:
    note = calculated("12x1", {"adaptive_pool": 5}).layers[0].receptive_field_note
    assert note == "adaptive_pool1 makes 5 windows along 12 pixels of W: they are of unlike extents"
