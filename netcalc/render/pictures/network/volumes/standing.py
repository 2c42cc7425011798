"""A volume in its row: where its box stands, what is written above it, and what is said before it."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from netcalc.layers.base import Window
from netcalc.render.pictures.drawing import SMALL, wide
from netcalc.render.pictures.letters import broken, tail
from netcalc.render.pictures.network.parts import Part
from netcalc.render.pictures.network.volumes.solids import Solid
from netcalc.render.values import NOTHING

GAP: Final = 36.0
LONGEST: Final = 130.0  # words, in pixels
MOST_NAMED: Final = 2
PLUS: Final = 14.0


class Stand(NamedTuple):
    """A box in its row: its part, the words before it, where its left side is, and the middle of those words."""

    place: int
    part: Part
    words: tuple[str, ...]
    solid: Solid
    x: float = 0.0
    gap: float = 0.0

    @property
    def volume(self) -> str:
        """What stands above it."""
        return NOTHING if self.part.output is None else str(self.part.output)

    @property
    def called(self) -> str:
        """Its name."""
        return tail(self.part.name, LONGEST, SMALL)

    @property
    def far(self) -> list[int]:
        """What it reads but the one before it."""
        return far(self.place, self.part)

    @property
    def onto_next(self) -> bool:
        """Whether it reads the one before it."""
        return self.place - 1 in self.part.reads

    @property
    def window(self) -> Window | None:
        """The window to be drawn into the box before it, if there is one."""
        part = self.part
        slides = part.layers[0].working.window if part.layers and not part.folded else None
        drawn = part.role in ("sliding", "pooled") and slides and not slides[0].transposed
        return slides if drawn else None

    @property
    def middle(self) -> float:
        """The middle of the box with its numbers."""
        return self.x + self.solid.width / 2

    @property
    def right(self) -> float:
        """Where the box ends."""
        return self.x + self.solid.width

    @property
    def end(self) -> float:
        """Where the box and all its words end."""
        return max(self.right, self.middle + self.label, self.gap + self.spoken)

    @property
    def label(self) -> float:
        """Half the width of what stands above it."""
        return max(wide(self.volume, SMALL, strong=True), wide(self.called, SMALL)) / 2

    @property
    def spoken(self) -> float:
        """Half the width of the words before it."""
        return max((wide(text, SMALL) for text in self.words), default=0.0) / 2


def far(place: int, part: Part) -> list[int]:
    """Name what a part reads but the one before it."""
    return [each for each in part.reads if each != place - 1]


def words_before(place: int, parts: Sequence[Part]) -> tuple[str, ...]:
    """Say what is done before a box, and what else it reads."""
    part = parts[place]
    if not part.layers:
        return ()
    others = [f"+ {tail(parts[each].name, LONGEST - PLUS, SMALL)}" for each in far(place, part)]
    more = [f"+ {len(others) - MOST_NAMED} more"] if len(others) > MOST_NAMED else []
    said = [line for text in part.words for line in broken(text, LONGEST, SMALL)]
    return (*said, *others[:MOST_NAMED], *more)
