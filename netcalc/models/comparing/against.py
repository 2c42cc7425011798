"""Two networks aligned layer by layer, and the first difference between them, with both sides."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from netcalc.models.comparing import told
from netcalc.models.comparing.aligning import aligned
from netcalc.models.comparing.folds import unfolded
from netcalc.models.comparing.parts import Part
from netcalc.models.comparing.wiring import Wires, unlike, wires
from netcalc.problems import Problem
from netcalc.report.report import Report


def differences(
    report: Report, against: Report, called: str, lines: Mapping[str, str] = MappingProxyType({})
) -> tuple[Problem, ...]:
    """Say where another network differs from this one first; nothing where their layers agree.

    Layers agree that are of one kind, slide alike, make one volume, store as much, and read what agrees. Batch norms
    that were folded into what stands before them are said once. `lines` say where in somebody's code the other's
    layers stand.
    """
    return tuple(_found(report, against, called, lines))


def _found(report: Report, against: Report, called: str, lines: Mapping[str, str]) -> Iterator[Problem]:
    came = next((pair for pair in zip(report.inputs.values(), against.inputs.values(), strict=False)
                 if pair[0] != pair[1]), None)  # fmt: skip
    if came:
        yield told.problem(f"the input is {came[0]} here, and {came[1]} in {called}")
    ours, theirs, folds = unfolded(report, against)
    if folds:
        yield told.folded(folds, called)
    runs = aligned([each.key for each in ours], [each.key for each in theirs])
    run = next((run for run in runs if not run.equal), None)
    if run is None:
        yield from _wired(wires(report, ours), wires(against, theirs), called, lines)
        return
    where = _at(theirs[run.begin], called, lines) if run.begin < run.stop else called
    yield told.unlike(run, ours, theirs, where)


def _at(part: Part, called: str, lines: Mapping[str, str]) -> str:
    """Say where a layer of the other network stands: in its file, and in which line of somebody's code."""
    line = lines.get(part.layer.name)
    return f"{called}, at {line}" if line else called


def _wired(one: Wires, two: Wires, called: str, lines: Mapping[str, str]) -> Iterator[Problem]:
    """Say which layer reads another, or what else leaves, where all layers agree."""
    number = unlike(one, two)
    if number is not None:
        where = _at(two.parts[number], called, lines)
        yield told.rewired(one.parts[number], one.named(number), two.parts[number], two.named(number), where)
    elif one.leaving != two.leaving:
        left, right = (", ".join(map(wires.called, wires.leaving)) for wires in (one, two))
        yield told.problem(f"what leaves is {left} here, and {right} in {called}")
