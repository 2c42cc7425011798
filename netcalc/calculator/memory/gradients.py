"""The arrays in which gradients lie while they are passed back: made, passed on as they are, added up, let go."""

from collections import Counter


class Gradients:
    """What is alive of the gradients on volumes; a gradient that is passed on as it is takes no array of its own."""

    def __init__(self) -> None:
        """Begin with none."""
        self.lies: dict[int, int] = {}
        self.size: dict[int, int] = {}
        self.held: Counter[int] = Counter()
        self.alive = 0

    def arrives(self, values: int) -> int:
        """Make an array for a gradient, which nobody holds yet; give its number."""
        array = len(self.size)
        self.size[array] = values
        self.alive += values
        return array

    def keep(self, volume: int, array: int) -> None:
        """Hold an array as the gradient on a volume, added to the one that is there."""
        there = self.lies.get(volume)
        if there is None:
            self._hold(volume, array)
        elif self.held[there] == 1:
            self._free_unheld(array)
        else:
            self.let_go(volume)
            self._hold(volume, array)

    def _hold(self, volume: int, array: int) -> None:
        self.lies[volume] = array
        self.held[array] += 1

    def let_go(self, volume: int) -> None:
        """Let go the gradient on a volume."""
        array = self.lies.pop(volume)
        self.held[array] -= 1
        self._free_unheld(array)

    def _free_unheld(self, array: int) -> None:
        if not self.held[array]:
            self.alive -= self.size[array]
