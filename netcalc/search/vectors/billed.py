"""The course's bill of memory on columns: of each variant what its sums make."""

from typing import Any, Final

from netcalc.calculator.memory.bill import bill
from netcalc.report.counts import Totals, Unshared
from netcalc.search.exact import Counted
from netcalc.search.vectors.made import NOBODY, Found
from netcalc.search.vectors.walk import Walk, both

UNASKED: Final = (
    "neurons", "weights", "biases", "buffers", "connections", "macs", "flops", "training_flops", "weighted_layers"
)  # fmt: skip


def billed(word: str, walk: Walk, how: Counted, batch: Any) -> Found:
    """Work a line of the bill out, of the sums that it is made of."""
    params, held = walk.total("params"), walk.total("activations")
    known = {"params": params.known, "activations": held.known}.get(word, both(params.known, held.known))
    if known is False:
        return NOBODY
    sums: Totals[Any] = Totals(
        **dict.fromkeys(UNASKED), params=params.number, activations=held.number, unshared=Unshared(None, None, None)
    )
    made = getattr(bill(sums, batch=batch, dtype=how.dtype, optimizer=how.optimizer), word)
    return NOBODY if made is None else Found(made, known)
