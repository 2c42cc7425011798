"""What reads what in two networks whose layers agree one by one: the first layer that reads another."""

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Final, NamedTuple

from netcalc.models.comparing.parts import Part
from netcalc.report.report import Report

SORTED: Final = ("add", "multiply")  # whose order says nothing
NOTHING: Final = "nothing"  # what arrays alone read


class Wires(NamedTuple):
    """What each part reads, whose arrays it uses, what leaves: numbers of parts, below 0 of inputs, or NOTHING."""

    inputs: tuple[str, ...]
    parts: Sequence[Part]
    reads: list[tuple[Hashable, ...]]
    owners: list[Hashable]
    leaving: tuple[Hashable, ...]

    def called(self, number: Hashable) -> str:
        """Name a part or an input."""
        if not isinstance(number, int):
            return "arrays alone"
        return self.parts[number].layer.name if number >= 0 else self.inputs[-1 - number]

    def named(self, number: int) -> list[str]:
        """Name what a part reads, and whose arrays it uses."""
        owner = self.owners[number]
        shared = [] if owner == NOTHING else [f"the arrays of {self.called(owner)}"]
        return [*map(self.called, self.reads[number]), *shared]


def wires(report: Report, parts: Sequence[Part]) -> Wires:
    """Find what each part reads, through what only moves values about."""
    numbers = {part.layer.name: number for number, part in enumerate(parts)}
    places: dict[str, Hashable] = {name: -1 - number for number, name in enumerate(report.inputs)}
    for layer in report.layers:
        before = places.get(layer.from_[0], NOTHING) if layer.from_ else NOTHING
        places[layer.name] = numbers.get(layer.name, before)
    for name, group in report.groups.items():
        places.setdefault(name, places[report.layers[group.span.stop - 1].name])
    reads = [_ordered(part, [places.get(name, NOTHING) for name in part.layer.from_]) for part in parts]
    owners = [places.get(part.layer.shares or "", NOTHING) for part in parts]
    leaving = sorted({places.get(each.name, NOTHING) for each in report.outputs}, key=str)
    return Wires(tuple(report.inputs), parts, reads, owners, tuple(leaving))


def unlike(one: Wires, two: Wires) -> int | None:
    """Give the number of the first part that reads, or shares, otherwise; None where the graphs are alike.

    Twins that only stand in another order are alike.
    """
    if (one.reads, one.owners) == (two.reads, two.owners):
        return None
    known: dict[Hashable, int] = {}
    left, right = (_grown(each, known) for each in (one, two))
    if Counter(left) == Counter(right):
        return None
    return next(number for number, pair in enumerate(zip(left, right, strict=True)) if pair[0] != pair[1])


def _ordered(part: Part, reads: Sequence[Hashable]) -> tuple[Hashable, ...]:
    if part.layer.kind == "attention":  # of itself, said once or twice
        return tuple(dict.fromkeys(reads))
    return tuple(sorted(reads, key=str)) if part.layer.kind in SORTED else tuple(reads)


def _grown(wires: Wires, known: dict[Hashable, int]) -> list[int]:
    """Give each part a number: one that is alike, and hangs on what is alike, has the same."""
    made: list[int] = []

    def of(number: Hashable) -> Hashable:
        return ("layer", made[number]) if isinstance(number, int) and number >= 0 else number

    for part, reads, owner in zip(wires.parts, wires.reads, wires.owners, strict=True):
        key = (part.key, _ordered(part, [of(each) for each in reads]), of(owner))
        made.append(known.setdefault(key, len(known)))
    return made
