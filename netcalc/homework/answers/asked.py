"""What a question asks an answer to be: a number, extents, a word, a yes or a no."""

from typing import Literal, NamedTuple

from netcalc.homework.answers.sums.sum import Wanted

Kind = Literal["number", "extents", "word", "truth", "array"]


class Asked(NamedTuple):
    """What is asked: its kind, the sort of number, how many axes, the names that it goes by.

    `matrix`: extents are rows, then columns, as an array's are; `ordered`: the answer says their order.
    """

    kind: Kind = "number"
    whole: bool = True
    real: bool = False
    measures: str | None = None
    axes: int | None = None
    names: frozenset[str] = frozenset()
    matrix: bool = False
    ordered: bool = False

    @property
    def wanted(self) -> Wanted:
        """The sort of number that is due."""
        return Wanted(self.whole, self.real, self.measures)
