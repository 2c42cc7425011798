"""The weights of a trained network, as its edges show them."""

from pathlib import Path

from netcalc.network.network import Network
from netcalc.reference.net.net import ReferenceNet
from netcalc.render.pictures.network.neurons.neurons import Strength


def strength_of(network: Network, path: str | Path) -> Strength:
    """Read the arrays of a file, and give each weight over the largest of its layer.

    UnreadableArrays where they are not the network's, OSError where there is no file.
    """
    net = ReferenceNet(network, dtype="float32")
    net.load(path)
    largest = {name: float(abs(array).max()) for name, array in net.params.items()}

    def strength(layer: str, neuron: int, value: int) -> float | None:
        array = net.params.get(name := f"{layer}.weight")
        if array is None or array.shape[0] <= neuron:
            return None
        return float(array[neuron, value]) / (largest[name] or 1.0)

    return strength
