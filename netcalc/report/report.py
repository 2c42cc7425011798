"""What the calculator says: frozen results, whose field names are the words of the table, the JSON and the queries."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from functools import cached_property
from typing import Any, Final, Generic, Literal, NamedTuple, Self, TypeAlias, cast

from netcalc.layers.array import Parameter, Products
from netcalc.layers.base import Layer, Window
from netcalc.problems import Problem
from netcalc.report.counts import SHARES, LayerCounts, Number_co, Percent, Totals, percent
from netcalc.report.memory import Memory
from netcalc.volume import Volume, alone, coming_in


@dataclass(frozen=True, slots=True)
class Reach:
    """The receptive field along one axis, in input pixels: its size, the step between neighbours, the first start."""

    size: int
    step: int | Fraction
    start: int


ReceptiveField: TypeAlias = tuple[Reach, ...]
Sees: TypeAlias = Literal["spans", "all", "unknown"]


class Working(NamedTuple):
    """What the numbers of a layer were derived from, for whoever explains or checks them.

    `given` are the volumes that it reads, then those that it measures. `looks` is the window through which its values
    see what it reads: most often the one that it slides. `written` is the layer before the depth of what it reads was
    put in; None where that is not known.
    """

    layer: Layer
    given: tuple[Volume | None, ...]
    parameters: tuple[Parameter, ...] | None
    window: Window | None
    looks: Window | None = None
    products: Products = ()
    written: Layer | None = None

    @property
    def arrays(self) -> tuple[Parameter, ...]:
        """The arrays that take part in a run: none of a layer whose numbers are stated."""
        return () if self.layer.stated else self.parameters or ()


@dataclass(slots=True)
class Sums:
    """The totals that layers are shares of; not frozen, since they are known when all layers are."""

    totals: Totals | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerReport(LayerCounts[Number_co]):
    """One layer: what it reads, the volume that leaves it, its numbers.

    `shares` is the layer whose arrays it uses in place of its own.
    `receptive_field_is` is spans, all or unknown, None where no volume leaves; the note says why, or what else.
    """

    name: str
    kind: str
    from_: tuple[str, ...]
    input: Volume | tuple[Volume | None, ...] | None
    output: Volume | None
    shares: str | None = None
    receptive_field: ReceptiveField | None
    receptive_field_is: Sees | None
    receptive_field_note: str | None
    working: Working = field(repr=False, compare=False)
    sums: Sums = field(repr=False, compare=False)

    @property
    def percent(self) -> Percent:
        """Its shares of the totals, in percent."""
        found = (self.share(count) for count in SHARES)
        return Percent(*(None if share is None else float(share) for share in found))

    def share(self, count: str) -> Fraction | None:
        """Give its share of one of the totals, exact."""
        of = self.sums.totals
        return None if of is None else percent(getattr(self, count), getattr(of, count))


@dataclass(frozen=True)
class Group(Generic[Number_co]):
    """Layers that have a name together, a block in use or a named repeat: which they are, and their sums."""

    span: slice
    kind: str
    added: Callable[[], LayerReport[Number_co]] = field(repr=False, compare=False)

    @cached_property
    def sums(self) -> LayerReport[Number_co]:
        """Their counts added up, when they are wanted: there may be hundreds of groups, and nobody asks."""
        return self.added()


class Leaving(NamedTuple):
    """What leaves the network: the name of a layer or of a block in use, and its volume."""

    name: str
    output: Volume | None


class Provenance(NamedTuple):
    """Another tool's file that a network was read from: its format, and sentences about it."""

    format: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Report(Generic[Number_co]):
    """Every number of a network, layer by layer, with what is wrong with it.

    `report["conv1"]` is a layer by name; so is a named group of layers, with its sums. `source` is another tool's
    file; `at_least` says that it has operators which nobody could count, so that totals may be larger.
    """

    name: str | None
    inputs: Mapping[str, Volume]
    valid: bool
    layers: tuple[LayerReport[Number_co], ...]
    groups: Mapping[str, Group[Number_co]] = field(repr=False)
    totals: Totals[Number_co]
    memory: Memory[Number_co]
    problems: tuple[Problem, ...]
    outputs: tuple[Leaving, ...]
    source: Provenance | None = None
    at_least: bool = False
    advised: Callable[[], tuple[Problem, ...]] = field(default=tuple, repr=False, compare=False)

    @property
    def input(self) -> Volume | None:
        """The volume that comes in; None where there are several."""
        return alone(self.inputs)

    @property
    def at_fault(self) -> LayerReport | None:
        """The first layer whose volume or arrays nobody knows: it does not fit, and what hangs on it is unknown."""
        known = (layer for layer in self.layers if not layer.working.layer.alone)
        return next((layer for layer in known if layer.output is None or layer.params is None), None)

    @cached_property
    def advice(self) -> tuple[Problem, ...]:
        """What the lecture advises against, worked out when it is wanted; it fails nothing."""
        return self.advised()

    @property
    def output(self) -> Volume | None:
        """The volume that leaves the network; of several, the last."""
        return self.outputs[-1].output

    @cached_property
    def _by_name(self) -> dict[str, LayerReport[Number_co]]:
        return {layer.name: layer for layer in self.layers}

    def __getitem__(self, name: str) -> LayerReport[Number_co]:
        """Find a layer by its name, or the sums of a group; KeyError where there is none."""
        return self._by_name[name] if name in self._by_name else self.groups[name].sums

    def __contains__(self, name: object) -> bool:
        """Say whether there is a layer, or a group, of that name."""
        return name in self._by_name or name in self.groups

    def __iter__(self) -> Iterator[LayerReport[Number_co]]:
        """Go through the layers in order."""
        return iter(self.layers)

    def replace(self, **fields: Any) -> Self:
        """Give the report with other values in these fields."""
        return replace(self, **fields)

    def to_dict(self) -> dict[str, Any]:
        """Give the report as plain data: what `netcalc summary --format json` says."""
        from netcalc.render.plain import plain

        return cast("dict[str, Any]", plain(self))

    def __hash__(self) -> int:
        return hash((self.name, tuple(self.inputs.items()), self.layers, self.totals))

    def __repr__(self) -> str:
        leaving = ", ".join("-" if each.output is None else str(each.output) for each in self.outputs)
        layers = f"{len(self.layers):,} layer{'' if len(self.layers) == 1 else 's'}"
        return f"<Report {self.name or 'network'}: {coming_in(self.inputs)} -> {leaving}, {layers}>"

    def _repr_html_(self) -> str:
        """Show the picture and the table in a notebook."""
        from netcalc.render.notebook import html

        return html(self)


REACH: Final = tuple(entry.name for entry in fields(Reach))
