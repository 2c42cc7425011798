"""What is probably not meant: an input whose extents stand in another order than the course writes them."""

from collections.abc import Iterable, Mapping
from typing import Final

from netcalc.layers.base import ONE, Layer, Misfit
from netcalc.network.graph import INPUT, Graph
from netcalc.problems import UNLIKELY_INPUT, Problem
from netcalc.volume import Volume

MOST_CHANNELS: Final = 4
LEAST_SIDE: Final = 16  # of an image with its channels
LEAST_IMAGE: Final = 8  # of an image without


def unlikely(inputs: Mapping[str, Volume], graph: Graph) -> Iterable[Problem]:
    """Warn of an input that is read as something else than it looks, if a layer slides over it."""
    for name, number in graph.numbers.items():
        meant = _meant(inputs[name])
        if meant is not None and _slid_over(number, inputs[name], graph):
            yield _unlikely(name, inputs[name], meant)


def _unlikely(name: str, given: Volume, meant: Volume) -> Problem:
    path, called = (("input",), str(given)) if name == INPUT else (("inputs", name), f"{name} ({given})")
    taken = f"{' x '.join(map(str, given.spatial))} positions of depth {given.depth}"
    return Problem(
        code=UNLIKELY_INPUT,
        severity="warning",
        message=f"the input {called} is read as {taken}: the depth, the channels, comes last",
        hint=f"write {meant} if it is an image",
        path=path,
    )


def _meant(given: Volume) -> Volume | None:
    """Give the image that was probably meant: channels came first, or were left out."""
    match given:
        case (first, *sides) if len(sides) == 2 and first <= MOST_CHANNELS and min(sides) >= LEAST_SIDE:
            return Volume((*sides, first))
        case (side, same) if side == same >= LEAST_IMAGE:
            return Volume((side, same, 1))
    return None


def _slid_over(number: int, given: Volume, graph: Graph) -> bool:
    """Say whether a layer slides a window over an input, or attends to it, or to what was made of it by values."""
    reached = {number}
    for place, node in enumerate(graph.nodes):
        if not reached.isdisjoint(node.reads):
            if node.layer.slides() or (node.layer.wants == "positions" and len(given.spatial) > 1):
                return True
            if _keeps(node.layer, given):
                reached.add(place)
    return False


def _keeps(layer: Layer, given: Volume) -> bool:
    try:
        return layer.volumes == ONE and layer.sees(given) == "own"
    except Misfit:  # the report says why it does not fit
        return False
