"""The activation maps of one example, layer by layer, as arrays."""

from typing import Final, NamedTuple

from netcalc.reference.tape.gate import Array
from netcalc.training.run import Run

MOST: Final = 16  # maps of a layer


class Mapped(NamedTuple):
    """A run that is to be shown with its activation maps."""

    run: Run


class Maps(NamedTuple):
    """A layer's first slices on one example, (K, H, W), of so many."""

    layer: str
    maps: Array
    depth: int


def maps(run: Run) -> list[Maps]:
    """Run the first example of the validation share forward; volumes that are no pictures are left out."""
    if run.shares is None:
        return []
    x = (run.shares.validation or run.shares.training).x[:1]
    run.net.forward(x)
    values = [("input", x), *((layer.name, run.net.value(place)) for place, layer in enumerate(run.net.report))]
    return [Maps(name, value[0, :MOST].copy(), value.shape[1]) for name, value in values if value.ndim == 4]
