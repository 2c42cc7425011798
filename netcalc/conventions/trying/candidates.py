"""The numbers that conventions give for a question, one by one and two together, each with how it comes about."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Final

from netcalc.conventions.convention import Convention
from netcalc.conventions.tools import TOOLS
from netcalc.conventions.tools.tool import Gives, Reading, Tool
from netcalc.conventions.trying.asked import MEMORY, PARAMS, Asked, Candidate
from netcalc.conventions.trying.singles import BATCH, BATCHES, MULTIPLES, STORED, USUAL_BATCHES, WORK, Times

SAME, USUAL, MULTIPLE, SINGLE, OTHER, INPUT, FOLDED, BATCHED, PAIR, LAYER = range(10)  # how plain an explanation is
WORKING: Final = ("macs", "flops")
PLAIN: Final = 2  # a batch of so many is sooner two operations a multiply-add
FOLDING: Final = (*WORKING, "activations")
SINGLES: Final[dict[str, tuple[Convention, ...]]] = {
    "macs": WORK, "flops": WORK, PARAMS: STORED, MEMORY: STORED[:1]
}  # fmt: skip


def tools(asked: Asked) -> Iterator[Candidate]:
    """Give what each tool counts, in each of its readings."""
    for tool in TOOLS.values():
        for gives in tool.of(asked.about):
            for reading in tool.readings:
                yield from _reading(asked, tool, gives, reading)


def _reading(asked: Asked, tool: Tool, gives: Gives, reading: Reading) -> Iterator[Candidate]:
    found = asked.of(gives.total, reading.conventions)
    if found is None:
        return
    usual = reading is tool.usual and gives.total == asked.about
    when = f" {reading.when}" if reading.when else ""
    yield Candidate(
        tool.code,
        (),
        Fraction(found),
        USUAL if usual else OTHER,
        f"{tool.name} {tool.verb} {found:,} {gives.word}{when}",
        gives.total,
        reading.conventions,
        instead=f"`--like {tool.code}` prints as it counts" if reading is tool.usual else "",
    )


def multiples(asked: Asked) -> Iterator[Candidate]:
    """Give what is counted several times over: operations, bytes, both passes."""
    ours = asked.value()
    for times in MULTIPLES.get(asked.about, ()) if ours else ():
        yield _multiplied(times, ours or 0)


def _multiplied(times: Times, ours: int) -> Candidate:
    made = times.factor * ours
    said = f"{times.said}: {_factor(times.factor)} x {ours:,} = {_exactly(made)}"
    return Candidate(times.code, (times.code,), made, MULTIPLE, said, factor=times.factor)


def _factor(factor: Fraction) -> str:
    return str(factor)


def _exactly(value: Fraction) -> str:
    return f"{int(value):,}" if value.denominator == 1 else f"{float(value):,}"


def singles(asked: Asked) -> Iterator[Candidate]:
    """Give what is counted with one thing counted otherwise."""
    for convention in SINGLES.get(asked.about, ()):
        found = asked.value((convention,))
        if found is not None:
            yield Candidate(
                convention.code,
                (convention.code,),
                Fraction(found),
                SINGLE,
                f"{convention.said}: {found:,}",
                asked.word if asked.about != MEMORY else PARAMS,
                (convention,),
            )


def batches(asked: Asked, *, exactly: bool) -> Iterator[Candidate]:
    """Give what is counted for a whole batch: of what is rounded, for one of the usual sizes, which are powers of 2."""
    ours = asked.value()
    if ours and asked.query.word.rpartition(".")[2] in FOLDING:
        for size in BATCHES if exactly else USUAL_BATCHES:
            said = f"a batch of {size} folded in: {size} x {ours:,} = {size * ours:,}"
            yield Candidate(BATCH, (BATCH,), Fraction(size * ours), FOLDED, said, instead="say it for one example")


def pairs(asked: Asked) -> Iterator[Candidate]:
    """Give what two conventions make of which each alone changes something."""
    ours = asked.value()
    if ours is None:
        return
    changing = [each for each in SINGLES.get(asked.about, ()) if asked.value((each,)) != ours]
    for both in combinations(changing, 2):
        if both[0].code != both[1].code:
            yield from _together(asked, both)
    for each in (*usual_tools(asked), *singles(asked)):
        if each.value != asked.value():
            yield from _times(asked, each)


def usual_tools(asked: Asked) -> Iterator[Candidate]:
    """Give what each tool counts in its usual way, of the number that is asked."""
    for tool in TOOLS.values():
        for gives in tool.gives:
            if gives.total == asked.about:
                yield from _reading(asked, tool, gives, tool.usual)


def _together(asked: Asked, both: tuple[Convention, ...]) -> Iterator[Candidate]:
    found = asked.value(both)
    if found is not None:
        codes = tuple(each.code for each in both)
        said = f"{both[0].said}, and {both[1].said}: {found:,}"
        word = asked.word if asked.about != MEMORY else PARAMS
        yield Candidate("+".join(codes), codes, Fraction(found), PAIR, said, word, both)


def _times(asked: Asked, found: Candidate) -> Iterator[Candidate]:
    """Multiply what another convention gives: operations for multiply-adds, bytes, a batch, which tools fold in."""
    batch = tuple(Times(BATCH, f"a batch of {size} folded in", Fraction(size)) for size in USUAL_BATCHES)
    for times in (*MULTIPLES.get(asked.about, ()), *(batch if asked.about in WORKING else ())):
        made = found.value * times.factor
        yield found._replace(
            code=f"{found.code}+{times.code}",
            conventions=(*found.conventions, times.code),
            value=made,
            order=BATCHED if found.order == USUAL and times.code == BATCH and times.factor > PLAIN else PAIR,
            said=f"{found.said}; {times.said}: {_exactly(made)}",
            factor=times.factor,
        )
