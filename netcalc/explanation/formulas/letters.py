"""Letters for a layer's numbers, what they mean, and the rules of numbers spoken in them."""

from fractions import Fraction
from functools import lru_cache
from typing import Final

from netcalc.arithmetic import NumberRules, SlideOf
from netcalc.explanation.formulas.formula import Exact, Formula, Letter, Number, formula, rounded_down, rounded_up
from netcalc.layers.base import Layer
from netcalc.layers.labels import ENDS, Put

ENDINGS: Final = frozenset({"w", "h", "t", "depth", *(end for both in ENDS for end in both)})

MEANINGS: Final = {
    "W1": "width that comes in (H: height, T: length)",
    "D1": "depth that comes in",
    "W2": "width that goes out",
    "D2": "depth that goes out",
    "F": "size of the window",
    "P": "padding on each side",
    "S": "stride",
    "d": "dilation",
    "D": "depth that a filter sees",
    "K": "number of filters",
    "g": "groups",
    "W_to": "width of the layer that `to` names (H: height, T: length)",
    "repeats": "how often each value stands side by side",
    "N": "columns of the second matrix",
    "pairs": "pairs of a filter and a slice it sees",
    "sets": "sets of weights of a recurrent layer: one a gate, one of what is new",
    "T": "positions (of several axes, all of them)",
    "T_k": "positions of the keys",
    "D_k": "depth of the keys",
    "tile": "positions of a tile",
    "offsets": "offsets of two positions along an axis of the tile, twice its extent less 1",
    "R1": "receptive field of what is read",
    "J1": "pixels between neighbouring values read",
    "start1": "first pixel that the first value read sees",
    "batch": "examples in a batch",
    "copies": "how often each value is held",
    "size": "bytes of one value",
}


def stem(name: str) -> str:
    """Give a letter without its axis, its side or its number: F of F_w, P of P_left, D1 of D1_2."""
    before, _, ending = name.rpartition("_")
    return before if before and (ending in ENDINGS or ending.isdigit()) else name


def meaning(name: str, kind: type[Layer] = Layer) -> str:
    """Say what a letter of a layer stands for: the course's, or a field of its kind; nothing where neither is."""
    field = kind.model_fields.get(name) or kind.model_fields.get(f"{name}_")
    about = (field.description or "").rstrip(".") if field else ""
    return about[:1].lower() + about[1:] or MEANINGS.get(name, "")


@lru_cache(maxsize=10_000)  # a network has few different letters
def letter(number: Exact, name: str, kind: type[Layer] = Layer) -> Formula:
    """Put a letter for a number; a name that is its number stays a number."""
    return Number(number) if name == str(number) else Letter(number, name, meaning(stem(name), kind))


def putting(kind: type[Layer]) -> Put[Formula]:
    """Give what puts letters for the numbers of a kind, by their labels."""
    return lambda label, number: letter(number, label, kind)


def word(number: int | None, name: str) -> Letter:
    """Put a word for a number that has a line of its own, 0 where nobody knows it."""
    return Letter(number or 0, name)


class Spoken(NumberRules[Formula]):
    """The rules of numbers on letters: a division that leaves something is shown rounded, what adds nothing is not."""

    __slots__ = ("rounds",)

    def __init__(self, *, rounds: bool = False) -> None:
        """Speak of a window that rounds, or of one that must fit."""
        self.rounds = rounds

    def down(self, dividend: Formula, divisor: Formula | int) -> Formula:
        """Divide, in brackets of rounding down where something is left over and the network rounds."""
        made = dividend / divisor
        return rounded_down(made) if self.rounds and isinstance(made.value, Fraction) else made

    def up(self, dividend: Formula, divisor: Formula | int) -> Formula:
        """Divide, in brackets of rounding up."""
        return rounded_up(dividend / divisor)

    def chosen(self, one: Formula, other: Formula, enough: Formula, otherwise: Formula) -> Formula:
        """Give the one that the values choose."""
        return enough if one.value >= other.value else otherwise

    def positive(self, number: Formula) -> Formula:
        """Give the number, or 0 where it is less."""
        return number if number.value > 0 else Number(0)

    def reach(self, slide: SlideOf[Formula]) -> Formula:
        """Leave a dilation of 1 unsaid."""
        return slide.size if slide.dilation.value == 1 else super().reach(slide)

    def spread(self, W1: Formula, slide: SlideOf[Formula]) -> Formula:
        """Leave extra pixels unsaid where there are none."""
        if slide.rounding == "same":
            return super().spread(W1, slide)
        made = (W1 - 1) * slide.stride - (slide.before + slide.after) + self.reach(slide)
        return made + slide.extra if slide.extra.value else made

    def jump(self, J: Formula, slide: SlideOf[Formula]) -> Formula:
        """Divide by the stride of a window that lays values down, and by how often values are repeated."""
        if slide.transposed:
            return J / slide.stride
        if formula(slide.repeats).value == 1:
            return J * slide.stride
        return (J if slide.stride.value == 1 else J * slide.stride) / slide.repeats
