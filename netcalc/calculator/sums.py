"""Counts added up: of a whole network, of layers that have a name together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from netcalc.calculator.counting import added
from netcalc.calculator.rules import Rules
from netcalc.report.counts import SUMMED, TOTALLED, Known, Totals, by_field
from netcalc.report.report import LayerReport, Working
from netcalc.volume import Volume

READERS: Final = {name: attrgetter(name) for name in SUMMED}


def summed(layers: Sequence[LayerReport]) -> dict[str, Known]:
    """Add the layers up, count by count; a sum that needs an unknown number is unknown too."""
    return {name: added(map(read, layers)) for name, read in READERS.items()}


class Whole(NamedTuple):
    """A whole network: a count of all its layers, by the count's name, and the volumes that come in."""

    counts: Callable[[str], Iterable[Known]]
    given: Sequence[Volume]
    rules: Rules

    def total(self, name: str) -> Known:
        """Add a count up; what is no mere sum has a rule of its own."""
        return WHOLE[name](self) if name in WHOLE else added(self.counts(name))


def _neurons(whole: Whole) -> Known:
    counted = list(whole.counts("neurons"))
    return None if None in counted else whole.rules.all_neurons([each or 0 for each in counted], whole.given)


def _activations(whole: Whole) -> Known:
    """Add up what is held; the network's inputs are held too."""
    return added((*(volume.values for volume in whole.given), *whole.counts("activations")))


def _weighted_layers(whole: Whole) -> Known:
    return added(None if neurons is None else int(neurons > 0) for neurons in whole.counts("neurons"))


WHOLE: Final[Mapping[str, Callable[[Whole], Known]]] = {
    "neurons": _neurons,
    "activations": _activations,
    "weighted_layers": _weighted_layers,
}


def totals(whole: Whole) -> Totals:
    """Add all layers up, count by count."""
    return Totals(**by_field({name: whole.total(name) for name in TOTALLED}))


def together(name: str, kind: str, every: Sequence[LayerReport], span: slice, shares: str | None = None) -> LayerReport:
    """Put layers that were named together as one: what the first reads, what the last makes, the sums."""
    layers = every[span]
    first, last = layers[0], layers[-1]
    inside = {layer.name for layer in layers}
    outside = dict.fromkeys(name for layer in layers for name in layer.from_ if name not in inside)
    return LayerReport(
        **by_field(summed(layers)),
        weights_per_neuron=None,
        name=name,
        kind=kind,
        from_=tuple(outside),
        input=first.input,
        output=last.output,
        shares=shares,
        receptive_field=last.receptive_field,
        receptive_field_is=last.receptive_field_is,
        receptive_field_note=last.receptive_field_note,
        sums=first.sums,
        working=Working(last.working.layer, last.working.given, None, None),
    )
