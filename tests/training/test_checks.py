"""The checks before training: each has a net that passes it and one that does not."""

import json
from typing import Any

import pytest

from netcalc import Network
from netcalc.training import train
from tests.support.running import Run

NET = Network(input=2, layers=[{"fc": 16}, "relu", {"fc": 2}])


def codes(network: Network, data: str, **words: Any) -> dict[str, bool]:
    run = train(network, data, epochs=1, check=True, **words)
    return {check.code: check.passed for check in run.checks}


def test_a_sound_net_passes_all_three_and_is_trained_from_where_it_stood() -> None:
    run = train(NET, "moons", epochs=1, lr=0.5, check=True)
    assert [check.code for check in run.checks] == ["initial-loss", "l2-raises-loss", "learned-by-heart"]
    assert run.ready
    assert run.history == train(NET, "moons", epochs=1, lr=0.5).history


@pytest.mark.parametrize(
    ("code", "words"), [("initial-loss", {"init": "normal:10"}), ("learned-by-heart", {"lr": 1e-12})]
)
def test_a_check_that_fails_ends_it_before_training(code: str, words: dict[str, Any]) -> None:
    few = {"samples": 4, "val": 0.0} if code == "learned-by-heart" else {}
    run = train(NET, "moons", epochs=1, check=True, **few, **words)
    assert {check.code: check.passed for check in run.checks}[code] is False
    assert run.failed
    assert run.history == ()


def test_mse_and_rosenblatts_rule_have_less_to_check() -> None:
    assert codes(Network(input=1, layers=[{"fc": 1}]), "line", lr=0.5) == {
        "l2-raises-loss": True,
        "learned-by-heart": True,
    }
    assert codes(Network(input=2, layers=[{"fc": 1}]), "and", optimizer="perceptron") == {"learned-by-heart": True}


def test_the_command_shows_them_and_ends_with_1(run: Run) -> None:
    spec = "input: 2\nlayers: [fc: 16, relu, fc: 2]\n"
    made = run("train", "-", "--data", "moons", "--epochs", "1", "--lr", "0.5", "--check", stdin=spec)
    assert made.status == 0
    assert [line.partition(":")[0] for line in made.out.splitlines()[3:6]] == ["ok"] * 3
    bad = run("train", "-", "--data", "moons", "--init", "normal:10", "--check", "--format", "json", stdin=spec)
    assert bad.status == 1
    found = json.loads(bad.out)
    assert found["epochs"] == []
    assert found["checks"][0].keys() == {"code", "passed", "text"}
