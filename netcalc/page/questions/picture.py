"""The picture of the network."""

from collections.abc import Iterator

from netcalc.page.questions.asked import OfSpec
from netcalc.render.pictures.network.views import picture
from netcalc.render.pictures.svg import svg


class Pictured(OfSpec):
    """What `netcalc draw` makes of the network, in the page's own ink."""

    def answers(self) -> Iterator[object]:
        """Give the drawing as SVG."""
        yield {"svg": svg(picture(self.report), "page")}
