"""Networks, layers and reports as Python values: made of anything, written out, compared, copied, pickled."""

import copy
import inspect
import json
import pickle
import pydoc
from collections.abc import Iterator
from typing import Any

import pytest

import netcalc
from netcalc import FC, Conv, Layer, Network, Parallel, Pool, ReLU, Repeat, Residual, SpecError, calculate
from netcalc.layers import CATALOGUE
from netcalc.network.bundle import bundled, load
from netcalc.network.composition import COMPOSITES
from netcalc.text.source import Source

SIDES = {"width": 32, "height": 32, "depth": 3}
INPUTS: list[Any] = ["32x32x3", (32, 32, 3), [32, 32, 3], netcalc.Volume((32, 32, 3)), SIDES]
MADE: dict[str, Any] = {
    "objects": [Conv(filters=4, size="3x5", pad={"left": 1}, stride=[1, 2], from_="input"), ReLU(), FC(units=2)],
    "sides": [Conv(filters=4, size=3, pad=((0, 1), (2, 0), (0, 0))), Pool(size=2)],
    "composites": [
        Repeat(times=2, name="body", layers=[ReLU(), {"fc": 3}, "tanh"]),
        Residual(layers=[FC(units=3)], shortcut=["relu"], name="sum"),
        Residual(layers=["relu"]),
        Parallel(branches=[[FC(units=3)], []], join="add", from_="sum"),
    ],
    "blocks": [{"unit": {"width": "${w}"}}, {"unit": {"width": 3, "name": "last"}}],
}
UNIT = {"args": {"width": None}, "layers": [{"fc": "${width}"}, ReLU()]}
FIELDS: dict[str, Any] = {"vars": {"w": 4}, "blocks": {"unit": UNIT}}
# What the examples of kinds read.
BEFORE: list[Any] = [*[{"conv": {"filters": 8, "size": 1}}] * 3, {"relu": {"name": "gate"}}]


def made(name: str) -> Network:
    given = "8x8x4" if name in ("objects", "sides") else "3"
    return Network(input=given, rounding="floor", layers=MADE[name], **FIELDS)


@pytest.mark.parametrize("given", INPUTS, ids=repr)
def test_an_input_is_a_volume_in_any_form(given: Any) -> None:
    assert Network(input=given, layers=["relu"]).input == (32, 32, 3)


def test_an_input_may_be_a_number() -> None:
    assert Network(input=3072, layers=["relu"]).input == (3072,)


def test_layers_are_anything_that_can_be_gone_through() -> None:
    def layers() -> Iterator[Layer | str]:
        yield FC(units=2)
        yield "relu"

    network = Network(input=3, layers=layers())
    assert [node.name for node in network.graph.nodes] == ["fc1", "relu1"]
    assert network.to_dict()["layers"] == [{"fc": 2}, "relu"]
    assert [node.name for node in Network(input=3, layers={"a": "relu"}.values()).graph.nodes] == ["relu1"]
    inner = Network(
        input=3, layers=[Repeat(times=2, layers=layers()), Parallel(branches=iter([layers(), []]), join="add")]
    )
    assert len(inner.graph.nodes) == 2 * 2 + 2 + 1
    assert inner == Network(**inner.to_dict())


@pytest.mark.parametrize("field", ["inptu", "title_", "from_", "input_"])
def test_a_field_that_is_not_there_is_said(field: str) -> None:
    with pytest.raises(SpecError) as caught:
        Network(**{"input": "3", "layers": ["relu"], field: 3})
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [("unknown-field", (field,))]


@pytest.mark.parametrize("name", bundled())
def test_a_spec_is_written_out_whole(name: str) -> None:
    network = load(name)
    again = Network(**network.to_dict())
    assert (again == network, hash(again) == hash(network)) == (True, True)
    assert calculate(again).totals == calculate(network).totals
    read = Network.read(Source(network.to_yaml(), "again.yaml"))
    assert (read, read.claims) == (network, network.claims)
    json.dumps(network.to_dict())


@pytest.mark.parametrize("name", MADE)
def test_what_was_made_in_python_is_written_out_whole(name: str) -> None:
    network = made(name)
    assert Network(**network.to_dict()) == network
    assert Network.read(Source(network.to_yaml(), "again.yaml")) == network
    json.dumps(network.to_dict())


@pytest.mark.parametrize("name", MADE)
def test_the_layers_of_one_network_may_stand_in_another(name: str) -> None:
    network = made(name)
    assert Network(input=network.input, rounding="floor", layers=network.layers) == network
    given = {**FIELDS, "input": network.input, "rounding": "floor"}
    assert Network(**Network(**given, layers=network.layers).to_dict()) == network


