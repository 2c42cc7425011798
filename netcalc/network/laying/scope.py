"""Names and where they can be seen: in this pass, then this block, then outward."""

from collections.abc import Iterable


class Home:
    """A block in use (or the whole network): its own counts, and the prefix that its names have outside."""

    def __init__(self, prefix: str, outer: "Home | None") -> None:
        """Start counting anew; the names of all homes are kept together."""
        self.prefix = prefix
        self.outer = outer
        self.counts: dict[str, int] = {}
        self.every: dict[str, int] = {} if outer is None else outer.every
        self.left: set[str] = set() if outer is None else outer.left


class Scope:
    """Names that can be referred to, each short for a full one, inside the scope around it."""

    def __init__(self) -> None:
        """Open the outermost scope."""
        self.names: dict[str, str] = {}
        self.outer: Scope | None = None
        self.passes: tuple[int, ...] = ()
        self.uses: tuple[tuple[str | int, ...], ...] = ()
        self.home = Home("", None)

    def passing(self, number: int) -> "Scope":
        """Open a scope for one pass of a repeat."""
        inner = Scope()
        inner.outer, inner.uses, inner.home, inner.passes = self, self.uses, self.home, (*self.passes, number)
        return inner

    def inside(self, name: str, uses: tuple[tuple[str | int, ...], ...]) -> "Scope":
        """Open a scope for a block in use under that name."""
        inner = Scope()
        inner.outer, inner.uses = self, uses
        inner.home = Home(f"{self.full(name)}.", self.home)
        return inner

    def automatic(self, kind: str) -> str:
        """Count one more of a kind, and give the name that follows from it."""
        counts = self.home.counts
        counts[kind] = counts.get(kind, 0) + 1
        return f"{kind}{counts[kind]}"

    def passed(self, name: str) -> str:
        """Give a name with the numbers of the passes it stands in, outer first."""
        return ".".join((name, *map(str, self.passes)))

    def full(self, relative: str) -> str:
        """Give a name as it is seen from outside all blocks."""
        return self.home.prefix + relative

    def take(self, relative: str, short: str, number: int) -> None:
        """Give a node a name: the short one in this pass, the full one everywhere."""
        self.names[short] = self.full(relative)
        self.home.every[self.full(relative)] = number

    def leave(self, names: Iterable[str]) -> None:
        """Remember the names of what was left out here."""
        self.home.left.update(self.full(self.passed(name)) for name in names)

    def left_out(self, name: str) -> bool:
        """Say whether what would have had a name, seen from here, was left out."""
        scope: Scope | None = self
        while scope is not None:
            if {scope.full(name), scope.full(scope.passed(name))} & scope.home.left:
                return True
            scope = scope.outer
        return False

    def find(self, name: str) -> int | None:
        """Give the number of the node that a name stands for here; None where there is none."""
        full = self.meant(name)
        return None if full is None else self.home.every[full]

    def meant(self, name: str) -> str | None:
        """Give the full name that a name is short for here; None where there is none."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            outermost = scope.outer is None or scope.outer.home is not scope.home
            inside = scope.home.prefix + name
            if outermost and inside in scope.home.every:
                return inside
            scope = scope.outer
        return None
