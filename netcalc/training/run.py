"""A run: how a net learned, what was watched, what the lecture says of it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from netcalc.network.training.recipe import Recipe
from netcalc.reference import ReferenceNet
from netcalc.training.checks import Check
from netcalc.training.data.scaling import Scale
from netcalc.training.data.splitting import Shares
from netcalc.training.history import Burst, Epoch
from netcalc.training.saving import save
from netcalc.training.watch.measure import Measured

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Verdict(NamedTuple):
    """A code of `verdicts.CODES`, and what was measured and what the lecture says, in words."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """A net that learned: `history`, an entry an epoch; `net`, as it is now; `verdicts`.

    `start` was measured before the first update; `firsts` are the update ratios of the first update. `test` is what
    the net makes of data that it has never seen. `checks` are those made before training, which is not begun where one
    failed; `interrupted` says that it was stopped by hand; `notes` are what to know before the numbers.
    """

    name: str | None
    recipe: Recipe
    net: ReferenceNet
    shares: Shares | None
    scale: Scale | None
    checks: tuple[Check, ...] = ()
    start: Measured | None = None
    firsts: dict[str, float] = field(default_factory=dict)
    history: tuple[Epoch, ...] = ()
    burst: Burst | None = None
    test: Measured | None = None
    interrupted: bool = False
    verdicts: tuple[Verdict, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def diverged(self) -> bool:
        """Whether the loss is not finite, or ended above ten times its first value."""
        if self.start is None or not self.history:
            return False
        return not self.history[-1].loss <= 10 * self.start.loss

    @property
    def failed(self) -> bool:
        """Whether a check failed, or the rate was too high for anything to be learned."""
        return not self.ready or self.diverged or any(verdict.code == "rate-too-high" for verdict in self.verdicts)

    @property
    def ready(self) -> bool:
        """Whether nothing that was checked before training speaks against it."""
        return all(check.passed for check in self.checks)

    def plot(self) -> "Figure":
        """Draw what was watched in one Matplotlib figure; ImportError says what to install."""
        from netcalc.render.pictures.training.figure import figure

        return figure(self)

    def _repr_html_(self) -> str:
        from netcalc.render.notebook import html

        return html(self)

    def save(self, path: str | Path) -> None:
        """Write the arrays of the net as .npz or .safetensors, with what its inputs are scaled by."""
        save(self.net, path, self.scale)
