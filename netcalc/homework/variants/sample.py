"""What a sheet's questions can tell: found on a sample of draws, which hangs on the sheet alone."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, islice, product
from math import prod
from typing import Final, TypeAlias

from netcalc.homework.key.key import Key
from netcalc.homework.sheet.filling import Values
from netcalc.homework.sheet.ranges import Ranges
from netcalc.homework.variants.seed import draw
from netcalc.homework.variants.telling import Codes, Fact, facts

SAMPLE: Final = 16
FIRST: Final = 4  # a mistake that none of them shows is not looked for in the rest
TRIED: Final = 200
SHARE: Final = 4  # what a quarter of the draws tell can be told
NOBODY: Final = "a sample"
Drawing: TypeAlias = Callable[[Values], Key | None]


def usual(vary: Ranges, drawing: Drawing, codes: Codes) -> list[Fact]:
    """Give what a quarter of the draws tell of these mistakes, less what excludes another such."""
    found = list(_told(_sample(vary, drawing), codes))
    often = Counter(fact for each in found for fact in each)
    known = [fact for fact, times in often.items() if times * SHARE >= len(found)]
    places = {fact: sum(1 << number for number, each in enumerate(found) if fact in each) for fact in known}
    partly = [fact for fact in known if often[fact] < len(found)]
    never_both = (pair for pair in combinations(partly, 2) if not places[pair[0]] & places[pair[1]])
    excluded = {fact for pair in never_both for fact in pair}
    return [fact for fact in known if fact not in excluded]


def _told(keys: Iterator[Key], codes: Codes) -> Iterator[frozenset[Fact]]:
    """Give what each key tells; after the first, of the mistakes that showed in one of them."""
    first = [frozenset(facts(key, codes)) for key in islice(keys, FIRST)]
    yield from first
    shown = frozenset[Fact]().union(*first)
    fewer = {name: {code for fact in shown if fact[0] == name for code in fact[1:]} for name in codes}
    for key in keys:
        yield frozenset(facts(key, fewer))


def _sample(vary: Ranges, drawing: Drawing) -> Iterator[Key]:
    """Give the keys to draws whose windows fit."""
    return islice(filter(None, map(drawing, _draws(vary))), SAMPLE)


def _draws(vary: Ranges) -> Iterable[Values]:
    """Draw: each of all the draws once, where they are few."""
    if prod(map(len, vary.values())) > SAMPLE:
        return (draw(vary, NOBODY, attempt) for attempt in range(TRIED))
    every = [dict(zip(vary, each, strict=True)) for each in product(*vary.values())]
    return every[::2] + every[1::2]
