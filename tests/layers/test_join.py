"""Joins: value by value, where what is 1 along an axis is stretched; or side by side along an axis."""

from typing import Any

import pytest

from netcalc import Add, Concat, Multiply, Network, Report, SpecError, calculate, explain
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
        ({"add": ["stem", "dot"]}, (6, 6, 4)),
        ({"multiply": ["stem", "thin"]}, (6, 6, 4)),
        ({"subtract": ["dot", "stem"]}, (6, 6, 4)),
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
        {"multiply": ["stem", "wide"]},
        {"subtract": ["wide", "stem"]},
        {"subtract": ["stem", "small"]},
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


# NumPy's and PyTorch's broadcasting, on (N, D, *W): an axis of 1 is stretched, a missing one stands everywhere.
@pytest.mark.parametrize("kind", ["add", "subtract", "multiply"])
@pytest.mark.parametrize(
    ("one", "other", "made"),
    [
        ("6x6x4", "1x1x4", "6x6x4"),
        ("6x6x4", "6x6x1", "6x6x4"),
        ("6x6x1", "1x1x4", "6x6x4"),
        ("6x1x4", "1x6x4", "6x6x4"),
        ("6x6x4", "4", "6x6x4"),
        ("6x6x4", "1", "6x6x4"),
        ("6x6x1", "4", "6x6x4"),
        ("16x4", "1x4", "16x4"),
        ("4x5x6x2", "2", "4x5x6x2"),
        ("4", "1", "4"),
    ],
)
def test_what_is_1_along_an_axis_is_stretched(kind: str, one: str, other: str, made: str) -> None:
    for given in ((one, other), (other, one)):
        volumes = [Volume(map(int, each.split("x"))) for each in given]
        join = CATALOGUE[kind](**{"from": ["a", "b"]})
        assert str(join.output(*volumes, window=None, rules=Arithmetic())) == made
        unlike = [each for each in given if each != made]
        verb = "is" if len(unlike) == 1 else "are"
        assert join.remark(*volumes) == f"{' and '.join(unlike)} {verb} stretched to it"


@pytest.mark.parametrize("kind", ["add", "subtract", "multiply"])
@pytest.mark.parametrize(("one", "other"), [("6x6x4", "6x4"), ("6x6x4", "3x6x4"), ("6x6x4", "2"), ("4x5x6x2", "5x6x2")])
def test_what_is_another_number_or_of_other_axes_is_not_stretched(kind: str, one: str, other: str) -> None:
    volumes = [Volume(map(int, each.split("x"))) for each in (one, other)]
    with pytest.raises(Misfit, match="an extent or a depth of 1 is stretched"):
        CATALOGUE[kind](**{"from": ["a", "b"]}).output(*volumes, window=None, rules=Arithmetic())


# Hu, Shen and Sun 2018: the gate of a squeeze-and-excite block, as an fc makes it.
def test_a_flat_volume_stands_at_every_position() -> None:
    layers = [{"relu": {"name": "x"}}, {"fc": {"units": 3, "name": "gate"}}, {"multiply": ["x", "gate"]}]
    report = calculate(Network(input="8x8x3", layers=layers))
    assert (report.problems, report.output) == ((), (8, 8, 3))
    said = [str(step) for step in explain(report, "multiply1").steps]
    assert said[:4] == ["W2 = W1 = 8", "H2 = H1 = 8", "D2 = D1 = 3", "output = 8x8x3 (3 is stretched to it)"]


def test_the_end_of_a_residual_or_of_parallel_branches_that_are_added_stretches_nothing() -> None:
    branches: Any = [[], ["global_pool"]]
    for ends in ({"residual": ["global_pool"]}, {"parallel": {"join": "add", "branches": branches}}):
        (problem,) = calculate(Network(input="8x8x3", layers=[ends])).problems
        assert (problem.code, problem.message) == ("shape-mismatch", MESSAGE[next(iter(ends))])
    gated = calculate(Network(input="8x8x3", layers=[{"parallel": {"join": "multiply", "branches": branches}}]))
    assert (gated.problems, gated.output) == ((), (8, 8, 3))


