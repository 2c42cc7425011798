"""Small networks that have every kind in them, as it is hard: to be written in other forms, and run there."""

from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from netcalc import Network
from netcalc.reference import ReferenceNet
from netcalc.text.source import Source

DATA: Final = Path(__file__).parent.parent / "data"
Array = npt.NDArray[np.float64]
NETS: Final[dict[str, Any]] = Source((DATA / "small_nets.yaml").read_text("utf-8"), "small_nets.yaml").data()


def small(name: str) -> Network:
    """Make one of the small networks."""
    return Network.of({"name": name, **NETS[name]})


def random_net(network: Network) -> tuple[ReferenceNet, Array, Array]:
    """Give a network's reference net with arrays at random, an example, and what leaves."""
    net, draw = ReferenceNet(network, seed=1), np.random.default_rng(1)
    for array in net.params.values():
        array[...] = draw.standard_normal(array.shape) * 0.3
    for array in net.buffers.values():
        array[...] = np.abs(draw.standard_normal(array.shape)) + 0.5
    (volume,) = network.inputs.values()
    shape = (1, volume.depth, *reversed(volume.spatial))
    whole = network.graph.nodes[0].layer.kind == "embedding"
    given = draw.integers(0, 5, shape).astype(float) if whole else draw.standard_normal(shape)
    return net, given, net.forward(given)
