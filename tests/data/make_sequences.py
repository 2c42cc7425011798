"""Writes sequences.npz: what PyTorch makes of the nets of sequences-cases.json, forward and backward, in float64.

The tests read the file and need no torch. To write it anew, with torch, this package and `tests` on the path:
python -m tests.data.make_sequences
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

import numpy as np

from netcalc import Network
from netcalc.layers.source import Embedding
from netcalc.reference import ReferenceNet
from tests.data.make_reference import Oracle

HERE: Final = Path(__file__).parent
CASES: Final[dict[str, dict[str, Any]]] = json.loads((HERE / "sequences-cases.json").read_text())


class Sequences(Oracle):
    """PyTorch's answer to nets of sequences; whole numbers come in where an embedding reads the input."""

    def __init__(self, network: Network, seed: int) -> None:
        super().__init__(network, seed, training=False)
        self.net = ReferenceNet(network)  # its noise is that of a net of seed 0
        first = network.graph.nodes[0].layer
        if isinstance(first, Embedding):
            numbers = self.rng.integers(first.vocabulary, size=tuple(self.x.shape))
            self.x = self.torch.tensor(numbers.astype(float), requires_grad=True)
        self.x.grad = self.torch.zeros_like(self.x)
        self.net.forward(self.x.detach().numpy())
        self.noises = [self.net.value(place) for place, row in enumerate(self.net.report) if row.kind == "noise"]

    def fc(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        if layer.flatten:
            return super().fc(layer, at, p, x)
        return self.F.linear(x.movedim(1, -1), p["weight"], p.get("bias")).movedim(-1, 1)

    def embedding(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.F.embedding(x[:, 0].long(), p["weight"]).movedim(-1, 1)

    def learned(self, layer: Any, at: Any, p: Any) -> Any:
        return p["weight"].expand(len(self.x), *p["weight"].shape)

    def noise(self, layer: Any, at: Any, p: Any) -> Any:
        return self.torch.tensor(self.noises.pop(0))


def main() -> None:
    """Write the file."""
    written = {}
    for seed, (name, case) in enumerate(CASES.items()):
        for key, array in Sequences(Network(**case), seed).run().items():
            written[f"{name}:{key}"] = array
    np.savez_compressed(HERE / "sequences.npz", allow_pickle=False, **written)
    sys.stdout.write(f"{len(CASES)} nets\n")


if __name__ == "__main__":
    main()
