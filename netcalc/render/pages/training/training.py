"""A run as a page: an epoch a line, the layers as they are in the end, what the lecture says."""

from collections.abc import Iterable
from functools import partial
from math import isfinite
from typing import Any, Final

from netcalc.render.document import Document, Heading, Part, Sentence, Span, sentence
from netcalc.render.table import Narrower, Row, Table, numbers, words
from netcalc.render.values import NOTHING
from netcalc.text.counted import counted
from netcalc.training.history import Epoch, LayerWatch
from netcalc.training.run import Run
from netcalc.training.watch.measure import Measured

WIDTHS: Final = {"epoch": 5, "lr": 9, "loss": 10, "accuracy": 9, "val loss": 10, "val accuracy": 13, "update ratio": 13}
EPOCHS: Final = numbers(*WIDTHS)
LAYERS: Final = (*words("layer"), *numbers("update ratio", "dead", "saturated", "spread", "gradient"))
NARROWER: Final = (
    Narrower("cut", ("layer",), 20, lost="long names"),
    Narrower("drop", ("gradient",), lost="gradients"),
)
MOST: Final = 40  # epochs that are shown whole


def _real(value: float | None) -> str:
    if value is None or not isfinite(value):
        return NOTHING
    return f"{value:.4f}" if abs(value) < 1000 else f"{value:.3g}"


def _small(value: float) -> str:
    return f"{value:.2g}" if isfinite(value) else NOTHING


def _share(value: float | None) -> str:
    return NOTHING if value is None or not isfinite(value) else f"{value:.1%}"


def _cells(epoch: Epoch) -> tuple[str, ...]:
    largest = max((watch.update_ratio for watch in epoch.layers.values()), default=float("nan"))
    return (
        str(epoch.epoch), f"{epoch.lr:.4g}", _real(epoch.loss), _share(epoch.accuracy), _real(epoch.val_loss),
        _share(epoch.val_accuracy), _small(largest),
    )  # fmt: skip


def head() -> str:
    """Write what stands above the lines of epochs."""
    return " ".join(name.rjust(width) for name, width in WIDTHS.items())


def line(epoch: Epoch) -> str:
    """Write an epoch as a line, which can be shown before the next is there."""
    return " ".join(cell.rjust(width) for cell, width in zip(_cells(epoch), WIDTHS.values(), strict=True))


def about(run: Run) -> str:
    """Say what is trained on what, and in a second line how."""
    recipe, shares = run.recipe, run.shares
    if shares is None:
        return f"{run.name or 'the network'}, as it is"
    kept = f", {shares.validation.number:,} for validation" if shares.validation else ""
    how = [recipe.optimizer, f"lr {recipe.lr:g}"]
    how += [f"batch {recipe.batch}"] if recipe.optimizer != "perceptron" else []
    how += [f"momentum {recipe.momentum:g}"] if recipe.optimizer in ("momentum", "nesterov") else []
    how += [f"decay {recipe.decay}"] if recipe.decay else []
    loss = run.net.network.loss
    how += [f"l2 {loss.l2:g}"] if loss and loss.l2 else []
    how.append(f"seed {recipe.seed}")
    learned = counted(shares.training.number, "example")
    return f"{run.name or 'the network'} on {shares.training.name}: {learned}{kept}\n{', '.join(how)}"


def notes(run: Run) -> str:
    """Write what to know before the numbers, a line each."""
    return "".join(f"note: {note}\n" for note in run.notes)


def checks(run: Run) -> str:
    """Write what was checked before training, a line each."""
    lines = [f"{'ok' if check.passed else 'not ok'}: {check.text}\n" for check in run.checks]
    return "".join([*lines, "" if run.ready else "a check failed: nothing was trained\n"])


def page(run: Run) -> Document:
    """Make the page of a run."""
    return Document(run_data(run), partial(_parts, run), lambda: rows(run))


