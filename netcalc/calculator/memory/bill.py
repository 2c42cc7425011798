"""The course's bill for memory: what training holds of the values that it counts, if nothing is freed, in bytes."""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import add

from netcalc.calculator.memory.sizes import SIZES, STATE, UNTRAINED, Sizes
from netcalc.report.counts import Counts, Known
from netcalc.report.memory import Memory, MemoryLine, Moments, line, nothing_worked


def bill(
    totals: Counts,
    *,
    batch: int = 1,
    dtype: str = "float32",
    optimizer: str = "sgd",
    worked: Callable[[], Moments] = nothing_worked,
) -> Memory:
    """Work out the bill for a batch: values x multiplier x bytes each, as CS231n counts them.

    ValueError where there is no such batch, dtype or optimizer. `worked` gives the highest moments when they are
    wanted. The optimizer keeps nothing for sgd, a velocity for momentum, two moments for adam and adamw.
    """
    if batch < 1 or dtype not in SIZES or optimizer not in STATE:
        message = f"a batch is at least 1, a dtype one of {', '.join(SIZES)}, an optimizer one of {', '.join(STATE)}"
        raise ValueError(message)
    held = None if totals.activations is None else totals.activations * batch
    sizes = SIZES[dtype]
    trained = dtype not in UNTRAINED
    lines = tuple(_training(totals.params, held, sizes, optimizer) if trained else _running(totals.params, held, sizes))
    by_name = {each.name: each.bytes for each in lines}
    training = total(each.bytes for each in lines) if trained else None
    return Memory(by_name["weights"], by_name["activations"], training, lines, batch, dtype, optimizer, worked)


def _training(params: Known, held: Known, sizes: Sizes, optimizer: str) -> Iterable[MemoryLine]:
    yield line("weights", params, 1, sizes.weight)
    if sizes.master:
        yield line("master weights", params, 1, sizes.master)
    yield line("gradients", params, 1, sizes.gradient)
    yield line(f"{optimizer} state", params, STATE[optimizer], sizes.state)
    yield line("activations", held, 1, sizes.activation)
    yield line("activation gradients", held, 1, sizes.activation)


def _running(params: Known, held: Known, sizes: Sizes) -> Iterable[MemoryLine]:
    yield line("weights", params, 1, sizes.weight)
    yield line("activations", held, 1, sizes.activation)


def total(parts: Iterable[Known]) -> Known:
    """Add bytes up; None where some are unknown."""
    every = list(parts)
    return None if None in every else reduce(add, (part or 0 for part in every), 0)
