"""What a layer reads and which window it slides, in the few signs that a table has room for."""

from collections.abc import Sequence
from typing import Final

from netcalc.arithmetic import Slide
from netcalc.layers.base import Layer
from netcalc.render.column_widths import cut
from netcalc.report.report import LayerReport

MOST_SOURCES: Final = 36
LONGEST_NAME: Final = 20


def name(layer: LayerReport) -> str:
    """Write a layer's name, its kind where the name does not say it, and whose arrays it uses."""
    said = layer.name.rpartition(".")[2].startswith(layer.kind)
    about = ([] if said else [layer.kind]) + ([f"as {layer.shares}"] if layer.shares else [])
    return f"{layer.name} ({', '.join(about)})" if about else layer.name


def sources(layer: LayerReport) -> str:
    """Write what a layer reads, by its full name, as every row has it; of many, the first and how many."""
    names = layer.from_
    text = ", ".join(names)
    return text if len(text) <= MOST_SOURCES else f"{cut(names[0], LONGEST_NAME)} and {len(names) - 1} more"


def window(layer: LayerReport) -> str:
    """Write the window a layer slides: 3x3 /2 p1, with d for dilation and g for groups; or that it is stated."""
    if layer.working.layer.stated:
        return layer.working.layer.stated
    slides = layer.working.window
    if not slides or layer.output is None:
        return ""
    parts = ["x".join(str(slide.size) for slide in slides)]
    strides = [slide.stride for slide in slides]
    if any(slide.before < 0 or slide.after < 0 for slide in slides):
        return "crop " + each_axis(
            [
                f"{-slide.before}+{-slide.after}" if slide.before != slide.after else str(-slide.before)
                for slide in slides
            ]
        )
    if any(stride != 1 for stride in strides):
        parts.append(("*" if slides[0].transposed else "/") + each_axis(strides))
    parts += _padding(slides, layer.working.layer)
    if any(slide.dilation != 1 for slide in slides):
        parts.append("d" + each_axis([slide.dilation for slide in slides]))
    groups = max((axis.groups for array in layer.working.parameters or () for axis in array.axes), default=1)
    return " ".join(parts + ([f"g{groups}"] if groups > 1 else []))


def _padding(slides: tuple[Slide, ...], layer: Layer) -> list[str]:
    """Write the padding as a spec does, by its word or in pixels, and what stands in it but zeros."""
    word, mode = getattr(layer, "pad", 0), getattr(layer, "pad_mode", "zeros")
    pads = [str(slide.before) if slide.before == slide.after else f"{slide.before}+{slide.after}" for slide in slides]
    if set(pads) == {"0"} and slides[0].rounding != "same":
        return []
    return [word if isinstance(word, str) else "p" + each_axis(pads), *([] if mode == "zeros" else [mode])]


def each_axis(numbers: Sequence[int] | Sequence[str]) -> str:
    """Write a number for each axis, once where they agree."""
    return str(numbers[0]) if len(set(numbers)) == 1 else "x".join(map(str, numbers))
