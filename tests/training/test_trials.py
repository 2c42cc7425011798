"""Sweeps, searches and folds: what is tried, in which order, what is said of it, and what is refused before."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import netcalc.executor
from netcalc import Network, SpecError
from netcalc.executor import Where
from netcalc.render.pages.training.sweep import page, swept_data
from netcalc.render.pictures.training.files import draw
from netcalc.render.plain import dumps
from netcalc.render.write import write
from netcalc.training import Swept, sweep
from netcalc.training.data.examples import examples
from netcalc.training.data.splitting import Fold, folded
from netcalc.training.trials.ranges import Range, all_settings, read_range, read_values
from netcalc.training.trials.sweep import Trying
from tests.support.running import Run

NET = Network(input=2, vars={"units": 3}, layers=[{"fc": "${units}"}, "relu", {"fc": 2}])
SPEC = "input: 2\nvars: {units: 3}\nlayers: [fc: '${units}', relu, fc: 2]\ntrain: {data: moons, epochs: 2}\n"


@pytest.fixture(scope="module")
def found() -> Swept:
    return sweep(NET, "moons", values={"units": [2, 4], "lr": [0.5, 1e8]}, how=Trying(pictured=True), epochs=2)


def test_values_are_tried_each_with_each_the_last_the_fastest(found: Swept) -> None:
    due = [{"units": units, "lr": lr} for units in (2, 4) for lr in (0.5, 1e8)]
    assert [trial.settings for trial in found.trials] == due
    assert found.best in (found.trials[0], found.trials[2])
    assert [trial.diverged for trial in found.trials] == [False, True] * 2


def test_a_trial_is_the_run_with_its_settings(found: Swept) -> None:
    from netcalc.training import train

    run = train(NET.replace(set={"units": 4}), "moons", lr=0.5, epochs=2)
    assert found.trials[2].outcomes[0].loss == run.history[-1].loss
    assert found.trials[2].verdicts == tuple(verdict.code for verdict in run.verdicts)


def test_wherever_it_runs_the_same_comes_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(netcalc.executor, "STARTING", 0.0)
    words: dict[str, Any] = {"values": {"units": [2, 3, 4]}, "epochs": 1}
    here, spread = (dumps(swept_data(sweep(NET, "moons", how=Trying(where=Where(jobs)), **words))) for jobs in (1, 2))
    assert here == spread


# Powers are drawn evenly: a third of draws from 1e-3..1 lies below 1e-2 (binomial, 6 sigma of 3,000: 0.05).
def test_draws_lie_evenly_over_the_powers() -> None:
    drawn = [one["lr"] for one in all_settings({}, {"lr": Range(1e-3, 1, whole=False)}, 3000, seed=0)]
    assert min(drawn) >= 1e-3
    assert max(drawn) <= 1
    assert np.mean(np.array(drawn) < 1e-2) == pytest.approx(1 / 3, abs=0.05)
    even = [one["m"] for one in all_settings({}, {"m": Range(0, 0.9, whole=False)}, 3000, seed=0)]
    assert np.mean(even) == pytest.approx(0.45, abs=0.03)
    whole = {one["n"] for one in all_settings({}, {"n": Range(2, 4, whole=True)}, 100, seed=0)}
    assert whole == {2, 3, 4}


def test_folds_keep_each_example_once_and_their_mean_is_told() -> None:
    data = examples("d", np.arange(11)[:, None], np.arange(11))
    kept = [folded(data, Fold(place, 3), seed=0) for place in range(3)]
    assert sorted(y for shares in kept if shares.validation for y in shares.validation.y) == [*range(11)]
    assert all({*shares.training.y}.isdisjoint(shares.validation.y) for shares in kept if shares.validation)
    swept = sweep(NET, "moons", how=Trying(folds=2), epochs=1, samples=40)
    [trial] = swept.trials
    each = [outcome.val_accuracy for outcome in trial.outcomes if outcome.val_accuracy is not None]
    assert trial.val_accuracy == pytest.approx((np.mean(each), np.std(each)))
    with pytest.raises(SpecError, match="cut into 41 folds"):
        sweep(NET, "moons", how=Trying(folds=41), epochs=1, samples=40)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"values": {"unts": [1]}}, "unts"),
        ({"values": {"lr": [0.1, 0]}}, "`lr` takes a number above 0"),
        ({"values": {"units": [2, 0]}}, "units"),
        ({"values": {"data": ["xor"]}}, "same in every trial"),
        ({"values": {"lr": [1]}, "ranges": {"lr": (1, 2)}}, "varied twice"),
        ({"values": {"lr": [1] * 101, "l2": [0] * 100}}, "at most 10,000"),
        ({"epochs": 0}, "nothing to do"),
    ],
)
def test_what_cannot_be_tried_is_refused_before_the_first(words: dict[str, Any], said: str) -> None:
    with pytest.raises(SpecError, match=said):
        sweep(NET, "moons", **words)


@pytest.mark.parametrize("text", ["lr", "lr=", "=1,2", "lr=1,,2", "n=010"])
def test_values_that_cannot_be_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"name=value|octal"):
        read_values(text)


@pytest.mark.parametrize("text", ["lr", "lr=1", "lr=a..b", "lr=1..inf", "lr=2..1", "=1..2", "lr=nan..1"])
def test_ranges_that_cannot_be_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"name=from\.\.to|empty"):
        read_range(text)


@pytest.mark.parametrize("most", [0, 2])
def test_stopping_by_hand_keeps_what_was_found(most: int) -> None:
    def stop(swept: Swept) -> None:
        if len(swept.trials) == most:
            raise KeyboardInterrupt

    swept = sweep(NET, "moons", values={"units": [1, 2, 3]}, epochs=1, told=stop)
    assert swept.interrupted
    assert [trial.settings["units"] for trial in swept.trials] == [1, 2, 3][:most]
    assert f"{most} of 3 trials" in write(page(swept), "table")


def test_a_sweep_is_drawn_a_panel_a_value(found: Swept, tmp_path: Path) -> None:
    assert [axes.get_title().splitlines()[0] for axes in found.plot().axes][:2] == [
        "units 2, lr 0.5",
        "units 2, lr 1e+08",
    ]
    for ending in ("svg", "html"):
        draw(found, tmp_path / f"sweep.{ending}")
        assert "<svg" in (tmp_path / f"sweep.{ending}").read_text(encoding="utf-8")
    assert "best" in found._repr_html_()


# Of rates, the losses; of units, the boundaries, whose axes are the two inputs.
@pytest.mark.parametrize(("name", "axis"), [("lr", "epoch"), ("units", "first input")])
def test_a_panel_shows_what_was_varied(name: str, axis: str) -> None:
    swept = sweep(NET, "moons", values={name: [1, 2]}, how=Trying(pictured=True), epochs=1)
    assert [axes.get_xlabel() for axes in swept.plot().axes] == [axis, axis]


def test_draws_are_drawn_where_they_lie() -> None:
    swept = sweep(NET, "moons", ranges={"lr": (1e-4, 1.0), "l2": (1e-6, 1e-2)}, how=Trying(trials=2), epochs=1)
    axes = swept.plot().axes[0]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("lr", "l2")


def test_the_command_shows_a_trial_a_row_and_the_best(run: Run) -> None:
    made = run("train", "-", "--sweep", "units=2,8", "--jobs", "1", stdin=SPEC)
    assert made.status == 0
    assert [line.split()[0] for line in made.out.splitlines()[3:6] if line[:1] == " "] == ["units", "2", "8"][1:]
    assert "best: units" in made.out
    data = json.loads(run("train", "-", "--search", "lr=1e-3..1", "--trials", "2", "--format", "json", stdin=SPEC).out)
    assert [*data["trials"][0]["settings"]] == ["lr"]
    rows = run("train", "-", "--folds", "2", "--format", "csv", stdin=SPEC).out.splitlines()
    assert len(rows) == 2
    assert run("train", "-", "--sweep", "lr=1e8", stdin=SPEC).status == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--sweep", "units"), "name=value"),
        (("--search", "lr=1"), "name=from..to"),
        (("--sweep", "units=1", "--sweep", "units=2"), "given twice"),
        (("--sweep", "units=1", "--save", "n.npz"), "a sweep keeps no net"),
        (("--sweep", "units=1", "--check"), "a sweep keeps no net"),
        (("--jobs", "2"), "goes with --sweep"),
        (("--folds", "1"), "--folds"),
    ],
)
def test_what_the_command_refuses(run: Run, words: tuple[str, ...], said: str) -> None:
    made = run("train", "-", *words, stdin=SPEC)
    assert (made.status, made.out) == (2, "")
    assert said in made.err


def test_a_trial_that_cannot_learn_is_refused_before() -> None:
    with pytest.raises(SpecError, match="no epochs"):
        sweep(NET, "moons", values={"epochs": [1, 0]})
    with pytest.raises(SpecError, match="from its low end"):
        sweep(NET, "moons", ranges={"lr": (1.0, 0.1)}, epochs=1)


def test_a_range_in_python_is_that_of_the_command_line() -> None:
    found = sweep(NET, "moons", ranges={"l2": (0, 1)}, how=Trying(trials=3), epochs=1)
    assert any(0 < trial.settings["l2"] < 1 for trial in found.trials)
