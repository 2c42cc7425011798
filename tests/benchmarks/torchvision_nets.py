"""torchvision's classification networks: `python tests/benchmarks/torchvision_nets.py [--onnx] [NAME...]`.

Parameters, statistics of norms, output, multiplications and attentions, as PyTorch counts them, through `.pt2`; with
`--onnx` through ONNX files, where what differs has to be what the exporter folded, and said. Needs PyTorch, torchvision
and, for ONNX, onnxscript.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.support.torchvision_nets import Told, both, both_by_onnx, names


def main(wanted: list[str]) -> int:
    """Hold each network against what PyTorch says of it; say what differs."""
    by_onnx = "--onnx" in wanted
    wanted = [name for name in wanted if name != "--onnx"] or names()
    right = 0
    for name in wanted:
        theirs, ours, report = (both_by_onnx if by_onnx else both)(name)
        notes = report.source.notes if report.source is not None else ()
        said = by_onnx and bool(notes) and ours.output == theirs.output
        right += theirs == ours or said
        attentions = sum(layer.kind == "attention" for layer in report)
        verdict = "ok" if theirs == ours else f"{'ok, as said,' if said else 'WRONG'} {differing(theirs, ours)}"
        print(f"{verdict} {name}: {attentions} attentions", *(notes if theirs != ours else ()), sep="; ", flush=True)
    print(f"{right} of {len(wanted)} as PyTorch counts")
    return 0 if right == len(wanted) else 1


def differing(theirs: Told, ours: Told) -> str:
    """Say by how much each number is off."""
    counts = (("params", ours.params, theirs.params), ("buffers", ours.buffers, theirs.buffers),
              ("macs", ours.macs, theirs.macs))  # fmt: skip
    off = [f"{name} {one - other:+,}" for name, one, other in counts if one is not None and other not in (None, one)]
    return ", ".join(off) or f"{theirs} {ours}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
