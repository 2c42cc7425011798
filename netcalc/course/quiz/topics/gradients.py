"""Gradients, backward through the gates: local gradient times upstream gradient, added where a value is used twice."""

from typing import Final

from netcalc.course.quiz.draws import Draws
from netcalc.course.quiz.question import Kind, Question, of_circuit
from netcalc.course.quiz.topics.circuits import at

CHAIN: Final = "Local gradient times upstream gradient: add hands it on, multiply switches the inputs."
ROUTED: Final = "max routes the gradient to the larger input, the other gets 0; then the chain rule goes on."
FORK: Final = "What is used in several places gets a gradient from each: they add up."
SQUASHED: Final = "The slope of the sigmoid is σ·(1 - σ); then the multiply gate switches."
INVERSE: Final = "The slope of 1/x is -1/x²; then the chain rule goes on."


def _gradient(expression: str, name: str, hint: str, **values: float) -> Question:
    text = f"f = {expression} at {at(**values)}: what is df/d{name}?"
    return of_circuit(text, f"gradients.{name}", expression, values, hint)


def product(draws: Draws) -> Question:
    """Go back through a product of a sum."""
    values = {"x": draws.signed(6), "y": draws.signed(6), "z": draws.signed(6)}
    return _gradient("(x + y) * z", draws.one("x", "z"), CHAIN, **values)


def routed(draws: Draws) -> Question:
    """Go back through a max gate."""
    x, y, z = draws.several([-4, -3, -2, 2, 3, 4, 5], 3)
    return _gradient("max(x, y) * z", draws.one("x", "y"), ROUTED, x=x, y=y, z=z)


def forked(draws: Draws) -> Question:
    """Go back to what is used twice."""
    return _gradient("x * y + x * z", "x", FORK, x=draws.signed(4), y=draws.signed(5), z=draws.between(6, 9))


def inverted(draws: Draws) -> Question:
    """Go back through 1/x."""
    return _gradient("z / (x + y)", "x", INVERSE, x=draws.between(1, 3), y=draws.between(1, 3), z=draws.signed(8))


def neuron(draws: Draws) -> Question:
    """Go back through a sigmoid neuron."""
    values = {"w0": draws.signed(2), "x0": draws.signed(2), "w1": draws.signed(2), "x1": 1, "b": draws.between(-1, 1)}
    return _gradient("sigmoid(w0*x0 + w1*x1 + b)", draws.one("w0", "x0"), SQUASHED, **values)


def squared(draws: Draws) -> Question:
    """Go back through a square to what is used twice."""
    values = {"x": draws.signed(3), "y": draws.between(4, 6)}
    return _gradient("(x * y + x)**2", draws.one("x", "y"), f"The slope of s² is 2s. {FORK}", **values)


GRADIENTS: Final[tuple[tuple[Kind, ...], ...]] = ((product, routed), (forked, inverted), (neuron, squared))
