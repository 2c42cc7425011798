"""One layer on many variants: the calculator's own lines, once for all that go the same way; all put together.

What those lines cannot do with columns is done with integers, once for each situation that differs.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from netcalc.calculator.layer import Outcome, outcome
from netcalc.calculator.sharing import Owner
from netcalc.layers.base import Layer
from netcalc.search.vectors.columns.lanes import Lanes, columns_of, one_lane, shape_of, spread, taken
from netcalc.search.vectors.columns.parting import NO_INTEGER, UNANSWERED, Beyond, Cannot, Parted
from netcalc.search.vectors.columns.rules import ManyRules, fitting
from netcalc.search.vectors.made import NOBODY, Found, Known, Made, unread
from netcalc.search.vectors.together import Part, together
from netcalc.volume import Volume

MOST_PARTS: Final = 4_000  # ways that the variants of one layer go, before it is left to the exact calculator


class Lent(NamedTuple):
    """The layer whose arrays are used: what it reads, and how they are used."""

    name: str
    layer: Layer
    given: tuple[Volume, ...]
    transpose: bool
    unlike: str


class Asked(NamedTuple):
    """A layer and what it reads, and which counts are wanted of it."""

    layer: Layer
    given: tuple[Volume, ...]
    learns: tuple[bool, ...]
    rules: ManyRules
    wanted: tuple[str, ...]
    lent: "Lent | None" = None


def worked(asked: Asked, alive: Known) -> Made:
    """Work a layer out, on the variants in which all that it reads is there."""
    columns = [*columns_of(_held(asked))]
    if alive is True:
        try:
            return _once(asked)
        except (Parted, *UNANSWERED):
            if not columns:
                raise
    shape = shape_of(columns, alive)
    lanes = np.flatnonzero(spread(alive, shape))
    return together(_parts(asked, shape, lanes), shape, asked.wanted)


def _once(asked: Asked) -> Made:
    """Work it out on variants that all go the same way; Parted where they do not."""
    owner = None if asked.lent is None else _owner(asked.lent, asked.rules)
    found = outcome(asked.layer, asked.given, asked.rules, hints=False, learns=asked.learns, owner=owner, judge=fitting)
    return _noted(found, asked.wanted)


def _owner(lent: Lent, rules: ManyRules) -> Owner:
    """Work out the arrays that a layer uses of another."""
    arrays = outcome(lent.layer, lent.given, rules, hints=False, judge=fitting).parameters
    return Owner(lent.name, lent.layer, arrays, lent.transpose, lent.unlike)


def _held(asked: Asked) -> tuple[Any, ...]:
    """Give all that may hold columns."""
    lent = asked.lent
    return (asked.layer, asked.given) if lent is None else (asked.layer, asked.given, lent.layer, lent.given)


def _changed(asked: Asked, held: tuple[Any, ...]) -> Asked:
    """Give the same with other numbers in all that may hold columns."""
    layer, given, *more = held
    lent = asked.lent and asked.lent._replace(layer=more[0], given=more[1])
    return asked._replace(layer=layer, given=given, lent=lent)


def _noted(found: Outcome, wanted: Sequence[str]) -> Made:
    wrong = any(problem.severity == "error" for problem in found.problems)
    counts = {word: found.counts[word] for word in wanted}
    return Made(
        None if found.made is None else tuple(found.made),
        found.made is not None,
        wrong,
        found.learns,
        {word: NOBODY if each is None else Found(each, known=True) for word, each in counts.items()},
    )


def _parts(asked: Asked, shape: tuple[int, ...], lanes: Lanes) -> list[Part]:
    """Part the lanes until those of each part go the same way."""
    left, made = [lanes], list[Part]()
    while left:
        here = left.pop()
        if not len(here):
            continue
        some = _changed(asked, taken(_held(asked), shape, here))
        try:
            made.append((here, _once(some)))
        except Parted as parted:
            mask = np.broadcast_to(parted.mask, here.shape)
            left += [here[mask], here[~mask]]
        except Beyond:
            made.append((here, unread(asked.wanted)._replace(refused=True)))
        except NO_INTEGER:
            made += _singly(some, here)
        if len(left) + len(made) > MOST_PARTS:
            raise Cannot
    return made


def _singly(asked: Asked, lanes: Lanes) -> list[Part]:
    """Work each situation that differs out with integers."""
    held = [each.held for each in columns_of(_held(asked))]
    if not held:
        raise Cannot
    _, first, inverse = np.unique(np.stack(held), axis=1, return_index=True, return_inverse=True)
    if len(first) > MOST_PARTS:
        raise Cannot
    inverse = inverse.reshape(-1)
    order = np.argsort(inverse, kind="stable")
    groups = np.split(lanes[order], np.cumsum(np.bincount(inverse))[:-1])
    return [
        (group, _once(_changed(asked, one_lane(_held(asked), lane))))
        for group, lane in zip(groups, map(int, first), strict=True)
    ]
