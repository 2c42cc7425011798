"""The course's bill for memory: what training holds if nothing is freed on the way, an upper bound, in bytes."""

from typing import Final

from netcalc.report.counts import Counts
from netcalc.report.report import Memory, MemoryLine

BYTES: Final = {"float64": 8, "float32": 4, "float16": 2, "bfloat16": 2}
STATE: Final = {"sgd": 0, "momentum": 1, "adam": 2}


def bill(totals: Counts, *, batch: int = 1, dtype: str = "float32", optimizer: str = "sgd") -> Memory:
    """Work out the bill for a batch: values x multiplier x bytes each, as CS231n counts them: an upper bound.

    ValueError where there is no such batch, dtype or optimizer.
    The optimizer keeps nothing for sgd, a velocity for momentum, two moments for adam.
    """
    if batch < 1 or dtype not in BYTES or optimizer not in STATE:
        message = f"a batch is at least 1, a dtype one of {', '.join(BYTES)}, an optimizer one of {', '.join(STATE)}"
        raise ValueError(message)
    each, held = BYTES[dtype], None if totals.activations is None else totals.activations * batch
    items = (
        ("weights", totals.params, 1),
        ("gradients", totals.params, 1),
        (f"{optimizer} state", totals.params, STATE[optimizer]),
        ("activations", held, 1),
        ("activation gradients", held, 1),
    )
    lines = tuple(
        MemoryLine(name, values, times, None if values is None else values * times * each)
        for name, values, times in items
    )
    held_bytes = {line.name: line.bytes for line in lines}
    known = [part for part in held_bytes.values() if part is not None]
    training = sum(known) if len(known) == len(lines) else None
    params, activations = held_bytes["weights"], held_bytes["activations"]
    return Memory(params, activations, training, lines, batch, dtype, optimizer)
