"""What is said before the numbers of a run: the loss that was taken, data that teaches little."""

import numpy as np
import pytest

from netcalc import Network, train

CLASSES = {"input": 2, "layers": [{"fc": 3}]}


def notes(y: list[float], network: dict[str, object], val: float = 0.0, seed: int = 0) -> tuple[str, ...]:
    x = np.linspace(-1, 1, 2 * len(y)).reshape(-1, 2)
    return train(Network(**network), (x, np.array(y)), epochs=1, val=val, seed=seed).notes


@pytest.mark.parametrize(("y", "loss"), [([0, 1, 2, 1], "softmax"), ([0.5, 1.5, 2, 1], "mse")])
def test_the_loss_is_named_where_the_spec_names_none(y: list[float], loss: str) -> None:
    layers = [{"fc": 3 if loss == "softmax" else 1}]
    assert notes(y, {"input": 2, "layers": layers}) == (f"the spec names no loss: {loss} is taken",)
    assert notes(y, {"input": 2, "layers": layers, "loss": loss}) == ()


def test_one_class_is_said_and_one_that_is_only_in_validation() -> None:
    named = {**CLASSES, "loss": "softmax"}
    assert notes([1, 1, 1, 1], named) == ("every example is of class 1: there is nothing to tell apart",)
    split = [notes([0] * 5 + [1] * 4 + [2], named, val=0.5, seed=seed) for seed in range(6)]
    lost = "class 2 is in the validation share alone: nothing can be learned of it"
    assert {(), (lost,)} == set(split)
    logistic = {"input": 2, "layers": [{"fc": 1}], "loss": "logistic"}
    assert notes([1, 1, 1], logistic) == ("every example is of class 1: there is nothing to tell apart",)


def test_a_network_without_weights_is_said_and_its_loss_is_not_said_to_go_down() -> None:
    run = train(Network(input=2, layers=["relu"], loss="softmax"), "moons", epochs=1)
    assert run.notes == ("the network has no weights: nothing is learned",)
    assert [verdict.text for verdict in run.verdicts] == ["nothing that the lecture warns of was seen"]


def test_the_perceptron_rule_says_that_l2_adds_nothing() -> None:
    network = Network(input=2, layers=[{"fc": 1}])
    run = train(network, "xor", epochs=1, optimizer="perceptron", l2=0.1)
    assert run.notes == ("the perceptron rule has no loss: l2 adds nothing to it",)
