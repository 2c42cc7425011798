"""Examples: inputs and what is to be learned of each, as arrays, and what is wrong with them as problems."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np

from netcalc.problems import INVALID_DATA, Problem, SpecError
from netcalc.reference.tape.gate import Array

LABELS: Final = "iub"  # kinds of dtype: whole numbers and truths


class Examples(NamedTuple):
    """Inputs x, (N, n) or (N, D, *W), and y: labels, (N,), or a target for each score, (N, K).

    `top` is what the largest input means where inputs are brightness (255, 16); `classes` are the labels' names.
    """

    name: str
    x: Array
    y: Array
    top: float | None = None
    classes: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """How many they are."""
        return len(self.x)

    def chosen(self, places: Array | slice) -> "Examples":
        """Give some of them."""
        return self._replace(x=self.x[places], y=self.y[places])

    @property
    def labelled(self) -> bool:
        """Whether y is a label an example."""
        return self.y.ndim == 1 and self.y.dtype.kind in LABELS


def wrong_data(message: str, hint: str = "") -> SpecError:
    """Make the error of data that cannot be learned from."""
    return SpecError([Problem(code=INVALID_DATA, message=message, hint=hint)])


def examples(name: str, x: object, y: object, **more: float) -> Examples:
    """Take two arrays as examples; SpecError where they are not."""
    inputs, learned = np.asarray(x), np.asarray(y)
    for what, array in {"x": inputs, "y": learned}.items():
        if array.dtype.kind not in "biuf":
            message = f"{name}: {what} holds {array.dtype}, not numbers"
            raise wrong_data(message)
    if inputs.ndim < 1 or learned.ndim < 1 or len(inputs) != len(learned):
        message = f"{name}: x is {inputs.shape} and y is {learned.shape}"
        raise wrong_data(message, "both have a row an example: x (N, n) or (N, D, H, W), y (N,) or (N, K)")
    if not len(inputs):
        message = f"{name} holds no examples"
        raise wrong_data(message)
    finite(name, {"x": inputs, "y": learned})
    return Examples(name, inputs, learned, more.get("top"))


def finite(name: str, arrays: Mapping[str, Array]) -> None:
    """Refuse values that are not finite; SpecError with the first."""
    for what, array in arrays.items():
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            place = tuple(int(at[0]) for at in np.nonzero(~np.isfinite(array)))
            message = f"{name}: {what}[{', '.join(map(str, place))}] is {array[place]}"
            raise wrong_data(message, "every value is a finite number")
