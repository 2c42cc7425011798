"""Joins: add and multiply want equal volumes, concat stacks along the depth."""

from typing import Any

import pytest

from netcalc import Add, Concat, Multiply, Network, Report, SpecError, calculate

STEM = {"conv": {"filters": 4, "size": 3, "name": "stem"}}
WIDE = {"conv": {"filters": 6, "size": 3, "from": "input", "name": "wide"}}
THIN = {"conv": {"filters": 1, "size": 3, "from": "input", "name": "thin"}}
SMALL = {"conv": {"filters": 4, "size": 5, "from": "input", "name": "small"}}
DOT = {"conv": {"filters": 4, "size": 8, "from": "input", "name": "dot"}}


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
