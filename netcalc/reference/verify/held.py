"""What the calculator says of each layer's window and arrays, held against what the layer's gate needs."""

from collections.abc import Iterator

from netcalc.layers.base import Window as Slides
from netcalc.reference.kinds.source import NotARow
from netcalc.reference.net.net import ReferenceNet, WrongShape
from netcalc.reference.net.setting import setting_of
from netcalc.reference.tape.gate import Gate
from netcalc.reference.tape.setting import Shapes
from netcalc.reference.verify.verdict import LayerCheck
from netcalc.reference.windows.window import Window
from netcalc.report.report import LayerReport
from netcalc.volume import Volume


def unfit(net: ReferenceNet) -> Iterator[LayerCheck]:
    """Find the layers whose window or arrays, by the calculator, are not those that their gates need."""
    for gate, layer in zip(net.gates, net.report, strict=True):
        reasons = tuple(_differences(net, gate, layer))
        if reasons and layer.output is not None:
            yield _unrun(layer, layer.output, reasons)


def unlike(net: ReferenceNet, found: WrongShape) -> LayerCheck:
    """Say that a layer made another volume than calculated."""
    layer, made = net.report.layers[found.place], Volume((*reversed(found.shape[2:]), found.shape[1]))
    return _unrun(layer, made, (f"the volume: the arrays say {made}, the calculator {layer.output}",))


def unread(net: ReferenceNet, found: NotARow) -> LayerCheck:
    """Say that a layer cannot read what the layer before it makes."""
    layer = net.report.layers[found.place or 0]
    return _unrun(layer, layer.output or Volume((1,)), (str(found),))


def _differences(net: ReferenceNet, gate: Gate, layer: LayerReport) -> Iterator[str]:
    ours, theirs = _drawn(gate.window), _said(layer.working.window or ())
    if ours != theirs:
        yield f"the window: the layer's fields say {_joined(ours)}, the calculator {_joined(theirs)}"
    needed = gate.shapes(setting_of(layer, net.network))
    held = tuple(array.shape for array in layer.working.arrays)
    if needed != held:
        yield f"the parameters: {_listed(needed)} are needed, the calculator says {_listed(held)}"


def _drawn(window: tuple[Window, ...]) -> list[str]:
    """Put a gate's window in words, the width first, as specs have it."""
    return [_words(one.F, one.S, one.before, one.after, one.d) for one in reversed(window)]


def _said(window: Slides) -> list[str]:
    """Put the calculator's window in the same words."""
    return [_words(one.size, one.stride, one.before, one.after, one.dilation) for one in window]


def _words(size: int, stride: int, before: int, after: int, dilation: int) -> str:
    return f"size {size}, stride {stride}, pad {before} and {after}, dilation {dilation}"


def _joined(words: list[str]) -> str:
    """Say it once where every axis has the same."""
    return "; ".join(dict.fromkeys(words)) or "none"


def _listed(shapes: Shapes) -> str:
    return ", ".join("x".join(map(str, shape)) for shape in shapes) or "none"


def _unrun(layer: LayerReport, made: Volume, reasons: tuple[str, ...]) -> LayerCheck:
    """Give the row of a layer at which a run ends."""
    arrays = layer.working.arrays
    return LayerCheck(
        name=layer.name,
        kind=layer.kind,
        output=made,
        params=sum(array.count for array in arrays if array.role != "statistic"),
        buffers=sum(array.count for array in arrays if array.role == "statistic"),
        multiplications=0,
        gradients=(),
        reasons=reasons,
    )
