"""Kinds that rearrange values, against index arithmetic on volumes: width, height, ... , depth, value by value."""

from collections.abc import Callable, Iterator
from itertools import product
from math import prod, sqrt
from typing import Any

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from netcalc import Network
from netcalc.reference import ReferenceNet

Volume = dict[tuple[int, ...], float]  # the value at each place, (x, y, ..., slice)
SMALL = st.integers(1, 4)
EXTENTS = st.lists(SMALL, min_size=1, max_size=4).map(tuple)


def places(extents: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    return product(*map(range, extents))


def as_array(volume: Volume, extents: tuple[int, ...]) -> Any:
    """Put a volume as arrays have it: (1, D, ..., H, W)."""
    array = np.empty((1, extents[-1], *reversed(extents[:-1])))
    for place in places(extents):
        array[(0, place[-1], *reversed(place[:-1]))] = volume[place]
    return array


def as_volume(array: Any) -> Volume:
    extents = (*reversed(array.shape[2:]), array.shape[1])
    return {place: float(array[(0, place[-1], *reversed(place[:-1]))]) for place in places(extents)}


def drawn(extents: tuple[int, ...], seed: int) -> Volume:
    values = np.random.default_rng(seed).permutation(prod(extents)) + 1.0
    return dict(zip(places(extents), map(float, values), strict=True))


def run(layer: Any, extents: tuple[int, ...], volume: Volume, *more: Any) -> Volume:
    net = ReferenceNet(Network(input=list(extents), layers=[*more, layer]))
    return as_volume(net.forward(as_array(volume, extents)))


def laid(extents: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Give the places in the order in which flatten lays them: the depth slowest, columns fastest."""
    return sorted(places(extents), key=lambda place: place[::-1])


@given(EXTENTS, EXTENTS)
def test_reshape_keeps_the_order_of_flatten(extents: tuple[int, ...], shape: tuple[int, ...]) -> None:
    to = (*shape[:-1], prod(extents) // prod(shape[:-1]))
    assume(prod(to) == prod(extents))
    x = drawn(extents, 1)
    assert run({"reshape": {"to": list(to)}}, extents, x) == dict(
        zip(laid(to), (x[place] for place in laid(extents)), strict=True)
    )
    assert run({"reshape": {"to": list(extents)}}, extents, x, {"reshape": {"to": list(to)}}) == x


@given(EXTENTS.flatmap(lambda extents: st.tuples(st.just(extents), st.permutations(range(len(extents))))))
def test_transpose_moves_each_value_to_its_turned_place(case: tuple[tuple[int, ...], list[int]]) -> None:
    extents, order = case
    x = drawn(extents, 2)
    made = run({"transpose": order}, extents, x)
    assert made == {tuple(place[at] for at in order): value for place, value in x.items()}
    back = [order.index(axis) for axis in range(len(order))]
    assert run({"transpose": back}, extents, x, {"transpose": order}) == x


BOUND = st.none() | st.integers(-6, 6)


@given(EXTENTS.filter(lambda extents: max(extents) > 1), st.data(), BOUND, BOUND, st.sampled_from([1, 2, 3, -1, -2]))
def test_slice_takes_what_python_takes(
    extents: tuple[int, ...], data: st.DataObject, start: int | None, stop: int | None, step: int
) -> None:
    axis = data.draw(st.integers(0, len(extents) - 1))
    taken = list(range(extents[axis]))[start:stop:step]
    assume(taken)
    fields = {"axis": axis, "step": step, "start": start, "stop": stop}
    written = {name: value for name, value in fields.items() if value is not None}
    x = drawn(extents, 3)
    expected = {
        (*place[:axis], number, *place[axis + 1 :]): x[(*place[:axis], at, *place[axis + 1 :])]
        for place in places((*extents[:axis], 1, *extents[axis + 1 :]))
        for number, at in enumerate(taken)
    }
    assert run({"slice": written}, extents, x) == expected


FACTORS = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=3)


def pixel(place: tuple[int, ...], factors: tuple[int, ...]) -> tuple[int, ...]:
    """Give where pixel shuffle puts a value: slice c·f·f + i·f + j of (x, y) goes to (x·f + j, y·f + i), slice c."""
    *position, slice_ = place
    inside = []
    for f in factors:  # the width's part is the fastest
        slice_, part = divmod(slice_, f)
        inside.append(part)
    return (*(p * f + part for p, f, part in zip(position, factors, inside, strict=True)), slice_)


@given(FACTORS, st.integers(1, 2))
def test_pixel_shuffle_puts_each_slice_at_its_pixel(axes: list[tuple[int, int]], slices: int) -> None:
    factors = tuple(f for _, f in axes)
    extents = (*(W for W, _ in axes), slices * prod(factors))
    x = drawn(extents, 4)
    made = run({"pixel_shuffle": list(factors)}, extents, x)
    assert made == {pixel(place, factors): value for place, value in x.items()}
    back = {"space_to_depth": list(factors)}
    assert run(back, extents, x, {"pixel_shuffle": list(factors)}) == x


@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 3))
def test_channel_shuffle_interleaves_its_groups(groups: int, members: int, W: int) -> None:
    extents = (W, groups * members)
    x = drawn(extents, 5)
    made = run({"channel_shuffle": groups}, extents, x)
    assert made == {(at, k): x[(at, k % groups * members + k // groups)] for at, k in places(extents)}
    assert run({"channel_shuffle": members}, extents, x, {"channel_shuffle": groups}) == x


OPS: dict[str, Callable[[list[float]], float]] = {
    "mean": lambda values: sum(values) / len(values),
    "sum": sum,
    "max": max,
    "l2": lambda values: sqrt(sum(value * value for value in values)),
}


@given(EXTENTS, st.data(), st.sampled_from(sorted(OPS)))
def test_reduce_makes_one_value_of_all_along_its_axes(extents: tuple[int, ...], data: st.DataObject, op: str) -> None:
    over = data.draw(st.sets(st.integers(0, len(extents) - 1), min_size=1))
    x = drawn(extents, 6)
    gathered: dict[tuple[int, ...], list[float]] = {}
    for place, value in x.items():
        gathered.setdefault(tuple(0 if at in over else p for at, p in enumerate(place)), []).append(value)
    made = run({"reduce": {"over": sorted(over), "op": op}}, extents, x)
    assert made.keys() == gathered.keys()
    assert all(abs(made[place] - OPS[op](values)) < 1e-9 for place, values in gathered.items())


@settings(max_examples=30)
@given(SMALL, SMALL, SMALL, st.booleans())
def test_matmul_multiplies_rows_by_columns(T: int, K: int, N: int, turned: bool) -> None:  # noqa: FBT001  drawn
    x = drawn((T, K), 7)
    second = (N, K) if turned else (K, N)
    units = {"fc": {"units": K * N, "bias": False, "name": "flat"}}
    net = ReferenceNet(
        Network(
            input=[T, K],
            layers=[
                units,
                {"reshape": {"to": list(second), "name": "second"}},
                {"matmul": {"from": ["input", "second"], "transpose_second": turned}},
            ],
        )
    )
    made = as_volume(net.forward(as_array(x, (T, K))))
    y = as_volume(net.value(1))
    for t, n in places((T, N)):
        expected = sum(x[(t, k)] * y[(n, k) if turned else (k, n)] for k in range(K))
        assert abs(made[(t, n)] - expected) < 1e-6 * (1 + abs(expected))


ONES = st.tuples(EXTENTS, st.lists(st.booleans(), min_size=4, max_size=4), st.booleans())


@given(ONES, st.sampled_from(["add", "subtract", "multiply"]))
def test_a_join_reads_the_one_value_along_what_it_stretches(
    case: tuple[tuple[int, ...], list[bool], bool], kind: str
) -> None:
    extents, ones, flat = case
    small = tuple(1 if one else W for W, one in zip(extents, ones, strict=False))
    small = (small[-1],) if flat else small
    x, units = drawn(extents, 8), prod(small)
    layers = [
        {"fc": {"units": units, "name": "made"}},
        {"reshape": {"to": list(small), "name": "small"}},
        {kind: ["input", "small"]},
    ]
    net = ReferenceNet(Network(input=list(extents), layers=layers))
    made = as_volume(net.forward(as_array(x, extents)))
    other = as_volume(net.value(1))
    for place, value in x.items():
        kept = place[-1:] if flat else place
        y = other[tuple(0 if W == 1 else at for at, W in zip(kept, small, strict=True))]
        assert made[place] == {"add": value + y, "subtract": value - y, "multiply": value * y}[kind]


@given(EXTENTS, st.data())
def test_concat_puts_one_behind_the_other_along_its_axis(extents: tuple[int, ...], data: st.DataObject) -> None:
    axis = data.draw(st.integers(0, len(extents) - 1))
    x = drawn(extents, 9)
    made = run({"concat": {"from": ["input", "input"], "axis": axis}}, extents, x)
    behind = {(*p[:axis], p[axis] + extents[axis], *p[axis + 1 :]): value for p, value in x.items()}
    assert made == {**x, **behind}
