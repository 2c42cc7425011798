"""How the learning rate goes down over the epochs: in steps, by a factor, or as 1/t (the course's three ways)."""

from typing import Final, NamedTuple

from netcalc.layers.written.values import wrong

TAKES: Final = "step:EPOCHS:FACTOR, exp:FACTOR or inverse:K (step:10:0.5, exp:0.97, inverse:0.01)"
FIGURES: Final = {"step": 2, "exp": 1, "inverse": 1}


class Decay(NamedTuple):
    """A way down and its figures.

    >>> read_decay("step:10:0.5").rate(0.1, 20), read_decay("exp:0.5").rate(0.1, 1)
    (0.025, 0.05)
    """

    way: str
    figures: tuple[float, ...]

    def rate(self, first: float, epoch: int) -> float:
        """Give the rate of an epoch, which are counted from 0."""
        if self.way == "step":
            every, factor = self.figures
            return first * factor ** (epoch // int(every))
        if self.way == "exp":
            return first * self.figures[0] ** epoch
        return first / (1 + self.figures[0] * epoch)

    def __str__(self) -> str:
        return ":".join((self.way, *(f"{figure:g}" for figure in self.figures)))


def read_decay(value: object) -> Decay:
    """Read `step:10:0.5`, `exp:0.97` or `inverse:0.01`."""
    if isinstance(value, Decay):
        return value
    way, *rest = value.split(":") if isinstance(value, str) else ("",)
    try:
        figures = tuple(float(each) for each in rest)
    except ValueError:
        figures = ()
    if len(figures) != FIGURES.get(way) or not all(0 < figure <= 10**9 for figure in figures):
        raise wrong(TAKES, value)
    if way == "step" and figures[0] % 1:
        raise wrong(TAKES, value)
    return Decay(way, figures)
