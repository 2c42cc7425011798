"""What is typed behind `netcalc train`, held against what it takes before the work begins."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import typer

from netcalc.cli.options.training import Runs
from netcalc.problems import SpecError, unreadable

ENDINGS: Final = (".npz", ".safetensors")
DRAWN: Final = (".svg", ".png", ".pdf", ".html")


def read(words: dict[str, Any]) -> dict[str, Any]:
    """Hold the words of the command line against what they take."""
    from netcalc.training.data.catalogue import read_name

    for word, value in words.items():
        _taken(word, value, f"--{word}")
        if word in ("data", "test"):
            _usable(partial(read_name, value), f"--{word}")
    return words


def _taken(word: str, value: Any, option: str) -> None:
    """Refuse a value that a word of training does not take."""
    from netcalc.network.training.recipe import Recipe

    _usable(lambda: Recipe.read({word: value}), option)


def _usable(read: Callable[[], object], option: str) -> None:
    """Read what was typed; what is wrong with it is bad usage."""
    try:
        read()
    except SpecError as error:
        raise typer.BadParameter(error.problems[0].sentence, param_hint=option) from None


def alone(runs: Runs) -> None:
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
        raise unreadable(message)


def _drawable(plot: str | None) -> None:
    """Refuse, before the work, a picture for which there is no library."""
    if plot is None:
        return
    from netcalc.render.pictures.training.style import drawing

    try:
        with drawing():
            pass
    except ImportError as error:
        message = f"{plot} cannot be drawn: {error}"
        raise unreadable(message) from None


def each_taken(values: Mapping[str, Sequence[Any]], option: str, before: Sequence[str] = ()) -> None:
    """Refuse what is not varied, or is varied already, and values that the words of training do not take."""
    from netcalc.training.trials.ranges import WORDS
    from netcalc.training.trials.sweep import refused

    _usable(lambda: refused((*before, *values)), option)
    for name in WORDS.intersection(values):  # vars and fields are the network's
        for value in values[name]:
            _taken(name, value, option)


def pairs(reader: Callable[[str], tuple[str, Any]], texts: list[str] | None, option: str) -> dict[str, Any]:
    """Read `name=...` of each text; a name stands once."""
    made: dict[str, Any] = {}
    for text in texts or ():
        try:
            name, value = reader(text)
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint=option) from None
        if name in made:
            message = f"{name} is given twice"
            raise typer.BadParameter(message, param_hint=option)
        made[name] = value
    return made


def writable(save: str | None, plot: str | None) -> None:
    """Refuse, before the work, files that could not be written after it."""
    _writable(save, ENDINGS, "--save")
    _writable(plot, DRAWN, "--plot")
    _drawable(plot)
