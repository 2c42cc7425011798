"""Which arrays and activations of a network are watched, and under which layer each stands."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from netcalc.layers.array import Role
from netcalc.reference import ReferenceNet
from netcalc.reference.verify.health import DEAD, SATURATED

WEIGHTS: Final[tuple[Role, ...]] = ("weight", "table", "learned")
ENOUGH: Final = 64  # layers between an activation and the units that it bends


class Watched(NamedTuple):
    """The layers with weights: the names of their arrays; the places of their activations, which bend their units."""

    arrays: dict[str, tuple[str, ...]]
    bends: dict[int, str]


def watched(net: ReferenceNet) -> Watched:
    """Find what there is to watch in a net."""
    arrays = {
        layer.name: tuple(
            f"{layer.name}.{array.name}"
            for array in layer.working.arrays
            if array.role in WEIGHTS and not array.borrowed
        )
        for layer in net.report
    }
    learning = {name: names for name, names in arrays.items() if names}
    return Watched(learning, dict(_bends(net, learning)))


def _bends(net: ReferenceNet, learning: dict[str, tuple[str, ...]]) -> Iterator[tuple[int, str]]:
    for place, layer in enumerate(net.report):
        if layer.kind in DEAD or layer.kind in SATURATED:
            owner = _owner(net, place, learning)
            if owner is not None:
                yield place, owner


def _owner(net: ReferenceNet, place: int, learning: dict[str, tuple[str, ...]]) -> str | None:
    """Go back from an activation to the layer whose units it bends: through norms, pools and the like, not joins."""
    nodes = net.network.graph.nodes
    for _ in range(ENOUGH):
        reads = nodes[place].reads
        if len(reads) != 1 or reads[0] < 0:
            return None
        place = reads[0]
        if nodes[place].name in learning:
            return nodes[place].name
    return None
