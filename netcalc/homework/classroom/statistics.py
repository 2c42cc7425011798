"""What a class's marks say: mean, median and spread, how well each question tells good from weak, its mistakes."""

from collections import Counter
from collections.abc import Sequence
from statistics import fmean, median, pstdev
from typing import Final, NamedTuple

from netcalc.homework.classroom.classroom import MISSING, UNREAD, Classroom, Standing

LEAST_STUDENTS: Final = 3  # below, a correlation tells nothing


class Spread(NamedTuple):
    """How scores lie: how many, their mean, median, standard deviation, the least and the most."""

    students: int
    mean: float
    median: float
    deviation: float
    least: float
    most: float


class OfQuestion(NamedTuple):
    """One question: its scores, how many are unread or missing, its discrimination, its mistakes, the most made first.

    The discrimination is the correlation of its score with the sum of all the others: near 0 it tells nothing.
    """

    id: str
    scores: Spread | None
    full: int
    unread: int
    missing: int
    discrimination: float | None
    mistakes: tuple[tuple[str, int], ...]


class Statistics(NamedTuple):
    """A class as a whole, and question by question."""

    total: Spread | None
    questions: tuple[OfQuestion, ...]


def statistics(classroom: Classroom) -> Statistics:
    """Work a class's statistics out, over the submissions that could be read."""
    rows = [row for row in classroom.standings if row.scores]
    each = (_question(name, place, rows) for place, name in enumerate(classroom.questions))
    return Statistics(spread([row.score for row in rows]), tuple(each))


def spread(scores: Sequence[float]) -> Spread | None:
    """Say how scores lie; None where there are none.

    >>> spread([1, 2, 3, 6])
    Spread(students=4, mean=3.0, median=2.5, deviation=1.8708286933869707, least=1, most=6)
    """
    if not scores:
        return None
    return Spread(len(scores), fmean(scores), float(median(scores)), pstdev(scores), min(scores), max(scores))


def _question(name: str, place: int, rows: Sequence[Standing]) -> OfQuestion:
    marked = [(score, row) for row in rows if (score := row.scores[place]) is not None]
    said = Counter(row.said[place] for row in rows)
    mistakes = Counter(
        code for row in rows for code in row.said[place].split("+") if code in set(row.mistakes) and code
    )
    full = max((score for score, _ in marked), default=0)
    return OfQuestion(
        name,
        spread([score for score, _ in marked]),
        sum(score == full for score, _ in marked) if full else 0,
        said[UNREAD],
        said[MISSING],
        correlation([score for score, _ in marked], [row.score - score for score, row in marked]),
        tuple(sorted(mistakes.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Give the correlation of two rows of numbers; None where one of them does not vary.

    >>> correlation([0, 1, 2], [1, 3, 5]), correlation([1, 1, 1], [1, 2, 3])
    (1.0, None)
    """
    if len(one) < LEAST_STUDENTS or not (spread_one := pstdev(one)) or not (spread_other := pstdev(other)):
        return None
    mean, other_mean = fmean(one), fmean(other)
    together = fmean((a - mean) * (b - other_mean) for a, b in zip(one, other, strict=True))
    return round(together / (spread_one * spread_other), 12)
