"""A tensor laid out as it is wanted: its axes turned, its values in another shape, else only stated."""

from netcalc.models.draft import Draft
from netcalc.models.entry import Path
from netcalc.models.tensors.value import Order, Target, Value


def laid(draft: Draft, value: Value, wanted: Target, path: Path) -> int:
    """Add the layer that lays a tensor out so; give its number."""
    volume = draft.volume(value.number)
    if value.order is not None and None not in value.order and set(value.order) == set(order_of(wanted.order)):
        turned = [value.order.index(axis) for axis in wanted.order]
        return draft.add("transpose", {"order": turned}, [value.number], path)
    if volume.values == wanted.volume.values:
        kind, fields = ("reshape", {"to": str(wanted.volume)}) if wanted.volume.spatial else ("flatten", {})
        return draft.add(kind, fields, [value.number], path)
    return draft.state("values laid out anew", wanted.volume, [value.number], path)


def order_of(order: Order) -> list[int]:
    """Give the axes of an order that are there."""
    return [axis for axis in order if axis is not None]
