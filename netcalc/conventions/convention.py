"""What a convention is: the rules of the course with one thing counted otherwise, under a code and in a sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from netcalc.calculator.changes import Arrays, At, Change
from netcalc.calculator.rules import Worked

Rule: TypeAlias = Callable[[int, Worked], int]  # from what was counted so far, to what counts
Storing: TypeAlias = Callable[[Arrays], Arrays]
EVERY: Final[frozenset[str]] = frozenset()  # kinds: all of them


@dataclass(frozen=True)
class Convention(Change):
    """One thing that is counted otherwise: its code, what is said of it, the kinds of layers that it is about."""

    code: str
    said: str
    kinds: frozenset[str]

    def about(self, kind: str) -> bool:
        """Say whether it is about layers of this kind."""
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True)
class OfMacs(Convention):
    """One that is about multiply-adds."""

    rule: Rule

    def multiplies(self, macs: int, worked: Worked) -> int:
        """Count the multiply-adds of a layer by its rule."""
        return self.rule(macs, worked) if self.about(worked.layer.kind) else macs


@dataclass(frozen=True)
class OfFlops(Convention):
    """One that is about operations, where they are more than two a multiply-add."""

    rule: Rule

    def operates(self, flops: int, worked: Worked) -> int:
        """Count the operations of a layer by its rule."""
        return self.rule(flops, worked) if self.about(worked.layer.kind) else flops


@dataclass(frozen=True)
class OfArrays(Convention):
    """One that is about what is stored."""

    rule: Storing

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Give the arrays that count as stored by its rule."""
        return self.rule(arrays) if self.about(at.layer.kind) else arrays


@dataclass(frozen=True)
class OfWords(Convention):
    """One that is about what an operation is: a multiply-add is so many."""

    each: int

    def flops(self, flops: int, macs: int) -> int:
        """Count so many operations a multiply-add."""
        return self.each * macs


def kinds(*names: str) -> frozenset[str]:
    """Name the kinds of layers that a convention is about."""
    return frozenset(names)
