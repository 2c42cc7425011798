"""`netcalc.train`: what a run holds, that it is the same from the same seed, saving and going on."""

import json
from pathlib import Path

import numpy as np
import pytest

import netcalc
from netcalc import Network, SpecError
from netcalc.network.training.decay import read_decay
from netcalc.reference import ReferenceNet
from netcalc.render.pages.training.training import run_data
from netcalc.render.plain import dumps
from netcalc.training import Run, train

SMALL = Network(input=2, layers=[{"fc": 8}, "relu", {"fc": 2}])
CURVE = Network(input=1, layers=[{"fc": 8}, "tanh", {"fc": 1}])


def test_the_same_seed_gives_the_same_json_to_the_byte() -> None:
    one, other, third = (dumps(run_data(train(SMALL, "moons", epochs=2, seed=seed))) for seed in (0, 0, 1))
    assert one == other != third


def test_an_entry_an_epoch_with_both_shares_and_each_layer() -> None:
    run = train(SMALL, "moons", epochs=3, lr=0.2, decay="exp:0.5")
    assert [entry.epoch for entry in run.history] == [1, 2, 3]
    assert [entry.lr for entry in run.history] == pytest.approx([0.2, 0.2 * 0.5, 0.2 * 0.5**2])
    assert [*run.history[0].layers] == ["fc1", "fc2"]
    assert run.shares is not None
    assert run.shares.validation is not None
    assert (run.shares.training.number, run.shares.validation.number) == (240, 60)


# The loss of an epoch is that on the whole training share after it, with the penalty.
def test_the_loss_of_an_epoch_is_that_of_the_net_as_it_leaves_it() -> None:
    run = train(SMALL, "moons", epochs=1, l2=0.1, dtype="float64")
    assert run.shares is not None
    data = run.shares.training
    loss, _ = run.net.loss(data.x, data.y)
    assert run.history[-1].loss == pytest.approx(loss, rel=1e-12)
    right = (run.net.forward(data.x).argmax(axis=1) == data.y).mean()
    assert run.history[-1].accuracy == pytest.approx(right)


# One batch an epoch: the last update is the only one, w - 0.1 dw.
def test_the_update_ratio_is_of_the_epochs_last_update() -> None:
    net = ReferenceNet(SMALL, seed=3)
    data = (np.array([[1.0, 2.0], [-1.0, 0.5]]), np.array([0, 1]))
    _, gradients = net.loss(*data)
    run = train(net, data, epochs=1, val=0)
    due = 0.1 * np.linalg.norm(gradients["fc1.weight"]) / np.linalg.norm(net.params["fc1.weight"])
    assert run.history[0].layers["fc1"].update_ratio == pytest.approx(due)


def test_the_last_smaller_batch_is_used() -> None:
    from netcalc.training.data.examples import examples
    from netcalc.training.loop import sampled

    data = examples("d", np.arange(10)[:, None], np.arange(10))
    batches = [batch.y.tolist() for batch in sampled(data, 4, seed=0, epoch=0)]
    assert [len(batch) for batch in batches] == [4, 4, 2]
    assert sorted(label for batch in batches for label in batch) == [*range(10)]


@pytest.mark.parametrize(
    ("decay", "epoch", "rate"),
    [("step:10:0.5", 9, 1), ("step:10:0.5", 20, 0.25), ("exp:0.97", 2, 0.97**2), ("inverse:0.01", 50, 1 / 1.5)],
)
def test_the_rate_goes_down(decay: str, epoch: int, rate: float) -> None:
    assert read_decay(decay).rate(1.0, epoch) == pytest.approx(rate)
    assert str(read_decay(decay)) == decay


def test_a_curve_takes_mse_and_has_no_accuracy() -> None:
    run = train(CURVE, "sine", epochs=2)
    assert run.net.network.loss == ("mse", 0.0)
    assert run.history[-1].accuracy is None


def test_the_words_of_a_spec_are_taken_and_the_callers_go_first() -> None:
    network = SMALL.replace(train={"data": "moons", "epochs": 1, "lr": 0.5})
    assert Network(**network.to_dict()) == network != SMALL
    assert (train(network).recipe.lr, train(network, epochs=2).recipe.epochs) == (0.5, 2)


@pytest.mark.parametrize(
    ("word", "value", "said"),
    [
        ("lr", 0, "`lr` takes a number above 0, not 0"),
        ("lr", float("nan"), "`lr` takes"),
        ("batch", 0, "`batch` takes"),
        ("epochs", -1, "`epochs` takes"),
        ("val", 1, "`val` takes a share from 0 to below 1"),
        ("optimizer", "addam", "`adam`"),
        ("decay", "exp", "step:EPOCHS:FACTOR"),
        ("decay", "step:1.5:2", "step:EPOCHS:FACTOR"),
        ("init", "normal", "he, xavier or normal:SPREAD"),
        ("init", "normal:x", "he, xavier or normal:SPREAD"),
        ("scale", "zscore", "`standard`"),
        ("l2", -1, "a number from 0 up"),
        ("momentums", 1, "momentum"),
    ],
)
def test_words_that_are_not_taken(word: str, value: object, said: str) -> None:
    with pytest.raises(SpecError, match=r".") as found:
        SMALL.replace(train={word: value})
    [problem] = found.value.problems
    assert said in problem.sentence
    assert problem.path == ("train", word)
    with pytest.raises(SpecError):
        train(SMALL, "moons", **{word: value})


