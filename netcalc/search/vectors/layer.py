"""One layer on many variants: the calculator's own lines, once for all that go the same way; all put together.

What those lines cannot do with columns is done with integers, once for each situation that differs.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np

from netcalc.calculator.layer import Outcome, outcome
from netcalc.calculator.sharing import Owner
from netcalc.layers.base import Layer
from netcalc.search.vectors.lanes import Lanes, columns_of, one_lane, shape_of, spread, taken
from netcalc.search.vectors.many import NO_INTEGER, UNANSWERED, Beyond, Cannot, Many, Mask, Parted, column, many
from netcalc.search.vectors.rules import ManyRules, fitting
from netcalc.volume import Volume

Known: TypeAlias = bool | Mask
MOST_PARTS: Final = 4_000  # ways that the variants of one layer go, before it is left to the exact calculator


class Found(NamedTuple):
    """A number of each variant, and of which of them it is known."""

    number: Any
    known: Known


NOBODY: Final = Found(1, known=False)


class Made(NamedTuple):
    """What came of a layer: its volume (None: of no variant), where there is one, where something is wrong; its counts.

    `refused` are the variants that only the exact calculator can go on with.
    """

    extents: tuple[Any, ...] | None
    alive: Known
    wrong: Known
    learns: bool
    counts: dict[str, Found]
    refused: Known = False


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


def unread(wanted: Sequence[str]) -> Made:
    """Give what comes of a layer that reads a volume which no variant has."""
    return Made(None, alive=False, wrong=False, learns=False, counts=dict.fromkeys(wanted, NOBODY))


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
    return _together(_parts(asked, shape, lanes), shape, asked.wanted)


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


Part: TypeAlias = tuple[Lanes, Made]


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


def _together(parts: Sequence[Part], shape: tuple[int, ...], wanted: Sequence[str]) -> Made:
    """Put the parts together: a number of each variant, and where it is known."""
    living = [(lanes, made.extents) for lanes, made in parts if made.extents is not None]
    if len({len(extents) for _, extents in living}) > 1 or len({made.learns for _, made in parts if made.alive}) > 1:
        raise Cannot
    axes = len(living[0][1]) if living else 0
    return Made(
        tuple(_scattered([(lanes, extents[axis]) for lanes, extents in living], shape) for axis in range(axes)) or None,
        _where([lanes for lanes, _ in living], shape),
        _where([lanes for lanes, made in parts if made.wrong], shape),
        any(made.learns for _, made in parts if made.alive),
        {word: _count([(lanes, made.counts[word]) for lanes, made in parts], shape) for word in wanted},
        _where([lanes for lanes, made in parts if made.refused], shape),
    )


def _count(parts: Sequence[tuple[Lanes, Found]], shape: tuple[int, ...]) -> Found:
    known = [(lanes, found.number) for lanes, found in parts if found.known]
    if not known:
        return NOBODY
    return Found(_scattered(known, shape), _where([lanes for lanes, _ in known], shape))


def _scattered(parts: Sequence[tuple[Lanes, Any]], shape: tuple[int, ...]) -> Any:
    """Put the numbers of parts in their lanes; 1 stands where there is none."""
    first = parts[0][1]
    if type(first) is not Many and all(type(number) is not Many and number == first for _, number in parts):
        return first
    held = np.ones(shape, np.int64)
    flat = held.reshape(-1)
    for lanes, number in parts:
        if type(number) is not Many and not -(2**63) <= number < 2**63:
            raise Beyond
        flat[lanes] = column(number)
    return many(held)


def _where(parts: Sequence[Lanes], shape: tuple[int, ...]) -> Known:
    """Say which lanes are in one of the parts: True of all, False of none."""
    many_lanes = sum(map(len, parts))
    if not many_lanes:
        return False
    if many_lanes == int(np.prod(shape)):
        return True
    held = np.zeros(shape, bool)
    held.reshape(-1)[np.concatenate(parts)] = True
    return held
