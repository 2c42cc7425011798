"""The explanation of what is clicked: every number of a layer with its arithmetic."""

from collections.abc import Iterator

from netcalc.explanation.explain import explain_named
from netcalc.page.questions.asked import OfSpec, Word
from netcalc.problems import UNKNOWN_REFERENCE, Problem, Unreadable
from netcalc.render.pages.explanation import page
from netcalc.render.write import write


class Explained(OfSpec):
    """What `netcalc explain` says of a layer, or of `totals`."""

    layer: Word

    def answers(self) -> Iterator[object]:
        """Give the steps as a piece of HTML."""
        found = explain_named(self.report, self.layer)
        if not found:
            raise Unreadable([Problem(code=UNKNOWN_REFERENCE, message=f"no layer is called `{self.layer}`")])
        yield {"layer": self.layer, "html": write(page(found), "html")}