def test_words_that_yaml_would_misread_are_quoted() -> None:
    names = ["1e6", "no", "null", "0x1", "007", "true", "3", "1_000", "nan"]
    network = Network(input=3, layers=[{"relu": {"name": name}} for name in names], name="a: b # c")
    read = Network.read(Source(network.to_yaml(), "again.yaml"))
    assert [node.name for node in read.graph.nodes] == names
    assert read.name == "a: b # c"


def test_what_was_passed_may_change_later_and_the_network_does_not() -> None:
    layers: list[Any] = [{"fc": 3}]
    network = Network(input=3, layers=layers)
    layers[0]["fc"] = 4
    layers.append("relu")
    network.to_dict()["layers"].append("tanh")
    assert network.to_dict() == {"input": 3, "layers": [{"fc": 3}]}


def test_a_field_is_replaced() -> None:
    network = load("lenet5").replace(input="36x36x1", rounding="floor")
    assert calculate(network)["conv1"].output == (32, 32, 6)
    assert (network.called, network.to_dict()["input"]) == ("LeNet-5", "36x36x1")
    assert network != load("lenet5")
    with pytest.raises(SpecError) as caught:
        load("lenet5").replace(input="no volume")
    assert caught.value.problems[0].place is not None
    assert made("blocks").replace(vars={"w": 7}).layers[0] != made("blocks").layers[0]


def test_vars_are_replaced_one_by_one() -> None:
    network = Network(input=3, vars={"w": 4, "v": 5}, layers=[{"fc": "${w}"}, {"fc": "${v}"}])
    other = network.replace(vars={"w": 7})
    assert [node.layer for node in other.graph.nodes] == [FC(units=7), FC(units=5)]
    assert other.to_dict()["vars"] == {"w": 7, "v": 5}
    assert network.replace(vars={}) == network
    with pytest.raises(SpecError) as caught:
        network.replace(vars={"width": 7})
    (problem,) = caught.value.problems
    assert (problem.code, problem.message) == ("unknown-reference", "there is no var `width` to set")


def test_networks_that_differ_are_not_equal() -> None:
    network = Network(input=3, layers=[{"fc": 3}])
    for other in (
        Network(input=4, layers=[{"fc": 3}]),
        Network(input=3, layers=[{"fc": {"units": 3, "bias": False}}]),
        Network(input=3, layers=[{"fc": 3}], loss="svm"),
        Network(input=3, layers=[{"fc": 3}], expect={"valid": True}),
        Network(input=3, layers=[{"fc": 3}], name="other"),
        Network(input=3, layers=[{"maxout": 3}]),
    ):
        assert network != other
    assert network != "fc"
    assert network == Network(input=(3,), layers=[FC(units=3)])


@pytest.mark.parametrize("network", [load("resnet18"), made("composites"), made("sides")], ids=repr)
def test_a_network_can_be_copied_and_pickled(network: Network) -> None:
    for again in (copy.copy(network), copy.deepcopy(network), pickle.loads(pickle.dumps(network))):  # noqa: S301  our own
        assert (again, again.called, again.to_dict()) == (network, network.called, network.to_dict())
        assert calculate(again) == calculate(network)


def test_a_report_is_a_value() -> None:
    report = calculate(load("lenet5"))
    again = pickle.loads(pickle.dumps(report))  # noqa: S301  our own
    assert (again, hash(again), copy.deepcopy(report)) == (report, hash(report), report)
    assert report.replace(name="other").name == "other"
    assert report != report.replace(name="other")


def test_they_show_themselves_in_a_line() -> None:
    network = load("lenet5")
    assert repr(network) == "<Network LeNet-5: 32x32x1, 11 layers>"
    assert repr(Network(input=3, layers=["relu"])) == "<Network: 3, 1 layer>"
    assert repr(calculate(network)) == "<Report LeNet-5: 32x32x1 -> 10, 11 layers>"


@pytest.mark.parametrize("name", ["model_dump", "model_copy", "model_validate", "dict", "json"])
def test_networks_and_reports_are_no_models(name: str) -> None:
    assert not hasattr(Network, name)
    assert not hasattr(netcalc.Report, name)


def test_a_report_is_the_json() -> None:
    from typer.testing import CliRunner

    from netcalc.cli import app

    ran = CliRunner().invoke(app, ["summary", "lenet5", "--format", "json"])
    assert calculate(load("lenet5")).to_dict() == json.loads(ran.stdout)


