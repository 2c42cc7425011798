"""The gradient of a network's loss, end to end, along one random direction of its input and all its parameters.

This is what holds the wiring of the graph to account; each layer is checked by itself elsewhere.
"""

from collections.abc import Iterator
from math import sqrt
from typing import Final

import numpy as np

from netcalc.reference.net.net import INPUT, Arrays, ReferenceNet
from netcalc.reference.tape.gate import Array
from netcalc.reference.verify.gradient import GradientCheck, signs, typical

STEP: Final = 1e-5
SHORT: Final = 1e-8  # where kinks were crossed: fewer are, and more of it is rounding
SMOOTH: Final = 1e-4
CROSSED: Final = 1e-2  # a whole net with kinks, by CS231n's rule of thumb
SEEN: Final = 3e5  # rounding, which adds up, is far below what is measured against it
FAINT: Final = 0.01  # how far what is all 0 is moved, in steps


def tolerance(check: GradientCheck, dtype: str) -> float:
    """Give the error that is still right: more where kinks were crossed, or the digits are few."""
    return CROSSED if check.kinks or dtype == "float32" else SMOOTH


def check_whole(net: ReferenceNet, gradients: Arrays, x: Array, y: Array, seed: int) -> GradientCheck:
    """Compare the loss's slope along the direction with what the gradients of a training pass say of it.

    Measured against the slope, or, where its parts cancel, against their usual sum, and never against less
    than what rounding hides.
    """
    exact = net if net.dtype == np.float64 else widened(net)
    parts = [
        (float(np.vdot(gradients[name], v)), _squared(gradients[name] * v)) for name, v in _directions(net, x, seed)
    ]
    analytic, usual = sum(part for part, _ in parts), sqrt(sum(square for _, square in parts))
    h = STEP
    slope, kinks = _slope(exact, x.astype(np.float64), y, seed, h)
    if kinks:
        h = SHORT
        slope, kinks = _slope(exact, x.astype(np.float64), y, seed, h)
    hidden = float(np.finfo(np.float64).eps) * abs(float(exact.tape[-1].value)) / h
    largest = max(abs(analytic), abs(slope), usual, hidden * SEEN)
    return GradientCheck("loss", abs(analytic - slope) / largest if largest else 0.0, "directions", 1, kinks)


def _squared(values: Array) -> float:
    return float(np.vdot(values, values))


def widened(net: ReferenceNet) -> ReferenceNet:
    """Give the same net in float64."""
    wide = ReferenceNet(net.network, seed=net.seed)
    wide.load({**net.params, **net.buffers})
    return wide


def _directions(net: ReferenceNet, x: Array, seed: int) -> Iterator[tuple[str, Array]]:
    """Draw the direction, array by array; the same one again for the same seed."""
    rng = np.random.default_rng(seed)
    for name, values in ((INPUT, x), *net.params.items()):
        size = typical(values) if values.any() else FAINT
        yield name, signs(values.shape, rng) * size


def _slope(net: ReferenceNet, x: Array, y: Array, seed: int, h: float) -> tuple[float, int]:
    """Give the loss's slope by a centred difference, and how many choices differ between its ends."""
    kept = net.params
    ends = []
    for step in (h, -h):
        moved = {name: v * step for name, v in _directions(net, x, seed)}
        net.params = {name: moved.pop(name) + values for name, values in kept.items()}
        net.forward(x + moved[INPUT], training=True)
        ends.append((float(net.tape[net.score(y)].value), _choices(net)))
        net.params = kept
    (above, ours), (below, theirs) = ends
    kinks = sum(int(np.count_nonzero(a != b)) for a, b in zip(ours, theirs, strict=True))
    return (above - below) / (2 * h), kinks


def _choices(net: ReferenceNet) -> list[Array]:
    """Take from the tape which piece of its function made each value."""
    made = (step.gate.choices(step.cache) for step in net.tape.steps if step.gate is not None)
    return [choice for choice in made if choice is not None]