def ending(run: Run) -> Document:
    """Make the page of what is left to say where the epochs have been shown."""
    return Document(run_data(run), partial(_ending, run), lambda: rows(run))


def _parts(run: Run) -> Iterable[Part]:
    yield from (sentence(text, "bold") for text in about(run).splitlines())
    yield from map(sentence, notes(run).splitlines())
    yield from (sentence(text, "" if run.ready else "yellow") for text in checks(run).splitlines())
    if run.history:
        every = -(-len(run.history) // MOST)
        shown = [epoch for epoch in run.history if epoch.epoch % every == 0 or epoch.epoch in (1, len(run.history))]
        yield Table(EPOCHS, tuple(Row(_cells(epoch)) for epoch in shown))
        if every > 1:
            yield sentence(f"every {every}. of {len(run.history):,} epochs is shown; JSON and CSV have all")
    yield from _ending(run)


def _ending(run: Run) -> Iterable[Part]:
    if run.interrupted:
        yield sentence(
            f"stopped by hand after {counted(len(run.history), 'epoch')}: what was learned is kept", "yellow"
        )
    if run.history:
        last = run.history[-1]
        yield Heading(f"layers after epoch {last.epoch}:")
        yield Table(LAYERS, tuple(_layer(name, watch) for name, watch in last.layers.items()), narrower=NARROWER)
    elif run.start is not None and run.ready and not run.recipe.epochs:
        yield sentence(f"the training share, no epoch trained: {_measured(run.start)}")
    if run.test is not None:
        yield sentence(f"test: {_measured(run.test)}")
    for verdict in run.verdicts:
        style = "green" if verdict.code == "healthy" else "yellow"
        yield Sentence((Span(verdict.code, f"bold {style}"), Span(f": {verdict.text}")))


def _layer(name: str, watch: LayerWatch) -> Row:
    shares = (_share(watch.dead), _share(watch.saturated))
    return Row((name, _small(watch.update_ratio), *shares, _small(watch.spread), _small(watch.gradient)))


def _measured(found: Measured) -> str:
    right = "" if found.accuracy is None else f", {found.accuracy:.1%} right"
    return f"loss {_real(found.loss)}{right}"


def rows(run: Run) -> Table:
    """Put an epoch in a row, with all that was watched of each layer."""
    names = tuple(run.history[0].layers) if run.history else ()
    heads = [*Epoch._fields[:-1], *(f"{name}.{field}" for name in names for field in LayerWatch._fields)]
    return Table(numbers(*heads), tuple(Row(_row(epoch)) for epoch in run.history))


def _row(epoch: Epoch) -> tuple[str, ...]:
    values = (*epoch[:-1], *(value for watch in epoch.layers.values() for value in watch))
    return tuple("" if value is None or not isfinite(value) else repr(value) for value in values)


def run_data(run: Run) -> dict[str, Any]:
    """Give a run as plain data, nothing rounded; no times stand in it."""
    recipe, shares = run.recipe, run.shares
    kept = ("epochs", "batch", "lr", "optimizer", "momentum", "val", "seed", "dtype")
    return {
        "name": run.name,
        "diverged": run.diverged,
        "notes": list(run.notes),
        "checks": list(run.checks),
        "initial_loss": run.start.loss if run.start else None,
        "epochs": list(run.history),
        "test": None if run.test is None else {"loss": run.test.loss, "accuracy": run.test.accuracy},
        "verdicts": list(run.verdicts),
        "recipe": {
            **{word: getattr(recipe, word) for word in kept},
            "decay": None if recipe.decay is None else str(recipe.decay),
            "l2": run.net.network.loss.l2 if run.net.network.loss else 0.0,
            "init": str(recipe.init),
            "examples": shares.training.number if shares else 0,
            "validation": shares.validation.number if shares and shares.validation else 0,
        },
        "burst": run.burst,
        "interrupted": run.interrupted,
    }
