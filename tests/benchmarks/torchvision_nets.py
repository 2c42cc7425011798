"""torchvision's classification networks through .pt2: `python tests/benchmarks/torchvision_nets.py [NAME...]`.

Parameters, statistics of norms, output and multiplications, as PyTorch counts them. Needs PyTorch and torchvision.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.support.torchvision_nets import both, names


def main(wanted: list[str]) -> int:
    """Hold each network against what PyTorch says of it; say what differs."""
    wanted = wanted or names()
    right = 0
    for name in wanted:
        theirs, ours, report = both(name)
        right += theirs == ours
        attentions = sum(layer.kind == "attention" for layer in report)
        print(f"{'ok ' if theirs == ours else f'{theirs} {ours}'} {name}: {attentions} attentions", flush=True)
    print(f"{right} of {len(wanted)} as PyTorch counts")
    return 0 if right == len(wanted) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
