"""Each number with its arithmetic: the rules of the calculator, run once more on letters."""

from collections.abc import Iterator

from netcalc.explanation.arrays import array_steps
from netcalc.explanation.fields import field_steps
from netcalc.explanation.output import output_steps
from netcalc.explanation.step import Explanation, Step
from netcalc.explanation.totals import total_steps
from netcalc.report.report import LayerReport, Report

TOTALS = "totals"


def explain(report: Report, name: str) -> Explanation:
    """Explain a layer, or the `totals`; KeyError where there is nothing of that name."""
    if name == TOTALS:
        return explain_totals(report)
    layer = report[name]
    about = (type(layer.working.layer).__doc__ or "").strip()
    given = " and ".join("-" if volume is None else str(volume) for volume in layer.working.given)
    return Explanation(name, layer.kind, about, f"{given} from {', '.join(layer.from_)}", tuple(_steps(report, layer)))


def explain_named(report: Report, name: str) -> tuple[Explanation, ...]:
    """Explain what has this name: a layer, the layers of a group, or the `totals`; nothing where there is none."""
    if name in report.groups:
        return tuple(explain(report, layer.name) for layer in report.layers[report.groups[name].span])
    return (explain(report, name),) if name == TOTALS or name in report else ()


def explain_totals(report: Report) -> Explanation:
    """Explain the sums over all layers, and the memory."""
    about = "The sums over all layers."
    return Explanation(TOTALS, TOTALS, about, str(report.input), tuple(total_steps(report)))


def explain_all(report: Report) -> tuple[Explanation, ...]:
    """Explain every layer, then the totals."""
    return (*(explain(report, layer.name) for layer in report.layers), explain_totals(report))


def _steps(report: Report, layer: LayerReport) -> Iterator[Step]:
    yield from output_steps(layer)
    yield from array_steps(layer)
    yield from field_steps(report, layer)
