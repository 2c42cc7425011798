"""Memory as a page: the course's bill line by line, and what is held at the highest moments in PyTorch."""

from collections.abc import Iterable, Sequence
from typing import Final

from netcalc.render.document import Part, aside
from netcalc.render.table import Narrower, Row, Table, numbers, words
from netcalc.render.values import size
from netcalc.report.memory import SCORED, Memory, MemoryLine

MORE: Final = (
    "The step holds more than the bill, which is no upper bound here: PyTorch makes arrays that the course leaves out."
)
EXACT: Final = "The softmax of the loss is worked out in float32, as torch.amp does."
BOUND: Final = "The bill is an upper bound here: PyTorch frees on the way what is not needed any more."


def footer(memory: Memory) -> str:
    """Say what training takes by the course's bill; of a type that nobody trains in, what running takes."""
    if memory.training is None and memory.inference is not None:
        return f"running: at most {size(memory.inference)} (batch {memory.batch}, {memory.dtype}; nobody trains in it)"
    return f"training: {size(memory.training)} by the course's bill ({_terms(memory)})"


def _terms(memory: Memory) -> str:
    return f"batch {memory.batch}, {memory.dtype}, {memory.optimizer}"


def bills(memory: Memory) -> Iterable[Part]:
    """Put the course's bill in a table, and what PyTorch holds at the highest moments in two more."""
    if memory.training is not None:
        yield bill(memory.lines, ("memory", f"training ({_terms(memory)})", memory.training))
    for said, moment in (("a training step", memory.moments.training), ("no gradients", memory.moments.inference)):
        if moment is not None:
            heads = (f"{_place(memory.dtype)}, {said}", f"highest: {moment.where}", moment.bytes)
            yield bill(moment.lines, heads)
            if memory.dtype == "mixed" and any(each.name == SCORED for each in moment.lines):
                yield aside(EXACT)
    if memory.peak is not None and memory.training is not None:
        yield aside(MORE if memory.peak > memory.training else BOUND)


def _place(dtype: str) -> str:
    """Say whose arrays they are: torch.amp, unlike the paper, keeps weights and gradients in float32."""
    return "in half precision" if dtype == "mixed" else "in PyTorch"


def bill(lines: Sequence[MemoryLine], said: tuple[str, str, int]) -> Table:
    """Put lines of memory in a table, a line for each thing held; above it what it is, below it the sum."""
    about, summed, total = said
    rows = tuple(Row((each.name, each.values, f"x {each.multiplier}", each.bytes, size(each.bytes))) for each in lines)
    narrower = (
        Narrower("drop", ("times",), lost="times"),
        Narrower("drop", ("bytes",), lost="exact bytes"),
        Narrower("clip", (about,), 14),
    )
    heads = (*words(about), *numbers("values", "times", "bytes", ""))
    return Table(heads, rows, (Row((summed, "", "", total, size(total))),), narrower)
