"""One trial: a network trained with settings of its own, and what came of it, small enough to be sent."""

from math import isfinite
from typing import Any, NamedTuple

from netcalc.network.network import Network
from netcalc.training.data.splitting import Fold
from netcalc.training.run import Run
from netcalc.training.train import train
from netcalc.training.trials.ranges import WORDS, Settings
from netcalc.training.views import Curve, Plane, curve, plane


class Common(NamedTuple):
    """What all trials share; `pictured` says that each keeps what its net looks like."""

    network: Network
    data: Any
    test: Any
    words: dict[str, Any]
    pictured: bool


class Task(NamedTuple):
    """The settings of a trial, and the fold that is kept for validation."""

    settings: Settings
    fold: Fold | None


class Outcome(NamedTuple):
    """How a run ended: the last epoch's numbers, its curves, the codes of its verdicts, a picture of its net."""

    loss: float
    accuracy: float | None
    val_loss: float | None
    val_accuracy: float | None
    test_accuracy: float | None
    diverged: bool
    verdicts: tuple[str, ...]
    losses: tuple[float, ...]
    val_losses: tuple[float, ...]
    picture: Plane | Curve | None


def changed(network: Network, settings: Settings) -> Network:
    """Give the network of a trial: what is no word of training is a var, or a field of a layer; SpecError."""
    put = {name: value for name, value in settings.items() if name not in WORDS}
    return network.replace(set=put) if put else network


def words_of(common: Common, settings: Settings) -> dict[str, Any]:
    """Give the words of a trial's training."""
    return {**common.words, **{name: value for name, value in settings.items() if name in WORDS}}


def tried(common: Common, task: Task) -> Outcome:
    """Train a net as a trial says; KeyboardInterrupt where it is stopped by hand."""
    network = changed(common.network, task.settings)
    run = train(network, common.data, test=common.test, fold=task.fold, **words_of(common, task.settings))
    if run.interrupted:
        raise KeyboardInterrupt
    return outcome(run, (plane(run) or curve(run)) if common.pictured and _seen(run) else None)


def _seen(run: Run) -> bool:
    return bool(run.history) and isfinite(run.history[-1].loss)


def outcome(run: Run, picture: Plane | Curve | None = None) -> Outcome:
    """Sum a run up."""
    last = run.history[-1]
    start = (run.start.loss,) if run.start else ()
    return Outcome(
        last.loss, last.accuracy, last.val_loss, last.val_accuracy, run.test.accuracy if run.test else None,
        run.diverged, tuple(verdict.code for verdict in run.verdicts),
        (*start, *(epoch.loss for epoch in run.history)),
        tuple(epoch.val_loss for epoch in run.history if epoch.val_loss is not None),
        picture._replace(said=picture.said.astype("uint8")) if isinstance(picture, Plane) else picture,
    )  # fmt: skip
