"""The options of `netcalc train`, in groups: what is learned, how, and how often."""

from typing import Annotated, Any, Final, NamedTuple, TypeAlias

import typer

from netcalc.cli.options.work import Jobs, Scheduler

Word: TypeAlias = str | None
Real: TypeAlias = float | None
Whole: TypeAlias = int | None


def _text(name: str, about: str, metavar: str = "TEXT") -> Any:
    return typer.Option(name, help=about, metavar=metavar, show_default=False)


class Learned(NamedTuple):
    """What is learned from."""

    data: Annotated[Word, _text("--data", "What is learned: xor, spiral:3, digits ..., or a file.", "DATA")] = None
    test: Annotated[Word, _text("--test", "Data that the net is tried on in the end.", "DATA")] = None
    val: Annotated[Real, _text("--val", "The share kept for validation (0.2).", "SHARE")] = None
    samples: Annotated[Whole, _text("--samples", "Points of a generated set (300; xor 200).", "N")] = None
    label: Annotated[Word, _text("--label", "The column of a .csv that is learned (the last).", "NAME")] = None
    scale: Annotated[Word, _text("--scale", "What is done to inputs: none, unit, center, standard.", "HOW")] = None


class Learning(NamedTuple):
    """How it is learned."""

    epochs: Annotated[Whole, _text("--epochs", "How often all of it is gone through (30).", "N")] = None
    batch: Annotated[Whole, _text("--batch", "Examples of one update (32).", "N")] = None
    lr: Annotated[Real, _text("--lr", "The learning rate (0.1).", "RATE")] = None
    optimizer: Annotated[
        Word,
        _text(
            "--optimizer",
            "sgd (if nothing is said), momentum, nesterov, adagrad, rmsprop, adam, or perceptron: Rosenblatt's rule.",
            "NAME",
        ),
    ] = None
    momentum: Annotated[Real, _text("--momentum", "For momentum and nesterov (0.9).", "MU")] = None
    decay: Annotated[Word, _text("--decay", "How the rate goes down: step:10:0.5, exp:0.97, inverse:0.01.", "WAY")] = (
        None
    )
    l2: Annotated[Real, _text("--l2", "The strength of the L2 penalty (the spec's).", "L")] = None
    seed: Annotated[Whole, _text("--seed", "What weights, batches and data are drawn from (0).", "N")] = None
    dtype: Annotated[
        Word, _text("--dtype", "What is computed in: float32 (where nothing is said) or float64.", "TYPE")
    ] = None
    init: Annotated[Word, _text("--init", "How weights are drawn: he, xavier, normal:0.01 (he).", "HOW")] = None
    resume: Annotated[Word, _text("--resume", "Begin at the arrays of this file.", "FILE")] = None


class Runs(NamedTuple):
    """What is checked first, what is kept; what is tried with many values, and where that runs."""

    check: Annotated[bool, typer.Option("--check", help="Check first; where a check fails, it ends there.")] = False
    save: Annotated[Word, _text("--save", "Write the arrays: .npz or .safetensors.", "FILE")] = None
    maps: Annotated[bool, typer.Option("--maps", help="Show the activation maps of one example, layer by layer.")] = (
        False
    )
    plot: Annotated[Word, _text("--plot", "Draw what was seen: .svg, .png, .pdf or .html.", "FILE")] = None

    sweep: Annotated[
        list[str] | None,
        _text(
            "--sweep", "Train with each of these values: lr=0.1,0.01, or a var; several: each with each.", "NAME=A,B"
        ),
    ] = None
    search: Annotated[
        list[str] | None, _text("--search", "Train with values drawn from a range: lr=1e-4..1.", "NAME=FROM..TO")
    ] = None
    trials: Annotated[int, typer.Option("--trials", min=1, max=10_000, help="How many values are drawn.")] = 40
    folds: Annotated[
        int | None,
        typer.Option("--folds", min=2, max=1000, help="Cross-validate: each of N pieces in turn.", metavar="N"),
    ] = None
    jobs: Jobs = None
    scheduler: Scheduler = None

    @property
    def many(self) -> bool:
        """Whether there is more than one run."""
        return bool(self.sweep or self.search or self.folds)


LEARNED: Final = Learned()
LEARNING: Final = Learning()
RUNS: Final = Runs()
