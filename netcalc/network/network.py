"""What a spec says, understood as a whole or not at all: a frozen value."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NotRequired, Self, SupportsIndex, TypeAlias, TypedDict, Unpack

from netcalc.arithmetic import Rounding
from netcalc.network.graph import Graph
from netcalc.network.items import Item
from netcalc.network.origin import Origin
from netcalc.network.plain import plain, snapshot
from netcalc.network.training.loss import Loss, LossLike
from netcalc.network.understanding import fields_of, understood
from netcalc.network.written import SET
from netcalc.problems import Problem, SpecError
from netcalc.report.claims import Claim
from netcalc.text.source import Source
from netcalc.volume import Volume, alone, coming_in

if TYPE_CHECKING:
    from pathlib import Path

    from netcalc.network.composition import LayerLike

View: TypeAlias = Literal["volumes", "neurons", "graph"]  # what a network is drawn as
VolumeLike: TypeAlias = SupportsIndex | str | Sequence[SupportsIndex] | Mapping[str, SupportsIndex]


class Fields(TypedDict, total=False):
    """The fields that a network may have; it must also have `input` (or `inputs`) and `layers`."""

    name: str | None
    rounding: Rounding
    outputs: str | Sequence[str] | None
    loss: LossLike | None
    train: Mapping[str, object]
    vars: Mapping[str, object]
    blocks: Mapping[str, object]
    set: Mapping[str, object]
    expect: Mapping[str, object]


class Whole(Fields):
    """All that makes a network: `input` or `inputs` is among it."""

    input: NotRequired[VolumeLike]
    inputs: NotRequired[Mapping[str, VolumeLike]]
    layers: "Iterable[LayerLike]"


class Changes(Fields, total=False):
    """What may take the place of a network's fields."""

    input: VolumeLike
    inputs: Mapping[str, VolumeLike]
    layers: "Iterable[LayerLike]"


