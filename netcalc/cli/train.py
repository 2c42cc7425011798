"""`netcalc train`: gradient descent on the reference net, watched as the lecture does; once, or with many values."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from netcalc.cli import show
from netcalc.cli.learning import LEARNED, LEARNING, RUNS, Learned, Learning, Runs
from netcalc.cli.options import CHANGES, Changes, Spec, format_option
from netcalc.problems import UNREADABLE, Problem, SpecError, Unreadable
from netcalc.render.formats import FORMATS

if TYPE_CHECKING:
    from netcalc.network.network import Network
    from netcalc.render.pictures.training.files import Result
    from netcalc.training import Run
    from netcalc.training.trials.swept import Swept

ENDINGS: Final = (".npz", ".safetensors")
DRAWN: Final = (".svg", ".png", ".pdf", ".html")


def train(
    spec: Spec,
    *,
    form: Annotated[str, format_option("table", "json", "csv")] = "table",
    changes: Changes = CHANGES,
    learned: Learned = LEARNED,
    learning: Learning = LEARNING,
    runs: Runs = RUNS,
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
      netcalc train net.yaml --sweep units=3,6,20 --plot capacity.svg
      netcalc train net.yaml --search lr=1e-4..1 --search l2=1e-6..1e-2 --folds 5
    """  # noqa: D301
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small products wait for a second thread
    words = {**learned._asdict(), **learning._asdict(), "save": runs.save, "plot": runs.plot}
    given = _read({name: value for name, value in words.items() if value is not None})
    _alone(runs)
    try:
        network = changes.load(spec)
        save, plot = (given.pop(word, network.train.get(word)) for word in ("save", "plot"))
        runs = runs._replace(save=save, plot=plot)
        _writable(save, ENDINGS, "--save")
        _writable(plot, DRAWN, "--plot")
        _drawable(plot)
        result = _swept(network, given, runs, form) if runs.many else _trained(network, given, runs, form)
    except SpecError as error:
        show.not_understood(error, form, diverged=False)
        raise
    raise typer.Exit(show.WRONG if result.failed else 0)


def _read(words: dict[str, Any]) -> dict[str, Any]:
    """Hold the words of the command line against what they take."""
    from netcalc.training.data.catalogue import read_name

    for word, value in words.items():
        _taken(word, value, f"--{word}")
        if word in ("data", "test"):
            _usable(partial(read_name, value), f"--{word}")
    return words


def _taken(word: str, value: Any, option: str) -> None:
    """Refuse a value that a word of training does not take."""
    from netcalc.network.recipe import Recipe

    _usable(lambda: Recipe.read({word: value}), option)


def _usable(read: Callable[[], object], option: str) -> None:
    """Read what was typed; what is wrong with it is bad usage."""
    try:
        read()
    except SpecError as error:
        raise typer.BadParameter(error.problems[0].sentence, param_hint=option) from None


def _alone(runs: Runs) -> None:
    """Refuse what belongs to one run where there are many, and the other way round."""
    lone = next((word for word in ("save", "check", "maps") if getattr(runs, word)), None)
    if runs.many and lone is not None:
        message = "it belongs to one run: a sweep keeps no net"
        raise typer.BadParameter(message, param_hint=f"--{lone}")
    if not runs.many and (runs.jobs or runs.scheduler):
        message = "one run is one process: it goes with --sweep, --search or --folds"
        raise typer.BadParameter(message, param_hint="--jobs" if runs.jobs else "--scheduler")


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


def _drawable(plot: str | None) -> None:
    """Refuse, before the work, a picture for which there is no library."""
    if plot is None:
        return
    from netcalc.render.pictures.training.style import drawing

    try:
        with drawing():
            pass
    except ImportError as error:
        raise Unreadable([Problem(code=UNREADABLE, message=f"{plot} cannot be drawn: {error}")]) from None


def _trained(network: "Network", given: dict[str, Any], runs: Runs, form: str) -> "Run":
    """Run, and show: epochs as they come, then the rest; what is no table is shown as a whole."""
    from netcalc.cli.watching import Lines, live
    from netcalc.render.pages import training as page
    from netcalc.training import train as run_training
    from netcalc.training.maps import Mapped

    if sys.stderr.isatty():
        with live() as told:
            run = run_training(network, check=runs.check, told=told, **given)
        show.document(page.page(run), form)
    else:
        lines = Lines() if FORMATS[form] == "text" else None
        run = run_training(network, check=runs.check, told=lines, **given)
        show.document(page.ending(run) if lines else page.page(run), form)
    if runs.maps and runs.plot is None and FORMATS[form] == "text":
        from netcalc.render.pages import maps

        show.document(maps.page(Mapped(run)), form)
    if runs.plot is not None:
        _plot(Mapped(run) if runs.maps else run, runs.plot)
    if runs.save is not None:
        _written(run.save, runs.save)
    return run


def _swept(network: "Network", given: dict[str, Any], runs: Runs, form: str) -> "Swept":
    """Try all values, show how it stands on a terminal, then all of it."""
    from netcalc.cli.watching import counting
    from netcalc.executor import Where, cores
    from netcalc.render.pages import sweep as page
    from netcalc.training.trials.ranges import read_range, read_values
    from netcalc.training.trials.sweep import Trying, sweep

    values, ranges = _pairs(read_values, runs.sweep, "--sweep"), _pairs(read_range, runs.search, "--search")
    _each_taken(values, "--sweep")
    _each_taken({name: drawn.ends for name, drawn in ranges.items()}, "--search", (*values,))
    where = Where(runs.jobs or cores(), runs.scheduler)
    how = Trying(runs.trials, runs.folds, where, given.pop("test", None), runs.plot is not None)
    with counting() as told:
        swept = sweep(network, values=values, ranges=ranges, how=how, told=told, **given)
    show.document(page.page(swept), form)
    if runs.plot is not None:
        _plot(swept, runs.plot)
    return swept


def _each_taken(values: Mapping[str, Sequence[Any]], option: str, before: Sequence[str] = ()) -> None:
    """Refuse what is not varied, or is varied already, and values that the words of training do not take."""
    from netcalc.training.trials.ranges import WORDS
    from netcalc.training.trials.sweep import refused

    _usable(lambda: refused((*before, *values)), option)
    for name in WORDS.intersection(values):  # vars and fields are the network's
        for value in values[name]:
            _taken(name, value, option)


def _pairs(read: Callable[[str], tuple[str, Any]], texts: list[str] | None, option: str) -> dict[str, Any]:
    """Read `name=...` of each text; a name stands once."""
    made: dict[str, Any] = {}
    for text in texts or ():
        try:
            name, value = read(text)
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint=option) from None
        if name in made:
            message = f"{name} is given twice"
            raise typer.BadParameter(message, param_hint=option)
        made[name] = value
    return made


def _plot(result: "Result", path: str) -> None:
    from netcalc.render.pictures.training.files import draw

    _written(lambda name: draw(result, name), path)


def _written(write: Callable[[str], None], path: str) -> None:
    try:
        write(path)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}"
        raise Unreadable([Problem(code=UNREADABLE, message=message)]) from None
