"""A graph that is looked through: who makes a tensor, who reads it, what stands between."""

from collections.abc import Sequence
from typing import Final

from netcalc.models.tensors.program import Fixed, Op, Program, readers_of

CASTS: Final = frozenset({"identity", "cast", "castlike", "to", "_to_copy", "type_as", "contiguous", "alias", "clone"})
CONSTANTS: Final = ("constant", "filled")


class Graph:
    """Makers and readers of a graph's tensors."""

    def __init__(self, program: Program) -> None:
        """Look up makers and readers."""
        self.program = program
        self.makers = {name: op for op in program.ops for name in op.makes}
        self.readers = readers_of(program.ops)
        self.inputs = {name for name, _, _ in program.inputs}

    def flows(self, name: str) -> bool:
        """Say whether a tensor is no constant."""
        return name in self.inputs or (name in self.makers and self.makers[name].word not in CONSTANTS)

    def along_the_last(self, mean: Op) -> bool:
        """Say whether an operator makes one value of all along the last axis alone."""
        asked = self.program.fixed.get(mean.reads[1]) if len(mean.reads) > 1 else None
        axes: Sequence[int] = mean.given.get("axes") or (asked.numbers if isinstance(asked, Fixed) else None) or ()
        shape = self.program.shapes.get(mean.reads[0])
        return len(axes) == 1 and (axes[0] == -1 or (shape is not None and axes[0] == len(shape) - 1))

    def bare(self, name: str) -> str:
        """Go back over what changes no number."""
        while name in self.makers and self.makers[name].name.lower() in CASTS:
            name = self.makers[name].reads[0]
        return name

    def closed(self, ops: Sequence[Op], inside: frozenset[int], last: Op) -> bool:
        """Say whether nobody else reads what is made between."""
        made = [name for op in ops for name in op.makes if name not in last.makes]
        outside = (reader for name in made for reader in self.readers.get(name, ()) if id(reader) not in inside)
        return next(outside, None) is None and not set(made) & set(self.program.outputs)
