"""The gradient of a network's loss, end to end, along one random direction of its inputs and all its parameters.

This is what holds the wiring of the graph to account; each layer is checked by itself elsewhere.
"""

from math import sqrt
from typing import Final

import numpy as np

from netcalc.reference.net.coming import Arrays
from netcalc.reference.net.net import ReferenceNet
from netcalc.reference.tape.gate import Array
from netcalc.reference.tape.tape import Step
from netcalc.reference.verify.gradients.direction import Signs
from netcalc.reference.verify.gradients.gradient import GradientCheck
from netcalc.reference.verify.ran import typical
from netcalc.reference.verify.run import vocabulary
from netcalc.reference.verify.score import scored

STEP: Final = 1e-5
SHORT: Final = 1e-8  # where kinks are crossed: fewer are, and more of it is rounding
SHORTER: Final = (1e-8, 1e-9, 1e-10)  # where the loss bends within a difference: batchnorm of two values is a jump
SMOOTH: Final = 1e-4
CROSSED: Final = 1e-2  # a whole net with kinks, by CS231n's rule of thumb
SEEN: Final = 3e5  # rounding, which adds up, is far below what is measured against it
FAINT: Final = 0.01  # how far what is all 0 is moved, in steps
MANY: Final = 100_000  # of so many kinks a long step crosses some


def tolerance(check: GradientCheck, dtype: str) -> float:
    """Give the error that is still right: more where kinks were crossed, or the digits are few."""
    return CROSSED if check.kinks or dtype == "float32" else SMOOTH


class Slope:
    """What the gradients of a training pass say of the loss along the direction, array by array."""

    def __init__(self, net: ReferenceNet, x: Arrays, seed: int) -> None:
        """Choose the direction from the seed, each array's values being moved by their own size."""
        looked_up = {name for name, number in net.network.graph.numbers.items() if vocabulary(net, number)}
        moved = {name: values for name, values in x.items() if name not in looked_up}  # whole numbers stay as they are
        self.sizes = {name: _size(values) for name, values in (moved | net.params).items()}
        self.directions = {name: Signs([seed, place]) for place, name in enumerate(self.sizes)}
        self.said = self.squares = 0.0

    def add(self, name: str, gradient: Array) -> None:
        """Take the gradient of one array in, which need not be kept."""
        self.said += self.sizes[name] * self.directions[name].along(gradient)
        self.squares += self.sizes[name] ** 2 * float(np.vdot(gradient, gradient))

    def look(self, step: Step) -> None:
        """Take in a step of the tape that is one of the arrays, once its gradient is complete."""
        if step.gate is None and step.gradient is not None and step.name in self.sizes:
            self.add(step.name, step.gradient)

    @property
    def usual(self) -> float:
        """What the parts add up to where they do not cancel."""
        return sqrt(self.squares)

    def move(self, name: str, values: Array, step: float) -> None:
        """Move an array in place."""
        self.directions[name].add(values, step * self.sizes[name])


def _size(values: Array) -> float:
    return typical(values) if values.any() else FAINT


def check_whole(net: ReferenceNet, slope: Slope, x: Arrays, y: Array) -> GradientCheck:
    """Compare the loss's slope along the direction with what the gradients of a training pass say of it.

    Measured against the slope, or, where its parts cancel, against their usual sum, and never against less
    than what rounding hides.
    """
    many = sum(choice.size for choice in _choices(net)) > MANY
    exact = net if net.dtype == np.float64 else widened(net)
    found = _compared(exact, slope, x, y, SHORT if many else STEP)
    if found.kinks and not many:
        found = _compared(exact, slope, x, y, SHORT)
    shorter = iter(SHORTER)
    while found.error > tolerance(found, str(net.dtype)) and (h := next(shorter, None)):
        found = min(found, _compared(exact, slope, x, y, h), key=lambda check: check.error)
    return found


def _compared(net: ReferenceNet, slope: Slope, x: Arrays, y: Array, h: float) -> GradientCheck:
    """Compare with a difference of this length."""
    found, kinks = _difference(net, slope, x, y, h)
    hidden = float(np.finfo(np.float64).eps) * abs(float(net.tape[-1].value)) / h
    largest = max(abs(slope.said), abs(found), slope.usual, hidden * SEEN)
    return GradientCheck("loss", abs(slope.said - found) / largest if largest else 0.0, "directions", 1, kinks)


def widened(net: ReferenceNet) -> ReferenceNet:
    """Give the same net in float64."""
    wide = ReferenceNet(net.network, seed=net.seed)
    wide.load({**net.params, **net.buffers})
    return wide


def _difference(net: ReferenceNet, slope: Slope, x: Arrays, y: Array, h: float) -> tuple[float, int]:
    """Give the loss's slope by a centred difference, and how many choices differ between its ends."""
    moved, ends = {name: np.array(values, np.float64) for name, values in x.items()}, []
    for step in (h, -2 * h):
        _move(net, slope, moved, step)
        found = scored(net, moved, y)
        ends.append((float(net.tape[found.whole].value), _choices(net)))
    _move(net, slope, moved, h)
    (above, ours), (below, theirs) = ends
    kinks = sum(int(np.count_nonzero(a != b)) for a, b in zip(ours, theirs, strict=True))
    return (above - below) / (2 * h), kinks


def _move(net: ReferenceNet, slope: Slope, x: Arrays, step: float) -> None:
    """Move the inputs and all the net's arrays, in place: copies would be too much."""
    for name, values in (x | net.params).items():
        if name in slope.sizes:
            slope.move(name, values, step)


def _choices(net: ReferenceNet) -> list[Array]:
    """Take from the tape which piece of its function made each value."""
    made = (step.gate.choices(step.cache) for step in net.tape.steps if step.gate is not None)
    return [choice for choice in made if choice is not None]
