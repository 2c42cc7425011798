"""Why nothing fits: the condition that the fewest variants meet, and the variant that comes nearest to it."""

from fractions import Fraction
from typing import Final

from netcalc.search.exact import absent, answers, what_is_wrong
from netcalc.search.found import Miss, Variant
from netcalc.search.piece import Asked, Part

HELD: Final = (0, Fraction(0))


def tightest(asked: Asked, part: Part) -> Miss | None:
    """Give the condition that the fewest variants meet, and its nearest variant; None where there was none to try."""
    if not part.tried:
        return None
    if not part.understood:
        return Miss(None, 0, None, rest=False, off=None, problem=what_is_wrong(asked.space, asked.how, 0))
    place = min(range(len(part.met)), key=lambda at: (_beyond(part, at), _held(part, at), part.met[at]))
    near = part.nearest[place]
    if near is None:
        return Miss(asked.conditions[place], part.met[place], None, rest=False, off=None, problem=None)
    found = answers(asked.space, asked.how, near.number, asked.queries) or {}
    nearest = Variant(asked.space.settings(near.number), {query.text: value for query, value in found.items()})
    condition = asked.conditions[place]
    return Miss(
        condition,
        part.met[place],
        nearest,
        rest=near.missed == 0,
        off=condition.off(found.__getitem__),
        problem=what_is_wrong(asked.space, asked.how, near.number),
        absent=absent(asked.space, near.number, condition.query),
    )


def _held(part: Part, place: int) -> bool:
    """Say whether the nearest variant meets the condition, and others stand in the way."""
    near = part.nearest[place]
    return near is not None and near.off == HELD


def _beyond(part: Part, place: int) -> bool:
    """Say whether no variant meets the other conditions: then this one is not what stands in the way."""
    near = part.nearest[place]
    return near is None or (near.missed > 0 and part.met[place] > 0)
