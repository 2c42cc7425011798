"""What came of many trials, in their order, and which was best."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf, isfinite, sqrt
from typing import TYPE_CHECKING, NamedTuple

from netcalc.network.training.recipe import Recipe
from netcalc.training.trials.ranges import Settings
from netcalc.training.trials.trial import Outcome

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Score(NamedTuple):
    """The mean over the folds, and how far they spread."""

    mean: float
    spread: float


class Trial(NamedTuple):
    """The settings of a trial, and what came of it: an outcome a fold, or one."""

    settings: Settings
    outcomes: tuple[Outcome, ...]

    @property
    def loss(self) -> Score | None:
        """The loss on the training share."""
        return _score(one.loss for one in self.outcomes)

    @property
    def accuracy(self) -> Score | None:
        """The share of right answers on the training share."""
        return _score(one.accuracy for one in self.outcomes)

    @property
    def val_loss(self) -> Score | None:
        """The loss in validation."""
        return _score(one.val_loss for one in self.outcomes)

    @property
    def val_accuracy(self) -> Score | None:
        """The share of right answers in validation."""
        return _score(one.val_accuracy for one in self.outcomes)

    @property
    def test_accuracy(self) -> Score | None:
        """The share of right answers on the test data."""
        return _score(one.test_accuracy for one in self.outcomes)

    @property
    def diverged(self) -> bool:
        """Whether one of its runs burst."""
        return any(one.diverged for one in self.outcomes)

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The codes of what is said of its runs, each once; `healthy` where nothing else is."""
        said = dict.fromkeys(code for one in self.outcomes for code in one.verdicts)
        return tuple(code for code in said if code != "healthy" or len(said) == 1)

    @property
    def rank(self) -> tuple[float, float]:
        """What trials are compared by, the least the best: answers in validation, then the loss there."""
        accuracy, loss = self.val_accuracy or self.accuracy, self.val_loss or self.loss
        if self.diverged or loss is None or not isfinite(loss.mean):
            return inf, inf
        return (-accuracy.mean if accuracy else 0.0, loss.mean)


@dataclass(frozen=True, slots=True)
class Swept:
    """Many trials: `trials`, in the order of the settings; `best`; `names` of what was varied, `drawn` of ranges.

    `interrupted` says that it was stopped by hand, and `asked` how many trials there would have been.
    """

    name: str | None
    recipe: Recipe
    names: tuple[str, ...]
    drawn: tuple[str, ...]
    folds: int | None
    trials: tuple[Trial, ...]
    asked: int
    interrupted: bool = False

    @property
    def best(self) -> Trial | None:
        """The trial with most right answers in validation, then the least loss; None where all burst."""
        best = min(self.trials, key=lambda trial: trial.rank, default=None)
        return None if best is None or best.rank == (inf, inf) else best

    @property
    def failed(self) -> bool:
        """Whether no trial learned anything."""
        return self.best is None

    def plot(self) -> "Figure":
        """Draw a panel a value, or where the draws lie, in one figure; ImportError says what to install."""
        from netcalc.render.pictures.training.sweeps import figure

        return figure(self)

    def _repr_html_(self) -> str:
        from netcalc.render.notebook import html

        return html(self)


def _score(values: Iterable[float | None]) -> Score | None:
    """Give the mean and the spread of what is known in every fold."""
    known = [*values]
    if not known or None in known:
        return None
    real = [value for value in known if value is not None]
    mean = sum(real) / len(real)
    return Score(mean, sqrt(sum((value - mean) ** 2 for value in real) / len(real)))
