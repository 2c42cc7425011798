"""Networks as PyTorch programs, exported and read back: `round_trips.py [NAME...]`, or `... --random COUNT SEED`.

Of every bundled spec, or of random graphs in which nothing is stated, params, buffers, MACs and what leaves must be the
same. Needs PyTorch.
"""

import sys
import time
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from netcalc import Network, Report, SpecError, calculate
from tests.support.any_graphs import drawn
from tests.support.round_trips import however_laid, read_back, totals
from tests.support.sized import fitting, sized

RANDOM = "--random"
STATED = "stated"


def bundled(wanted: list[str]) -> Iterable[tuple[str, Network, Report]]:
    """Give the bundled networks that are wanted, small ones first."""
    names = wanted or sorted(fitting(), key=lambda name: len(sized(name)[0].graph.nodes))
    return ((name, *sized(name)) for name in names)


def random(count: int, seed: int) -> Iterable[tuple[str, Network, Report]]:
    """Give so many random graphs from a seed on."""
    for each in range(seed, seed + count):
        network = Network(**drawn(each))
        if all(node.layer.kind != STATED for node in network.graph.nodes):
            yield f"seed {each}", network, calculate(network)


def main(wanted: list[str]) -> int:
    """Read each back; say what differs."""
    drawing = wanted[:1] == [RANDOM]
    networks = random(*map(int, wanted[1:])) if drawing else bundled(wanted)
    compared = however_laid if drawing else totals
    right = tried = refused = 0
    start = time.process_time()
    for name, network, report in networks:
        tried += 1
        try:
            made = read_back(network, report)
        except SpecError as error:
            print(f"    {name}: {error.problems[0].message}", flush=True)
            refused += 1
            continue
        except Exception as error:  # noqa: BLE001  the campaign goes on, and tells
            print(f"    {name}: {type(error).__name__}: {' '.join(str(error).split())[:200]}", flush=True)
            continue
        same = compared(report) == compared(made)
        right += same
        if not (same and drawing):
            print(f"ok  {name}" if same else f"    {name}: {compared(report)}, {compared(made)}", flush=True)
    seconds = time.process_time() - start
    print(f"{right} of {tried} are the same, {refused} are refused in words, in {seconds:.0f} s of processor")
    return 0 if right == tried else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
