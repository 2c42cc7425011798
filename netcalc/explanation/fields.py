"""The receptive field of a layer, from that of what it reads."""

from collections.abc import Iterator
from dataclasses import replace

from netcalc.arithmetic import SlideOf
from netcalc.explanation.formulas.formula import Formula
from netcalc.explanation.formulas.letters import Spoken, letter
from netcalc.explanation.step import Step, step
from netcalc.layers.base import WindowOf
from netcalc.layers.labels import LETTERS
from netcalc.report.report import LayerReport, Reach, ReceptiveField, Report
from netcalc.volume import Volume


def field_steps(report: Report, layer: LayerReport, window: WindowOf[Formula] | None) -> Iterator[Step]:
    """Explain size, start and step along each axis, once where the axes are alike; or why there are none to give."""
    field, note = layer.receptive_field, layer.receptive_field_note or ""
    if layer.output is None:
        return
    if field is None:
        yield Step("receptive_field", "receptive field", layer.receptive_field_is, note=note)
    elif not field:
        yield Step("receptive_field", "receptive field", None, note="there are no axes to see along")
    elif window is None:
        sizes = Volume(reach.size for reach in field)
        yield Step("receptive_field", "receptive field", sizes, note=note or _source(layer))
    else:
        first, *steps = _slid(layer, window, field, _before(report, layer))
        yield from (replace(first, note=first.note or note) if note else first, *steps)


def _source(layer: LayerReport) -> str:
    return "that of what it reads" if len(layer.from_) == 1 else "over all paths that meet here"


def _slid(
    layer: LayerReport, window: WindowOf[Formula], field: ReceptiveField, before: ReceptiveField
) -> Iterator[Step]:
    """Run the rules on letters, axis by axis."""
    alike = len(set(field)) == 1 and len(set(layer.working.looks or ())) == 1
    axes = list(zip(LETTERS, field, window, before, strict=False))
    for mark, reach, slide, read in axes[:1] if alike else axes:
        yield from _reach("" if alike else f"_{mark.lower()}", reach, slide, read)


def _before(report: Report, layer: LayerReport) -> ReceptiveField:
    source = layer.from_[0]
    if source in report.inputs:
        return tuple(Reach(1, 1, 0) for _ in report.inputs[source].spatial)
    return report[source].receptive_field or ()


def _reach(end: str, reach: Reach, slide: SlideOf[Formula], before: Reach) -> Iterator[Step]:
    spoken, jump = Spoken(), letter(before.step, f"J1{end}")
    size = spoken.widened(letter(before.size, f"R1{end}"), slide, jump)
    start = spoken.start(letter(before.start, f"start1{end}"), slide, jump)
    if slide.transposed or (size.value, start.value) != (reach.size, reach.start):
        yield Step("receptive_field.size", f"R2{end}", reach.size, note="the widest of its positions' spans")
        yield Step("receptive_field.start", f"start2{end}", reach.start, note="where its first position's span starts")
    else:
        yield step("receptive_field.size", f"R2{end}", size)
        yield step("receptive_field.start", f"start2{end}", start)
    yield step("receptive_field.step", f"J2{end}", spoken.jump(jump, slide))
