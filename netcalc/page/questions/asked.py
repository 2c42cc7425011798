"""What a question of the page is: fields that are bounded as they come in, and answers as plain data."""

from abc import abstractmethod
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any, Final, TypeAlias

from pydantic import BaseModel, ConfigDict, StringConstraints

from netcalc.calculator.calculator import calculate
from netcalc.network.network import Network
from netcalc.problems import LIMIT_EXCEEDED, Problem, SpecError
from netcalc.render.plain import problem
from netcalc.report.report import Report
from netcalc.text.source import Source

MOST_TEXT: Final = 2**18  # of a spec that is worked out at each keystroke
MOST_LAYERS: Final = 20_000
KEPT: Final = 2  # texts: of one that is clicked through, all is asked again and again
SUMMARY: Final = "`netcalc summary FILE --depth 1` shows it folded"
FILE: Final = "-"  # no file: a title has no name from it

Text: TypeAlias = Annotated[str, StringConstraints(max_length=4 * MOST_TEXT)]
Word: TypeAlias = Annotated[str, StringConstraints(max_length=200)]


class Question(BaseModel):
    """A question: its fields are all it may be asked with."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    @abstractmethod
    def answers(self) -> Iterator[object]:
        """Give what there is to say, one after the other; SpecError where what was written is not understood."""


class OfSpec(Question):
    """A question about a spec as it is typed."""

    spec: Text

    @property
    def network(self) -> Network:
        """The network that the spec means; SpecError where it means none."""
        return _understood(self.spec)

    @property
    def report(self) -> Report:
        """The network worked out."""
        return _worked(self.spec)


@lru_cache(maxsize=KEPT)
def _understood(spec: str) -> Network:
    """Understand a text, of which several things are asked; SpecError where it means no network, or too large a one."""
    if len(spec) > MOST_TEXT:
        message = f"this text has {len(spec):,} characters: the page reads {MOST_TEXT:,} at most"
        raise SpecError([Problem(code=LIMIT_EXCEEDED, message=message, hint=SUMMARY)])
    network = Network.read(Source(spec, FILE))
    layers = len(network.graph.nodes)
    if layers > MOST_LAYERS:
        message = f"{layers:,} layers are more than the {MOST_LAYERS:,} that the page shows"
        raise SpecError([Problem(code=LIMIT_EXCEEDED, message=message, hint=SUMMARY)])
    return network


@lru_cache(maxsize=KEPT)
def _worked(spec: str) -> Report:
    """Work a text out."""
    return calculate(_understood(spec))


def placed(found: Problem) -> dict[str, Any]:
    """Give a problem as data, with how wide what is wrong stands in its line."""
    return {**problem(found), "width": found.place.width if found.place else 1}
