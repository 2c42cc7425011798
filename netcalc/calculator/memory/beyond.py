"""What layers save beyond what they put out, which the course's bill leaves out: recurrent layers, attention."""

from collections.abc import Sequence

from netcalc.layers.saved import Extra
from netcalc.report.report import LayerReport


def beyond_the_bill(layers: Sequence[LayerReport], activations: int) -> tuple[str, ...]:
    """Name the layers that save more values than they put out; none where that comes to less than all activations."""
    alike: dict[tuple[int, object], int] = {}
    saved: dict[str, int] = {}
    for layer in layers:
        known = (id(layer.working.layer), layer.working.given)
        if known not in alike:
            alike[known] = _besides(layer)
        if alike[known]:
            saved[layer.name] = alike[known]
    return tuple(saved) if sum(saved.values()) > activations else ()


def _besides(layer: LayerReport) -> int:
    """Count what it saves for its backward pass alone, where that is more than it puts out."""
    if layer.output is None:
        return 0
    given = [volume for volume in layer.working.given if volume is not None]
    saved = layer.working.layer.saved(*given, made=layer.output)
    values = sum(each.values for each in saved if isinstance(each, Extra))
    return values if values > layer.output.values else 0
