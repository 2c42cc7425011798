"""Examples held against a network: the volume that it reads, the scores that it makes, the loss that it takes."""

from typing import Final, NamedTuple

import numpy as np

from netcalc.network.training.loss import LossKind
from netcalc.reference.net.coming import shaped
from netcalc.reference.tape.gate import Array
from netcalc.text.counted import counted
from netcalc.training.data.examples import LABELS, Examples, wrong_data
from netcalc.volume import Volume

BY_CLASS: Final = ("softmax", "svm")


class Ends(NamedTuple):
    """What a network reads, what it makes of it, and the loss that this is held to."""

    reads: Volume
    makes: Volume
    loss: LossKind


def fitted(data: Examples, ends: Ends) -> Examples:
    """Give the examples as the network reads and the loss takes them; SpecError where they do not fit."""
    return data._replace(x=_inputs(data, ends.reads), y=_learned(data, ends))


def _inputs(data: Examples, reads: Volume) -> Array:
    """Lay inputs out as (N, D, *W); as many values in another shape are taken where there is one way to lay them."""
    due, given = shaped(reads, 1)[1:], data.x.shape[1:]
    if given == due:
        return data.x
    if np.prod(given, dtype=int) == reads.values and (1 in (len(given), len(due)) or _without_ones(given, due)):
        return data.x.reshape(data.number, *due)
    laid = f", which is {_said(due)}" if len(due) > 1 else ""
    message = f"{data.name}: an example is {_said(given)}, and the network reads {reads}{laid}"
    raise wrong_data(message, _input_for(given))


def _without_ones(given: tuple[int, ...], due: tuple[int, ...]) -> bool:
    return [extent for extent in given if extent != 1] == [extent for extent in due if extent != 1]


def _said(shape: tuple[int, ...]) -> str:
    return "x".join(map(str, shape)) + (" (depth first)" if len(shape) > 1 else "") if shape else "one number"


def _input_for(given: tuple[int, ...]) -> str:
    """Say which input takes such examples; pictures whose channels come last are told from others."""
    if len(given) == 3 and given[-1] in (1, 3, 4) and given[0] > 4:
        return "channels come first here: x.transpose(0, 3, 1, 2)"
    given = (1, *given) if len(given) == 2 else given
    return f"such examples are `input: {Volume((*reversed(given[1:]), *given[:1]))}`" if given else "x is (N, n)"


def _learned(data: Examples, ends: Ends) -> Array:
    """Give labels, (N,), for a loss over classes; else a target for each score, (N, K)."""
    if ends.loss in BY_CLASS:
        return _labels(data, ends)
    due = shaped(ends.makes, 1)[1:]
    y = data.y
    if y.ndim == 1 and due != (1,) and len(due) == 1 and (y == np.floor(y)).all():
        y = np.eye(due[0])[_labels(data, ends)]  # a yes or no for each class
    if y.ndim == 1:
        y = y[:, None]
    if y.shape[1:] != due:
        message = f"{data.name}: y is {_said(y.shape[1:])} an example, and the network makes {ends.makes}"
        raise wrong_data(message, f"as many targets as scores: a last layer of `fc: {np.prod(y.shape[1:], dtype=int)}`")
    if ends.loss == "logistic" and not np.isin(y, (0, 1)).all():
        message = f"{data.name}: labels from {y.min():g} to {y.max():g}, where the logistic loss takes 0 and 1"
        raise wrong_data(message, f"`loss: softmax` and `fc: {int(y.max()) + 1}` for more classes")
    return y.astype(float)


def _labels(data: Examples, ends: Ends) -> Array:
    y = data.y[:, 0] if data.y.ndim == 2 and data.y.shape[1] == 1 else data.y
    classes = ends.makes.depth
    if y.dtype.kind not in LABELS and not (y == np.floor(y)).all():
        message = (
            f"{data.name}: y holds numbers such as {y[y != np.floor(y)][0]:g}, and the {ends.loss} loss takes labels"
        )
        raise wrong_data(message, "`loss: mse` learns numbers")
    if y.shape[1:] != shaped(ends.makes, 1)[2:] and y.ndim > 1:
        message = f"{data.name}: y is {_said(y.shape[1:])} an example, and the {ends.loss} loss takes a label"
        raise wrong_data(message, "`loss: mse` or `loss: logistic` takes a target for each score")
    y = y.astype(int)
    if y.min() < 0 or y.max() >= classes:
        message = f"{data.name}: labels from {y.min()} to {y.max()}, and the network has {counted(classes, 'score')}"
        raise wrong_data(message, _more_scores(y, classes))
    return y


def _more_scores(y: Array, classes: int) -> str:
    if y.min() < 0:
        return "labels count from 0"
    if classes == 1 and y.max() == 1:
        return "`loss: logistic` for one score of two classes, or a last layer of `fc: 2`"
    lower = ", or labels that count from 0" if y.min() > 0 else ""
    return f"a last layer of `fc: {y.max() + 1}`{lower}"