class Network:
    """A network: what comes in, its layers in order, and what is claimed of it. Frozen.

    `input` is a volume (`"32x32x3"`, `(32, 32, 3)`, `3072`), or `inputs` has several by name; `layers` any
    iterable of layers, words and mappings; further `name`, `rounding` (exact, floor, ceil), `outputs` (names
    of layers; left out, the last), `loss`, `vars`, `blocks`, `set` (`{"conv1.stride": 2}`) and `expect`, as
    in a spec. SpecError, with everything that is wrong, where it cannot be understood.

    >>> from netcalc.layers.fc import FC
    >>> network = Network(input="3", layers=[FC(units=4), {"fc": 2}])
    >>> network.input, [node.name for node in network.graph.nodes]
    ((3,), ['fc1', 'fc2'])
    """

    __slots__ = ("_source", "_understood", "_written")

    def __init__(self, **fields: Unpack[Whole]) -> None:
        """Understand these fields."""
        self._written: Mapping[str, Any] = MappingProxyType(snapshot(fields))
        self._understood = understood(self._written)
        self._source: Source | Origin | None = None

    @classmethod
    def of(cls, written: object, source: Source | Origin | None = None) -> "Network":
        """Understand what was read, from a source where there is one; SpecError with every problem in its place."""
        if isinstance(written, Network):
            return written
        self = cls.__new__(cls)
        try:
            fields = fields_of(written)
            self._understood = understood(fields)
        except SpecError as error:
            raise SpecError(source.locate(error.problems) if source else error.problems) from None
        self._written = MappingProxyType(dict(fields))
        self._source = source
        return self

    @classmethod
    def read(cls, source: Source | Origin, **overrides: Unpack[Changes]) -> "Network":
        """Understand a source; `overrides` take the place of its fields, and of its vars and inputs one by one."""
        data = source.data()
        if not isinstance(data, dict) or not overrides:
            return cls.of(data, source)
        return cls._other(data, snapshot(overrides), source)

    @classmethod
    def _other(
        cls, written: Mapping[str, Any], changes: Mapping[str, Any], source: Source | Origin | None
    ) -> "Network":
        """Understand fields with others in their place; what does that is loaded now."""
        from netcalc.network.overriding.overriding import overridden, strangers_named

        with strangers_named(changes):
            return cls.of(overridden(written, changes), source)

    @property
    def name(self) -> str | None:
        """What it was named."""
        return self._understood.name

    @property
    def called(self) -> str | None:
        """The name it was given, else its file's."""
        return self.name or (self._source.stem if self._source else None)

    @property
    def input(self) -> Volume | None:
        """The volume that comes in; None where there are several."""
        return alone(self.inputs)

    @property
    def inputs(self) -> Mapping[str, Volume]:
        """The volumes that come in, by name: one without a name is `input`."""
        return self._understood.inputs

    @property
    def rounding(self) -> Rounding:
        """What a window that does not fit evenly means."""
        return self._understood.rounding

    @property
    def layers(self) -> tuple[Item, ...]:
        """The layers in order, and what holds lists of them."""
        return self._understood.layers

    @property
    def loss(self) -> Loss | None:
        """What training would minimise."""
        return self._understood.loss

    @property
    def train(self) -> Mapping[str, Any]:
        """How it is trained: the words that were written under `train`."""
        return self._understood.train

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What is claimed of it."""
        return self._understood.claims

    @property
    def graph(self) -> Graph:
        """The layers laid flat."""
        return self._understood.graph

    @property
    def names(self) -> Collection[str]:
        """The names of its layers and of its named groups of layers."""
        return self._understood.names

    @property
    def written(self) -> Mapping[str, Any]:
        """The fields as they were written."""
        return self._written

    @property
    def source(self) -> Source | None:
        """The text it was read from; None for a network made in Python, or of another tool's file."""
        return self._source if isinstance(self._source, Source) else None

    @property
    def origin(self) -> Origin | None:
        """Another tool's file that it was read from; None where there is none."""
        return self._source if isinstance(self._source, Origin) else None

    def located(self, found: Iterable[Problem]) -> tuple[Problem, ...]:
        """Give problems their lines and columns, where there is a file."""
        return self._source.locate(found) if self._source else tuple(found)

    def replace(self, **fields: Unpack[Changes]) -> "Network":
        """Give the network with other values in these fields; other layers stand in no file.

        `vars` and `inputs` are replaced one by one: the others stay, and Unreadable where there is none so called.
        So are fields of layers: `network.replace(set={"conv1.stride": 2, "width": 32})`, where `width` is a var.
        """
        source = None if {"layers", "blocks"} & fields.keys() else self._source
        return Network._other(self._written, snapshot(fields), source)

    def to_dict(self) -> dict[str, Any]:
        """Give what was written as plain data: `Network(**network.to_dict()) == network`."""
        made: dict[str, Any] = plain(self._written)
        return made

    def to_yaml(self) -> str:
        """Give what was written as the text of a spec."""
        from netcalc.text.emit import yaml_text

        return yaml_text(self.to_dict())

    def draw(
        self,
        path: "str | Path",
        *,
        as_: View | None = None,
        depth: int | None = None,
        weights: "str | Path | None" = None,
        theme: Literal["auto", "light", "dark"] = "auto",
    ) -> None:
        """Draw it into a file: .svg, .png, .pdf, .tex (TikZ), .mmd (Mermaid) or .dot (Graphviz).

        `as_` says as what; left out, what suits it. Blocks deeper than `depth` levels are folded. `weights` are a
        trained net's, .npz or .safetensors, which the edges of neurons show. ValueError where it cannot be drawn so,
        OSError, or ImportError, which says what to install.
        """
        from netcalc.render.pictures.network.shown import drawn

        drawn(self, path, (as_, depth, weights), theme)

    def _repr_html_(self) -> str:
        """Show the picture in a notebook."""
        from netcalc.render.notebook import html

        return html(self)

    def to_pytorch(self) -> str:
        """Give a PyTorch program that makes the same volumes and arrays; SpecError where the network does not fit."""
        from netcalc.models.writing import convert

        return convert(self, to="pytorch")

    def _value(self) -> tuple[object, ...]:
        """Give what makes two networks equal: all that is understood but the layers laid flat, which follow."""
        of = self._understood
        put, given = plain(self._written.get(SET) or {}), tuple(of.inputs.items())
        return (of.name, given, of.rounding, of.layers, of.loss, {**of.train}, of.claims, of.graph.outputs, put)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Network) and self._value() == other._value()

    def __hash__(self) -> int:
        return hash((self.name, tuple(self.inputs.items()), self.rounding, self.loss, len(self.graph.nodes)))

    def __repr__(self) -> str:
        layers = len(self.graph.nodes)
        called = f" {self.called}" if self.called else ""
        return f"<Network{called}: {coming_in(self.inputs)}, {layers:,} layer{'' if layers == 1 else 's'}>"

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return Network.of, (dict(self._written), self._source)
