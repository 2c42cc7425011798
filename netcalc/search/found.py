"""What came of a search: the variants that were asked for, how many fit, or which condition none meets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from netcalc.problems import Problem
from netcalc.report.query import Value
from netcalc.search.asking.conditions import Condition
from netcalc.search.asking.space import Space


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant: the values of its unknowns, and what is asked of it, by the queries; `variant["width"]` is either."""

    settings: Mapping[str, Any]
    answers: Mapping[str, Value]

    def __getitem__(self, name: str) -> Any:
        """Give the value of an unknown, or the answer to a query; KeyError where there is none."""
        return self.settings[name] if name in self.settings else self.answers[name]


class Miss(NamedTuple):
    """Why nothing fits: the condition that the fewest variants meet, how many do, and the variant nearest to it.

    `rest` says that the nearest meets all other conditions. `off` is how far it is off, None where that is no number;
    `problem` is what is wrong with it; `absent` says that it has no layer of the name that is asked. Without a
    condition no variant can be understood.
    """

    condition: Condition | None
    met: int
    nearest: Variant | None
    rest: bool
    off: Fraction | None
    problem: Problem | None
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a search: `variants`, in the order that was asked for, `limit` of them at most.

    `tried` and `found` count what was worked out, and what of it fits. `complete` is False, and `found` None, where
    halving left most variants out. `shown` are the queries that were asked for; `interrupted` says that it was stopped
    by hand, and `asked` how many variants there are. `most` and `least` name that of which only the most, or least, was
    wanted. `miss` says why nothing fits. `space` is what was varied.
    """

    space: Space = field(repr=False, compare=False)
    name: str | None
    unknowns: tuple[str, ...]
    shown: tuple[str, ...]
    conditions: tuple[Condition, ...]
    asked: int
    tried: int
    found: int | None
    variants: tuple[Variant, ...]
    limit: int
    complete: bool = True
    interrupted: bool = False
    most: str | None = None
    least: str | None = None
    miss: Miss | None = None

    @property
    def best(self) -> Variant | None:
        """The first variant; None where there is none."""
        return self.variants[0] if self.variants else None

    def __iter__(self) -> Iterator[Variant]:
        """Go through the variants."""
        return iter(self.variants)

    def __len__(self) -> int:
        return len(self.variants)

    def _repr_html_(self) -> str:
        """Show the table in a notebook."""
        from netcalc.render.notebook import html

        return html(self)
