"""Mistakes about spatial axes: one of several is taken for all of them."""

from netcalc.calculator.changes import Arrays, At
from netcalc.homework.mistakes.arrays import without
from netcalc.homework.mistakes.base import Example, Mistake
from netcalc.volume import Volume


class ForgotOneAxis(Mistake):
    """Every value counts: width times height times depth, not width times depth."""

    __slots__ = ()
    code = "forgot-one-axis"
    example = Example("fc1.params", "7*512*10 + 10", "network: {input: 7x7x512, layers: [fc: 10]}")

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Leave the height out of what a layer reads."""
        return tuple(without(each, "H1", "T1") if each.role == "weight" else each for each in arrays)

    def leaves(self, made: Volume, at: At) -> Volume:
        """Leave the height out where a volume is laid flat."""
        given = at.given[0]
        flat = at.layer.kind == "flatten" and len(given) > 2
        return Volume((given[0] * given.depth,)) if flat else made


class ForgotOneAxisOfTheFilter(ForgotOneAxis):
    """A filter is F wide and F high: F·F·D weights, not F·D."""

    __slots__ = ()
    alone = True
    example = Example(
        "conv1.params", "5*3*10 + 10", "network: {input: 32x32x3, layers: [conv: {filters: 10, size: 5}]}"
    )

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Leave the last axis of the filters out."""
        return tuple(
            type(each)(each.name, each.role, each.axes[:-1], each.uses, each.reads)
            if each.role == "weight" and [axis.factors[0][0] for axis in each.axes[-2:]] == ["F", "F"]
            else each
            for each in arrays
        )

    def leaves(self, made: Volume, at: At) -> Volume:
        """Leave volumes as they are."""
        return made
