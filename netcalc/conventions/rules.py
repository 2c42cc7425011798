"""What conventions count of a layer: from its arrays, and from the volumes before and behind it."""

from collections.abc import Callable
from math import prod
from typing import Final, TypeAlias

from netcalc.calculator.rules import Worked
from netcalc.conventions.convention import Rule
from netcalc.layers.activation import Softmax
from netcalc.layers.array import multiplied
from netcalc.layers.norm import Affine
from netcalc.layers.recurrent import Recurrent
from netcalc.layers.upsample import Upsample

Amount: TypeAlias = Callable[[Worked], int]
SPREAD: Final = {0: 1, 1: 5, 2: 11}  # thop's multiply-adds a value between others, by the axes
POSITIONS: Final = ("T", "T_k", "tile")  # the letters of queries and keys


def plus(amount: Amount, times: int = 1) -> Rule:
    """Count so much more."""
    return lambda count, worked: count + times * amount(worked)


def instead(amount: Amount) -> Rule:
    """Count that in place of what was counted."""
    return lambda _, worked: amount(worked)


def of_means(amount: Amount) -> Amount:
    """Take pools that take a mean alone."""
    return lambda worked: amount(worked) if getattr(worked.layer, "op", "") == "avg" else 0


def of_maps(amount: Amount) -> Amount:
    """Take layers that read maps of two axes alone."""
    return lambda worked: amount(worked) if len(worked.given[0].spatial) == 2 else 0


def nothing(_: Worked) -> int:
    """Count nothing."""
    return 0


def came(worked: Worked) -> int:
    """Count the values that a layer reads first."""
    return worked.given[0].values if worked.given else 0


def left(worked: Worked) -> int:
    """Count the values that leave a layer."""
    return worked.made.values if worked.made is not None else 0


def passed(worked: Worked) -> int:
    """Count the values that come in, and those that leave."""
    return came(worked) + left(worked)


def flattened(worked: Worked) -> int:
    """Count the values of a map that a layer lays in a row: of one position, or where it does not, none."""
    spread = prod(worked.given[0].spatial) > 1 and getattr(worked.layer, "flatten", True)
    return came(worked) if spread else 0


def normed(affine: int, bare: int) -> Amount:
    """Count so many operations a value of a norm with a learned scale and shift; so many of one without."""
    return lambda worked: (affine if _affine(worked) else bare) * came(worked)


def _affine(worked: Worked) -> bool:
    return not isinstance(worked.layer, Affine) or worked.layer.affine


def biased(worked: Worked) -> int:
    """Count the values to which a bias is added."""
    return sum(each.unshared or 0 for each in worked.arrays or () if each.role == "bias")


def learned(worked: Worked) -> int:
    """Count what the layer learns, once, however often it is used."""
    return sum(each.size for each in worked.arrays or () if each.kept != "buffers")


def weighed(worked: Worked) -> int:
    """Count the weights, each as often as it is used."""
    return sum(each.unshared or 0 for each in worked.arrays or () if each.role == "weight")


def at_output(worked: Worked) -> int:
    """Count the weights at every position that leaves: of a transposed convolution they work where values come in."""
    positions = prod(worked.made.spatial) if worked.made is not None else 0
    return positions * sum(each.size for each in worked.arrays or () if each.role == "weight")


def under_windows(worked: Worked) -> int:
    """Count the values under each window."""
    slides = worked.layer.window(*worked.given, rules=worked.rules) or ()
    return prod(slide.size for slide in slides) * left(worked)


def as_convolved(worked: Worked) -> int:
    """Count the biases at the positions that an ordinary convolution of the same window would make."""
    slides = worked.layer.window(*worked.given, rules=worked.rules) or ()
    plain = (each._replace(transposed=False, rounding="floor", extra=0) for each in slides)
    positions = prod(worked.rules.extent(W, each) for W, each in zip(worked.given[0].spatial, plain, strict=True))
    return positions * sum(each.size for each in worked.arrays or () if each.role == "bias")


def products(worked: Worked) -> int:
    """Count the products of values by values: queries by keys, shares by values."""
    return multiplied(worked.products or ())


def asked(worked: Worked) -> int:
    """Count the scaling of the queries, and a softmax over the keys of each query and head."""
    first = (worked.products or ())[:1]
    shares = sum(prod(number for label, number in each if label in POSITIONS) for each in first)
    return left(worked) + getattr(worked.layer, "heads", 1) * shares


def softened(worked: Worked) -> int:
    """Count an exponential, a sum and a division for each value of a softmax over the depth, less one a position."""
    depth = worked.made.depth if worked.made is not None and isinstance(worked.layer, Softmax) else 1
    return 3 * left(worked) - left(worked) // depth


def upsampled(nearest: int, bilinear: int) -> Amount:
    """Count so many for each value that leaves an upsampling, by how it is worked out."""
    return lambda worked: (bilinear if is_bilinear(worked) else nearest) * left(worked)


def is_bilinear(worked: Worked) -> bool:
    """Say whether an upsampling lies along straight lines."""
    return isinstance(worked.layer, Upsample) and worked.layer.mode == "bilinear"


def interpolated(worked: Worked) -> int:
    """Count what thop says an upsampling takes: 1 a value repeated, 5 along an axis, 11 along two, none along three."""
    axes = len(worked.given[0].spatial) if is_bilinear(worked) else 0
    return SPREAD.get(axes, 0) * left(worked)


def gated(rnn: int, lstm: int, gru: int) -> Amount:
    """Count so many operations for each value of a recurrent state, at each position and in each direction."""
    times = {"rnn": rnn, "lstm": lstm, "gru": gru}
    return lambda worked: times[worked.layer.kind] * _states(worked)


def unrolled(worked: Worked) -> int:
    """Count the products of a recurrent layer, each with one addition less than multiplications, and its biases."""
    sets = worked.layer.sets if isinstance(worked.layer, Recurrent) else 0
    return biased(worked) + 2 * weighed(worked) - 2 * sets * _states(worked)


def _states(worked: Worked) -> int:
    """Count the values of all states, in both directions where there are two."""
    layer = worked.layer
    if not isinstance(layer, Recurrent):
        return 0
    return worked.given[0].spatial[0] * layer.units * (2 if layer.direction == "both" else 1)


def normalised(worked: Worked) -> int:
    """Count what a local response normalisation does: squares, means over its size, a factor and a sum."""
    depth, size = worked.given[0].depth, getattr(worked.layer, "size", 1)
    return 3 * came(worked) + came(worked) // depth * (depth + size - 1)
