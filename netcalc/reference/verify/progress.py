"""How much of a verification is done, in multiplications, which are what takes time."""

from typing import Final

from netcalc.reference.verify.how import Told
from netcalc.report.report import Report

PASS: Final = 3  # forward, and twice as much back
CHECK: Final = 5  # back, and once forward for each array


class Progress:
    """Tells somebody, who need not be there, how far it is."""

    def __init__(self, report: Report, told: Told | None) -> None:
        """Expect a pass, a check of every layer, and as much as a pass end to end."""
        self.work, self.told = [(layer.macs or 0) + 1 for layer in report], told
        self.done, self.total = 0, (PASS + CHECK + PASS) * sum(self.work)
        self._tell(0)

    def passed(self) -> None:
        """Say that all of the net was run."""
        self._tell(PASS * sum(self.work))

    def checked(self, place: int) -> None:
        """Say that a layer was checked."""
        self._tell(CHECK * self.work[place])

    def _tell(self, more: int) -> None:
        self.done += more
        if self.told is not None:
            self.told(self.done, self.total)
