"""What stands ready before training: the words read, the loss settled, the net with its first weights."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from netcalc.calculator.calculator import calculate
from netcalc.network.network import Network
from netcalc.network.training.loss import Loss
from netcalc.network.training.recipe import Recipe
from netcalc.problems import MISSING_FIELD, WEIGHTS_DIFFER, Problem, SpecError, unreadable
from netcalc.reference import ReferenceNet
from netcalc.reference.net.archives import OtherArrays, UnreadableArrays
from netcalc.training.data.examples import Examples, wrong_data
from netcalc.training.data.fitting import Ends
from netcalc.training.objective import Objective, Perceptron

PLAIN: Final = Loss("softmax")  # where a spec names none
SAME: Final = "train the spec, with the vars and fields, that they were saved from"


def recipe_of(network: Network, words: Mapping[str, Any]) -> Recipe:
    """Give the words of a spec, and of the caller, which go first; SpecError where one is not known."""
    return Recipe.read({**network.train, **{name: _word(value) for name, value in words.items()}})


def _word(value: object) -> object:
    return str(value) if isinstance(value, Path) else value


def held_to(network: Network, recipe: Recipe, data: Examples | None) -> Network:
    """Give the network with the loss that it is held to; SpecError where it is not valid, or reads several inputs."""
    report = calculate(network)
    if not report.valid:
        raise SpecError(report.problems)
    if network.input is None:
        message = f"the network reads {len(network.inputs)} inputs, and data has one"
        raise wrong_data(message, "training takes networks of one input")
    loss = network.loss or Loss("mse" if data is not None and _curve(data) else PLAIN.kind)
    if recipe.l2 is not None:
        loss = loss._replace(l2=recipe.l2)
    return network if loss == network.loss else network.replace(loss={loss.kind: {"l2": loss.l2}})


def _curve(data: Examples) -> bool:
    """Say whether what is learned are numbers, not labels."""
    return data.y.dtype.kind == "f" and not (data.y == np.floor(data.y)).all()


def ends_of(network: Network, recipe: Recipe) -> Ends:
    """Give what the data is held against."""
    report = calculate(network)
    reads, makes = next(iter(report.inputs.values())), report.outputs[-1].output
    loss = (network.loss or PLAIN).kind
    if makes is None:  # no valid network is without
        raise SpecError(report.problems)
    return Ends(reads, makes, "logistic" if recipe.optimizer == "perceptron" else loss)


def started(network: Network, recipe: Recipe, begun: ReferenceNet | None) -> ReferenceNet:
    """Make the net with its first weights: drawn, copied from a net at hand, or read from a file."""
    dtype = recipe.dtype if begun is None or "dtype" in recipe.given() else str(begun.dtype)
    net = ReferenceNet(network, seed=recipe.seed, dtype=dtype, init=str(recipe.init))
    if begun is not None:
        net.load({**begun.params, **begun.buffers})
    if recipe.resume is not None:
        _load(net, recipe.resume)
    return net


def _load(net: ReferenceNet, path: str) -> None:
    """Take the arrays of a file; SpecError where they are another network's, Unreadable where there are none."""
    name = Path(path).name
    try:
        net.load(path)
    except OtherArrays as error:
        message = f"{path} holds the arrays of another network: {error}"
        raise SpecError([Problem(code=WEIGHTS_DIFFER, message=message, hint=SAME)]) from None
    except UnreadableArrays as error:
        message = str(error) if str(error).startswith(name) else f"{path}: {error}"
        raise unreadable(message) from None
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}"
        raise unreadable(message) from None


def objective_of(net: ReferenceNet, recipe: Recipe) -> Objective:
    """Give what the net is held to."""
    return Perceptron(net) if recipe.optimizer == "perceptron" else Objective(net.network.loss or PLAIN)


def nothing_to_learn(recipe: Recipe) -> SpecError:
    """Make the error of training without data."""
    message = "training needs data" if recipe.epochs else "nothing to do: no epochs, and no data to be tried on"
    hint = "for example `--data spiral`, or `train: {data: spiral}` in the spec"
    return SpecError([Problem(code=MISSING_FIELD, message=message, hint=hint)])
