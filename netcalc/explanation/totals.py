"""The totals: sums over the layers, and the bill of training, line by line."""

from collections.abc import Iterator
from functools import reduce
from operator import add, attrgetter
from typing import Final

from netcalc.calculator.memory import BYTES
from netcalc.explanation.formula import Formula
from netcalc.explanation.letters import Spoken, letter, word
from netcalc.explanation.step import Step, step
from netcalc.network.scope import INPUT
from netcalc.report.counts import UNSHARED, Counts
from netcalc.report.report import Memory, MemoryLine, Report
from netcalc.text.counted import counted

MOST_TERMS: Final = 24
UNKNOWN: Final = "a layer does not fit, so nobody can say"


def total_steps(report: Report) -> Iterator[Step]:
    """Explain every sum, then the memory."""
    counts = ("neurons", "weights", "biases", "params", "buffers", *(f"unshared.{part}" for part in UNSHARED))
    for count in (*counts, "connections", "macs"):
        yield _total(report, count)
    if report.totals.macs is not None:
        yield step("totals.flops", "flops", Spoken().flops(word(report.totals.macs, "macs")))
    yield _total(report, "activations", word(report.input.values, INPUT))
    memory = report.memory
    yield from (_line(line, memory, report.totals) for line in memory.lines)
    if memory.training is not None:
        held = reduce(add, (word(line.bytes, _noun(line)) for line in memory.lines))
        yield step("memory.training", "memory.training", held, "bytes")


def _total(report: Report, count: str, *more: Formula) -> Step:
    """Add up the layers that have any; only say how many there are where they are too many to read."""
    value = attrgetter(count)
    terms = [*more, *(word(value(layer), layer.name) for layer in report.layers if value(layer))]
    if value(report.totals) is None:
        return Step(f"totals.{count}", count, None, note=UNKNOWN)
    if not terms:
        return Step(f"totals.{count}", count, 0)
    if len(terms) > MOST_TERMS:
        note = f"over {counted(len(terms) - len(more), 'layer')}" + (" and the input" if more else "")
        return Step(f"totals.{count}", count, value(report.totals), note=note)
    return step(f"totals.{count}", count, reduce(add, terms))


def _noun(line: MemoryLine) -> str:
    """Say what the bytes of a line hold: biases too, where the bill says weights."""
    return f"bytes of {'params' if line.name == 'weights' else line.name}"


def _line(line: MemoryLine, memory: Memory, totals: Counts) -> Step:
    """Work out a line of the training bill: values, how often they are held, bytes each."""
    if line.bytes is None:
        return Step("memory.training", _noun(line), None, note=UNKNOWN)
    held: Formula = word(totals.params, "params")
    if line.name.startswith("activation"):
        held = word(totals.activations, "activations") * letter(memory.batch, "batch")
    made = held * letter(line.multiplier, "copies") * letter(BYTES[memory.dtype], "size")
    return step("memory.training", _noun(line), made)
