"""How long an epoch of a net of LeNet-5's size takes on pictures of 28x28, against PyTorch's, in one run, in float32.

python tests/benchmarks/training.py [ROUNDS] [EXAMPLES]

Where torch is installed. Plain SGD in batches of 32 and of 128; only the loop is timed, which is what PyTorch's side
does, too. Both use the threads that their environment gives them (OPENBLAS_NUM_THREADS, OMP_NUM_THREADS). On a machine
that others use too, the processor's time of the fastest round says most.
"""

import sys
import time
from collections.abc import Callable

import numpy as np
import torch

from netcalc import Network
from netcalc.reference import ReferenceNet
from netcalc.reference.tape.gate import Array
from netcalc.text.source import Source
from netcalc.training.data.examples import Examples
from netcalc.training.loop import descend, sampled
from netcalc.training.objective import Objective
from netcalc.training.preparing import PLAIN
from netcalc.training.updates.descent import SGD

ROUNDS, EXAMPLES, RATE, CLASSES = 3, 10_000, 0.05, 10
NET = """
input: 28x28x1
layers:
  - conv: {filters: 6, size: 5, pad: 2}
  - relu
  - pool: {size: 2}
  - conv: {filters: 16, size: 5}
  - relu
  - pool: {size: 2}
  - fc: 120
  - relu
  - fc: 84
  - relu
  - fc: 10
"""


def ours(x: Array, y: Array, batch: int) -> None:
    """Go through the examples once."""
    net = ReferenceNet(Network.read(Source(NET, "net")), dtype="float32")
    for _ in descend(net, Objective(PLAIN), SGD(), sampled(Examples("drawn", x, y), batch, 0, 0), RATE):
        pass


def theirs(x: Array, y: Array, batch: int) -> None:
    """Go through them once in PyTorch."""
    nn = torch.nn
    convolved = (nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2))
    again = (nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten())
    connected = (nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, CLASSES))
    net = nn.Sequential(*convolved, *again, *connected)
    sgd = torch.optim.SGD(net.parameters(), RATE)
    given, labels = torch.from_numpy(x), torch.from_numpy(y)
    order = torch.randperm(len(x))
    for start in range(0, len(x), batch):
        chosen = order[start : start + batch]
        sgd.zero_grad()
        nn.functional.cross_entropy(net(given[chosen]), labels[chosen]).backward()
        sgd.step()


def timed(work: Callable[[Array, Array, int], None], x: Array, y: Array, batch: int) -> tuple[float, float]:
    """Give the seconds that it took, and the processor's."""
    begun = time.perf_counter(), time.process_time()
    work(x, y, batch)
    return time.perf_counter() - begun[0], time.process_time() - begun[1]


def main(rounds: int, examples: int) -> None:
    """Time both, one after the other, and print the ratio of the fastest rounds."""
    chance = np.random.default_rng(0)
    x, y = chance.random((examples, 1, 28, 28), dtype=np.float32), chance.integers(CLASSES, size=examples)
    for work in (ours, theirs):
        work(x[:256], y[:256], 128)
    for batch in (32, 128):
        pairs = [(timed(ours, x, y, batch), timed(theirs, x, y, batch)) for _ in range(rounds)]
        for place, what in enumerate(("clock", "processor")):
            mine, other = (min(pair[side][place] for pair in pairs) for side in (0, 1))
            print(f"batch {batch:3}, {what:9}: {mine:6.2f} s, PyTorch {other:6.2f} s, ratio {mine / other:.2f}")


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(*(*given, *(ROUNDS, EXAMPLES)[len(given) :]))
