"""Why another tool says another number: which conventions make it, the plainest first."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import inf, log
from typing import Final, NamedTuple

from netcalc.conventions.counting import CountedNetwork
from netcalc.conventions.finding import Why, told
from netcalc.conventions.stated import Stated, read
from netcalc.conventions.telling import explained, instead, nearest, same
from netcalc.conventions.trying.asked import MEMORY, Asked, Candidate
from netcalc.conventions.trying.axes import each_axis, one_extent
from netcalc.conventions.trying.candidates import USUAL, batches, multiples, pairs, singles, tools, usual_tools
from netcalc.conventions.trying.chance import fits_at_all, fitting
from netcalc.conventions.trying.storage import stored
from netcalc.conventions.trying.variants import classes, elsewhere, inputs, layers
from netcalc.network.network import Network
from netcalc.problems import INVALID_VALUE, Problem, Unreadable
from netcalc.report.counts import COUNTED
from netcalc.report.query import FIELD_WORDS, Query, understood
from netcalc.text.numbers.quantity import BYTES

MOST: Final = 8
TRIED: Final = {
    "macs": ("totals.macs",),  # what is called so is no FLOP
    "flops": ("totals.flops", "totals.macs", "totals.training_flops"),
    "params": ("totals.params", "totals.weights", "totals.unshared.params"),
    "weights": ("totals.weights", "totals.params", "totals.unshared.weights"),
    "bytes": ("memory.params", "memory.activations", "memory.training", "memory.peak", "memory.inference"),
}  # fmt: skip
SELDOM: Final = 1.5
EVERYTHING: Final = (
    "totals.params", "totals.macs", "totals.flops", "memory.params", "totals.weights", "totals.neurons",
    "totals.activations", "totals.unshared.params", "totals.training_flops", "memory.activations", "memory.training",
    "totals.buffers",
)  # fmt: skip


def why(network: Network, number: str | float, of: str | None = None) -> Why:
    """Say which conventions make a number that somebody found for a network; of which total, unless `of` says.

    `number` is read as people write it: 4133742592, "4.13G", "4.1 GMac", "97.8 MB"; NotANumber where it is none,
    Unreadable where `of` asks for nothing. What is rounded is explained as far as that is no coincidence.

    >>> net = Network(input="32x32x3", layers=[{"conv": {"filters": 8, "size": 3, "pad": 1}}])
    >>> found = why(net, 229376)
    >>> found.of, found.ours, found.explanations[0].code
    ('totals.macs', 221184, 'torchinfo')
    """
    text = number if isinstance(number, str) else _written(number)
    walked = CountedNetwork(network)
    if of is not None:
        (query,) = understood([of], network.names)
        _countable(query)
        stated = read(one_extent(text) if query.word in FIELD_WORDS else text)
        return _best([*each_axis(Asked(walked, query))], stated).told(stated)
    stated = read(text)
    words = TRIED.get(stated.measures or "", EVERYTHING)
    every = [Asked(walked, Query(word, None, word)) for word in words]
    return _best(every, stated).told(stated)


def _best(every: Sequence[Asked], stated: Stated) -> "Found":
    """Find the total of which the explanation is the plainest; far-fetched ones are looked for where none is plain."""
    found = min((Found(asked, _likely(asked, stated, every)) for asked in every), key=lambda each: each.order)
    main = [asked for asked in every if len(every) == 1 or asked.is_main]
    if not found.fits:
        found = min((Found(asked, _far(asked, stated)) for asked in main), key=lambda each: each.order)
    if found.fits:
        return found
    alike = [asked for asked in main if stated.measures == BYTES or asked.about != MEMORY] or main
    return min((Found(asked, ()) for asked in alike), key=lambda each: each.apart(stated))


def _likely(asked: Asked, stated: Stated, every: Sequence[Asked]) -> tuple[Candidate, ...]:
    """Give what plainly makes a number; of a total that people seldom state, no rounded or far-fetched one."""
    fits = _plain(asked, stated)
    if len(every) == 1 or asked.is_main or stated.exact:
        return fits
    return tuple(each for each in fits if each.order <= USUAL and (each.order or stated.is_about(each.value)))


def _written(number: float) -> str:
    """Write a number as text; a real one in as few digits as tell it."""
    return str(number) if isinstance(number, int) else f"{Decimal(repr(number)).normalize():e}"


def _countable(query: Query) -> None:
    """Raise Unreadable where a query asks for no number."""
    if query.word in FIELD_WORDS or query.word.startswith(("totals.", "memory.")) or query.word in COUNTED:
        return
    message = f"`{query.text}` asks for no number that is counted"
    raise Unreadable([Problem(code=INVALID_VALUE, message=message, hint="such as totals.macs, or conv1.params")])


class Found(NamedTuple):
    """What fits, of one total."""

    asked: Asked
    fits: tuple[Candidate, ...]

    @property
    def order(self) -> tuple[float, int]:
        """How plain the plainest is, and less so of a total that people seldom state; then how many are as plain."""
        if not self.fits:
            return inf, 0
        seldom = 0 if self.asked.is_main else SELDOM
        return self.fits[0].order + seldom, -sum(each.order == self.fits[0].order for each in self.fits)

    def apart(self, stated: Stated) -> float:
        """Say how far the number is from ours, as a factor."""
        ours = self.asked.value()
        return abs(log(float(stated.value / ours))) if ours and stated.value else inf

    def told(self, stated: Stated) -> Why:
        """Tell it as a result."""
        ours = self.asked.value()
        return Why(
            told(stated),
            self.asked.text,
            ours,
            tuple(explained(self.asked, each, stated) for each in self.fits),
            stated.written,
            instead(self.asked, ours),
            () if self.fits else nearest(self.asked, stated),
        )


def _plain(asked: Asked, stated: Stated) -> tuple[Candidate, ...]:
    """Find what makes a number: that it is our own, a tool, a single convention.

    What was written to the last unit is our own, rounded, only where nothing makes it exactly.
    """
    ours = asked.value()
    if ours is None:
        return ()
    own = _is_ours(stated, ours)
    if own and (not stated.exact or stated.is_about(ours)):
        return _alike(asked, stated, ours)
    fits = [*tools(asked), *multiples(asked), *singles(asked), *batches(asked, exactly=stated.exact), *stored(asked)]
    return _ordered(fitting(stated, fits)) or (_alike(asked, stated, ours) if own else ())


def _alike(asked: Asked, stated: Stated, ours: int) -> tuple[Candidate, ...]:
    """Say that the number is ours, and which tools count it too."""
    alike = [each for each in usual_tools(asked) if each.value == ours]
    return (same(asked, stated, ours), *_once(alike)[:MOST])


def _far(asked: Asked, stated: Stated) -> tuple[Candidate, ...]:
    """Find what makes a number by two conventions, or on a network that is nearly this one."""
    if asked.value() is None:
        return ()
    fits = [each for each in elsewhere(asked, stated) if fits_at_all(stated, each)]
    fits = fits or fitting(stated, list(inputs(asked)))
    return _ordered(fits or fitting(stated, [*pairs(asked), *classes(asked, stated), *layers(asked)]))


def _ordered(fits: list[Candidate]) -> tuple[Candidate, ...]:
    return tuple(_once(sorted(fits, key=lambda each: each.order))[:MOST])


def _is_ours(stated: Stated, ours: int) -> bool:
    told_of = stated.value > 0 or not ours  # nothing is rounded to 0
    return told_of and (stated.is_nearly(ours) or (stated.binary is not None and stated.binary.is_nearly(ours)))


def _once(found: Iterable[Candidate]) -> list[Candidate]:
    """Give each code once, in its plainest form."""
    made: dict[str, Candidate] = {}
    for each in found:
        made.setdefault(each.code, each)
    return list(made.values())
