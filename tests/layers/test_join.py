"""Joins: add and multiply want equal volumes, concat stacks along the depth."""

from typing import Any

import pytest

from netcalc import Add, Concat, Multiply, Network, Report, SpecError, calculate
from netcalc.arithmetic import Arithmetic
from netcalc.layers import CATALOGUE
from netcalc.layers.base import Misfit
from netcalc.volume import Volume

STEM = {"conv": {"filters": 4, "size": 3, "name": "stem"}}
WIDE = {"conv": {"filters": 6, "size": 3, "from": "input", "name": "wide"}}
THIN = {"conv": {"filters": 1, "size": 3, "from": "input", "name": "thin"}}
SMALL = {"conv": {"filters": 4, "size": 5, "from": "input", "name": "small"}}
DOT = {"conv": {"filters": 4, "size": 8, "from": "input", "name": "dot"}}


def mismatch(kind: str, volumes: list[tuple[int, ...]]) -> str:
    """Give the hint of a join that reads these volumes."""
    with pytest.raises(Misfit) as caught:
        CATALOGUE[kind](**{"from": ["a", "b"]}).output(*map(Volume, volumes), window=None, rules=Arithmetic())
    return caught.value.hint


def joined(join: Add | Multiply | Concat | dict[str, Any]) -> Report:
    kind = next(iter(join)) if isinstance(join, dict) else join.kind
    outputs = ["stem", "wide", "thin", "small", "dot", f"{kind}1"]
    return calculate(Network(input="8x8x3", layers=[STEM, WIDE, THIN, SMALL, DOT, join], outputs=outputs))


@pytest.mark.parametrize(
    ("join", "made"),
    [
        ({"add": ["stem", "stem"]}, (6, 6, 4)),
        ({"multiply": ["stem", "stem"]}, (6, 6, 4)),
        ({"multiply": ["stem", "dot"]}, (6, 6, 4)),
        ({"multiply": ["dot", "stem", "dot"]}, (6, 6, 4)),
        ({"concat": ["stem", "wide"]}, (6, 6, 4 + 6)),
        ({"concat": {"from": ["stem", "wide", "stem"]}}, (6, 6, 4 + 6 + 4)),
        (Add(from_=("stem", "stem")), (6, 6, 4)),
        (Multiply(from_=("stem", "dot")), (6, 6, 4)),
        (Concat(from_=("wide", "stem")), (6, 6, 6 + 4)),
    ],
)
def test_volumes_are_joined(join: Any, made: tuple[int, ...]) -> None:
    report = joined(join)
    assert (report.output, report.problems) == (made, ())
    last = report.layers[-1]
    assert (last.neurons, last.params, last.macs, last.activations) == (0, 0, 0, made[0] * made[1] * made[2])
    assert last.input == tuple(report[name].output for name in last.from_)


@pytest.mark.parametrize(
    "join",
    [
        {"add": ["stem", "wide"]},
        {"add": ["stem", "small"]},
        {"add": ["stem", "dot"]},
        {"multiply": ["stem", "wide"]},
        {"multiply": ["stem", "thin"]},
        {"multiply": ["stem", "small"]},
        {"concat": ["stem", "small"]},
    ],
)
def test_volumes_that_differ_are_a_mismatch(join: dict[str, list[str]]) -> None:
    report = joined(join)
    ((kind, names),) = join.items()
    (problem,) = report.problems
    assert (problem.code, problem.layer) == ("shape-mismatch", f"{kind}1")
    assert problem.path == ("layers", 5, kind, "from")
    assert " and ".join(str(report[name].output) for name in names) in problem.message
    assert problem.hint
    assert report.output is None


def test_a_flat_volume_is_not_stretched_over_an_image() -> None:
    layers = [{"relu": {"name": "x"}}, {"fc": {"units": 3, "name": "gate"}}, {"multiply": ["x", "gate"]}]
    assert [problem.code for problem in calculate(Network(input="8x8x3", layers=layers)).problems] == ["shape-mismatch"]


@pytest.mark.parametrize("kind", ["add", "multiply", "concat"])
@pytest.mark.parametrize("names", ["input", ["input"], [], {"a": 1}, 3])
def test_a_join_needs_two_to_join(kind: str, names: object) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="8x8x3", layers=[{kind: {"from": names}}])
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("invalid-value", ("layers", 0, kind, "from"))


@pytest.mark.parametrize("kind", ["add", "multiply", "concat"])
def test_a_join_needs_from(kind: str) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="8x8x3", layers=[kind])
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("missing-field", ("layers", 0, kind, "from"))
    assert f"{kind}: [" in problem.hint


# U-Nets and residuals of odd extents: 135 and 136 rows, 63 and 62 columns. What a hint names is tried.
@pytest.mark.parametrize("kind", ["add", "multiply", "concat"])
@pytest.mark.parametrize(
    ("one", "other", "hint"),
    [
        ((24, 135), (24, 136), "`crop: {bottom: 1}` on 24x136x2, or `rounding: floor` or `ceil` in the pool before"),
        ((63, 63), (62, 62), "`crop: {right: 1, bottom: 1}` on 63x63x2, or `rounding: floor` or `ceil`"),
        ((56, 56), (28, 28), "`pool: 2` (or such a stride) on 56x56x2, or `upsample: 2` on 28x28x2"),
        ((28, 28), (24, 24), "`crop: {right: 4, bottom: 4}` on 28x28x2, or pad the smaller"),
        ((8, 6), (6, 8), "`crop: {right: 2}` on 8x6x2 and `crop: {bottom: 2}` on 6x8x2"),
    ],
)
def test_the_hint_of_a_join_brings_the_extents_together(
    kind: str, one: tuple[int, int], other: tuple[int, int], hint: str
) -> None:
    assert hint in mismatch(kind, [(*one, 2), (*other, 2)])


def test_the_hint_of_a_join_brings_the_depths_together() -> None:
    assert mismatch("add", [(8, 8, 4), (8, 8, 6)]) == (
        "a 1x1 conv changes the depth: `conv: {filters: 4, size: 1}` on 8x8x6"
    )
    assert "depth" not in mismatch("concat", [(8, 8, 4), (7, 7, 6)])


def test_volumes_of_other_axes_are_flattened() -> None:
    assert mismatch("concat", [(8, 8, 4), (256,)]) == "join volumes with as many axes; `flatten` leaves the depth alone"
