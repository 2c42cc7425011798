"""A layer in each of its forms, and lists of layers that are repeated."""

from typing import Any

import pytest

import netcalc
from netcalc import FC, Add, Conv, Network, ReLU, Repeat, SpecError, calculate
from netcalc.layers.base import Layer


def first(written: object) -> Layer:
    layer = Network(input="8x8x3", layers=[written]).layers[0]
    assert isinstance(layer, Layer)
    return layer


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("relu", ReLU()),
        ({"relu": None}, ReLU()),
        ({"relu": {}}, ReLU()),
        ({"relu": {"name": "a"}}, ReLU(name="a")),
        ({"fc": 10}, FC(units=10)),
        ({"fc": {"units": 10}}, FC(units=10)),
        ({"pool": "2x3"}, netcalc.Pool(size=(2, 3))),
        ({"pool": [2, 3]}, netcalc.Pool(size="2x3")),
        ({"dropout": 0.25}, netcalc.Dropout(rate=0.25)),
        ({"lrn": 3}, netcalc.LRN(size=3)),
        ({"global_pool": "max"}, netcalc.GlobalPool(op="max")),
        ({"add": ["input", "input"]}, Add(from_=["input", "input"])),
        ({"conv": {"filters": 4, "size": 3, "pad": "valid"}}, Conv(filters=4, size=3, pad=0)),
        (Conv(filters=4, size=3), Conv(filters=4, size=3)),
    ],
)
def test_every_form_of_a_layer_is_understood(written: object, meant: Layer) -> None:
    assert first(written) == meant


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ({"conv": 3}, "invalid-value"),
        ({"relu": 3}, "invalid-value"),
        ({"fc": [10, 10]}, "invalid-value"),
        ({"fc": None}, "missing-field"),
        ("fc", "missing-field"),
        ({}, "invalid-value"),
        ([], "invalid-value"),
        (["relu"], "invalid-value"),
        (None, "invalid-value"),
        (3, "invalid-value"),
        (True, "invalid-value"),
        ("", "unknown-layer"),
        ({"": 3}, "unknown-layer"),
        ({"fc": 3, "relu": None}, "unknown-field"),
        ({"name": "a", "fc": 3}, "unknown-field"),
        ({"repeat": 3}, "invalid-value"),
    ],
)
def test_what_is_no_layer_is_said_so(written: object, code: str) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="8x8x3", layers=["relu", written])
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.path[:2] == ("layers", 1)
    assert problem.hint or " takes " in problem.message


@pytest.mark.parametrize("layers", [[], "relu", {"relu": None}, None, 3, True])
def test_layers_are_a_list_that_is_not_empty(layers: object) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="3", layers=layers)
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [("invalid-value", ("layers",))]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(True, "true"), (None, "nothing"), ("ten", '"ten"'), ("t" * 99, f'"{"t" * 37}..."'), ([1], "[1]")],
)
def test_a_wrong_value_is_quoted_as_it_was_written(value: object, shown: str) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="3", layers=[{"fc": {"units": value}}])
    assert caught.value.problems[0].message.endswith(f", not {shown}")


def test_two_kinds_in_one_item_are_taken_apart() -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="3", layers=[{"fc": 3, "name": "a"}])
    (problem,) = caught.value.problems
    assert problem.path == ("layers", 0, "name")
    assert problem.hint == "write `fc: {..., name: a}`"


def test_lines_that_are_indented_too_little_are_one_slip() -> None:
    with pytest.raises(SpecError) as caught:
        Network(
            input="3x3x1",
            layers=[{"conv": None, "filters": 3, "size": 3}, {"relu": None, "fc": 2}, {"fc": 2, "bias": 3}],
        )
    fields, layer, value, held = caught.value.problems
    assert (fields.path, fields.message.partition(":")[0]) == (
        ("layers", 0, "filters"), "`filters` and `size` stand beside `conv`",
    )  # fmt: skip
    assert fields.hint == "indent them below `conv:`, or write `conv: {filters: 3, size: 3}`"
    assert (layer.path, layer.hint) == (("layers", 1, "fc"), "start each layer with `- `: `- fc: 2`")
    assert (value.path, held.path) == (("layers", 2, "bias"), ("layers", 2, "fc", "bias"))


def names(*layers: object) -> list[str]:
    return [layer.name for layer in calculate(Network(input="3", layers=list(layers)))]


@pytest.mark.parametrize("times", [0, 1, 3])
def test_a_repeat_is_its_layers_so_many_times(times: int) -> None:
    unrolled = ["relu", {"fc": 3}] * times
    assert names("tanh", {"repeat": {"times": times, "layers": ["relu", {"fc": 3}]}}) == names("tanh", *unrolled)


def test_repeats_nest() -> None:
    inner = {"repeat": {"times": 3, "layers": ["relu"]}}
    assert names({"repeat": {"times": 2, "layers": [inner, {"fc": 3}]}}) == names(
        *["relu"] * 3, {"fc": 3}, *["relu"] * 3, {"fc": 3}
    )


def test_a_network_of_nothing_gives_its_input() -> None:
    report = calculate(Network(input="8x8x3", layers=[{"repeat": {"times": 0, "layers": ["relu"]}}]))
    assert (report.layers, report.output, report.totals.params, report.valid) == ((), (8, 8, 3), 0, True)
    assert report.totals.activations == 8 * 8 * 3


@pytest.mark.parametrize(
    "repeat",
    [
        Repeat(times=2, layers=[ReLU(), FC(units=3)]),
        Repeat(times=2, layers=["relu", {"fc": 3}]),
        Repeat(times=2, layers=[ReLU(), Repeat(times=1, layers=[{"fc": {"units": 3}}])]),
    ],
)
def test_a_repeat_made_in_python_is_read_as_a_written_one(repeat: Repeat) -> None:
    assert names(repeat) == ["relu1", "fc1", "relu2", "fc2"]


@pytest.mark.parametrize("layers", ["relu", [], None, ["rellu"], [{"fc": 0}]])
def test_what_is_wrong_in_a_repeat_made_in_python_is_said(layers: Any) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="3", layers=[Repeat(times=2, layers=layers)])
    (problem,) = caught.value.problems
    assert problem.path[:4] == ("layers", 0, "repeat", "layers")


@pytest.mark.parametrize("times", [-1, 1.5, True, "2", None])
def test_times_is_a_whole_number(times: object) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="3", layers=[{"repeat": {"times": times, "layers": ["relu"]}}])
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("invalid-value", ("layers", 0, "repeat", "times"))


def repeated(*times: int) -> dict[str, Any]:
    layer: Any = "relu"
    for number in reversed(times):
        layer = {"repeat": {"times": number, "layers": [layer]}}
    return {"input": "3", "layers": [layer]}


def test_a_hundred_thousand_layers_are_taken() -> None:
    assert len(Network.of(repeated(10, 100, 100)).graph.nodes) == 100_000


@pytest.mark.parametrize("times", [(100_001,), (10, 100, 101), (10**9, 10**9), (1000, 1000, 1000), (10**9, 0)])
def test_more_layers_are_refused_at_once(times: tuple[int, ...]) -> None:
    with pytest.raises(SpecError) as caught:
        Network.of(repeated(*times))
    (problem,) = caught.value.problems
    assert (problem.code, problem.path[-1]) == ("limit-exceeded", "times")


def test_written_layers_are_counted_too() -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="3", layers=[ReLU()] * 100_001)
    assert [problem.code for problem in caught.value.problems] == ["limit-exceeded"]
