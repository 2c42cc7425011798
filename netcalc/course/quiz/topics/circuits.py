"""Circuits: values, forward through the gates."""

from typing import Final

from netcalc.course.quiz.draws import Draws
from netcalc.course.quiz.question import Kind, Question, of_circuit

FORWARD: Final = "Work from the inside out, a gate at a time."
SQUASHED: Final = "The sigmoid is 1/(1 + e^-s): first the sum s, then that."
HINGE: Final = "A hinge is never negative: the larger of 0 and s_j - s_y + 1, for each wrong class; then add."
LOG: Final = (
    "The loss is -ln (the natural logarithm) of the probability of the right class, e^s_y over the sum of all e^s."
)


def at(**values: float) -> str:
    """Write values as a question does.

    >>> at(x=-2, y=5)
    'x = -2, y = 5'
    """
    return ", ".join(f"{name} = {value}" for name, value in values.items())


def _value(expression: str, hint: str, **values: float) -> Question:
    return of_circuit(f"f = {expression} at {at(**values)}: what is f?", "value", expression, values, hint)


def product(draws: Draws) -> Question:
    """Add, then multiply."""
    return _value("(x + y) * z", FORWARD, x=draws.signed(6), y=draws.signed(6), z=draws.signed(6))


def larger(draws: Draws) -> Question:
    """Take the larger of two products."""
    names = dict(zip("xyzw", draws.several([-5, -4, -3, -2, 2, 3, 4, 5], 4), strict=True))
    return _value("max(x * y, z + w)", FORWARD, **names)


def neuron(draws: Draws) -> Question:
    """Work out a neuron with a ReLU."""
    w, x = (draws.signed(3), draws.signed(3)), (draws.signed(3), draws.signed(3))
    return _value("relu(w0*x0 + w1*x1 + b)", FORWARD, w0=w[0], x0=x[0], w1=w[1], x1=x[1], b=draws.between(0, 4))


def sigmoid(draws: Draws) -> Question:
    """Work out a sigmoid neuron."""
    return _value("sigmoid(w*x + b)", SQUASHED, w=draws.signed(2), x=draws.signed(2), b=draws.between(-1, 1))


def hinge(draws: Draws) -> Question:
    """Work out an SVM's loss of three scores."""
    scores = draws.several([-2, -1, 0, 1, 2, 3, 4], 3)
    text = f"Scores {scores[0]}, {scores[1]}, {scores[2]}; the first class is right: what is the SVM loss (margin 1)?"
    values = {"a": scores[0], "b": scores[1], "c": scores[2]}
    return of_circuit(text, "value", "max(0, b - a + 1) + max(0, c - a + 1)", values, HINGE)


def softmax(draws: Draws) -> Question:
    """Work out a softmax loss of three scores."""
    scores = draws.several([-1, 0, 1, 2, 3], 3)
    text = f"Scores {scores[0]}, {scores[1]}, {scores[2]}; the first class is right: what is the softmax loss?"
    values = {"a": scores[0], "b": scores[1], "c": scores[2]}
    return of_circuit(text, "value", "-ln(exp(a)/(exp(a) + exp(b) + exp(c)))", values, LOG)


CIRCUITS: Final[tuple[tuple[Kind, ...], ...]] = ((product, larger), (neuron, sigmoid), (hinge, softmax))
