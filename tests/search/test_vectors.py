"""Columns: a number for each variant, which goes through the calculator's own lines and comes out as integers do."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcalc.network.bundle import load
from netcalc.network.network import Network
from netcalc.search import search
from netcalc.search.asking.ranges import read_range
from netcalc.search.every import FEW
from netcalc.search.exact import Counted
from netcalc.search.piece import Asked, one_by_one
from netcalc.search.searching import Wanted, asked_of
from netcalc.search.vectors.boxes import Box, box_of, cut, parted
from netcalc.search.vectors.columns.many import Many, column
from netcalc.search.vectors.columns.parting import Beyond, Parted
from netcalc.search.vectors.columns.rules import ManyRules
from netcalc.search.vectors.piece import can_ask, in_columns
from tests.support.searched import compared

LENET = load("lenet5")
WHOLE = st.integers(-(10**6), 10**6)
WORKED: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "//": lambda one, other: one // other,
    "%": lambda one, other: one % other,
    "up": lambda one, other: ManyRules().up(one, other),
    "chosen": lambda one, other: ManyRules().chosen(one, other, one + 1, other),
    "positive": lambda one, other: ManyRules().positive(one - other),
    "abs": lambda one, other: abs(one - other),
}


def asked(network: Network, unknowns: dict[str, str], *where: str, **wanted: Any) -> Asked:
    ranges = {name: read_range(text) for name, text in unknowns.items()}
    return asked_of(network, ranges, where, Wanted(**wanted), Counted())[0]


def columns(found: Asked) -> Any:
    (ends,) = cut(found.space, 10**6)
    return in_columns(found, ends)


@given(ones=st.lists(WHOLE, min_size=2, max_size=9), others=st.lists(WHOLE, min_size=9, max_size=9))
def test_arithmetic_is_that_of_integers(ones: list[int], others: list[int]) -> None:
    left, right = Many(np.array(ones)), Many(np.array(others[: len(ones)]))
    for work in WORKED.values():
        for one, other in ((left, right), (left, others[0]), (ones[0], right)):
            try:
                expected = [
                    work(ones[at] if one is left else one, others[at] if other is right else other)
                    for at in range(len(ones))
                ]
            except ZeroDivisionError:
                with pytest.raises((ZeroDivisionError, Parted)):
                    work(one, other)
                continue
            try:
                made = work(one, other)
            except Parted:  # abs, of both signs
                continue
            assert np.broadcast_to(column(made), (len(ones),)).tolist() == expected


@given(ones=st.lists(st.integers(-3, 3), min_size=2, max_size=6), other=st.integers(-3, 3))
def test_a_choice_is_that_of_all_or_parts_them(ones: list[int], other: int) -> None:
    number = Many(np.array(ones))
    for compare in (
        lambda one: one < other, lambda one: one <= other, lambda one: one > other, lambda one: one >= other,
        lambda one: one == other, lambda one: one != other, bool,
    ):  # fmt: skip
        each = [compare(one) for one in ones]
        if len({*each}) == 1:
            assert compare(number) is each[0]
        else:
            with pytest.raises(Parted) as way:
                compare(number)
            assert way.value.mask.tolist() == each


def test_what_no_column_can_do_parts_by_value() -> None:
    number = Many(np.array([1, 5, 9, 9]))
    for work in (hash, int, float, range, lambda one: one**2, lambda one: one / 10, lambda one: "abc"[one]):
        with pytest.raises(Parted) as way:
            work(number)
        assert way.value.mask.tolist() == [True, True, False, False]
    assert isinstance(number, int)
    assert repr(number) != repr(number.tight)
    assert number != "5"


def test_products_beyond_63_bits_are_parted_or_refused() -> None:
    with pytest.raises(Parted) as way:
        Many(np.array([2, 2**40])) * 2**40
    assert way.value.mask.tolist() == [True, False]
    with pytest.raises(Beyond):
        Many(np.array([2**40, 2**41])) * 2**40
    assert (Many(np.array([1, 2**30]), 0, 2**60) * 2**20).held.tolist() == [2**20, 2**50]


@pytest.mark.parametrize("seed", [0, 3, 5, 8, 13, 21, 34])
def test_random_specs_are_as_the_exact_calculator_says(seed: int) -> None:
    compared(seed)


def test_windows_that_do_not_fit_are_told_apart() -> None:
    found = asked(
        LENET, {"conv1.size": "1..40:3", "conv1.stride": "1..2", "conv2.filters": "0..3"}, "valid", sort="totals.macs"
    )
    made, exact = columns(found), one_by_one(found, range(found.space.size))
    assert not len(made.left)
    assert made.part[:5] == exact[:5]
    assert 0 < exact.found < exact.understood < exact.tried


def test_the_nearest_is_the_one_that_the_exact_calculator_finds() -> None:
    found = asked(LENET, {"conv1.filters": "1..60", "fc1.units": "1..3"}, "totals.params <= 1k", "totals.macs >= 1M")
    assert columns(found).part == one_by_one(found, range(found.space.size))


@pytest.mark.parametrize(
    "where",
    [
        ("totals.params < 59576",),
        ("totals.params > 1M", "conv1.params > 9"),
        ("conv1.params != conv1.params",),
        ("conv1.params < conv1.params", "totals.params ~ 61.7k"),
        ("conv1.output >= 29x20x61",),
        ("conv1.params == 26", "conv1.params == 52", "conv1.params == 78", "valid"),
    ],
)
def test_how_far_off_columns_are_is_as_the_exact_calculator_says(where: tuple[str, ...]) -> None:
    found = asked(LENET, {"conv1.filters": "1..9", "conv1.size": "1,40"}, *where)
    assert columns(found).part == one_by_one(found, range(found.space.size))


def test_the_highest_moment_is_each_variants_own() -> None:
    for where in ("memory.peak <= 900k", "memory.inference >= 300k"):
        unknowns = {"conv1.filters": "1..40:7", "conv1.size": "1..33:8", "batch": "1,90"}
        found = asked(LENET, unknowns, where, sort=where.partition(" ")[0])
        made = columns(found)
        assert not len(made.left)
        assert made.part[:5] == one_by_one(found, range(found.space.size))[:5]


def test_numbers_beyond_63_bits_are_left_to_the_exact_calculator() -> None:
    huge = Network(input="1000000000", layers=[{"fc": 10**9}, {"fc": 10**9}])
    found = asked(huge, {"fc2.units": "1..1000000000:9999999"}, "totals.params >= 1", sort="-totals.training_flops")
    made = columns(found)
    assert 0 < len(made.left) < found.space.size
    whole = search(huge, {"fc2.units": "1..1000000000:9999999"}, sort="-totals.training_flops", limit=1)
    assert whole.best is not None
    assert whole.best["totals.training_flops"] > 2**62


def test_vars_words_and_structure_are_parted() -> None:
    network = Network(
        input="16x16x1",
        vars={"width": 4, "times": 1},
        layers=[
            {"repeat": {"times": "${times}", "layers": [{"conv": {"filters": "${2 * width}", "size": 3}}, "relu"]}},
            {"pool": {"size": 2, "op": "max", "name": "p"}},
        ],
    )
    found = asked(network, {"times": "0..9", "width": "1..6", "p.op": "max,avg"}, "valid", sort="-totals.params")
    made = columns(found)
    rest = one_by_one(found, made.left.tolist())
    assert made.part.joined(rest, found)[:5] == one_by_one(found, range(found.space.size))[:5]


def test_what_is_not_answered_on_columns_is_known() -> None:
    assert can_ask(asked(LENET, {"batch": "1..9"}, "memory.training <= 1MB"))
    assert can_ask(asked(LENET, {"batch": "1..9"}, "memory.peak <= 1MB"))
    assert not can_ask(asked(LENET, {"batch": "1..9"}, "conv1.macs.percent <= 30"))
    assert not can_ask(asked(LENET, {"conv1.pad": "same,0"}, sort="conv1.pad"))
    assert not can_ask(asked(LENET, {"conv1.pad": "same,0"}, sort="output"))


def test_boxes_cut_all_variants_in_their_order() -> None:
    space = asked(LENET, {"conv1.filters": "1..7", "conv1.size": "1..3", "fc1.units": "1..5"}).space
    for most in (1, 4, 5, 14, 15, 16, 105, 1000):
        boxes = [box_of(ends) for ends in cut(space, most)]
        assert max(box.size for box in boxes) <= max(most, 1)
        assert np.concatenate([box.numbers(space).reshape(-1) for box in boxes]).tolist() == [*range(105)]


def test_a_box_is_parted_along_one_axis() -> None:
    box = Box((np.arange(3), np.arange(4)))
    mask = np.array([[True, True, False, False], [True, True, False, False], [False] * 4])
    assert [[*map(list, each.places)] for each in parted(box, mask)] == [[[2], [0, 1, 2, 3]], [[0, 1], [0, 1, 2, 3]]]
    wide = np.broadcast_to(mask[0], (3, 4))  # along the first axis nothing varies
    assert [each.shape for each in parted(box, wide)] == [(3, 2), (3, 2)]


def test_many_are_worked_out_as_few_are() -> None:
    few = search(LENET, {"conv1.filters": "1..9"}, where=["totals.params <= 62k"], most="conv1.filters")
    many = search(LENET, {"conv1.filters": f"1..{FEW + 50}"}, where=["totals.params <= 62k"], most="conv1.filters")
    assert few.variants == many.variants


def test_a_column_is_understood_whole() -> None:
    network = Network(input="8x8x1", vars={"width": 4}, layers=[{"conv": {"filters": "${2 * width}", "size": 3}}])
    column_of = Many(np.array([3, 4, 5]))
    (node,) = network.replace(set={"width": column_of}, input=(column_of, 8, 1)).graph.nodes
    assert vars(node.layer)["filters"].held.tolist() == [6, 8, 10]
