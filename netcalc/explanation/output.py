"""The volume that leaves a layer, in the layer's own words: its rule for the extents, its labels for the depth."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor

from netcalc.arithmetic import Slide
from netcalc.explanation.formulas.formula import Formula, Letter, Rounded, Sum
from netcalc.explanation.formulas.letters import Spoken, putting
from netcalc.explanation.step import Step, step
from netcalc.layers.base import WindowOf
from netcalc.layers.labels import LETTERS, lettered
from netcalc.report.report import LayerReport
from netcalc.volume import Volume


def output_steps(layer: LayerReport) -> Iterator[Step]:
    """Explain every extent of the volume that leaves, then the volume."""
    made, given = layer.output, tuple(volume for volume in layer.working.given if volume is not None)
    if made is None or len(given) < len(layer.working.given):
        unfit = len(given) == len(layer.working.given)
        why = "the layer does not fit what it reads" if unfit else "a layer that it reads has none"
        yield Step("output", "output", None, note=f"no volume: {why}")
        return
    depth, extents, note = _spoken_depth(layer, given), spoken_extents(layer, given), layer.working.layer.remark(*given)
    if len(given) == 1 and [*map(_word, extents), _word(depth)] == _marks(given[0]):
        yield Step("output", "output", made, same="input", note=note)
        return
    for mark, extent in zip(LETTERS, extents, strict=False):
        yield step("output", f"{mark}2", extent, _remainder(extent, layer.working.window))
    yield step("output", "D2", depth)
    yield Step("output", "output", made, note=note)


def _spoken_depth(layer: LayerReport, given: tuple[Volume, ...]) -> Formula:
    """Run the layer's own rule for its depth on letters."""
    kind = layer.working.layer
    return kind.deep(*given, rules=Spoken(rounds=True), put=putting(type(kind)))


def spoken_extents(layer: LayerReport, given: tuple[Volume, ...]) -> tuple[Formula, ...]:
    """Run the layer's own rule for its extents on letters."""
    window, put = layer.working.window, putting(type(layer.working.layer))
    rules = Spoken(rounds=window is not None and window[0].rounding != "exact")
    return layer.working.layer.extents(*given, window=spoken_window(layer), rules=rules, put=put)


def spoken_window(layer: LayerReport) -> WindowOf[Formula] | None:
    """Put the layer's letters for the numbers of its window; None where none slides."""
    window, kind = layer.working.window, layer.working.layer
    given = (volume for volume in layer.working.given if volume is not None)
    return None if window is None else kind.labelled(*given, window=window, put=putting(type(kind)))


def spoken_looks(layer: LayerReport) -> WindowOf[Formula] | None:
    """Put letters for the numbers of the window through which its values look; the layer's own for one it slides."""
    window, looks = layer.working.window, layer.working.looks
    if looks is None or looks == window:
        return spoken_window(layer)
    return lettered(looks, putting(type(layer.working.layer)))


def _marks(given: Volume) -> list[str]:
    return [*(f"{mark}1" for mark, _ in zip(LETTERS, given.spatial, strict=False)), "D1"]


def _word(extent: Formula) -> str:
    return extent.name if isinstance(extent, Letter) else ""


def _remainder(extent: Formula, window: Sequence[Slide] | None) -> str:
    """Say so where the window does not fit, or where one more that `ceil` asks for is not there."""
    if isinstance(extent.value, Fraction):
        said = f"{float(extent.value):.2f}"
        said = said if float(said) % 1 else str(extent.value)  # no 1.00
        return f"{said} is not whole: it does not fit; rounded down it is {floor(extent.value)}"
    down = isinstance(extent, Sum) and isinstance(extent.one, Rounded) and extent.one.way == "down"
    return "one more would start behind the input" if down and window and window[0].rounding == "ceil" else ""
