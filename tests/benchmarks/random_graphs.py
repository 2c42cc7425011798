"""Random graphs of every form against the reference net and, where torch is, PyTorch: `random_graphs.py COUNT SEED`.

Shapes, parameters, buffers, neurons, multiplications, gradients of shared arrays; of PyTorch its parameters, outputs
and gradients. PyTorch takes no volume without spatial axes in some modules, and answers are held to 1e-9 only where no
value is above 10,000: how many graphs it answered is said.
"""

import importlib.util
import sys
import time
import warnings
from collections import Counter
from typing import Any

import numpy as np

from netcalc import Network
from netcalc.reference import ReferenceNet
from tests.data.make_torch_graphs import answered
from tests.reference.test_torch_graphs import agreeing
from tests.support.any_graphs import drawn
from tests.support.graph_arrays import filled
from tests.support.graph_checks import added_up, counted


def held(spec: dict[str, Any], seed: int, *, torch: bool) -> str:
    """Hold one graph against all that there is; what it was held against comes back."""
    net = ReferenceNet(Network(**spec))
    net.forward(filled(net, seed))
    counted(net)
    if "share" in str(spec):
        added_up(spec, seed)
    answer = answered(net.network, seed) if torch else "no torch"
    if isinstance(answer, str):
        return f"the reference net alone ({answer[:30].split(',')[0]})"
    agreeing(net, {"seed": seed, **answer})
    return "PyTorch too"


def main(count: int, seed: int) -> None:
    """Draw so many graphs from a seed on; each that differs is told, and how many of what there were."""
    torch = importlib.util.find_spec("torch") is not None
    against, kinds, start = Counter[str](), Counter[str](), time.process_time()
    for each in range(seed, seed + count):
        spec = drawn(each)
        try:
            against[held(spec, each, torch=torch)] += 1
        except Exception as error:  # noqa: BLE001  the campaign goes on, and tells
            against["not as it should be"] += 1
            print(f"seed {each}: {type(error).__name__}: {' '.join(str(error).split())[:300]}", flush=True)
        kinds.update(node.layer.kind for node in Network(**spec).graph.nodes)
    said = ", ".join(f"{number:,} {what}" for what, number in sorted(against.items()))
    seconds = time.process_time() - start
    print(f"{count:,} graphs, {kinds.total():,} layers of {len(kinds)} kinds in {seconds:.0f} s: {said}")
    print("fewest:", ", ".join(f"{kind} {number:,}" for kind, number in kinds.most_common()[:-6:-1]))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    with np.errstate(all="ignore"):
        main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
