"""Why nothing fits: the condition that the fewest variants meet, and the variant that comes nearest to it."""

from netcalc.search.exact import answers, what_is_wrong
from netcalc.search.found import Miss, Variant
from netcalc.search.piece import Asked, Part


def tightest(asked: Asked, part: Part) -> Miss | None:
    """Give the condition that the fewest variants meet, and its nearest variant; None where there was none to try."""
    if not part.tried:
        return None
    if not part.understood:
        return Miss(None, 0, None, rest=False, off=None, problem=what_is_wrong(asked.space, asked.how, 0))
    place = min(range(len(part.met)), key=lambda at: (_beyond(part, at), part.met[at]))
    near = part.nearest[place]
    if near is None:
        return Miss(asked.conditions[place], part.met[place], None, rest=False, off=None, problem=None)
    found = answers(asked.space, asked.how, near.number, asked.queries) or {}
    nearest = Variant(asked.space.settings(near.number), {query.text: value for query, value in found.items()})
    far, off = near.off
    return Miss(
        asked.conditions[place],
        part.met[place],
        nearest,
        rest=near.missed == 0,
        off=None if far else off,
        problem=what_is_wrong(asked.space, asked.how, near.number),
    )


def _beyond(part: Part, place: int) -> bool:
    """Say whether no variant meets the other conditions: then this one is not what stands in the way."""
    near = part.nearest[place]
    return near is None or (near.missed > 0 and part.met[place] > 0)
