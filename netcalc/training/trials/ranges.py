"""What is varied: values one after the other (`l2=0.001,0.01`), or a range that is drawn from (`lr=1e-4..1`)."""

import re
from collections.abc import Mapping, Sequence
from itertools import product
from math import exp, isfinite, log
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np

from netcalc.network.training.recipe import Recipe
from netcalc.problems import LIMIT_EXCEEDED, Problem, SpecError
from netcalc.text.typed import value

Settings: TypeAlias = dict[str, Any]
MOST: Final = 10_000  # trials
WHOLE: Final = frozenset({"epochs", "batch", "samples", "seed"})
FIXED: Final = frozenset({"data", "test", "label", "dtype", "save", "resume", "plot"})  # the same in every trial
WORDS: Final = frozenset(Recipe.model_fields) - FIXED
OUTSIDE: Final = re.compile(r",(?![^\[({]*[\])}])")  # a comma that stands in no brackets


class Range(NamedTuple):
    """Both ends of what is drawn; where both are above 0, powers are drawn evenly, as the lecture advises."""

    low: float
    high: float
    whole: bool

    @property
    def ends(self) -> tuple[float, float]:
        """Both ends, whole where whole numbers are drawn."""
        return (round(self.low), round(self.high)) if self.whole else (self.low, self.high)

    def drawn(self, chance: np.random.Generator) -> float:
        """Draw a value, of three figures, or a whole number."""
        at = chance.random()
        if self.low > 0:
            made = exp(log(self.low) + at * (log(self.high) - log(self.low)))
        else:
            made = self.low + at * (self.high - self.low)
        shown = min(max(float(f"{made:.3g}"), self.low), self.high)
        return round(made) if self.whole else shown


def read_values(text: str) -> tuple[str, tuple[Any, ...]]:
    """Read `units=3,6,20`; ValueError where it is not of that form.

    >>> read_values("units=3,6,20"), read_values("size=[3, 5],5")
    (('units', (3, 6, 20)), ('size', ('${[3, 5]}', 5)))
    """
    name, sign, values = text.partition("=")
    parts = [part.strip() for part in OUTSIDE.split(values)]
    if not sign or not name.strip() or not all(parts):
        message = f"{text[:80]!r} is not of the form name=value,value,..."
        raise ValueError(message)
    return name.strip(), tuple(map(value, parts))


def read_range(text: str) -> tuple[str, Range]:
    """Read `lr=1e-4..1`; whole numbers are drawn where both ends are, or the word takes no others.

    >>> read_range("lr=1e-4..1"), read_range("units=4..64")
    (('lr', Range(low=0.0001, high=1.0, whole=False)), ('units', Range(low=4.0, high=64.0, whole=True)))
    """
    name, sign, ends = text.partition("=")
    low, dots, high = ends.partition("..")
    try:
        found = Range(
            float(low), float(high), is_whole(name.strip(), ends=low.strip().isdecimal() and high.strip().isdecimal())
        )
    except ValueError:
        found = None
    if not sign or not dots or not name.strip() or found is None or not isfinite(found.low + found.high):
        message = f"{text[:80]!r} is not of the form name=from..to, such as lr=1e-4..1"
        raise ValueError(message)
    if found.low > found.high:
        message = f"{text[:80]!r}: the range is empty, {low} is above {high}"
        raise ValueError(message)
    return name.strip(), found


def is_whole(name: str, *, ends: bool) -> bool:
    """Say whether whole numbers are drawn: the word takes no others, or both ends are whole and it is none of ours."""
    return name in WHOLE or (name not in WORDS and ends)


def all_settings(
    values: Mapping[str, Sequence[Any]], ranges: Mapping[str, Range], trials: int, seed: int
) -> list[Settings]:
    """Give the settings of all trials: each value with each other, the last the fastest; of ranges so many draws."""
    draws: list[Settings] = [{}]
    if ranges:
        chance = np.random.default_rng((seed, 3))
        draws = [{name: each.drawn(chance) for name, each in ranges.items()} for _ in range(trials)]
    swept = [dict(zip(values, row, strict=True)) for row in product(*values.values())]
    if len(swept) * len(draws) > MOST:
        message = f"{len(swept) * len(draws):,} trials: at most {MOST:,} are made at once"
        raise SpecError([Problem(code=LIMIT_EXCEEDED, message=message)])
    return [{**one, **drawn} for one in swept for drawn in draws]
