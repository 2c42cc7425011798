"""Each number with its arithmetic: the rules of the calculator, run once more on letters."""

from collections.abc import Hashable
from typing import Final

from netcalc.explanation.arrays import array_steps
from netcalc.explanation.fields import field_steps
from netcalc.explanation.output import output_steps
from netcalc.explanation.step import Explanation, Step
from netcalc.explanation.totals import total_steps
from netcalc.report.report import LayerReport, Report

TOTALS: Final = "totals"


def explain(report: Report, name: str) -> Explanation:
    """Explain a layer, or the `totals`; KeyError where there is nothing of that name."""
    return explain_totals(report) if name == TOTALS else Explainer(report).layer(report[name])


def explain_named(report: Report, name: str) -> tuple[Explanation, ...]:
    """Explain what has this name: a layer, the layers of a group, or the `totals`; nothing where there is none."""
    if name in report.groups:
        return tuple(map(Explainer(report).layer, report.layers[report.groups[name].span]))
    return (explain(report, name),) if name == TOTALS or name in report else ()


def explain_totals(report: Report) -> Explanation:
    """Explain the sums over all layers, and the memory."""
    about = "The sums over all layers."
    return Explanation(TOTALS, TOTALS, about, str(report.input), tuple(total_steps(report)))


def explain_all(report: Report) -> tuple[Explanation, ...]:
    """Explain every layer, then the totals."""
    return (*map(Explainer(report).layer, report.layers), explain_totals(report))


class Explainer:
    """Explains the layers of a report; what is the same of layers that are alike is worked out once."""

    def __init__(self, report: Report) -> None:
        """Explain this report."""
        self.report = report
        self.known: dict[Hashable, tuple[Step, ...]] = {}

    def layer(self, layer: LayerReport) -> Explanation:
        """Explain a layer."""
        about = type(layer.working.layer).about()
        given = " and ".join("-" if volume is None else str(volume) for volume in layer.working.given)
        read = f"{given} from {', '.join(layer.from_)}"
        steps = (*self._alone(layer), *field_steps(self.report, layer))
        return Explanation(layer.name, layer.kind, about, read, steps)

    def _alone(self, layer: LayerReport) -> tuple[Step, ...]:
        """Give the steps that hang on nothing but the layer and the volumes it reads."""
        alike = likeness(layer)
        if alike not in self.known:
            self.known[alike] = (*output_steps(layer), *array_steps(layer))
        return self.known[alike]


def likeness(layer: LayerReport) -> Hashable:
    """Give what layers have in common that are explained alike: their kind and fields, what they read and count."""
    written = layer.working.layer
    fields = (repr(getattr(written, name)) for name in type(written).model_fields if name not in ("name", "from_"))
    counts = (layer.output, layer.neurons, layer.params, layer.unshared.params, layer.macs, layer.activations)
    return (type(written), layer.working.given, counts, *fields)
