"""A window slid along an axis: every position of it, what it covers, what no position covers."""

from typing import Final, NamedTuple

from netcalc import problems
from netcalc.arithmetic import Slide
from netcalc.calculator.fields.spans import covered
from netcalc.layers.labels import LETTERS
from netcalc.problems import Problem, SpecError
from netcalc.report.report import LayerReport

MOST_COVERED: Final = 100_000


class Slid(NamedTuple):
    """A window along one axis: over W pixels, which of them each position covers, padding (or what is cut off) too.

    A transposed window lays values down: it is then slid over what leaves the layer.
    """

    letter: str
    W: int
    slide: Slide
    positions: tuple[range, ...]

    @property
    def edges(self) -> tuple[int, int]:
        """The first place, and the one behind the last: of the pixels with the padding around them."""
        if self.slide.transposed:
            ends = [each[end] for each in self.positions for end in (0, -1) if each]
            return min([0, *ends]), max([self.W, *(end + 1 for end in ends)])
        return min(0, -self.slide.before), self.W + max(0, self.slide.after, self._last + 1 - self.W)

    @property
    def _last(self) -> int:
        return max((each[-1] for each in self.positions if each), default=-1)

    def missed(self) -> tuple[int, ...]:
        """Name the pixels, and the padding, that no position covers."""
        first, last = self.edges
        taken = {place for each in self.positions for place in each}
        return tuple(place for place in range(first, last) if place not in taken)


def slid(layer: LayerReport) -> tuple[Slid, ...]:
    """Slide a layer's window along each axis; nothing where it has none; SpecError where that is too much to show.

    >>> from netcalc import Network, calculate
    >>> report = calculate(Network(input="7x1", layers=[{"conv": {"filters": 1, "size": 3, "stride": 2}}]))
    >>> [list(each) for each in slid(report["conv1"])[0].positions]
    [[0, 1, 2], [2, 3, 4], [4, 5, 6]]
    """
    window, given, made = layer.working.window, layer.working.given[0], layer.output
    if window is None or given is None or made is None:
        return ()
    found = []
    for letter, slide, W1, W2 in zip(LETTERS, window, given.spatial, made.spatial, strict=False):
        count, over = (W1, W2) if slide.transposed else (W2, W1)
        if max(count * slide.size, over) > MOST_COVERED:
            raise _too_many(count, slide.size)
        found.append(Slid(letter, over, slide, tuple(covered(place, slide) for place in range(count))))
    return tuple(found)


def _too_many(count: int, size: int) -> SpecError:
    message = f"{count:,} positions of a window of {size:,} are more than can be shown"
    return SpecError([Problem(code=problems.LIMIT_EXCEEDED, message=message)])
