"""What was read, written as the fields of a spec: modules as blocks, those that are alike as one."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from netcalc.models.entry import Path, Placed
from netcalc.models.naming import word
from netcalc.network.composition import FORMS

Item: TypeAlias = dict[str, Any]
TRIES: Final = 5


class Tree(NamedTuple):
    """The layers of a spec, the blocks that they use, and the full name of each layer."""

    layers: list[Item]
    blocks: dict[str, Any]
    names: list[str]


def written(placed: Sequence[Placed], inputs: Sequence[str], classes: Mapping[Path, str]) -> Tree:
    """Write layers in their groups; `classes` are the names of modules' classes by their paths in the file."""
    clear = _clear(list(placed), inputs)
    names = [".".join(each.parts) for each in clear]
    writing = Writing(clear, [*names, *reversed(inputs)], inputs, classes)
    return Tree(writing.run(0, len(clear), 0), writing.blocks, names)


class Writing:
    """Layers in their groups, being written; blocks by what stands in them."""

    def __init__(
        self, placed: Sequence[Placed], names: Sequence[str], inputs: Sequence[str], classes: Mapping[Path, str]
    ) -> None:
        """Begin with no block."""
        self.placed, self.names, self.classes = placed, names, classes
        self.given = -1 if list(inputs) == ["input"] else None
        self.blocks: dict[str, Any] = {}
        self.known: dict[str, str] = {}

    def run(self, start: int, stop: int, level: int) -> list[Item]:
        """Write the layers from start to stop, which stand in one group of this level."""
        items: list[Item] = []
        while start < stop:
            parts = self.placed[start].parts
            if len(parts) == level + 1:
                items.append(self._layer(start))
                start += 1
                continue
            end = start
            while end < stop and self.placed[end].parts[: level + 1] == parts[: level + 1]:
                end += 1
            inside = self.run(start, end, level + 1)
            items.append({self._block(inside, start, level): {"name": parts[level]}})
            start = end
        return items

    def _layer(self, number: int) -> Item:
        """Write one layer: what it is called and reads only where that is not so by itself."""
        parts, entry, named = self.placed[number]
        made: Item = {"name": parts[-1]} if named else {}
        made |= entry.fields
        before = number - 1 if number else self.given
        if entry.reads and entry.reads != (before,):
            sources = [self.names[each] for each in entry.reads]
            made["from"] = sources[0] if len(sources) == 1 else sources
        if entry.lent is not None:
            owner = self.names[entry.lent.owner]
            made["share"] = {"layer": owner, "transpose": True} if entry.lent.turned else owner
        return {entry.kind: made}

    def _block(self, inside: list[Item], start: int, level: int) -> str:
        """Give the block in which these layers stand, a new one where there is none yet."""
        key = json.dumps(inside, default=str)
        if key not in self.known:
            name = self._free(word(self.classes.get(self.placed[start].entry.path[: level + 1], "module")))
            self.known[key], self.blocks[name] = name, inside
        return self.known[key]

    def _free(self, name: str) -> str:
        made, number = name, 1
        while made in self.blocks or made in FORMS:
            number += 1
            made = f"{name}_{number}"
        return made


def _clear(placed: list[Placed], inputs: Sequence[str]) -> list[Placed]:
    """Rename what would be found in the place of a layer that is meant; at last take the groups away."""
    for _ in range(TRIES):
        hidden = _hiding(placed, inputs)
        if not hidden:
            return placed
        placed = [_renamed(each, hidden) for each in placed]
    return [each._replace(parts=("-".join(each.parts),), named=True) for each in placed]


def _renamed(placed: Placed, hiding: set[Path]) -> Placed:
    for length in range(len(placed.parts), 0, -1):
        if placed.parts[:length] in hiding:
            parts = (*placed.parts[: length - 1], f"{placed.parts[length - 1]}_", *placed.parts[length:])
            return placed._replace(parts=parts, named=placed.named or length == len(placed.parts))
    return placed


def _hiding(placed: Sequence[Placed], inputs: Sequence[str]) -> set[Path]:
    """Find what stands nearer under the same name than the layer that is meant."""
    names: set[Path] = set()
    found: set[Path] = set()
    for each in placed:
        reads = (*each.entry.reads, *([each.entry.lent.owner] if each.entry.lent else []))
        for number in reads:
            meant = placed[number].parts if number >= 0 else (inputs[-1 - number],)
            for level in range(1, len(each.parts)):
                nearer = (*each.parts[:level], *meant)
                if nearer in names:
                    found.add(nearer)
        names |= {each.parts[:length] for length in range(1, len(each.parts) + 1)}
    return found
