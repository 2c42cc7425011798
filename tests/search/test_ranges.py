"""Ranges and unknowns: read as people type them, refused in a sentence where they are none."""

import pytest

from netcalc.network.bundle import load
from netcalc.network.network import Network
from netcalc.problems import Unreadable
from netcalc.search.asking.ranges import Values, read_range
from netcalc.search.asking.unknowns import given_values, understood, volume_of
from netcalc.volume import Volume

LENET = load("lenet5")
VARIED = Network(input="8x8x1", vars={"width": 4, "batch": 2}, layers=[{"conv": {"filters": "${width}", "size": 3}}])
SIAMESE = Network(inputs={"left": "9x9x1", "right": "9x9x1"}, layers=[{"add": {"from": ["left", "right"]}}])


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1..4", [1, 2, 3, 4]),
        ("8..30:8", [8, 16, 24]),
        ("3,5,7", [3, 5, 7]),
        ("same, 0..1", ["same", 0, 1]),
        ("[3, 5],1", ["${[3, 5]}", 1]),
        ("true,false", [True, False]),
        ("1_000..1_002", [1000, 1001, 1002]),
        ("0.1,0.5", [0.1, 0.5]),
        ("1e-3,1e3", [0.001, 1000.0]),
        ("3x5,2*4", ["3x5", "${2*4}"]),
        ("-5..-4", [-5, -4]),
        ("7..7", [7]),
    ],
)
def test_a_range_is_read_as_it_is_typed(text: str, values: list[object]) -> None:
    made = read_range(text)
    assert [*made] == values
    assert [made[place] for place in range(len(made))] == values
    assert made[-1] == values[-1]
    assert made[:2] == tuple(values[:2])


def test_a_long_range_takes_no_room() -> None:
    made = read_range("1..1000000000")
    assert len(made) == 10**9
    assert made[10**9 - 1] == 10**9
    with pytest.raises(IndexError):
        made[10**9]


@pytest.mark.parametrize(("text", "grows"), [("1..4,9", True), ("1..4,4..9", False), ("9,3", False), ("same,3", False)])
def test_growing_numbers_are_known_as_such(text: str, grows: bool) -> None:  # noqa: FBT001
    assert Values(piece for part in text.split(",") for piece in read_range(part).pieces).growing is grows


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5..1", "the range is empty: 5 is above 1; write 1..5"),
        ("1..9:0", "a step is at least 1, not 0"),
        ("1..", "no run of whole numbers"),
        ("1..x", "no run of whole numbers"),
        ("1-3", "no run of whole numbers"),
        ("", "there is no value in it"),
        ("3,,5", "no value between two commas"),
        ("1..4,3", "3 stands in the range twice"),
        ("1..10000000000", "a number is at most 1,000,000,000"),
        ("9" * 3000, "at most 2,000 characters"),
        ("8-40", "write 8..40"),
        ("5Q", "5Q is no number: a range is 1..64"),
        ("5k", "5k is no whole number here: write 5000"),
        ("1k..5k", "no run of whole numbers: write 1000..5000"),
        ("1..1e6", "no run of whole numbers: write 1..1000000"),
        ("1e400", "1e400 is larger than any number"),
        ("5..", "no run of whole numbers"),
        ("1...5", "no run of whole numbers"),
    ],
)
def test_what_is_no_range_is_said(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_range(text)


@pytest.mark.parametrize(
    ("name", "of"),
    [("width", "set"), ("conv1.stride", "set"), ("input", "input"), ("input.width", "extent"), ("batch", "set")],
)
def test_an_unknown_is_a_var_a_field_an_input_or_the_batch(name: str, of: str) -> None:
    (unknown,) = understood(VARIED, {name: read_range("1..3")})
    assert unknown.of == of
    assert understood(LENET, {"batch": read_range("1..3")})[0].of == "batch"
    assert understood(SIAMESE, {"left.height": read_range("9..10")})[0].place == 1


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("widht", "1..3", "did you mean `width`"),
        ("inptu", "1..3", "did you mean `input`"),
        ("filters", "1..3", "name the layer: conv1.filters"),
        ("conv1", "1..3", "a layer is varied by a field: conv1.size, conv1.filters"),
        ("nothing", "1..3", "the spec's vars: width, batch; else a layer's field"),
        ("input.widht", "1..3", "did you mean `input.width`"),
        ("input.length", "1..3", "it has width, height, depth"),
        ("input.width", "0..3", "an extent is a whole number of at least 1, not 0"),
        ("input", "0..3", "0 is no input"),
        ("input", "3.5", "3.5 is no input"),
        ("conv1.name", "a,b", "cannot be varied"),
    ],
)
def test_what_cannot_be_varied_is_said(name: str, values: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        understood(VARIED, {name: read_range(values)})


def test_of_several_inputs_one_is_named() -> None:
    with pytest.raises(Unreadable, match="they are left, right"):
        understood(SIAMESE, {"input": read_range("1..3")})
    with pytest.raises(Unreadable, match="nothing is varied"):
        understood(LENET, {})
    with pytest.raises(Unreadable, match="has no values"):
        given_values("width", [])


def test_a_number_is_each_spatial_extent_or_the_depth() -> None:
    assert volume_of(Volume((32, 32, 3)), 64) == (64, 64, 3)
    assert volume_of(Volume((784,)), 100) == (100,)
    assert volume_of(Volume((32, 32, 3)), "28x28x1") == (28, 28, 1)
    assert [*given_values("input", [(8, 8, 3), 9])] == [(8, 8, 3), 9]
