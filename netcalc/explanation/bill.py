"""The bill of training, line by line: values, how often they are held, bytes each."""

from collections.abc import Iterator
from functools import reduce
from operator import add

from netcalc.explanation.formulas.formula import Formula
from netcalc.explanation.formulas.letters import letter, word
from netcalc.explanation.step import Step, step
from netcalc.explanation.sums import UNKNOWN
from netcalc.report.counts import Counts
from netcalc.report.memory import Memory, MemoryLine


def bill_steps(memory: Memory, totals: Counts) -> Iterator[Step]:
    """Explain each line of the bill, and their sum."""
    yield from (line_step(line, memory, totals) for line in memory.lines)
    if memory.training is not None:
        held = reduce(add, (word(line.bytes, noun(line)) for line in memory.lines))
        yield step("memory.training", "memory.training", held, "bytes")


def noun(line: MemoryLine) -> str:
    """Say what the bytes of a line hold: biases too, where the bill says weights."""
    return f"bytes of {'params' if line.name == 'weights' else line.name}"


def line_step(line: MemoryLine, memory: Memory, totals: Counts) -> Step:
    """Explain a line: what is held, how often, bytes each."""
    if line.bytes is None:
        return Step("memory.training", noun(line), None, note=UNKNOWN)
    held: Formula = word(totals.params, "params")
    if line.name == "buffers":
        held = word(totals.buffers, "buffers")
    if line.name.startswith("activation"):
        held = word(totals.activations, "activations") * letter(memory.batch, "batch")
    return step("memory.training", noun(line), times(held, line))


def times(held: Formula, line: MemoryLine) -> Formula:
    """Multiply values by how often they are held, and bytes each."""
    return held * letter(line.multiplier, "copies") * letter(line.size, "size")
