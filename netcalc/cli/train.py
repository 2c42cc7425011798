"""`netcalc train`: gradient descent on the reference net, watched as the lecture does."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple, TypeAlias

import typer

from netcalc.cli import show
from netcalc.cli.options import CHANGES, Changes, Spec, format_option
from netcalc.problems import UNREADABLE, Problem, SpecError, Unreadable
from netcalc.render.formats import FORMATS

if TYPE_CHECKING:
    from netcalc.network.network import Network
    from netcalc.training import Run

ENDINGS: Final = (".npz", ".safetensors")
DRAWN: Final = (".svg", ".png", ".pdf", ".html")


def _text(name: str, about: str, metavar: str = "TEXT") -> Any:
    return typer.Option(name, help=about, metavar=metavar, show_default=False)


Word: TypeAlias = str | None
Real: TypeAlias = float | None
Whole: TypeAlias = int | None


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


class Kept(NamedTuple):
    """What it starts from, and where it goes."""

    seed: Annotated[Whole, _text("--seed", "What weights, batches and data are drawn from (0).", "N")] = None
    dtype: Annotated[
        Word, _text("--dtype", "What is computed in: float32 (where nothing is said) or float64.", "TYPE")
    ] = None
    init: Annotated[Word, _text("--init", "How weights are drawn: he, xavier, normal:0.01 (he).", "HOW")] = None
    save: Annotated[Word, _text("--save", "Write the arrays: .npz or .safetensors.", "FILE")] = None
    resume: Annotated[Word, _text("--resume", "Begin at the arrays of this file.", "FILE")] = None
    plot: Annotated[Word, _text("--plot", "Draw the run: .svg, .png, .pdf or .html.", "FILE")] = None


LEARNED: Final = Learned()
LEARNING: Final = Learning()
KEPT: Final = Kept()


def train(
    spec: Spec,
    *,
    form: Annotated[str, format_option("table", "json", "csv")] = "table",
    changes: Changes = CHANGES,
    learned: Learned = LEARNED,
    learning: Learning = LEARNING,
    kept: Kept = KEPT,
) -> None:
    """Train the network by gradient descent, watch it as the lecture does, and say what it says.

    A spec may hold the same words under `train:`; what is given here goes first. DATA is a name (xor, and, moons,
    circles, spiral:3, blobs:4, line, sine, bumps, digits) or a file: .csv, .npz of x and y, MNIST's and CIFAR's
    files, a folder of pictures by class.

    \b
    Examples:
      netcalc train net.yaml --data spiral:3 --epochs 100 --optimizer momentum
      netcalc train net.yaml --data points.csv --l2 0.001 --save net.npz
      netcalc train net.yaml --epochs 0 --resume net.npz --test more.csv
    """  # noqa: D301
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small products wait for a second thread
    words = {name: value for group in (learned, learning, kept) for name, value in group._asdict().items()}
    given = _read({name: value for name, value in words.items() if value is not None})
    try:
        network = changes.load(spec)
        save = given.pop("save", network.train.get("save"))
        plot = given.pop("plot", network.train.get("plot"))
        _writable(save, ENDINGS, "--save")
        _writable(plot, DRAWN, "--plot")
        run = _trained(network, given, form)
        if save is not None:
            _written(run.save, save)
        if plot is not None:
            _plot(run, plot)
    except SpecError as error:
        show.not_understood(error, form, diverged=False)
        raise
    raise typer.Exit(show.WRONG if run.failed else 0)


def _read(words: dict[str, Any]) -> dict[str, Any]:
    """Hold the words of the command line against what they take."""
    from netcalc.network.recipe import Recipe

    try:
        Recipe.read(words)
    except SpecError as error:
        problem = error.problems[0]
        raise typer.BadParameter(problem.sentence, param_hint=f"--{problem.path[0]}") from None
    return words


def _writable(name: str | None, endings: tuple[str, ...], option: str) -> None:
    """Refuse, before the work, a file that could not be written after it."""
    if name is None:
        return
    path = Path(name)
    if path.suffix.lower() not in endings:
        message = f"{name[:200]} ends in none of {' '.join(endings)}"
        raise typer.BadParameter(message, param_hint=option)
    if not path.absolute().parent.is_dir():
        message = f"{name[:200]} cannot be written: there is no folder {path.parent}"
        raise Unreadable([Problem(code=UNREADABLE, message=message)])


def _trained(network: "Network", given: dict[str, Any], form: str) -> "Run":
    """Run, and show: epochs as they come, then the rest; what is no table is shown as a whole."""
    from netcalc.cli.watching import Lines, live
    from netcalc.render.pages import training as page
    from netcalc.training import train as run_training

    if sys.stderr.isatty():
        with live() as told:
            run = run_training(network, told=told, **given)
        show.document(page.page(run), form)
        return run
    lines = Lines() if FORMATS[form] == "text" else None
    run = run_training(network, told=lines, **given)
    show.document(page.ending(run) if lines else page.page(run), form)
    return run


def _plot(run: "Run", path: str) -> None:
    from netcalc.render.pictures.training.files import draw

    try:
        _written(lambda name: draw(run, name), path)
    except ImportError as error:
        raise Unreadable([Problem(code=UNREADABLE, message=f"{path} was not drawn: {error}")]) from None


def _written(write: Callable[[str], None], path: str) -> None:
    try:
        write(path)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}"
        raise Unreadable([Problem(code=UNREADABLE, message=message)]) from None
