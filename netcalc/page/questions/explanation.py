"""The explanation of what is clicked: every number of a layer with its arithmetic, and its window as a picture."""

from collections.abc import Iterator

from netcalc.explanation.explain import explain_named
from netcalc.page.questions.asked import OfSpec, Word
from netcalc.problems import UNKNOWN_REFERENCE, Problem, Unreadable
from netcalc.render.pages.explanation import page
from netcalc.render.pictures.svg import svg
from netcalc.render.pictures.windows.layer import picture
from netcalc.render.write import write


class Explained(OfSpec):
    """What `netcalc explain` says of a layer, or of `totals`."""

    layer: Word

    def answers(self) -> Iterator[object]:
        """Give the steps as a piece of HTML; of a layer its window too, and what a value sees, as `--draw` does."""
        report = self.report
        found = explain_named(report, self.layer)
        if not found:
            raise Unreadable([Problem(code=UNKNOWN_REFERENCE, message=f"no layer is called `{self.layer}`")])
        drawn = svg(picture(report, report[self.layer]), "page") if self.layer in report else ""
        yield {"layer": self.layer, "html": write(page(found), "html"), "svg": drawn}
