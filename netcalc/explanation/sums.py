"""Sums over layers: those of the whole network, and those of layers that have a name together."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import add, attrgetter
from typing import Final

from netcalc.explanation.formulas.formula import Formula
from netcalc.explanation.formulas.letters import Spoken, word
from netcalc.explanation.step import Step, step
from netcalc.report.counts import SUMMED, Counts
from netcalc.report.report import LayerReport
from netcalc.text.counted import counted

MOST_TERMS: Final = 24
UNKNOWN: Final = "of a layer it is unknown, so nobody can say"


def sum_steps(layers: Sequence[LayerReport], sums: Counts, of: str = "", *held: Formula) -> Iterator[Step]:
    """Explain the sums of layers, each called `of` and its count; `held` is held besides their activations."""
    for count in SUMMED:
        if count == "flops" and sums.macs is not None:
            yield step(f"{of}flops", "flops", Spoken().flops(word(sums.macs, "macs")))
        else:
            yield _sum(layers, sums, of, count, *(held if count == "activations" else ()))


def _sum(layers: Sequence[LayerReport], sums: Counts, of: str, count: str, *more: Formula) -> Step:
    """Add up the layers that have any; only say how many there are where they are too many to read."""
    value = attrgetter(count)
    terms = [*more, *(word(value(layer), layer.name) for layer in layers if value(layer))]
    if value(sums) is None:
        return Step(of + count, count, None, note=UNKNOWN)
    if not terms:
        return Step(of + count, count, 0)
    if len(terms) > MOST_TERMS:
        note = f"over {counted(len(terms) - len(more), 'layer')}" + (
            f" and {counted(len(more), 'input')}" if len(more) > 1 else " and the input" if more else ""
        )
        return Step(of + count, count, value(sums), note=note)
    return step(of + count, count, reduce(add, terms))
