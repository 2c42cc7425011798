"""Twenty updates of each kind, with decay and l2, are PyTorch's to 1e-9 (tests/data/make_updates.py)."""

import json
from typing import Any, Final

import numpy as np
import pytest

from netcalc import Network
from netcalc.reference import ReferenceNet
from netcalc.training import train
from netcalc.training.updates import UPDATES
from tests.support.running import ROOT

HELD: Final = json.loads((ROOT / "tests/data/updates.json").read_text(encoding="utf-8"))
LAYERS: Final = [{"fc": 5}, "tanh", {"fc": 4}]


@pytest.mark.parametrize("case", HELD["cases"], ids=lambda case: f"{case['optimizer']}-{case['decay']}")
def test_twenty_updates_are_pytorchs(case: dict[str, Any]) -> None:
    network = Network(input=3, layers=LAYERS, loss={"softmax": {"l2": HELD["l2"]}})
    net = ReferenceNet(network)
    net.load({name: np.array(values) for name, values in HELD["start"].items()})
    decay = None if case["decay"] == "none" else case["decay"]
    run = train(
        net,
        (np.array(HELD["x"]), np.array(HELD["y"])),
        epochs=20,
        lr=HELD["rate"],
        optimizer=case["optimizer"],
        momentum=0.8,
        decay=decay,
        val=0,
    )
    for name, values in case["arrays"].items():
        assert np.abs(run.net.params[name] - np.array(values)).max() < 1e-9
    assert np.abs(net.params["fc1.weight"] - np.array(HELD["start"]["fc1.weight"])).max() == 0  # a copy was trained


def test_every_optimizer_is_held_against_pytorch_but_rosenblatts() -> None:
    assert {case["optimizer"] for case in HELD["cases"]} == UPDATES.keys() - {"perceptron"}


def test_a_plain_step_goes_against_the_gradient() -> None:
    w = np.array([1.0, 2.0])
    UPDATES["sgd"](0)("w", w, np.array([10.0, -10.0]), 0.1)
    assert w.tolist() == [1 - 0.1 * 10, 2 + 0.1 * 10]


# Rosenblatt: w += rate (y - f(x)) x where the answer is wrong, and nothing where it is right.
def test_the_perceptron_rule_corrects_wrong_answers_alone() -> None:
    net = ReferenceNet(Network(input=2, layers=[{"fc": 1}, "step"]))
    net.load({"fc1.weight": np.array([[1.0, -2.0]]), "fc1.bias": np.array([0.0])})
    x, y = np.array([[1.0, 1.0], [3.0, 1.0]]), np.array([1, 1])  # scores -1 and 1: one wrong, one right
    run = train(net, (x, y), optimizer="perceptron", epochs=1, lr=0.5, val=0)
    assert run.net.params["fc1.weight"].tolist() == [[1 + 0.5 * 1, -2 + 0.5 * 1]]
    assert run.net.params["fc1.bias"].tolist() == [0.5]
    assert run.history[0].accuracy == 1


def test_the_perceptron_rule_learns_and_not_xor() -> None:
    neuron = Network(input=2, layers=[{"fc": 1}])
    learned = {data: train(neuron, data, optimizer="perceptron", epochs=8).history[-1] for data in ("and", "xor")}
    assert learned["and"].accuracy == 1
    assert (learned["xor"].accuracy or 0) < 0.8
