"""How many layers a list expands to, counted before any is laid flat."""

from netcalc.network.items import Branched, LeftOut, Partial, Repeated, Use
from netcalc.network.reading.bounds import MOST_LAYERS
from netcalc.problems import LIMIT_EXCEEDED, Path, Problem


def excess(layers: tuple[Partial, ...]) -> Problem | None:
    """Say where the layers become too many; None where they do not."""
    sizes = Sizes()
    sizes.of(layers, ("layers",))
    return sizes.problem


class Sizes:
    """The sizes of lists, each counted once; an empty pass counts as one, so that passes are bounded."""

    def __init__(self) -> None:
        """Start with no list."""
        self.known: dict[int, int] = {}
        self.problem: Problem | None = None

    def of(self, layers: tuple[Partial, ...], path: Path) -> int:
        """Count the layers a list expands to."""
        if id(layers) in self.known:
            return self.known[id(layers)]
        total = 0
        for place, item in enumerate(layers):
            here = (*path, place, item.kind)
            total += max(1, self._item(item, here))
            if total > MOST_LAYERS and self.problem is None:
                where = (*here, "times") if isinstance(item, Repeated) else here
                message = f"more than {MOST_LAYERS:,} layers after expansion"
                self.problem = Problem(code=LIMIT_EXCEEDED, message=message, path=where)
        self.known[id(layers)] = total
        return total

    def _item(self, item: Partial, path: Path) -> int:
        if isinstance(item, Repeated):
            return self._repeated(item, (*path, "layers"))
        if isinstance(item, Use):
            return self.of(item.layers, item.path)
        if isinstance(item, LeftOut):
            return 0
        branches = item.branches if isinstance(item, Branched) else ()
        return 1 + sum(self.of(branch.layers, (*path, *branch.steps)) for branch in branches)

    def _repeated(self, item: Repeated, path: Path) -> int:
        if item.passes:
            return sum(max(1, self.of(each, path)) for each in item.passes)
        return item.times * max(1, self.of(item.layers, path)) if item.times else 0
