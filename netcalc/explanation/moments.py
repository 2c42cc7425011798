"""The highest moments of memory, line by line: what is alive there, and where that is."""

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from operator import add

from netcalc.explanation.bill import line_step, noun, times
from netcalc.explanation.formulas.formula import Formula, formula
from netcalc.explanation.formulas.letters import word
from netcalc.explanation.step import Step, step
from netcalc.explanation.sums import MOST_TERMS, UNKNOWN
from netcalc.report.counts import Counts
from netcalc.report.memory import Memory, MemoryLine, Moment
from netcalc.text.counted import counted


def moment_steps(memory: Memory, totals: Counts) -> Iterator[Step]:
    """Explain the highest moment of a training step, and that of a forward pass alone."""
    moments, said = memory.moments, {line.name for line in memory.lines}
    yield from _moment("memory.peak", moments.training, "at the peak", (memory, totals, said))
    yield from _moment("memory.inference", moments.inference, "without gradients", (memory, totals, said))


def _moment(number: str, moment: Moment | None, when: str, of: tuple[Memory, Counts, set[str]]) -> Iterator[Step]:
    """Explain what is held always, where that was not `said`, what is alive at the moment, and the sum."""
    memory, totals, said = of
    if moment is None:
        yield Step(number, number, None, note=_missing(memory))
        return
    for line in moment.always:
        if line.bytes and line.name not in said:
            said.add(line.name)
            yield replace(line_step(line, memory, totals), number=number)
    yield from (_alive(number, line, moment, when) for line in moment.then)
    always = [word(line.bytes, noun(line)) for line in moment.always if line.bytes]
    then = [word(line.bytes, f"{noun(line)} {when}") for line in moment.then]
    yield step(number, number, reduce(add, (*always, *then), formula(0)), f"bytes: {moment.where}")


def _missing(memory: Memory) -> str:
    return UNKNOWN if memory.inference is None else f"nobody trains in {memory.dtype}"


def _alive(number: str, line: MemoryLine, moment: Moment, when: str) -> Step:
    """Explain a line of the moment by its arrays; by how many there are where those are too many to read."""
    arrays = [each for each in moment.alive if each.line == line.name and each.values]
    if not arrays or len(arrays) > MOST_TERMS:
        note = f"over {counted(len(arrays), 'array')}" if arrays else ""
        return step(number, f"{noun(line)} {when}", times(word(line.values, "values"), line), note)
    held: Formula = reduce(add, (word(each.values, each.name) for each in arrays))
    return step(number, f"{noun(line)} {when}", times(held, line))
