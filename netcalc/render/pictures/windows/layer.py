"""A layer as a picture: where its window goes, and below what the middle one of its values sees."""

from netcalc.calculator.fields.value import value_field
from netcalc.render.pictures.drawing import Drawing
from netcalc.render.pictures.moved import moved
from netcalc.render.pictures.windows import field, slide
from netcalc.report.report import LayerReport, Report


def picture(report: Report, layer: LayerReport) -> Drawing:
    """Draw what there is to see of a layer: of one that slides nothing the field alone."""
    drawings = [slide.picture(layer)] if layer.working.window else []
    if layer.output is not None:
        middle = tuple(extent // 2 for extent in layer.output.spatial)
        drawings.append(field.picture(value_field(report, layer, middle)))
    marks, width, height = [], 0.0, 0.0
    for each in drawings:
        marks += [moved(mark, 0.0, height) for mark in each.marks]
        width, height = max(width, each.width), height + each.height
    told = " ".join(each.told for each in drawings)
    return Drawing(max(width, 1.0), max(height, 1.0), f"{layer.name}: {layer.kind}", told, marks)
