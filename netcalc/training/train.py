"""`netcalc.train`: a network, data, and how to go about it; a run comes back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeAlias, TypedDict, Unpack

import numpy as np

from netcalc.network.network import Network
from netcalc.network.training.recipe import Optimizer, Recipe, Scaling
from netcalc.reference import ReferenceNet
from netcalc.training.checks import checked
from netcalc.training.data.examples import Examples
from netcalc.training.data.files.open import Asked
from netcalc.training.data.fitting import fitted
from netcalc.training.data.reading import DataLike, read
from netcalc.training.data.scaling import Scale, scaling
from netcalc.training.data.splitting import Fold, Shares, folded, split
from netcalc.training.notes import notes_of
from netcalc.training.preparing import ends_of, held_to, nothing_to_learn, objective_of, recipe_of, started
from netcalc.training.run import Run
from netcalc.training.saving import saved_scale
from netcalc.training.teaching import Teaching
from netcalc.training.verdicts import judged
from netcalc.training.watch.measure import measured

Told: TypeAlias = Callable[[Run], None]


class Words(TypedDict, total=False):
    """How a network is trained: the words of a spec's `train:`."""

    epochs: int
    batch: int
    lr: float
    optimizer: Optimizer
    momentum: float
    decay: str | None
    l2: float | None
    val: float
    seed: int
    dtype: str
    init: str
    scale: Scaling | None
    samples: int | None
    label: str | None
    resume: str | Path | None


def train(
    network: Network | ReferenceNet, data: DataLike | None = None, *, test: DataLike | None = None,
    fold: Fold | None = None, check: bool = False, told: Told | None = None, **words: Unpack[Words],
) -> Run:  # fmt: skip
    """Train a network by gradient descent on data, a name, a path or arrays (x, y), and watch it.

    The words are those of a spec's `train:`, which they go before. A `ReferenceNet` is trained from a copy of its
    arrays. `test` is data that the net is tried on in the end; `fold` keeps one of several equal pieces for validation,
    in the place of the share `val`; `check` first checks what CS231n advises, and trains only where all is well.
    `told` is called with the run as it stands, before the first epoch and after each. Ctrl-C ends the run and keeps
    what was learned. SpecError where the data does not fit the network, or a word is not known.

    >>> network = Network(input=2, layers=[{"fc": 8}, "relu", {"fc": 2}])
    >>> run = train(network, "moons", epochs=2)
    >>> [entry.epoch for entry in run.history], run.net.params["fc1.weight"].shape
    ([1, 2], (8, 2))
    """
    given = network.network if isinstance(network, ReferenceNet) else network
    recipe = recipe_of(given, {**words})
    sets = _sets(given, recipe, data, test)
    if sets.data is None and (recipe.epochs or sets.test is None):
        raise nothing_to_learn(recipe)
    held = held_to(given, recipe, sets.data or sets.test)
    net = started(held, recipe, network if isinstance(network, ReferenceNet) else None)
    shares, tried, scale = _ready(sets, net, recipe, fold)
    objective = objective_of(net, recipe)
    notes = notes_of(given, net, shares, recipe)
    run = Run(given.called, recipe, net, shares, scale, notes=notes)
    if shares is not None:
        run = replace(run, checks=checked(net, recipe, shares.training) if check else ())
        run = _taught(run, Teaching(net, objective, recipe, shares), told or _nobody)
    if tried is not None:
        with np.errstate(all="ignore"):
            run = replace(run, test=measured(net, objective, tried))
    return replace(run, verdicts=judged(run))


def _nobody(_: Run) -> None:
    """Tell nobody."""


def _taught(run: Run, teaching: Teaching, told: Told) -> Run:
    """Teach the net, and tell of it before the first epoch and after each."""
    run = replace(run, start=teaching.start)

    def stands() -> Run:
        return replace(run, firsts=teaching.firsts, history=tuple(teaching.history), burst=teaching.burst)

    told(run)
    if not run.ready:
        return run
    finished = teaching.teach(lambda: told(stands()))
    return replace(stands(), interrupted=not finished)


class Sets(NamedTuple):
    """What is learned from, and what the net is tried on in the end."""

    data: Examples | None
    test: Examples | None


def _sets(network: Network, recipe: Recipe, data: DataLike | None, test: DataLike | None) -> Sets:
    """Read the data and the test data: given, or named in the recipe; they are drawn from seeds of their own."""
    asked = Asked(recipe.label, network.input.depth if network.input else 1)
    given = (recipe.data if data is None else data, recipe.test if test is None else test)
    made = [
        None if each is None else read(each, asked, recipe.samples, (recipe.seed, place))
        for place, each in enumerate(given)
    ]
    return Sets(*made)


def _ready(
    sets: Sets, net: ReferenceNet, recipe: Recipe, fold: Fold | None
) -> tuple[Shares | None, Examples | None, Scale | None]:
    """Hold the data against the net, split it, scale it: by what a file of arrays tells, else by the training share."""
    ends, dtype = ends_of(net.network, recipe), str(net.dtype)
    shares = None if sets.data is None else _cut(fitted(sets.data, ends), recipe, fold)
    tried = None if sets.test is None else fitted(sets.test, ends)
    tells, scale = saved_scale(recipe.resume) if recipe.resume and recipe.scale is None else (False, None)
    begins = shares.training if shares else tried
    if not tells and begins is not None:
        scale = scaling(begins, recipe.scale)
    if shares is not None:
        kept = shares.validation
        shares = Shares(_scaled(shares.training, scale, dtype), kept and _scaled(kept, scale, dtype))
    return shares, None if tried is None else _scaled(tried, scale, dtype), scale


def _cut(data: Examples, recipe: Recipe, fold: Fold | None) -> Shares:
    return split(data, recipe.val, recipe.seed) if fold is None else folded(data, fold, recipe.seed)


def _scaled(data: Examples, scale: Scale | None, dtype: str) -> Examples:
    return data._replace(x=data.x.astype(dtype) if scale is None else scale.of(data.x, dtype))