def test_training_needs_data() -> None:
    with pytest.raises(SpecError, match="training needs data"):
        train(SMALL)
    with pytest.raises(SpecError, match="not dict"):
        train(SMALL, {})


@pytest.mark.parametrize("ending", ["npz", "safetensors"])
def test_a_saved_net_is_tried_on_other_data(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"net.{ending}"
    digits = Network(input="8x8x1", layers=[{"fc": 10}])
    run = train(digits, "digits", epochs=5, lr=0.5, samples=200)
    run.save(path)
    tried = train(digits, epochs=0, resume=path, test="digits")
    assert tried.scale == run.scale
    assert tried.history == ()
    assert tried.verdicts == ()
    assert tried.test is not None
    assert tried.test.accuracy == pytest.approx(0.8, abs=0.15)
    whole = train(run.net, "digits", epochs=0, samples=200)
    assert whole.start is not None
    assert whole.start.loss == pytest.approx(run.history[-1].loss)
    loaded = ReferenceNet(digits, seed=5)
    loaded.load(path)
    assert np.array_equal(loaded.params["fc1.weight"].astype("float32"), run.net.params["fc1.weight"])


def test_a_file_that_cannot_be_gone_on_from(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="cannot be read"):
        train(SMALL, "moons", resume=tmp_path / "none.npz")
    np.savez(tmp_path / "other.npz", w=np.ones(3))
    with pytest.raises(SpecError, match=r"fc1\.weight is missing"):
        train(SMALL, "moons", resume=tmp_path / "other.npz")
    with pytest.raises(ValueError, match=r"npz or \.safetensors"):
        train(SMALL, "moons", epochs=1).save("net.pt")


def test_stopping_by_hand_keeps_what_was_learned() -> None:
    def stop(run: Run) -> None:
        if len(run.history) == 2:
            raise KeyboardInterrupt

    run = train(SMALL, "moons", epochs=50, told=stop)
    assert run.interrupted
    assert len(run.history) == 2


@pytest.mark.parametrize(("init", "spread"), [("normal:0.5", 0.5), ("he", (2 / 100) ** 0.5), ("xavier", 0.1)])
def test_weights_are_drawn_as_is_said(init: str, spread: float) -> None:
    net = ReferenceNet(Network(input=100, layers=[{"fc": 500}]), init=init)
    assert net.params["fc1.weight"].std() == pytest.approx(spread, rel=0.05)


def test_a_start_that_is_not_known() -> None:
    with pytest.raises(ValueError, match="init is he"):
        ReferenceNet(SMALL, init="zero")


def test_a_perceptron_is_one_layer() -> None:
    with pytest.raises(SpecError, match="teaches one layer"):
        train(SMALL, "and", optimizer="perceptron")


def test_units_stand_under_the_layer_whose_units_they_are() -> None:
    network = Network(input=2, layers=[{"fc": 4}, "batchnorm", "relu", {"fc": 3}, "sigmoid", {"fc": 2}])
    net = ReferenceNet(network)
    net.params["batchnorm1.bias"][:2] = -1000  # two units never fire
    net.params["fc2.bias"][:] = 1000  # all three are flat
    layers = train(net, "moons", epochs=1, lr=1e-9).history[-1].layers
    assert layers["fc1"].dead == pytest.approx(0.5)
    assert layers["fc2"].saturated == pytest.approx(1)
    assert [*layers] == ["fc1", "fc2", "fc3"]


def test_it_is_public_and_json_has_no_times() -> None:
    run = netcalc.train(SMALL, "moons", epochs=1)
    found = json.loads(dumps(run_data(run)))
    assert [*found][:2] == ["name", "diverged"]
    assert found["epochs"][0]["layers"]["fc1"].keys() >= {"update_ratio", "dead", "saturated"}
    assert not {"time", "seconds"} & {*found, *found["epochs"][0]}


def test_digits_are_learned_to_97_percent_in_ten_epochs() -> None:
    network = Network(input="8x8x1", layers=[{"fc": 64}, "relu", {"fc": 32}, "relu", {"fc": 10}])
    last = train(network, "digits", epochs=10, optimizer="momentum").history[-1]
    assert last.val_accuracy is not None
    assert last.val_accuracy >= 0.97


def test_a_spiral_is_learned_to_98_percent() -> None:
    network = Network(input=2, layers=[{"fc": 64}, "relu", {"fc": 3}])
    last = train(network, "spiral:3", epochs=60, lr=0.5, optimizer="momentum").history[-1]
    assert last.accuracy is not None
    assert last.accuracy > 0.98


def test_the_spread_is_that_of_all_examples() -> None:
    network = Network(input=2, layers=[{"fc": 4}, "relu", {"fc": 2}], loss="softmax")
    run = train(network, "moons", samples=321, epochs=1)  # 257 to learn from: a whole piece, and one more
    assert run.history[-1].layers["fc2"].spread > 0.01


def test_a_name_in_capitals_holds_the_arrays(tmp_path: Path) -> None:
    run = train(Network(input=2, layers=[{"fc": 2}]), "moons", epochs=1)
    run.save(tmp_path / "U.NPZ")
    assert [each.name for each in tmp_path.iterdir()] == ["U.NPZ"]
    again = train(Network(input=2, layers=[{"fc": 2}]), "moons", epochs=0, resume=str(tmp_path / "U.NPZ"))
    assert np.array_equal(again.net.params["fc1.weight"], run.net.params["fc1.weight"])
