"""`netcalc train`: gradient descent on the reference net, watched as the lecture does; once, or with many values."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from netcalc.cli import show
from netcalc.cli.options import CHANGES, Changes, Spec, format_option
from netcalc.cli.options.training import LEARNED, LEARNING, RUNS, Learned, Learning, Runs
from netcalc.cli.typed.train import alone, each_taken, pairs, read, writable
from netcalc.problems import Unreadable, unreadable
from netcalc.render.formats import FORMATS

if TYPE_CHECKING:
    from netcalc.network.network import Network
    from netcalc.render.pictures.training.files import Result
    from netcalc.training import Run
    from netcalc.training.trials.swept import Swept

REFUSED: Final = {"diverged": False}  # beside the problems, in JSON


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
    given = read({name: value for name, value in words.items() if value is not None})
    alone(runs)
    network = _loaded(spec, changes)
    save, plot = (given.pop(word, network.train.get(word)) for word in ("save", "plot"))
    runs = runs._replace(save=save, plot=plot)
    writable(save, plot)
    result = _swept(network, given, runs, form) if runs.many else _trained(network, given, runs, form)
    raise typer.Exit(show.WRONG if result.failed else 0)


def _loaded(spec: str, changes: Changes) -> "Network":
    """Load what is to learn; where that is the name of data instead, say so."""
    from netcalc.training.data.catalogue import NAMES

    try:
        return changes.load(spec)
    except Unreadable:
        if spec.partition(":")[0] not in NAMES or Path(spec).exists():
            raise
        hint = f"give a spec, and then the data: `netcalc train net.yaml --data {spec}`"
        message = f"{spec} is data to learn, and no network"
        raise unreadable(message, hint) from None


def _trained(network: "Network", given: dict[str, Any], runs: Runs, form: str) -> "Run":
    """Run, and show: epochs as they come, then the rest; what is no table is shown as a whole."""
    from netcalc.cli.progress.watching import Lines, live
    from netcalc.render.pages.training import training as page
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
        from netcalc.render.pages.training import maps

        show.document(maps.page(Mapped(run)), form)
    if runs.plot is not None:
        _plot(Mapped(run) if runs.maps else run, runs.plot)
    if runs.save is not None and run.ready:  # else nothing was learned
        _written(run.save, runs.save)
    return run


def _swept(network: "Network", given: dict[str, Any], runs: Runs, form: str) -> "Swept":
    """Try all values, show how it stands on a terminal, then all of it."""
    from netcalc.cli.progress.watching import counting
    from netcalc.executor import Where, cores
    from netcalc.render.pages.training import sweep as page
    from netcalc.training.trials.ranges import read_range, read_values
    from netcalc.training.trials.sweep import Trying, sweep

    values, ranges = pairs(read_values, runs.sweep, "--sweep"), pairs(read_range, runs.search, "--search")
    each_taken(values, "--sweep")
    each_taken({name: drawn.ends for name, drawn in ranges.items()}, "--search", (*values,))
    where = Where(runs.jobs or cores(), runs.scheduler)
    how = Trying(runs.trials, runs.folds, where, given.pop("test", None), runs.plot is not None)
    with counting() as told:
        swept = sweep(network, values=values, ranges=ranges, how=how, told=told, **given)
    show.document(page.page(swept), form)
    if runs.plot is not None:
        _plot(swept, runs.plot)
    return swept


def _plot(result: "Result", path: str) -> None:
    from netcalc.render.pictures.training.files import draw

    _written(lambda name: draw(result, name), path)


def _written(write: Callable[[str], None], path: str) -> None:
    try:
        write(path)
    except (OSError, ValueError) as error:
        message = f"{path} cannot be written: {getattr(error, 'strerror', None) or error}"
        raise unreadable(message) from None
