"""A kind of a user's own: worked out, shown and explained as any other, and known to Python alone."""

import copy
import importlib.util
import json
import pickle
import sys
from typing import Any

import pytest

import netcalc
from netcalc import FC, Network, SpecError, calculate
from netcalc.network.bundle import load
from tests.conftest import ROOT

SPECIFICATION = importlib.util.spec_from_file_location("own_kind", ROOT / "examples" / "python" / "own_kind.py")
assert SPECIFICATION is not None
assert SPECIFICATION.loader is not None
own_kind = sys.modules["own_kind"] = importlib.util.module_from_spec(SPECIFICATION)
SPECIFICATION.loader.exec_module(own_kind)
Gates: Any = own_kind.Gates

T, D, UNITS = 20, 8, 5
NETWORK = Network(input=f"{T}x{D}", layers=[Gates(units=UNITS, name="first"), Gates(units=UNITS), FC(units=2)])


def test_every_count_follows_from_what_it_makes_and_stores() -> None:
    report = calculate(NETWORK, strict=True)
    layer = report["first"]
    assert layer.output == (T, UNITS)
    # An LSTM: four gates, each a matrix on the input, one on the state, and a bias.
    weights = 4 * (UNITS * D + UNITS * UNITS)
    assert (layer.weights, layer.biases, layer.params) == (weights, 4 * UNITS, weights + 4 * UNITS)
    assert (layer.macs, layer.neurons) == (weights * T, T * UNITS)
    assert layer.unshared.params == (weights + 4 * UNITS) * T
    assert [each.name for each in report.layers] == ["first", "gates2", "fc1"]


def test_it_is_shown_explained_and_compared() -> None:
    report = calculate(NETWORK)
    explained = netcalc.explain(report, "first")
    assert {step.number: step.value for step in explained.steps}["params"] == report["first"].params
    assert report.to_dict()["layers"][0]["kind"] == "gates"
    assert "first" in report._repr_html_()
    assert netcalc.compare(report, calculate(load("lenet5"))).reports[0] is report


def test_it_is_a_model_like_the_others() -> None:
    layer = Gates(units=UNITS, from_="input")
    assert layer.model_copy(update={"units": 3}) == Gates(units=3, from_="input")
    assert Gates(**layer.model_dump()) == layer
    wrongs: tuple[dict[str, Any], ...] = ({}, {"units": "many"}, {"units": 3, "unit": 3})
    for wrong in wrongs:
        with pytest.raises(SpecError):
            Gates(**wrong)


def test_python_alone_knows_it() -> None:
    assert [copy.deepcopy(NETWORK), pickle.loads(pickle.dumps(NETWORK))] == [NETWORK] * 2  # noqa: S301  our own
    written = json.loads(json.dumps(NETWORK.to_dict()))
    assert written["layers"][0] == {"gates": {"units": UNITS, "name": "first"}}
    with pytest.raises(SpecError) as caught:
        Network(**written)
    assert {problem.code for problem in caught.value.problems} == {"unknown-layer"}
