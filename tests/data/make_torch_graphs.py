"""Writes torch_graphs.json: random graphs of every form, and what PyTorch makes of them, forward and backward.

The tests read the file and need no torch. To write it anew, with torch, this package and `tests` on the path:
python -m tests.data.make_torch_graphs 620
An output and a gradient are told by two numbers: their sum, and one that hangs on where each value stands.
"""

import importlib
import json
import sys
from pathlib import Path
from typing import Any, Final

import numpy as np

from netcalc import Network
from netcalc.reference import ReferenceNet
from tests.data.make_sequences import Sequences
from tests.data.make_shapes import Shapes
from tests.data.make_windows import Windows
from tests.support.any_graphs import drawn
from tests.support.graph_arrays import filled, told, weighed

HERE: Final = Path(__file__).parent
LARGEST: Final = 1e4  # beyond, digits are lost on the way


class Graphs(Sequences, Windows, Shapes):
    """PyTorch's answer to a graph: inputs and outputs by name, arrays by those who store them."""

    def __init__(self, network: Network, seed: int) -> None:
        self.torch: Any = importlib.import_module("torch")
        self.F: Any = importlib.import_module("torch.nn.functional")
        self.training = False
        self.net = ReferenceNet(network)
        given = filled(self.net, seed)
        self.given = {name: self.torch.tensor(array, requires_grad=True) for name, array in given.items()}
        self.x = next(iter(self.given.values()))
        self.arrays = {name: self.torch.tensor(array, requires_grad=True) for name, array in self.net.params.items()}
        self.buffers = {name: self.torch.tensor(array) for name, array in self.net.buffers.items()}
        self.net.forward(given)
        self.noises = [self.net.value(place) for place, row in enumerate(self.net.report) if row.kind == "noise"]

    def answer(self, seed: int) -> dict[str, Any] | None:
        """Give what comes out and the gradients, each in two numbers; None where digits are lost."""
        graph = self.net.network.graph
        values: dict[int, Any] = {number: self.given[name] for name, number in graph.numbers.items()}
        for number, (node, layer) in enumerate(zip(graph.nodes, self.net.report, strict=True)):
            named = {array.name: self._array(node.name, array) for array in layer.working.arrays}
            reads = [values[place] for place in node.reads]
            values[number] = getattr(self, layer.kind)(node.layer, layer, named, *reads)
        out = {output.name: values[output.node] for output in graph.outputs}
        if any(value.detach().abs().max() > LARGEST for value in values.values()):
            return None
        whole = sum((each * self.torch.tensor(weighed(tuple(each.shape), seed))).sum() for each in out.values())
        leaves = {**self.given, **self.arrays}
        found = self.torch.autograd.grad(whole, leaves.values(), allow_unused=True)
        gradients = {name: np.zeros(tuple(leaf.shape)) if each is None else each.numpy()
                     for (name, leaf), each in zip(leaves.items(), found, strict=True)}  # fmt: skip
        if not all(np.abs(each).max() < LARGEST for each in gradients.values()):
            return None
        return {
            "params": sum(array.numel() for array in self.arrays.values()),
            "out": {name: told(each.detach().numpy(), seed) for name, each in out.items()},
            "grad": {name: told(each, seed) for name, each in gradients.items()},
        }

    def maxout(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.F.linear(x.flatten(1), p["weight"], p.get("bias")).unflatten(1, (-1, layer.pieces)).amax(-1)

    def _array(self, layer: str, array: Any) -> Any:
        own = f"{layer}.{array.name}"
        held = {**self.arrays, **self.buffers}[array.borrowed.array if array.borrowed else own]
        return held.T if array.borrowed and array.borrowed.turned else held


def answered(network: Network, seed: int) -> dict[str, Any] | str:
    """Give PyTorch's answer, or why there is none: modules that want spatial axes, nothing to differentiate."""
    if not network.graph.nodes:
        return "no layers"
    graphs = Graphs(network, seed)
    try:
        return graphs.answer(seed) or "large values"
    except (RuntimeError, ValueError, IndexError, AssertionError) as refused:
        return " ".join(str(refused).split())


def main() -> None:
    """Write as many graphs as asked, a line each."""
    lines, count = [], int(sys.argv[1])
    for seed in range(count):
        spec = drawn(seed)
        with np.errstate(all="ignore"):
            answer = answered(Network(**spec), seed)
        if isinstance(answer, str):
            sys.stderr.write(f"{seed}: {answer}\n")
        else:
            lines.append(json.dumps({"seed": seed, "spec": spec, **answer}, separators=(",", ":")))
    (HERE / "torch_graphs.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
    sys.stdout.write(f"{len(lines)} graphs of {count}\n")


if __name__ == "__main__":
    main()
