"""The columns of a picture of neurons: which of a layer's neurons have a circle, and the words below them."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from netcalc.render.pictures.colours import Role
from netcalc.render.pictures.drawing import SMALL, wide
from netcalc.render.pictures.letters import broken
from netcalc.render.pictures.network.parts import Part
from netcalc.text.counted import counted

MOST: Final = 16  # circles in a column
SHOWN: Final = 7  # of more, so many stand above the dots, and so many below
LONGEST: Final = 150.0


class Column(NamedTuple):
    """A layer of neurons: the numbers of those that have a circle (None: dots), the words below, its name."""

    shown: tuple[int | None, ...]
    words: tuple[str, ...]
    role: Role
    name: str

    @property
    def wide(self) -> float:
        """How much room its words take."""
        return max(wide(text, SMALL, strong=not line) for line, text in enumerate(self.words))


def columns_of(parts: Sequence[Part]) -> list[Column]:
    """Give the columns of a network: what comes in, then one for each layer of neurons."""
    kept: list[tuple[Part, list[str]]] = []
    for place, part in enumerate(parts):
        if place == 0 or part.layers[0].neurons:
            kept.append((part, list(part.words[1:])))
        else:
            kept[-1][1].extend(part.words)
    return [_column(part, more, place, len(kept) - 1) for place, (part, more) in enumerate(kept)]


def _column(part: Part, more: Sequence[str], place: int, last: int) -> Column:
    """Say which layer it is, as the slides do, and what stands in it."""
    count = part.output.values if part.output else 0
    number = f" {place}" if last > 2 else ""
    layer = "input layer" if place == 0 else "output layer" if place == last else f"hidden layer{number}"
    role: Role = "given" if place == 0 else "dense" if place == last else "sliding"
    whole = f" ({part.output})" if place == 0 and part.output and part.output.spatial else ""
    has = counted(count, "neuron" if place else "value") + whole
    what = [line for text in more for line in broken(text, LONGEST, SMALL)]
    return Column(_shown(count), (layer, has, *what), role, part.meant)


def _shown(count: int) -> tuple[int | None, ...]:
    if count <= MOST:
        return tuple(range(count))
    return (*range(SHOWN), None, *range(count - SHOWN, count))
