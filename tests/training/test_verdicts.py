"""Each verdict has a run that earns it; a healthy run earns none of them."""

from itertools import pairwise
from math import isfinite
from typing import Any, Final

import pytest

from netcalc import Network
from netcalc.training import Run, train
from netcalc.training.verdicts import CODES, RULES


def mlp(units: int, scores: int = 2, given: int | str = 2, act: str = "relu") -> Network:
    return Network(input=given, layers=[{"fc": units}, act, {"fc": scores}])


def learned(network: Network, data: str, **words: Any) -> Run:
    return train(network, data, **words)


EARNED: Final[dict[str, tuple[Network, str, dict[str, Any]]]] = {
    "diverged": (mlp(16), "spiral", {"lr": 1000, "epochs": 2}),
    "rate-too-high": (mlp(64), "spiral", {"lr": 10, "epochs": 6}),
    "rate-too-low": (mlp(16), "spiral", {"lr": 1e-4, "epochs": 5}),
    "noisy-curve": (mlp(16), "spiral", {"batch": 1, "lr": 0.3, "epochs": 4, "samples": 150}),
    "overfitting": (mlp(200), "spiral", {"samples": 60, "val": 0.4, "epochs": 100}),
    "underfitting": (Network(input=2, layers=[{"fc": 1}], loss="logistic"), "xor", {"epochs": 10}),
    "update-ratio-high": (mlp(64), "spiral", {"lr": 3, "epochs": 2, "batch": 240}),
    "update-ratio-low": (mlp(16), "spiral", {"lr": 1e-4, "epochs": 1}),
    "dead-units": (mlp(64), "spiral", {"lr": 20, "epochs": 2}),
    "saturated-units": (mlp(64, act="tanh"), "spiral", {"init": "normal:10", "epochs": 1}),
    "noisy-filters": (mlp(16, 10, "8x8x1"), "digits", {"samples": 50, "epochs": 5}),
    "initial-loss": (mlp(16), "spiral", {"init": "normal:10", "epochs": 1}),
    "healthy": (mlp(32), "moons", {"epochs": 12}),
}


@pytest.mark.parametrize("code", CODES)
def test_a_run_earns_each_verdict(code: str) -> None:
    network, data, words = EARNED[code]
    assert code in [verdict.code for verdict in learned(network, data, **words).verdicts]


def test_gradients_that_fade_are_said_where_the_last_layer_moves() -> None:
    deep = [each for _ in range(6) for each in ({"fc": 10}, "sigmoid")]
    run = learned(Network(input=2, layers=[*deep, {"fc": 2}]), "spiral", epochs=2)
    [text] = [verdict.text for verdict in run.verdicts if verdict.code == "update-ratio-low"]
    assert "gradients fade on their way back" in text
    assert "fc1" in text
    assert "fc7" not in text
    assert "use relu" in text


def test_relu_is_no_advice_where_nothing_is_flat() -> None:
    deep = [each for _ in range(6) for each in ({"fc": 10}, "leaky_relu")]
    run = learned(Network(input=2, layers=[*deep, {"fc": 2}]), "spiral", epochs=2, init="normal:0.2", lr=1)
    [text] = [verdict.text for verdict in run.verdicts if verdict.code == "update-ratio-low"]
    assert text.endswith("gradients fade on their way back, so use another start or a norm")


# Adam goes up and down a little at each epoch, and on its way down.
def test_many_small_rises_are_no_rate_that_is_too_high() -> None:
    curve = Network(input=1, layers=[{"fc": 2}, "tanh", {"fc": 1}])
    run = learned(curve, "bumps", epochs=150, lr=0.1, optimizer="adam", batch=25, samples=125, val=0.0)
    rises = [b - a for a, b in pairwise(epoch.loss for epoch in run.history[75:]) if b > a]
    assert run.start is not None
    assert sum(rises) > 0.3 * run.start.loss
    assert "rate-too-high" not in [verdict.code for verdict in run.verdicts]


def test_a_healthy_run_earns_no_other() -> None:
    network, data, words = EARNED["healthy"]
    assert [verdict.code for verdict in learned(network, data, **words).verdicts] == ["healthy"]
    assert {*CODES} == {*RULES, "healthy"}


# The rate that is tried instead is no promise, but on this net it learns.
def test_a_rate_that_bursts_names_the_layer_and_a_rate_that_does_not() -> None:
    run = learned(mlp(64), "spiral", lr=1000, epochs=3)
    assert run.diverged
    assert run.failed
    assert run.burst is not None
    texts = {verdict.code: verdict.text for verdict in run.verdicts}
    assert f"{run.burst.layer} burst first, in epoch 1" in texts["diverged"]
    rate = float(texts["rate-too-high"].rpartition("try ")[2])
    again = learned(mlp(64), "spiral", lr=rate, epochs=10)
    assert not again.failed
    assert again.history[-1].loss < 0.5


def test_a_loss_that_is_no_number_ends_the_run() -> None:
    deep = Network(input=1, layers=[{"fc": 8}, "square", {"fc": 8}, "square", {"fc": 1}])
    run = learned(deep, "line", lr=1000, epochs=9)
    assert run.diverged
    assert len(run.history) < 9
    assert not isfinite(run.history[-1].loss)
    assert run.burst is not None
    assert run.burst.layer in [layer.name for layer in run.net.report]


def test_a_first_loss_that_a_penalty_drowns_says_nothing_of_the_scores() -> None:
    """With l2 of 1e9 the loss less its penalty was -508: all rounding."""
    run = learned(mlp(16), "moons", l2=1e9, epochs=1)
    assert "initial-loss" not in [verdict.code for verdict in run.verdicts]
