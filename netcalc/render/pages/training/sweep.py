"""Many trials as a page: a trial a row, and which was best."""

from collections.abc import Iterable
from functools import partial
from math import isfinite
from typing import Any, Final

from netcalc.render.document import Document, Part, sentence
from netcalc.render.table import Head, Narrower, Row, Table
from netcalc.render.values import NOTHING
from netcalc.text.counted import counted
from netcalc.training.trials.ranges import Settings
from netcalc.training.trials.swept import Score, Swept, Trial

MOST: Final = 20  # trials in the table
SCORES: Final = ("loss", "accuracy", "val_loss", "val_accuracy", "test_accuracy")
NARROWER: Final = (
    Narrower("drop", ("loss",), lost="losses"),
    Narrower("wrap", ("verdicts",), 20),
    Narrower("drop", ("accuracy",), lost="accuracies on the training share"),
)


def written(value: object) -> str:
    """Write a setting as it was typed: a template without its braces."""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text[2:-1] if text.startswith("${") else text


def named(settings: Settings) -> str:
    """Write settings in a line: `units 6, l2 0.01`."""
    return ", ".join(f"{name} {written(value)}" for name, value in settings.items())


def page(swept: Swept) -> Document:
    """Make the page of many trials."""
    return Document(swept_data(swept), partial(_parts, swept), lambda: rows(swept))


def _parts(swept: Swept) -> Iterable[Part]:
    yield sentence(_about(swept), "bold")
    shown = sorted(swept.trials, key=lambda trial: trial.rank) if swept.drawn else swept.trials
    scores = [name for name in SCORES if any(getattr(trial, name) for trial in swept.trials)]
    if shown:
        rows = tuple(_row(trial, swept, scores) for trial in shown[:MOST])
        yield Table(_heads(swept, scores), rows, narrower=NARROWER)
    if len(shown) > MOST:
        which = f"the best {MOST}" if swept.drawn else f"the first {MOST}"
        yield sentence(f"{which} of {len(shown):,} trials are shown; JSON and CSV have all")
    if swept.interrupted:
        yield sentence(f"stopped by hand: {len(swept.trials):,} of {counted(swept.asked, 'trial')} were made", "yellow")
    if swept.best is not None and len(swept.trials) > 1:
        yield sentence(f"best: {said(swept.best)}", "bold green")
    if swept.trials and swept.best is None:
        yield sentence("no trial learned anything: every loss burst", "yellow")


def _about(swept: Swept) -> str:
    folds = f", {counted(swept.folds, 'fold')} each" if swept.folds else ""
    epochs = counted(swept.recipe.epochs, "epoch")
    return (
        f"{swept.name or 'the network'}: {counted(swept.asked, 'trial')} of {epochs}{folds}, seed {swept.recipe.seed}"
    )


def said(trial: Trial) -> str:
    """Say what a trial reached."""
    where = named(trial.settings)
    found, kind = trial.val_accuracy or trial.accuracy, "in validation" if trial.val_accuracy else "right"
    if found is not None:
        return f"{where}: {_share(found)} {kind}".lstrip(": ")
    loss = trial.val_loss or trial.loss
    return f"{where}: loss {_real(loss)}{' in validation' if trial.val_loss else ''}".lstrip(": ")


def _heads(swept: Swept, scores: Iterable[str]) -> tuple[Head, ...]:
    settings = (Head(name, _holds(swept, name)) for name in swept.names)
    return (*settings, *(Head(name.replace("_", " "), "numbers") for name in scores), Head("verdicts"))


def _holds(swept: Swept, name: str) -> Any:
    plain = all(isinstance(trial.settings[name], int | float) for trial in swept.trials)
    return "numbers" if plain else "words"


def _row(trial: Trial, swept: Swept, scores: Iterable[str]) -> Row:
    settings = (written(trial.settings[name]) for name in swept.names)
    found = ((name, getattr(trial, name)) for name in scores)
    numbers = (_share(score) if "accuracy" in name else _real(score) for name, score in found)
    return Row((*settings, *numbers, ", ".join(trial.verdicts)), "green" if trial is swept.best else "")


def _share(score: Score | None) -> str:
    if score is None:
        return NOTHING
    return f"{score.mean:.1%}" + (f" ± {score.spread:.1%}" if score.spread else "")


def _real(score: Score | None) -> str:
    if score is None or not isfinite(score.mean):
        return NOTHING
    return f"{score.mean:.4g}" + (f" ± {score.spread:.2g}" if score.spread else "")


def rows(swept: Swept) -> Table:
    """Put a trial in a row, with all its settings and scores."""
    each = [f"{name}{spread}" for name in SCORES for spread in ("", "_spread")]
    heads = (*(Head(name) for name in swept.names), *(Head(name, "numbers") for name in each), Head("verdicts"))
    return Table(heads, tuple(Row(_cells(trial, swept)) for trial in swept.trials))


def _cells(trial: Trial, swept: Swept) -> tuple[str, ...]:
    found = (getattr(trial, name) or (None, None) for name in SCORES)
    numbers = (value for score in found for value in score)
    settings = (written(trial.settings[name]) for name in swept.names)
    reals = ("" if value is None or not isfinite(value) else repr(value) for value in numbers)
    return (*settings, *reals, " ".join(trial.verdicts))


def swept_data(swept: Swept) -> dict[str, Any]:
    """Give many trials as plain data, in their order, nothing rounded; nothing of where they ran."""
    best = swept.best
    return {
        "name": swept.name,
        "varied": list(swept.names),
        "folds": swept.folds,
        "tried": len(swept.trials),
        "trials": [_data(trial) for trial in swept.trials],
        "best": None if best is None else _plain(best.settings),
        "interrupted": swept.interrupted,
    }


def _plain(settings: Settings) -> Settings:
    """Give numbers as they are, the rest as it was typed."""
    return {name: written(value) if isinstance(value, str) else value for name, value in settings.items()}


def _data(trial: Trial) -> dict[str, Any]:
    means = {name: getattr(trial, name) and getattr(trial, name).mean for name in SCORES}
    each = [{name: getattr(one, name) for name in SCORES} for one in trial.outcomes]
    return {
        "settings": _plain(trial.settings), **means, "diverged": trial.diverged, "verdicts": list(trial.verdicts),
        **({"folds": each} if len(each) > 1 else {}),
    }  # fmt: skip
