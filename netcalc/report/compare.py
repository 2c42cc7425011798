"""Networks side by side: their totals with ratios, and their layers where two of them line up."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from typing import Final

from netcalc.report.counts import TOTALLED
from netcalc.report.query import MEMORY_WORDS, Query, value
from netcalc.report.report import LayerReport, Report

MOST_PAIRS: Final = 250_000  # to search through


@dataclass(frozen=True, slots=True)
class Total:
    """One number of each network, and its ratio to the first network's; None where nobody knows or it divides by 0."""

    number: str
    values: tuple[int | None, ...]
    ratios: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two layers that line up: of one kind, making one volume."""

    one: LayerReport
    other: LayerReport


@dataclass(frozen=True, slots=True)
class Comparison:
    """Networks side by side: the totals of all; of two, the layers with parameters that line up."""

    reports: tuple[Report, ...]
    totals: tuple[Total, ...]
    pairs: tuple[Pair, ...]


def compare(first: Report, *others: Report) -> Comparison:
    """Put reports side by side; ratios are to the first. TypeError for what is no report, such as a network."""
    reports = (first, *others)
    for each in reports:
        if not isinstance(each, Report):
            message = f"compare takes reports, as netcalc.calculate gives them, not {type(each).__name__}"
            raise TypeError(message)
    words = ("layers", *(f"totals.{word}" for word in TOTALLED), *MEMORY_WORDS)
    totals = tuple(_total(word, reports) for word in words)
    pairs = _lined_up(*reports) if len(reports) == 2 else ()
    return Comparison(reports, totals, pairs)


def _total(word: str, reports: Sequence[Report]) -> Total:
    values = tuple(_value(report, word) for report in reports)
    first = values[0]
    ratios = tuple(Fraction(each, first) if each is not None and first else None for each in values)
    return Total(word, values, ratios)


def _value(report: Report, word: str) -> int | None:
    found = len(report.layers) if word == "layers" else value(report, Query(word, None, word))
    return found if isinstance(found, int) else None


def _lined_up(one: Report, other: Report) -> tuple[Pair, ...]:
    """Find the longest runs of layers that agree; nothing for networks too long to search."""
    ours, theirs = ([layer for layer in report.layers if layer.params or layer.shares] for report in (one, other))
    if len(ours) * len(theirs) > MOST_PAIRS:
        return ()
    one_key, other_key = ([(layer.kind, layer.output) for layer in layers] for layers in (ours, theirs))
    runs = SequenceMatcher(None, one_key, other_key, autojunk=False).get_matching_blocks()
    return tuple(Pair(ours[run.a + at], theirs[run.b + at]) for run in runs for at in range(run.size))
