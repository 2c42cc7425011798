"""Vectorised gradients: the shapes of matrices' gradients, and their values."""

from typing import Final

from netcalc.course.quiz.draws import Draws
from netcalc.course.quiz.question import Kind, Question, of_circuit

ALIKE: Final = "A gradient has the shape of what it is the gradient of."
PRODUCT: Final = "D = W X: rows of W times columns of X; what both share, n·k times k·m, goes away."
LEFT: Final = "dW = dD Xᵀ: it must have the shape of W, and that is the one product that has it."
RIGHT: Final = "dX = Wᵀ dD: it must have the shape of X, and that is the one product that has it."
Array = list[list[int]]


def _extents(draws: Draws) -> list[int]:
    return draws.several(range(2, 12), 3)


def shape(draws: Draws) -> Question:
    """Ask for the shape of a product."""
    n, k, m = _extents(draws)
    text = f"D = W X, where W is {n}x{k} and X is {k}x{m}: what is the shape of D?"
    return of_circuit(text, "D.shape", "D = W @ X", {"W": f"{n}x{k}", "X": f"{k}x{m}"}, PRODUCT)


def gradient_shape(draws: Draws) -> Question:
    """Ask for the shape of a gradient."""
    n, k, m = _extents(draws)
    text = f"D = W X, where X is {k}x{m} and dD is {n}x{m}: what is the shape of dW?"
    return of_circuit(text, "dW.shape", "D = W @ X", {"X": f"{k}x{m}", "dD": f"{n}x{m}"}, f"{ALIKE} {PRODUCT}")


def turned(draws: Draws) -> Question:
    """Ask for the shape of a matrix that is multiplied transposed."""
    n, k, m = _extents(draws)
    text = f"D = X Wᵀ, where X is {n}x{k} and D is {n}x{m}: what is the shape of dW?"
    return of_circuit(
        text, "dW.shape", "D = X @ W.T", {"X": f"{n}x{k}", "dD": f"{n}x{m}"}, f"{ALIKE} {PRODUCT} Wᵀ is W turned round."
    )


def _row(draws: Draws, count: int) -> list[int]:
    return [draws.between(-3, 3) for _ in range(count)]


def _asked(draws: Draws, name: str, hint: str, rows: int) -> Question:
    """Ask for a gradient, number by number."""
    W, X, dD = (
        [_row(draws, 2) for _ in range(rows)],
        [_row(draws, 2), _row(draws, 2)],
        [_row(draws, 2) for _ in range(rows)],
    )
    text = f"D = W X with W = {W}, X = {X}, and dD = {dD} from above: what is d{name}? Write rows, as [[1, 2], [3, 4]]."
    return of_circuit(text, f"d{name}", "D = W @ X", {"W": W, "X": X, "dD": dD}, hint)


def small(draws: Draws) -> Question:
    """Ask for dW of one row."""
    return _asked(draws, "W", LEFT, 1)


def left(draws: Draws) -> Question:
    """Ask for dW."""
    return _asked(draws, "W", LEFT, 2)


def right(draws: Draws) -> Question:
    """Ask for dX."""
    return _asked(draws, "X", RIGHT, 2)


MATRICES: Final[tuple[tuple[Kind, ...], ...]] = ((shape, gradient_shape), (turned, small), (left, right))