MESSAGE = {
    "residual": "add needs equal volumes, but reads 1x1x3 and 8x8x3",
    "parallel": "add needs equal volumes, but reads 8x8x3 and 1x1x3",
}


@pytest.mark.parametrize("names", [["input"], ["input", "input", "input"]])
def test_subtract_takes_two(names: list[str]) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="8x8x3", layers=[{"subtract": names}])
    (problem,) = caught.value.problems
    assert problem.message.startswith("`from` takes a list of two layers, not ")


def side_by_side(axis: object, *volumes: str) -> Volume:
    join = Concat.model_validate({"from": ["a", "b"], "axis": axis})
    return join.output(*(Volume(map(int, each.split("x"))) for each in volumes), window=None, rules=Arithmetic())


# numpy.concatenate in the volume's own order; Dosovitskiy et al. 2021: a class token before 196 patches.
@pytest.mark.parametrize(
    ("axis", "volumes", "made"),
    [
        (0, ["1x768", "196x768"], "197x768"),
        (0, ["2x5x3", "4x5x3"], "6x5x3"),
        (1, ["5x2x3", "5x4x3"], "5x6x3"),
        (2, ["5x5x2x3", "5x5x4x3", "5x5x1x3"], "5x5x7x3"),
        (2, ["5x5x3", "5x5x4"], "5x5x7"),
        (1, ["196x3", "196x4"], "196x7"),
        ("depth", ["196x3", "196x4"], "196x7"),
        (0, ["3", "4"], "7"),
    ],
)
def test_volumes_are_put_side_by_side_along_any_axis(axis: object, volumes: list[str], made: str) -> None:
    assert str(side_by_side(axis, *volumes)) == made


@pytest.mark.parametrize(
    ("axis", "volumes", "field"),
    [
        (0, ["1x768", "196x767"], "from"),
        (0, ["5x5x3", "5x1x3"], "from"),
        (0, ["1x768", "768"], "from"),
        (2, ["5x3", "5x3"], "axis"),
        ("depth", ["1x768", "196x768"], "from"),
    ],
)
def test_along_the_other_axes_nothing_is_stretched(axis: object, volumes: list[str], field: str) -> None:
    with pytest.raises(Misfit) as caught:
        side_by_side(axis, *volumes)
    assert (caught.value.code, caught.value.field) == ("shape-mismatch", field)


def test_the_extents_that_add_up_are_explained() -> None:
    layers: list[Any] = [{"pool": {"size": "1x4", "name": "row"}}, {"concat": {"from": ["row", "input"], "axis": 1}}]
    report = calculate(Network(input="4x4x3", layers=layers))
    said = [str(step) for step in explain(report, "concat1").steps]
    assert said[:3] == ["W2 = W1 = 4", "H2 = H1_1 + H1_2 = 1 + 4 = 5", "D2 = D1 = 3"]
    assert report["concat1"].receptive_field_is == "unknown"
    assert report["concat1"].receptive_field_note == (
        "concat1 puts its parts one behind the other, and each part sees in its own way"
    )


@pytest.mark.parametrize("kind", ["add", "subtract", "multiply", "concat"])
@pytest.mark.parametrize("names", ["input", ["input"], [], {"a": 1}, 3])
def test_a_join_needs_two_to_join(kind: str, names: object) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="8x8x3", layers=[{kind: {"from": names}}])
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("invalid-value", ("layers", 0, kind, "from"))


@pytest.mark.parametrize("kind", ["add", "subtract", "multiply", "concat"])
def test_a_join_needs_from(kind: str) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="8x8x3", layers=[kind])
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("missing-field", ("layers", 0, kind, "from"))
    assert f"{kind}: [" in problem.hint


# U-Nets and residuals of odd extents: 135 and 136 rows, 63 and 62 columns. What a hint names is tried.
@pytest.mark.parametrize("kind", ["add", "subtract", "multiply", "concat"])
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
