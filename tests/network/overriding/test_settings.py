"""`--set`, `set=`, `set:`: fields of layers by the layer's name, and vars, on any command and in Python."""

from pathlib import Path
from typing import Any

import pytest

from netcalc import Network, SpecError, calculate
from netcalc.network.bundle import load
from netcalc.problems import Unreadable
from netcalc.reference import ReferenceNet
from netcalc.text.typed import setting
from tests.support.running import Run

TEXT = """input: 16x16x8
rounding: floor
vars: {width: 4, widths: [4, 8], act: relu}
blocks:
  unit:
    args: {filters: null}
    layers: [conv: {filters: "${filters}", size: 3, pad: 1}, "${act}"]
layers:
  - unit: {filters: "${width}"}
  - repeat: {times: 2, index: i, layers: [conv: {filters: "${widths[i]}", size: 3, name: a}]}
  - residual: [conv: {filters: depth, size: 1}]
  - fc: 10
"""


@pytest.fixture
def spec(tmp_path: Path) -> str:
    path = tmp_path / "net.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("put", "query", "value"),
    [
        ("unit1.conv1.stride=2", "unit1.output", "8x8x4"),
        ("unit1.conv1.stride=4//2", "unit1.output", "8x8x4"),
        ("unit1.conv1.stride=width // 2", "unit1.output", "8x8x4"),
        ("unit1.conv1.size=[1, 3]", "unit1.output", "18x16x4"),
        ("unit1.conv1.size=1x3", "unit1.output", "18x16x4"),
        ("unit1.conv1.pad=same", "unit1.output", "16x16x4"),
        ("unit1.conv1.pad={left: 0, top: 1}", "unit1.output", "14x15x4"),
        ("unit1.conv1.bias=false", "unit1.conv1.biases", "0"),
        ("unit1.conv1.filters=2*depth", "unit1.conv1.output", "16x16x16"),
        ("unit1.conv1.groups=depth", "valid", "false"),
        ("unit1.conv1.filters=${widths[1]}", "unit1.conv1.output", "16x16x8"),
        ("a.2.filters=20", "a.2.output", "12x12x20"),
        ("a.2.filters=20", "a.1.output", "14x14x4"),
        ("a.2.filters=20", "add1.output", "12x12x20"),
        ("conv3.filters=20", "valid", "false"),
        ("fc1.units=7", "output", "7"),
        ("width=2*3", "unit1.output", "16x16x6"),
        ("widths=[2*width, 3]", "a.2.output", "12x12x3"),
        ("act=gelu", "unit1.gelu1.kind", "gelu"),
    ],
)
def test_any_field_and_var_can_be_set(run: Run, spec: str, put: str, query: str, value: str) -> None:
    asked = run("ask", spec, query, "--set", put)
    assert asked.out == f"{value}\n"


def test_on_every_command_that_reads_a_spec(run: Run, spec: str) -> None:
    for command in (["summary"], ["check"], ["explain"], ["explain", "--format", "json"], ["verify"]):
        assert run(*command, spec, "--set", "fc1.units=3", "--set", "width=2").status == 0, command
    assert run("compare", spec, "lenet5").status == 0


@pytest.mark.parametrize(
    ("put", "status", "said"),
    [
        ("unit1.conv1.strid=2", 2, "write `stride`"),
        ("unit1.conv1.kernel_size=2", 2, "write `size`"),
        ("unit1.conv9.stride=2", 2, "the first are unit1.conv1, unit1.relu1\n"),
        ("unit1.stride=2", 2, "such as `unit1.conv1`"),
        ("a.stride=2", 2, "did you mean `a.1`?"),
        ("nothing.stride=2", 2, "the first are unit1.conv1, unit1.relu1"),
        ("fc1=2", 2, "as in conv1.stride=2"),
        ("widht=2", 2, "did you mean `width`?"),
        ("unit1.conv1.stride=0", 1, "unit1.conv1: `stride` takes a whole number of at least 1"),
        ("unit1.conv1.stride=wide", 1, "`stride` takes"),
        ("unit1.conv1.stride=2*wide", 1, "nothing is called `wide`"),
        ("unit1.conv1.stride=1/0", 1, "divides by zero"),
        ("unit1.conv1.stride=", 1, ""),
        ("unit1.conv1.name=x", 1, "cannot be set"),
        ("fc1.from=input", 1, "cannot be set"),
        ("add1.from=[a.1, a.2]", 1, "cannot be set"),
        ("unit1.conv1.filters=10**12", 1, "larger than any number"),
        ("unit1.conv1.stride", 2, "not of the form name=value"),
        ("=3", 2, "not of the form name=value"),
        ("width=[1", 2, "never closed"),
        ("width=010", 2, "starts with 0"),
        ("width=" + "1" * 2000, 2, "longer than 1,000"),
    ],
)
def test_what_cannot_be_set_is_said(run: Run, spec: str, put: str, status: int, said: str) -> None:
    asked = run("summary", spec, "--set", put)
    assert said in asked.err
    assert asked.status == status or not said


def test_what_was_set_stands_in_no_line(spec: str) -> None:
    with pytest.raises(SpecError) as raised:
        load(spec, set={"unit1.conv1.stride": 0})
    (problem,) = raised.value.problems
    assert (problem.place, problem.layer, problem.path[:2]) == (None, "unit1.conv1", ("set", "unit1.conv1.stride"))


def test_in_python(spec: str) -> None:
    network = load(spec, set={"unit1.conv1.stride": 2, "width": 6})
    assert calculate(network)["unit1"].output == (8, 8, 6)
    assert network != load(spec)
    assert network == load(spec).replace(set={"unit1.conv1.stride": 2, "width": 6})
    assert Network(**network.to_dict()) == network
    again = network.replace(set={"unit1.conv1.filters": 9})
    assert calculate(again)["unit1"].output == (8, 8, 9)
    assert calculate(again.replace(set={"fc1.units": 3})).output == (3,)
    assert ReferenceNet(network).params["unit1.conv1.weight"].shape == (6, 8, 3, 3)
    with pytest.raises(Unreadable, match="no layer `fc9`"):
        network.replace(set={"fc9.units": 3})
    with pytest.raises(SpecError, match="`set` takes"):
        Network.of({"input": 3, "layers": ["relu"], "set": 3})


def test_a_spec_may_set_fields_itself() -> None:
    layers: list[Any] = [{"repeat": {"times": 3, "layers": [{"fc": {"units": 4, "name": "a"}}]}}]
    network = Network(input="3", layers=layers, set={"a.2.units": 7})
    assert [layer.output for layer in calculate(network).layers] == [(4,), (7,), (4,)]
    assert "set:" in network.to_yaml()


def test_what_is_not_understood_is_said_before_what_is_set() -> None:
    with pytest.raises(SpecError) as raised:
        Network(input="3", layers=[{"convv": {}}], set={"conv1.size": 3})
    assert [problem.code for problem in raised.value.problems] == ["unknown-layer"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a=1", "${1}"),
        ("a=-1.5", "${-1.5}"),
        ("a=2*b", "${2*b}"),
        ("a=b", "b"),
        ("a=true", True),
        ("a=null", None),
        ("a=3x5", "3x5"),
        ("a=[relu, gelu]", ["relu", "gelu"]),
        ("a=[64,128]", "${[64,128]}"),
        ("a={left: 1}", {"left": 1}),
        ("a='relu'", "relu"),
        ("a=${b}", "${b}"),
        ("a=b if c else d", "${b if c else d}"),
    ],
)
def test_a_value_is_arithmetic_or_what_a_spec_would_have(text: str, value: object) -> None:
    assert setting(text) == ("a", value)