@pytest.mark.parametrize("kind", CATALOGUE)
def test_a_layer_is_dumped_and_copied_whole(kind: str) -> None:
    model = CATALOGUE[kind]
    (example,) = Source(f"[{model.example}]", "example").data()
    layer = Network(input="8x8x8", rounding="floor", layers=[*BEFORE, example]).layers[-1]
    assert isinstance(layer, Layer)
    assert type(layer)(**layer.model_dump()) == layer
    assert set(layer.model_dump()) == set(model.model_fields)
    renamed = layer.model_copy(update={"name": "mine"})
    assert (renamed.name, renamed.model_copy(update={"name": layer.name}).model_dump()) == ("mine", layer.model_dump())
    with pytest.raises(SpecError):
        layer.model_copy(update={"name": "no name"})
    with pytest.raises(SpecError):
        layer.model_copy(update={"something": 3})


def test_a_copy_is_read_as_a_new_layer_is() -> None:
    conv = Conv(filters=3, size=3)
    assert conv.model_copy(update={"size": "3x5", "from_": "a"}) == Conv(filters=3, size=(3, 5), from_="a")
    assert conv.model_copy() == conv
    with pytest.raises(SpecError, match="whole number"):
        conv.model_copy(update={"filters": 0})
    with pytest.raises(SpecError, match="not less than the size"):
        Pool(size=2).model_copy(update={"pad": 2})


@pytest.mark.parametrize("composite", MADE["composites"], ids=repr)
def test_a_composite_is_dumped_and_copied_whole(composite: Any) -> None:
    assert type(composite)(**composite.model_dump()) == composite
    json.dumps(composite.model_dump())
    assert composite.model_copy(update={"name": "mine"}).name == "mine"
    assert composite.model_copy(update={"name": "mine"}) != composite


@pytest.mark.parametrize("kind", [*CATALOGUE, *COMPOSITES])
def test_help_names_each_field_with_its_meaning_and_default(kind: str) -> None:
    model = COMPOSITES[kind] if kind in COMPOSITES else CATALOGUE[kind]
    text = pydoc.plain(pydoc.render_doc(model))
    signature = inspect.signature(model)
    called = {field.alias or name: field for name, field in model.model_fields.items()}
    assert signature.parameters.keys() == called.keys()
    for name, field in called.items():
        assert (signature.parameters[name].default is inspect.Parameter.empty) == field.is_required()
        shown = name if field.is_required() else f"{name} = {field.default!r}"
        assert f"{shown}: {field.description}" in text


def test_a_check_is_that_of_the_command() -> None:
    false = Network(input=3, layers=["relu"], expect={"totals.params": 3, "output": 3})
    assert [problem.code for problem in netcalc.check(false)] == ["expectation-failed"]
    assert netcalc.check(load("lenet5")) == ()
    misfit: dict[str, Any] = {"input": "7x7x1", "layers": [{"conv": {"filters": 1, "size": 3, "stride": 3}}]}
    assert [problem.code for problem in netcalc.check(Network(**misfit))] == ["window-does-not-fit"]
    assert netcalc.check(Network(**misfit, expect={"valid": False})) == ()
    fits = netcalc.check(Network(input=3, layers=["relu"], expect={"valid": False}))
    assert [problem.code for problem in fits] == ["expectation-failed"]


def test_strict_is_valid_and_true() -> None:
    misfit: dict[str, Any] = {"input": "7x7x1", "layers": [{"conv": {"filters": 1, "size": 3, "stride": 3}}]}
    for fields, code in (
        (misfit, "window-does-not-fit"),
        ({**misfit, "expect": {"valid": False}}, "window-does-not-fit"),
        ({"input": 3, "layers": ["relu"], "expect": {"totals.params": 3}}, "expectation-failed"),
    ):
        with pytest.raises(SpecError) as caught:
            calculate(Network(**fields), strict=True)
        assert [problem.code for problem in caught.value.problems] == [code]
    warned = Network(input=3, layers=["relu", {"tanh": {"from": "input"}}])
    assert calculate(warned, strict=True) == calculate(warned)


def test_what_is_no_network_or_report_is_said_so() -> None:
    wrong: Any = "lenet5"
    with pytest.raises(TypeError, match="calculate takes a Network, not 'lenet5'"):
        calculate(wrong)
    with pytest.raises(TypeError, match="explain takes a Report, not 'lenet5'"):
        netcalc.explain(wrong, "conv1")


@pytest.mark.parametrize("name", ["\x85", "a\u2028b", "tab\there", "010", "yes"])
def test_any_name_is_written_out_and_read_back(name: str, tmp_path: Any) -> None:
    network = Network(input=3, layers=["relu"], name=name)
    path = tmp_path / "net.yaml"
    path.write_text(network.to_yaml(), encoding="utf-8", newline="")
    assert load(path).name == name
