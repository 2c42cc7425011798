"""What is put into a net, and what is sent back into it, held against the volumes that it reads and makes."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from netcalc.reference.tape.gate import Array
from netcalc.volume import Volume

Arrays: TypeAlias = dict[str, Array]


def shaped(volume: Volume, batch: int) -> tuple[int, ...]:
    """Give the shape of a batch of volumes: (N, D, H, W)."""
    return (batch, volume.depth, *reversed(volume.spatial))


def coming_in(x: Any, inputs: Mapping[str, Volume], dtype: np.dtype[Any]) -> Arrays:
    """Take the inputs of a net by name, all of one batch; ValueError where they are not as it reads them."""
    given = x if isinstance(x, Mapping) else {next(iter(inputs)): x}
    if len(inputs) > 1 and not isinstance(x, Mapping):
        message = f"the network reads {len(inputs)} inputs: give a mapping of {_listed(inputs)}"
        raise ValueError(message)
    _insist(given, tuple(inputs), "input")
    arrays = {name: np.asarray(given[name], dtype) for name in inputs}
    batch = next(iter(arrays.values())).shape[:1]
    for name, array in arrays.items():
        shape = shaped(inputs[name], 0)[1:]
        if array.shape[1:] == shape and array.shape[:1] != batch:
            message = f"all inputs come in one batch, not {batch[0]} and {len(array)}"
            raise ValueError(message)
        if array.shape[1:] != shape or batch == (0,):
            of = f" as {name}" if len(inputs) > 1 else ""
            message = f"the network reads (N, {', '.join(map(str, shape))}){of}, N at least 1, not {array.shape}"
            raise ValueError(message)
    return arrays


def going_back(douts: Any, scores: Arrays) -> Arrays:
    """Take the gradients of what came out, by name: of the one output alone, of several those that are given."""
    given = douts if isinstance(douts, Mapping) else {next(iter(scores)): douts}
    if len(scores) > 1 and not isinstance(douts, Mapping):
        message = f"the network has {len(scores)} outputs: give the gradients as a mapping of {_listed(scores)}"
        raise ValueError(message)
    strangers = [name for name in given if name not in scores]
    if strangers:
        message = f"no output is called {strangers[0]}: the network has {_listed(scores)}"
        raise ValueError(message)
    for name, dout in given.items():
        shape = scores[name].shape
        if np.shape(dout) != shape:
            of = f"{name} is" if len(scores) > 1 else "the scores is"
            message = f"the gradient of {of} {shape}, as they are, not {np.shape(dout)}"
            raise ValueError(message)
    return dict(given)


def _insist(given: Mapping[str, Any], names: Sequence[str], what: str) -> None:
    for name in given:
        if name not in names:
            message = f"no {what} is called {name}: the network has {_listed(names)}"
            raise ValueError(message)
    missing = [name for name in names if name not in given]
    if missing:
        message = f"the {what} {missing[0]} is missing"
        raise ValueError(message)


def _listed(names: Sequence[str] | Mapping[str, Any]) -> str:
    return ", ".join(names)
