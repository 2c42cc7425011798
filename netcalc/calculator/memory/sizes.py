"""Bytes of a value by what it is, type by type; and how many values an optimizer keeps for each parameter."""

from typing import Final, NamedTuple


class Sizes(NamedTuple):
    """Bytes of one value: as a weight, its exact master copy, a gradient, what the optimizer keeps, an activation.

    `loss`: in a softmax loss, which torch.amp works out in float32.
    """

    weight: int
    master: int
    gradient: int
    state: int
    activation: int
    loss: int


def _alike(size: int) -> Sizes:
    return Sizes(size, 0, size, size, size, size)


SIZES: Final = {
    "float64": _alike(8),
    "float32": _alike(4),
    "float16": _alike(2),
    "bfloat16": _alike(2),
    "mixed": Sizes(2, 4, 2, 4, 2, 4),  # Micikevicius et al. 2018
    "int8": _alike(1),
}
UNTRAINED: Final = frozenset({"int8"})  # a type that networks run in, not one that they learn in
STATE: Final = {"sgd": 0, "momentum": 1, "adam": 2, "adamw": 2}
UPDATING: Final = {"sgd": 0, "momentum": 0, "adam": 2, "adamw": 2}  # arrays as large as the one that is updated
