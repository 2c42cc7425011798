"""Each number with its arithmetic: the rules of the calculator, run once more on letters."""

from collections.abc import Hashable
from typing import Final

from netcalc.explanation.arrays import alone_steps, array_steps
from netcalc.explanation.bill import bill_steps
from netcalc.explanation.fields import field_steps
from netcalc.explanation.formulas.formula import Formula
from netcalc.explanation.formulas.letters import word
from netcalc.explanation.late import late_steps
from netcalc.explanation.moments import moment_steps
from netcalc.explanation.output import output_steps, spoken_looks
from netcalc.explanation.step import Explanation, Step
from netcalc.explanation.sums import MOST_TERMS, UNKNOWN, sum_steps
from netcalc.layers.base import WindowOf
from netcalc.report.report import LayerReport, Report
from netcalc.text.counted import counted
from netcalc.volume import Volume, coming_in

TOTALS: Final = "totals"


def explain(report: Report, name: str) -> Explanation:
    """Explain a layer, the sums of layers that have this name together, or the `totals`; KeyError where none has it.

    >>> from netcalc import Network, calculate
    >>> print(explain(calculate(Network(input="3", layers=[{"fc": 4}])), "fc1").steps[0])
    D2 = units = 4
    """
    if not isinstance(report, Report):
        message = f"explain takes a Report, not {report!r:.60}: netcalc.calculate(network) gives one"
        raise TypeError(message)
    if name == TOTALS:
        return explain_totals(report)
    return explain_group(report, name) if name in report.groups else Explainer(report).layer(report[name])


def explain_named(report: Report, name: str) -> tuple[Explanation, ...]:
    """Explain what has this name, the layers of a group first; nothing where there is none."""
    if name not in (TOTALS, *report.groups) and name not in report:
        return ()
    inside = report.layers[report.groups[name].span] if name in report.groups else ()
    return (*map(Explainer(report).layer, inside), explain(report, name))


def explain_all(report: Report) -> tuple[Explanation, ...]:
    """Explain every layer, then the totals."""
    return (*map(Explainer(report).layer, report.layers), explain_totals(report))


def explain_totals(report: Report) -> Explanation:
    """Explain the sums over all layers, and the memory."""
    held = [word(volume.values, name) for name, volume in report.inputs.items()]
    sums = sum_steps(report.layers, report.totals, f"{TOTALS}.", *held)
    steps = (
        *sums,
        _weighted(report),
        *bill_steps(report.memory, report.totals),
        *moment_steps(report.memory, report.totals),
    )
    return Explanation(TOTALS, TOTALS, "The sums over all layers.", coming_in(report.inputs), steps)


def _weighted(report: Report) -> Step:
    count, weighted = report.totals.weighted_layers, [layer.name for layer in report.layers if layer.neurons]
    said = ", ".join(weighted) if len(weighted) <= MOST_TERMS else "the layers that have neurons"
    said = UNKNOWN if count is None else said
    return Step(f"{TOTALS}.weighted_layers", "weighted layers", count, note=said)


def explain_group(report: Report, name: str) -> Explanation:
    """Explain the sums over layers that have a name together."""
    group = report.groups[name]
    layers = report.layers[group.span]
    made = Step("output", "output", group.sums.output, note=f"that of {layers[-1].name}")
    about = f"The sums over {counted(len(layers), 'layer')}."
    return Explanation(name, group.sums.kind, about, _read(group.sums), (made, *sum_steps(layers, group.sums)))


def _read(layer: LayerReport) -> str:
    volumes = (layer.input,) if layer.input is None or isinstance(layer.input, Volume) else layer.input
    given = " and ".join("-" if volume is None else str(volume) for volume in volumes) or "nothing"
    return f"{given} from {', '.join(layer.from_)}" if layer.from_ else given


class Explainer:
    """Explains the layers of a report; what is the same of layers that are alike is worked out once."""

    def __init__(self, report: Report) -> None:
        """Explain this report."""
        self.report = report
        self.known: dict[Hashable, tuple[WindowOf[Formula] | None, tuple[Step, ...]]] = {}

    def layer(self, layer: LayerReport) -> Explanation:
        """Explain a layer."""
        about = type(layer.working.layer).about()
        looks, alone = self._alone(layer)
        steps = (*alone, *field_steps(self.report, layer, looks))
        return Explanation(layer.name, layer.kind, about, _read(layer), (*late_steps(layer), *steps))

    def _alone(self, layer: LayerReport) -> tuple[WindowOf[Formula] | None, tuple[Step, ...]]:
        """Give the window it looks through, and the steps that hang on nothing but the layer and what it reads."""
        alike = likeness(layer)
        if alike not in self.known:
            looks = None if layer.output is None else spoken_looks(layer)
            alone = layer.working.layer.alone
            steps = alone_steps(layer) if alone else (*output_steps(layer), *array_steps(layer))
            self.known[alike] = (looks, tuple(steps))
        return self.known[alike]


def likeness(layer: LayerReport) -> Hashable:
    """Give what layers have in common that are explained alike: their kind and fields, what they read and count."""
    written = layer.working.layer
    fields = (repr(getattr(written, name)) for name in type(written).model_fields if name not in ("name", "from_"))
    counts = (layer.neurons, layer.params, layer.unshared.params, layer.macs, layer.training_flops, layer.activations)
    return (type(written), layer.working.given, layer.output, layer.shares, counts, *fields)
