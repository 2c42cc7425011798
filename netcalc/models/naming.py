"""Names for what was read: the file's own where they can be names of layers, each once."""

import re
from collections.abc import Sequence
from typing import Final

from netcalc.models.entry import Entry, Path, Placed

SIGNS: Final = re.compile(r"[^A-Za-z0-9_-]+")
TAKEN: Final = frozenset({"input", "output", "totals", "valid", "memory", "unshared"})
LONGEST: Final = 60
DEEPEST: Final = 12
MOST_NESTED: Final = 40  # groups; a spec's lists nest no deeper than 60


def word(text: str) -> str:
    """Make a name of a text: letters, digits, `_` and `-`, and none that a query needs.

    >>> word("conv 1/relu"), word("output")
    ('conv_1_relu', 'output_')
    """
    made = SIGNS.sub("_", text)[:LONGEST].strip("_") or "_"
    return f"{made}_" if made in TAKEN else made


def placed(entries: Sequence[Entry], inputs: Sequence[str]) -> list[Placed]:
    """Give every entry its name, and the groups it stands in: runs of entries of one module."""
    naming = Naming(inputs)
    return naming.run(entries, ())


class Naming:
    """The names that are taken, and how many layers of a kind stand in a group."""

    def __init__(self, inputs: Sequence[str]) -> None:
        """Begin with the names of the inputs."""
        self.taken: set[Path] = {(name,) for name in inputs}

    def run(self, entries: Sequence[Entry], around: Path, level: int = 0) -> list[Placed]:
        """Name a run of entries whose paths agree up to a level, inside the groups `around`."""
        found: list[Placed] = []
        wanted = {(*around, word(entry.path[level])) for entry in entries if len(entry.path) > level}
        counts: dict[str, int] = {}
        start = 0
        while start < len(entries):
            stop = _end(entries, start, level)
            several = entries[start:stop]
            if _alone(several, level):
                found.append(self._single(several[0], around, level, counts, wanted))
            else:
                found += self.run(several, self._free((*around, word(entries[start].path[level]))), level + 1)
            start = stop
        return found

    def _single(self, entry: Entry, around: Path, level: int, counts: dict[str, int], wanted: set[Path]) -> Placed:
        """Name one layer: by its path where that has a part left, else by its kind and number."""
        counts[entry.kind] = counts.get(entry.kind, 0) + 1
        automatic = (*around, f"{entry.kind}{counts[entry.kind]}")
        if len(entry.path) > level:
            name = self._free((*around, word(".".join(entry.path[level:]))))
            return Placed(name, entry, name != automatic)
        name = self._free(automatic, wanted)
        return Placed(name, entry, name != automatic)

    def _free(self, name: Path, more: set[Path] | None = None) -> Path:
        """Give the name, or the first of name_2, name_3 ... that is free."""
        made, number = name, 1
        while made in self.taken or (more and made in more):
            number += 1
            made = (*name[:-1], f"{name[-1]}_{number}")
        self.taken.add(made)
        return made


def _end(entries: Sequence[Entry], start: int, level: int) -> int:
    """Say where the run of one module ends that begins here."""
    head = entries[start].path[: level + 1]
    if len(head) <= level or level >= MOST_NESTED:
        return start + 1
    stop = start + 1
    while stop < len(entries) and entries[stop].path[: level + 1] == head:
        stop += 1
    return stop


def _alone(several: Sequence[Entry], level: int) -> bool:
    """Say whether a run is one layer that stands in no deeper module."""
    return len(several) == 1 and (len(several[0].path) <= level + 1 or level >= DEEPEST)
