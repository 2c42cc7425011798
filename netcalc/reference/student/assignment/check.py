"""A student's whole file checked, function by function."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from netcalc.reference.student.assignment.contents import contents
from netcalc.reference.student.assignment.loading import load
from netcalc.reference.student.classes.check import check_class
from netcalc.reference.student.naming import Pair
from netcalc.reference.student.nets.check import check_net
from netcalc.reference.student.nets.kinds import NETS
from netcalc.reference.student.student import check_layer
from netcalc.reference.student.verdict import FileVerdict, LayerVerdict


def check_file(path: str | Path, *only: str, kind: str | None = None, seed: int = 0) -> FileVerdict:
    """Run a student's file, and check each of its layers, losses and nets, found by their names.

    `only` names two functions, or one of them, or a net. The file runs in this process; `netcalc gradcheck` runs it in
    a process of its own, with a time limit.
    """
    held = load(Path(path))
    found = contents(held, only, kind)
    return FileVerdict(str(path), tuple(verdicts(held, found.pairs, seed)), found.passed_over)


def verdicts(held: Mapping[str, Any], pairs: tuple[Pair, ...], seed: int) -> Iterator[LayerVerdict]:
    """Check one after the other."""
    return (verdict(held, pair, seed) for pair in pairs)


def verdict(held: Mapping[str, Any], pair: Pair, seed: int) -> LayerVerdict:
    """Check one."""
    made = held[pair.forward]
    if pair.kind in NETS:
        found = check_net(made, pair.kind, seed=seed)
    elif isinstance(made, type):
        found = check_class(made, pair.kind, seed=seed)
    else:
        found = check_layer(made, held[pair.backward] if pair.backward else None, pair.kind, seed=seed)
    return found.named(pair.names)
