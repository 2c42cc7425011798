"""Many trials of one network, spread over cores or a cluster, and collected in their order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from math import isfinite
from typing import Any, Final, NamedTuple, TypeAlias, Unpack

from netcalc.executor import Where, spread
from netcalc.network.network import Network
from netcalc.network.training.recipe import Recipe
from netcalc.problems import invalid
from netcalc.training.data.catalogue import NAMES
from netcalc.training.data.files.open import Asked
from netcalc.training.data.reading import read
from netcalc.training.data.splitting import Fold
from netcalc.training.preparing import held_to, nothing_to_learn, recipe_of
from netcalc.training.train import Words
from netcalc.training.trials.ranges import FIXED, Range, Settings, all_settings, is_whole
from netcalc.training.trials.swept import Swept, Trial
from netcalc.training.trials.trial import Common, Outcome, Task, changed, tried, words_of

Told: TypeAlias = Callable[[Swept], None]
HERE: Final = Where()


class Trying(NamedTuple):
    """How it is tried: so many draws of the ranges, each cross-validated where there are folds, and where it runs.

    `test` is data that each net is tried on in the end; `pictured` keeps what `plot` shows.
    """

    trials: int = 40
    folds: int | None = None
    where: Where = HERE
    test: Any = None
    pictured: bool = False


PLAIN: Final = Trying()


def sweep(
    network: Network, data: Any = None, *, values: Mapping[str, Iterable[Any]] | None = None,
    ranges: Mapping[str, tuple[float, float] | Range] | None = None, how: Trying = PLAIN, told: Told | None = None,
    **words: Unpack[Words],
) -> Swept:  # fmt: skip
    """Train a network with each of some values, or with values drawn from ranges, and say which was best.

    A name is a word of `train:` (`lr`, `l2`), a var of the spec, or a layer's field (`fc1.units`). `values` are tried
    each with each other; ranges are drawn from, evenly over the powers of ten. On whatever it runs, the same comes of
    it. `told` is called first, and after each trial. Ctrl-C keeps what was found. SpecError where one of the values is
    not taken, before any is tried.

    >>> network = Network(input=2, vars={"units": 4}, layers=[{"fc": "${units}"}, "relu", {"fc": 2}])
    >>> found = sweep(network, "circles", values={"units": [1, 8]}, epochs=20)
    >>> [trial.settings for trial in found.trials], found.best.settings
    ([{'units': 1}, {'units': 8}], {'units': 8})
    """
    swept = {name: (*each,) for name, each in (values or {}).items()}
    drawn = {name: _range(name, each) for name, each in (ranges or {}).items()}
    refused([*swept, *drawn])
    recipe = recipe_of(network, {**words})
    settings = all_settings(swept, drawn, how.trials, recipe.seed)
    test = recipe.test if how.test is None else how.test
    common = Common(network, _data(network, recipe, data), test, {**words}, how.pictured)
    _understood(common, settings)
    begun = Swept(network.called, recipe, (*swept, *drawn), (*drawn,), how.folds, (), len(settings))
    return _collected(begun, common, settings, how.where, told or _nobody)


def _range(name: str, given: tuple[float, float] | Range) -> Range:
    if isinstance(given, Range):
        return given
    low, high = given
    if not isfinite(low + high) or low > high:
        message = f"a range goes from its low end to its high one, not from {low} to {high}"
        raise invalid(message)
    return Range(low, high, is_whole(name, ends=all(isinstance(end, int) for end in given)))


def refused(names: Sequence[str]) -> None:
    """Refuse what is the same in every trial, and what is varied twice."""
    for place, name in enumerate(names):
        if name in FIXED:
            message = f"`{name}` is the same in every trial"
            raise invalid(message)
        if name in names[:place]:
            message = f"`{name}` is varied twice"
            raise invalid(message)


def _data(network: Network, recipe: Recipe, data: Any) -> Any:
    """Read a file once, for all; what is drawn is drawn by each trial."""
    data = recipe.data if data is None else data
    if data is None or not recipe.epochs:
        raise nothing_to_learn(recipe)
    if isinstance(data, str) and data.partition(":")[0] in NAMES:
        return data
    asked = Asked(recipe.label, network.input.depth if network.input else 1)
    return read(data, asked, recipe.samples, (recipe.seed, 0))


def _understood(common: Common, settings: Iterable[Settings]) -> None:
    """Understand all settings before the first is tried."""
    for one in settings:
        network = changed(common.network, one)
        recipe = recipe_of(network, words_of(common, one))
        held_to(network, recipe, None)
        if not recipe.epochs:
            message = "a trial of no epochs learns nothing"
            raise invalid(message)


def _collected(begun: Swept, common: Common, settings: Sequence[Settings], where: Where, told: Told) -> Swept:
    """Try all, and tell after each; what is done when it is stopped by hand is kept."""
    folds = [None] if begun.folds is None else [Fold(place, begun.folds) for place in range(begun.folds)]
    tasks = [Task(one, fold) for one in settings for fold in folds]
    made: dict[int, Outcome] = {}
    try:
        told(begun)
        with closing(spread(tried, common, tasks, where)) as found:
            for place, outcome in found:
                made[place] = outcome
                told(_with(begun, settings, made))
    except KeyboardInterrupt:
        return _with(begun, settings, made, interrupted=True)
    return _with(begun, settings, made)


def _with(
    begun: Swept, settings: Sequence[Settings], made: Mapping[int, Outcome], *, interrupted: bool = False
) -> Swept:
    """Give the trials that are whole, in their order."""
    each = begun.folds or 1
    places = {number: range(number * each, (number + 1) * each) for number in range(len(settings))}
    whole = [
        Trial(settings[number], tuple(made[place] for place in of))
        for number, of in places.items()
        if all(place in made for place in of)
    ]
    return replace(begun, trials=tuple(whole), interrupted=interrupted)


def _nobody(_: Swept) -> None:
    """Tell nobody."""
