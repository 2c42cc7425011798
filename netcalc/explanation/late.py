"""Fields that waited for the depth of what a layer reads: what was written for them, and what came of it."""

from collections.abc import Iterator

from netcalc.explanation.step import Step
from netcalc.layers.written.waiting import waiting
from netcalc.report.report import LayerReport


def late_steps(layer: LayerReport) -> Iterator[Step]:
    """Say of each field that hung on the depth what it is: filters = depth // 4 = 16."""
    written, given = layer.working.written, layer.working.given
    if written is None or written is layer.working.layer or not given or given[0] is None:
        return
    for field, value in waiting(written).items():
        made = getattr(layer.working.layer, field)
        yield Step(field, field, made, same=value.formula, note=f"depth: {given[0].depth}")
