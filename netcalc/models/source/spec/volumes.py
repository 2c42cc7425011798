"""The volumes that layers make in all uses of the list that they are written in."""

from collections.abc import Callable, Sequence

from netcalc.models.source.spec.places import length
from netcalc.models.source.tree import Item, Leaf, Loop, Use, first
from netcalc.report.report import Report
from netcalc.volume import Volume

OfList = dict[int, set[tuple[Volume | None, Volume | None]]]


class Volumes:
    """For each list that is written, what comes to its layers and what leaves them, in whatever use."""

    def __init__(
        self, report: Report, key: Callable[[Use], object], written: Callable[[object], Sequence[Item]]
    ) -> None:
        """Know no volume yet."""
        self.report, self.key, self.written = report, key, written
        self.known: dict[object, OfList] = {}

    def add(self, each: object, written: Sequence[Item], items: Sequence[Item], starts: Sequence[int]) -> None:
        """Note the volumes of items, the same as those that are written; once for each pass of repeats around them."""
        known = self.known.setdefault(each, {})
        for one, item in zip(written, items, strict=True):
            pairs = {(self._came(first(item) + start), self._left(item.makes + start)) for start in starts}
            known.setdefault(one.makes, set()).update(pairs)
            if isinstance(item, Loop) and isinstance(one, Loop):
                every = [start + number * length(item) for start in starts for number in range(item.times)]
                self.add(each, one.items, item.items, every)
            elif isinstance(item, Use):
                inner = self.key(item)
                self.add(inner, self.written(inner), item.items, starts)

    def remark(self, each: object, item: Item) -> str:
        """Say what volume leaves, where that is one in all uses, and another than came to a layer."""
        (pair, *others) = {
            (came if isinstance(item, Leaf) else None, left) for came, left in self.known[each][item.makes]
        }
        came, left = pair
        several = {each for _, each in others} - {left}
        return "" if several or left is None or (came == left and not others) else f"# {left}"

    def _left(self, node: int) -> Volume | None:
        return self.report.layers[node].output

    def _came(self, node: int) -> Volume | None:
        given = self.report.layers[node].working.given
        return given[0] if given else None
