"""The network beside a bundled one."""

from collections.abc import Iterator

from netcalc.calculator.calculator import calculate
from netcalc.network.bundle import bundled, load
from netcalc.page.questions.asked import OfSpec, Word
from netcalc.problems import unreadable
from netcalc.render.pages.report.comparison import page
from netcalc.render.write import write
from netcalc.report.compare import compare


class Compared(OfSpec):
    """What `netcalc compare` says of the spec and a bundled one."""

    other: Word

    def answers(self) -> Iterator[object]:
        """Give the tables as a piece of HTML."""
        if self.other not in bundled():  # no path of this machine is opened
            message = f"{self.other} is no bundled spec"
            raise unreadable(message)
        yield {"other": self.other, "html": write(page(compare(self.report, calculate(load(self.other)))), "html")}
