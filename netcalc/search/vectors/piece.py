"""A piece of a search on columns: what fits of many variants at once, and which ones are left to the calculator."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from netcalc.problems import Problem, SpecError
from netcalc.report.query import Query, measures
from netcalc.search.piece import Asked, nothing
from netcalc.search.vectors.answers import can_answer
from netcalc.search.vectors.boxes import Box, Places, box_of, mixed, parted, shortest, singly
from netcalc.search.vectors.columns.parting import UNANSWERED, Parted
from netcalc.search.vectors.judged import Worked, judged

NONE: Final = np.zeros(0, np.int64)


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
        return judged(asked, box, asked.space.changed(box.settings(asked.space)))
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
