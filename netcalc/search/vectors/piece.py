"""A piece of a search on columns: what fits of many variants at once, and which ones are left to the calculator."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np

from netcalc.problems import Problem, SpecError
from netcalc.report.query import Query, measures
from netcalc.search.asking.conditions import Condition
from netcalc.search.asking.ranking import ALIKE, Row
from netcalc.search.asking.space import Changed
from netcalc.search.piece import FARTHEST, Asked, Near, Part, nothing
from netcalc.search.vectors.answers import Answer, Answers, Extents, can_answer, full
from netcalc.search.vectors.boxes import Box, Places, box_of, mixed, parted, shortest, singly
from netcalc.search.vectors.holding import holds, off
from netcalc.search.vectors.layer import Found
from netcalc.search.vectors.many import UNANSWERED, Parted, column
from netcalc.search.vectors.walk import both

NONE: Final = np.zeros(0, np.int64)
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


def can_ask(asked: Asked) -> bool:
    """Say whether all that decides is answered on columns, and the order goes by whole numbers."""
    by = asked.ranking.by
    if isinstance(by, Query):
        return measures(by.word) is not None and all(map(can_answer, asked.queries))
    sorts = (piece for each in asked.space.unknowns if each.name == by for piece in each.values.pieces)
    return all(type(piece[0]) is int for piece in sorts) and all(map(can_answer, asked.queries))


def in_columns(asked: Asked, ends: tuple[tuple[int, int], ...]) -> Worked:
    """Work the variants of a box out, as many at once as go the same way."""
    part, left = nothing(asked), list[Places]()
    for made in _worked(asked, box_of(ends)):
        part = part.joined(made.part, asked)
        left.append(made.left)
    return Worked(part, np.sort(np.concatenate(left)) if left else NONE)


def _worked(asked: Asked, whole: Box) -> Iterator[Worked]:
    """Part a box until the network of each part is understood with columns in it; what is one variant is left."""
    boxes = [whole]
    while boxes:
        made = _tried(asked, boxes.pop())
        if isinstance(made, Worked):
            yield made
        else:
            boxes += made


def _tried(asked: Asked, box: Box) -> Worked | Iterator[Box]:
    """Work a box out, or give smaller ones in its place."""
    axis = mixed(asked.space, box)
    if axis is not None:
        return singly(box, axis)
    try:
        return _answered(asked, box, asked.space.changed(box.settings(asked.space)))
    except Parted as way:
        return parted(box, way.mask)
    except SpecError as error:
        if _agreed(asked, box, error):
            return Worked(nothing(asked)._replace(tried=box.size), NONE)
    except UNANSWERED:
        pass  # fewer columns may do
    shorter = shortest(box)
    if shorter is not None:
        return singly(box, shorter)
    return Worked(nothing(asked), box.numbers(asked.space).reshape(-1))


def _agreed(asked: Asked, box: Box, error: SpecError) -> bool:
    """Let integers say that a box cannot be understood: some of its variants, for the same reasons."""
    said = _said(error.problems)
    for at in {0, box.size // 2, box.size - 1}:
        lane = tuple(int(each) for each in np.unravel_index(at, box.shape))
        try:
            asked.space.changed(box.lone(lane, asked.space))
        except SpecError as exact:
            if _said(exact.problems) != said:
                return False
        else:
            return False
    return True


def _said(problems: tuple[Problem, ...]) -> list[tuple[str, Any]]:
    return [(problem.code, problem.path) for problem in problems]


def _answered(asked: Asked, box: Box, changed: Changed) -> Worked:
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
