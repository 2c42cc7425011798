"""A bundled network written as a PyTorch program, run, exported and read back: what is the same of it."""

from contextlib import suppress
from itertools import product
from typing import Any

from netcalc import Network, Report, SpecError, calculate, from_torch
from netcalc.models.source.pytorch.program import program
from netcalc.volume import Volume

UNROLLED = ("rnn", "lstm", "gru")  # on the meta device they are exported step by step


def totals(report: Report) -> tuple[Any, ...]:
    """Give what must be the same: parameters, statistics, multiplications, what leaves."""
    each = report.totals
    return each.params, each.buffers, each.macs, sorted(str(output.output) for output in report.outputs)


def however_laid(report: Report) -> tuple[Any, ...]:
    """Give the same, but of what leaves its extents alone, each once: an export names no axis of a sequence."""
    return *totals(report)[:3], {str(sorted(output.output or ())) for output in report.outputs}


def read_back(network: Network, report: Report) -> Report:
    """Run the program of a network as PyTorch does, without numbers where it goes, and read what is exported.

    A sequence comes in with its depth last where the program runs so, else second.
    """
    import torch

    names: dict[str, Any] = {}
    exec(compile(program(network, report), "program", "exec"), names)  # noqa: S102  what was written is run
    nodes = network.graph.nodes
    recurrent = any(node.layer.kind in UNROLLED for node in nodes)
    with torch.device("cpu" if recurrent else "meta"):
        module = list(names.values())[-1]().eval()
        given = []
        for name, number in network.graph.numbers.items():
            volume = report.inputs[name]
            tabled = {node.layer.kind for node in nodes if number in node.given} == {"embedding"}
            dtype = torch.long if tabled else torch.float
            given.append([torch.zeros(shape, dtype=dtype) for shape in laid(volume)])
    *before, final = product(*given)
    for example in before:
        with suppress(SpecError):
            return calculate(from_torch(module, *example))
    return calculate(from_torch(module, *final))


def laid(volume: Volume) -> list[tuple[int, ...]]:
    """Give the shapes in which a volume may come into a program: a sequence with its depth last, or second."""
    second = (1, volume.depth, *reversed(volume.spatial))
    return [(1, *volume), second] if len(volume.spatial) == 1 else [second]
