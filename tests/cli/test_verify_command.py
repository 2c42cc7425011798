"""`netcalc verify` as a user runs it: what it says, its JSON, its exit status."""

import json
from pathlib import Path

import pytest

from tests.support.running import Run

MISFIT = "input: 7x7x1\nlayers:\n  - conv: {filters: 1, size: 3, stride: 3}\n"


def test_json_has_the_promised_fields(run: Run) -> None:
    made = run("verify", "lenet5", "--format", "json")
    found = json.loads(made.out)
    assert (made.status, made.err, found["passed"]) == (0, "", True)
    assert {"loss", "max_gradient_error"} <= set(found)
    first = found["layers"][0]
    assert (first["name"], first["output"], first["params"]) == ("conv1", [28, 28, 6], 156)
    assert first["gradient_error"] < 1e-6


def test_options_reach_the_pass(run: Run) -> None:
    words = ("--seed", "3", "--batch", "3", "--samples", "2", "--dtype", "float32", "--init", "xavier")
    found = json.loads(run("verify", "lenet5", "--input", "36x36x1", *words, "--format", "json").out)
    assert (found["seed"], found["batch"], found["dtype"], found["init"]) == (3, 3, "float32", "xavier")
    assert found["layers"][0]["output"] == [32, 32, 6]


def test_what_takes_long_is_said_once_where_no_bar_can_be_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("verify", "mlp-3-4-2").err == ""
    monkeypatch.setattr("netcalc.cli.verify.LONG", 11 * 23)  # 3 layers: 20 multiplications, and 1 more each
    assert run("verify", "mlp-3-4-2").err == "verifying takes a while: about 253 multiplications for each input\n"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("verify", "lenet5", "--limit", "1MiB"), 1, "limit-exceeded"),
        (("verify", "misfit.yaml"), 1, "window-does-not-fit"),
        (("verify", "nosuch.yaml"), 2, "nosuch.yaml"),
        (("verify", "lenet5", "--limit", "much"), 2, "not an amount of memory"),
        (("verify", "lenet5", "--limit", "-5"), 2, "not an amount of memory"),
        (("verify", "lenet5", "--dtype", "float16"), 2, "float16"),
        (("verify", "lone.yaml", "--batch", "1"), 2, "a larger batch"),
    ],
)
def test_what_cannot_be_verified_is_said(
    run: Run, tmp_path: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    (tmp_path / "misfit.yaml").write_text(MISFIT, encoding="utf-8")
    (tmp_path / "lone.yaml").write_text("input: 5\nlayers: [fc: 3, batchnorm]\n", encoding="utf-8")
    made = run(*words)
    assert made.status == status
    assert said in made.err
    assert "Traceback" not in made.err
    if status == 1:
        failed = run(*words, "--format", "json")
        assert json.loads(failed.out)["passed"] is False


def test_a_layer_that_is_left_out_is_not_counted_as_held(run: Run) -> None:
    spec = "input: 4\nlayers: [fc: 2, stated: {output: 3}]\n"
    assert "passed: 1 layer held against the calculator" in run("verify", "-", stdin=spec).out
