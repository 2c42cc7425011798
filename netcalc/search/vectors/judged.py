"""A box of variants that were worked out, judged: which fit, in their order, and which come nearest to a condition."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from netcalc.report.query import Query
from netcalc.search.asking.conditions import Condition
from netcalc.search.asking.ranking import ALIKE, Row
from netcalc.search.asking.space import Changed
from netcalc.search.piece import FARTHEST, Asked, Near, Part
from netcalc.search.vectors.answers import Answer, Answers, Extents, full
from netcalc.search.vectors.boxes import Box, Places
from netcalc.search.vectors.columns.many import column
from netcalc.search.vectors.holding import holds, off
from netcalc.search.vectors.made import Found
from netcalc.search.vectors.walk import both

Answered: TypeAlias = Mapping[Query, Answer]


class Worked(NamedTuple):
    """What came of a piece, and the numbers of the variants that the exact calculator goes on with."""

    part: Part
    left: Places


class Looked(NamedTuple):
    """Variants that were worked out: the answers, where each condition holds, which are kept, their numbers."""

    asked: Asked
    box: Box
    found: Answered
    held: list[Any]
    kept: Any
    numbers: Places


def judged(asked: Asked, box: Box, changed: Changed) -> Worked:
    """Answer the queries, and say which variants fit."""
    answers = Answers(changed.network, asked.how, changed.batch, asked.queries)
    found = {query: answers.answer(query) for query in asked.queries}
    kept = ~full(answers.walk.refused, box.shape)
    held = [holds(each, *_both_sides(each, found)) for each in asked.conditions]
    fits: Any = True
    for each in held:
        fits = both(fits, each)
    fitting = full(fits, box.shape) & kept
    numbers = box.numbers(asked.space)
    count = int(np.count_nonzero(fitting))
    met = tuple(int(np.count_nonzero(full(each, box.shape) & kept)) for each in held)
    tried = int(np.count_nonzero(kept))
    part = Part(tried, tried, count, _rows(asked, box, found, fitting, numbers) if count else (), met, ())
    looked = Looked(asked, box, found, held, kept, numbers)
    near = (None,) * len(held) if count else _nearest(looked)
    return Worked(part._replace(nearest=near), numbers[~kept])


def _rows(asked: Asked, box: Box, found: Answered, fitting: Any, numbers: Places) -> tuple[Row, ...]:
    """Give the first of those that fit, in their order."""
    by, limit = asked.ranking.by, asked.limit
    if by is None:
        first = np.sort(numbers[fitting])[:limit]
        return tuple(Row(ALIKE, int(number)) for number in first)
    if isinstance(by, Query):
        answer = found[by]
        if isinstance(answer, Extents) or not isinstance(answer, Found):
            raise TypeError
        values, known = full(column(answer.number), box.shape)[fitting], full(answer.known, box.shape)[fitting]
    else:
        values, known = full(column(box.settings(asked.space)[by]), box.shape)[fitting], np.ones(1, bool)
    sign = asked.ranking.sign
    chosen = numbers[fitting]
    order = np.lexsort((chosen, sign * values, ~np.broadcast_to(known, values.shape)))[:limit]
    known = np.broadcast_to(known, values.shape)
    rows = [Row((0, (sign * int(values[at]),)) if known[at] else (1, ()), int(chosen[at])) for at in order.tolist()]
    return tuple(asked.ranking.first(rows, limit))


def _nearest(looked: Looked) -> tuple[Near | None, ...]:
    """Give the variant that comes nearest to each condition: it misses the fewest others, and is least far off."""
    if not looked.kept.any():
        return (None,) * len(looked.held)
    failed = [~full(each, looked.box.shape) for each in looked.held]
    missed = sum(each.astype(np.int64) for each in failed)
    return tuple(_near(looked, place, missed - each) for place, each in enumerate(failed))


def _near(looked: Looked, place: int, others: Any) -> Near:
    condition, shape, kept = looked.asked.conditions[place], looked.box.shape, looked.kept
    far = full(off(condition, *_both_sides(condition, looked.found)), shape)
    far = np.where(full(looked.held[place], shape), 0.0, far)[kept]
    numbers, missed = looked.numbers[kept], others[kept]
    at = int(np.lexsort((numbers, far, missed))[0])
    distance = FARTHEST if np.isinf(far[at]) else (0, Fraction(float(far[at])))
    return Near(int(missed[at]), distance, int(numbers[at]))


def _both_sides(condition: Condition, found: Answered) -> tuple[Answer, Answer | None]:
    """Give the answers that a condition compares."""
    return found[condition.query], None if condition.other is None else found[condition.other]
