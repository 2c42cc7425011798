"""What a trained net looks like, as arrays: its boundary, the plane that it bends, its curve, its values."""

from typing import Final, NamedTuple

import numpy as np

from netcalc.reference.tape.gate import Array
from netcalc.training.run import Run

FINE: Final = 120  # places a side of a boundary
LINES: Final = 13  # of a net laid over the plane
MARGIN: Final = 0.15  # around the points
ENOUGH: Final = 256  # examples whose values are counted
BINS: Final = 41


class Plane(NamedTuple):
    """The points (N, 2) and their classes, and what the net says at each place of a grid: (H, W)."""

    points: Array
    classes: Array
    across: Array
    down: Array
    said: Array


class Bent(NamedTuple):
    """Points, and the lines of a net over the plane, as a hidden layer sees them: (N, 2), and (L, P, 2)."""

    layer: str
    points: Array
    classes: Array
    lines: Array
    exact: bool


class Curve(NamedTuple):
    """The points of a curve, and what the net makes of its input."""

    x: Array
    y: Array
    at: Array
    made: Array


class Values(NamedTuple):
    """How often the values of a layer lie where."""

    layer: str
    edges: Array
    counts: Array


def plane(run: Run) -> Plane | None:
    """Say what the net says of every place in the plane of its two inputs; None where it has others."""
    found = _labelled(run, inputs=2)
    if found is None:
        return None
    x, classes = found
    low, high = _around(x)
    across, down = (np.linspace(low[axis], high[axis], FINE) for axis in (0, 1))
    grid = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
    return Plane(x, classes, across, down, _said(run.net.forward(grid)).reshape(FINE, FINE))


def bent(run: Run) -> Bent | None:
    """Show how the last hidden layer bends the plane; of more than two units, the two directions that spread most."""
    found = _labelled(run, inputs=2)
    place = _hidden(run)
    if found is None or place is None:
        return None
    x, classes = found
    low, high = _around(x)
    along = np.linspace(0, 1, FINE)
    steps = np.linspace(0, 1, LINES)
    lines = [np.stack([np.full(FINE, step), along], 1) for step in steps]
    lines += [np.stack([along, np.full(FINE, step)], 1) for step in steps]
    net_lines = low + np.concatenate(lines) * (high - low)
    seen, over = _values(run, place, x), _values(run, place, net_lines)
    turned = np.eye(seen.shape[1], 2)
    if seen.shape[1] > 2:
        turned = np.linalg.svd(seen - seen.mean(axis=0), full_matrices=False)[2][:2].T
    name = run.net.report.layers[place].name
    return Bent(name, seen @ turned, classes, (over @ turned).reshape(-1, FINE, 2), seen.shape[1] <= 2)


def curve(run: Run) -> Curve | None:
    """Say what the net makes of its one input; None where it has more, or learned classes."""
    data = run.shares.training if run.shares else None
    if data is None or data.x.shape[1:] != (1,) or data.y.shape[1:] != (1,):
        return None
    at = np.linspace(data.x.min(), data.x.max(), 4 * FINE)[:, None]
    return Curve(data.x[:, 0], data.y[:, 0], at[:, 0], run.net.forward(at).reshape(-1))


def values(run: Run, most: int = 8) -> list[Values]:
    """Count where the values of the activations lie on examples of the training share."""
    if run.shares is None:
        return []
    run.net.forward(run.shares.training.x[:ENOUGH])
    places = [place for place, layer in enumerate(run.net.report) if layer.kind in ACTIVATIONS][:most]
    made = []
    for place in places:
        counts, edges = np.histogram(run.net.value(place)[np.isfinite(run.net.value(place))], BINS)
        made.append(Values(run.net.report.layers[place].name, edges, counts / max(1, counts.sum())))
    return made


ACTIVATIONS: Final = frozenset(
    {"relu", "relu6", "leaky_relu", "elu", "selu", "gelu", "silu", "sigmoid", "tanh", "hard_tanh", "softplus", "maxout"}
)


def _labelled(run: Run, inputs: int) -> tuple[Array, Array] | None:
    """Give the points of the training share and their classes, where it has so many inputs and classes."""
    data = run.shares.training if run.shares else None
    if data is None or data.x.shape[1:] != (inputs,) or (run.net.network.loss or ("softmax",))[0] == "mse":
        return None
    if data.y.ndim == 1:
        return data.x, data.y
    return data.x, (data.y[:, 0] > 0.5).astype(int) if data.y.shape[1] == 1 else data.y.argmax(axis=1)


def _around(x: Array) -> tuple[Array, Array]:
    low, high = x.min(axis=0), x.max(axis=0)
    return low - MARGIN * (high - low), high + MARGIN * (high - low)


def _said(scores: Array) -> Array:
    """Give the class that has the largest score, or the side of 0."""
    return (scores[:, 0] > 0).astype(int) if scores.shape[1] == 1 else scores.argmax(axis=1)


def _hidden(run: Run) -> int | None:
    """Find the last activation before the scores."""
    kinds = [layer.kind for layer in run.net.report]
    places = [place for place, kind in enumerate(kinds) if kind in ACTIVATIONS and place < len(kinds) - 1]
    return places[-1] if places else None


def _values(run: Run, place: int, x: Array) -> Array:
    run.net.forward(x)
    return run.net.value(place).reshape(len(x), -1).astype(float)
