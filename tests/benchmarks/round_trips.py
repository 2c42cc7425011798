"""Every bundled spec as a PyTorch program, exported and read back: `python tests/benchmarks/round_trips.py [NAME...]`.

Params, buffers, MACs and what leaves must be the same. Needs PyTorch.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from netcalc import SpecError
from tests.support.round_trips import read_back, totals
from tests.support.sized import fitting, sized


def main(wanted: list[str]) -> int:
    """Read each back; say what differs."""
    wanted = wanted or sorted(fitting(), key=lambda name: len(sized(name)[0].graph.nodes))
    right = 0
    for name in wanted:
        network, report = sized(name)
        try:
            made = read_back(network, report)
        except SpecError as error:
            print(f"    {name}: {error.problems[0].message}", flush=True)
            continue
        same = totals(report) == totals(made)
        right += same
        print(f"ok  {name}" if same else f"    {name}: {totals(report)}, {totals(made)}", flush=True)
    print(f"{right} of {len(wanted)} are the same")
    return 0 if right == len(wanted) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
