"""What the calculator says: frozen results, whose field names are the words of the table, the JSON and the queries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal, NamedTuple, TypeAlias

from netcalc.layers.base import Layer, Parameter, Window
from netcalc.problems import Problem
from netcalc.report.counts import Counts, Totals
from netcalc.volume import Volume


@dataclass(frozen=True, slots=True)
class Reach:
    """The receptive field along one axis, in input pixels: its size, the step between neighbours, the first start."""

    size: int
    step: int | Fraction
    start: int


ReceptiveField: TypeAlias = tuple[Reach, ...]
Sees: TypeAlias = Literal["spans", "all", "unknown"]


@dataclass(frozen=True, slots=True)
class Working:
    """What the numbers of a layer were derived from, for whoever explains or checks them."""

    layer: Layer
    given: tuple[Volume | None, ...]
    parameters: tuple[Parameter, ...] | None
    window: Window | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerReport(Counts):
    """One layer: what it reads, the volume that leaves it, its numbers.

    `receptive_field_is` is spans, all or unknown, None where no volume leaves; the note says why, or what else.
    """

    name: str
    kind: str
    from_: tuple[str, ...]
    input: Volume | tuple[Volume | None, ...] | None
    output: Volume | None
    receptive_field: ReceptiveField | None
    receptive_field_is: Sees | None
    receptive_field_note: str | None
    working: Working = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Group:
    """Layers that have a name together, a block in use or a named repeat: their sums, and which they are."""

    sums: LayerReport
    span: slice


@dataclass(frozen=True, slots=True)
class MemoryLine:
    """One line of the training bill: what is held, how many values, how often, how many bytes."""

    name: str
    values: int | None
    multiplier: int
    bytes: int | None


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes: of the parameters, of the held activations of a batch, and of all that training holds, line by line."""

    params: int | None
    activations: int | None
    training: int | None
    lines: tuple[MemoryLine, ...]
    batch: int
    dtype: str
    optimizer: str


class Leaving(NamedTuple):
    """What leaves the network: the name of a layer or of a block in use, and its volume."""

    name: str
    output: Volume | None


@dataclass(frozen=True)
class Report:
    """Every number of a network, layer by layer, with what is wrong with it.

    `report["conv1"]` is a layer by name; so is a named group of layers, with its sums.
    """

    name: str | None
    input: Volume
    valid: bool
    layers: tuple[LayerReport, ...]
    groups: Mapping[str, Group] = field(repr=False)
    totals: Totals
    memory: Memory
    problems: tuple[Problem, ...]
    outputs: tuple[Leaving, ...]

    @property
    def inputs(self) -> dict[str, Volume]:
        """The volumes that come in, by name."""
        return {"input": self.input}

    @property
    def output(self) -> Volume | None:
        """The volume that leaves the network; of several, the last."""
        return self.outputs[-1].output

    @cached_property
    def _by_name(self) -> dict[str, LayerReport]:
        sums = {name: group.sums for name, group in self.groups.items()}
        return {**sums, **{layer.name: layer for layer in self.layers}}

    def __getitem__(self, name: str) -> LayerReport:
        """Find a layer by its name; KeyError where there is none."""
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        """Say whether there is a layer, or a group, of that name."""
        return name in self._by_name

    def __iter__(self) -> Iterator[LayerReport]:
        """Go through the layers in order."""
        return iter(self.layers)

    def _repr_html_(self) -> str:
        """Show the table in a notebook."""
        from netcalc.render.notebook import html

        return html(self)


REACH: Final = tuple(entry.name for entry in fields(Reach))
MEMORY: Final = ("params", "activations", "training")
