"""What a spec says: a network's input, layers and claims, understood as a whole or not at all."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Self, TypeAlias

from pydantic import (
    Field,
    ModelWrapValidatorHandler,
    PlainValidator,
    PrivateAttr,
    SkipValidation,
    WithJsonSchema,
    model_validator,
)

from netcalc.layers.fields import RoundingField, Shape, Text, within, wrong
from netcalc.layers.written import Written
from netcalc.network.composition import LAYERS_SCHEMA, Item
from netcalc.network.graph import AUTOMATIC, Expansion, Graph
from netcalc.network.reading import Reading
from netcalc.problems import INVALID_VALUE, UNKNOWN_REFERENCE, Problem, SpecError, Unreadable
from netcalc.report import claims
from netcalc.report.claims import Claim
from netcalc.text.source import Source
from netcalc.text.template import variables
from netcalc.text.words import name_hint

if TYPE_CHECKING:
    from netcalc.network.blocks import Block

LossKind: TypeAlias = Literal["softmax", "svm", "mse"]
LOSSES: Final[tuple[LossKind, ...]] = ("softmax", "svm", "mse")


@dataclass(frozen=True, slots=True)
class Loss:
    """What training would minimise: its kind, and the strength of the L2 penalty on the weights."""

    kind: LossKind
    l2: float = 0.0


def _loss(value: object) -> Loss:
    takes = "softmax, svm or mse, or {softmax: {l2: 0.001}}"
    if isinstance(value, Loss):
        return value
    kind, options = next(iter(value.items())) if isinstance(value, Mapping) and len(value) == 1 else (value, {})
    l2 = options.get("l2", 0.0) if isinstance(options, Mapping) and set(options) <= {"l2"} else None
    if kind not in LOSSES or isinstance(l2, bool) or not isinstance(l2, int | float) or not within(l2) >= 0:
        raise wrong(takes, value)
    return Loss(kind, float(l2))


def _claims(value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise wrong("claims, each a query and what it should be (totals.params: 61706)", value)
    return {str(query): claimed for query, claimed in value.items()}


def _names(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}


def _loss_schema() -> dict[str, Any]:
    options = {"type": "object", "properties": {"l2": {"type": "number", "minimum": 0}}, "additionalProperties": False}
    kinds = {"type": "object", "properties": dict.fromkeys(LOSSES, options), "additionalProperties": False}
    return {"anyOf": [{"enum": list(LOSSES)}, {**kinds, "minProperties": 1, "maxProperties": 1}]}


CLAIM_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "additionalProperties": {"type": ["string", "number", "boolean", "array"]},
}


VARS_SCHEMA: Final[dict[str, Any]] = {"type": "object", "additionalProperties": {"type": ["number", "string"]}}
BLOCKS_SCHEMA: Final[dict[str, Any]] = {"type": "object"}


class Network(Written):
    """A network as it is written: what comes in, its layers in order, and what is claimed of it.

    SpecError, with everything that is wrong, where it cannot be understood.

    >>> from netcalc.layers.fc import FC
    >>> Network(input="3", layers=[FC(units=4), {"fc": 2}]).layers[1].units
    2
    """

    name: Text | None = Field(default=None, description="What the network is called.")
    input: Shape = Field(description="The volume that comes in: width x height x depth, such as 32x32x3.")
    rounding: RoundingField = Field(
        default="exact", description="What a window that does not fit evenly means: an error, rounded down, or up."
    )
    layers: Annotated[SkipValidation[tuple[Item, ...]], WithJsonSchema(LAYERS_SCHEMA)] = Field(
        description="The layers, in order."
    )
    loss: Annotated[Loss, PlainValidator(_loss), WithJsonSchema(_loss_schema())] | None = Field(
        default=None, description="What training would minimise; used by the reference pass."
    )
    vars: Annotated[dict[str, Any], PlainValidator(_names), WithJsonSchema(VARS_SCHEMA)] = Field(
        default_factory=dict, description="Numbers with a name, for `${...}`; each may use those above it."
    )
    blocks: Annotated[dict[str, Any], PlainValidator(_names), WithJsonSchema(BLOCKS_SCHEMA)] = Field(
        default_factory=dict, description="Lists of layers with a name and arguments, used like kinds."
    )
    expect: Annotated[dict[str, Any], PlainValidator(_claims), WithJsonSchema(CLAIM_SCHEMA)] = Field(
        default_factory=dict, description="Claims that `netcalc check` holds the network to: a query and its value."
    )

    _graph: Graph = PrivateAttr()
    _names: Collection[str] = PrivateAttr(default=())
    _claims: tuple[Claim, ...] = PrivateAttr(default=())
    _source: Source | None = PrivateAttr(default=None)

    @classmethod
    def title(cls) -> str:
        """Say what a spec is called in a sentence."""
        return "a spec"

    @classmethod
    def usage(cls) -> str:
        """Show the shortest spec."""
        return "for example `input: 32x32x3` and `layers: [fc: 10]`"

    @model_validator(mode="wrap")
    @classmethod
    def _understood(cls, written: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(written, cls):
            return written
        if not isinstance(written, Mapping):
            message = "a spec is fields: `input`, `layers` and more"
            raise SpecError([Problem(code=INVALID_VALUE, message=message, hint=cls.usage())])
        fields, found = dict(written), list[Problem]()
        reading = Reading(_blocks(fields, found), variables(fields.get("vars"), found))
        for field in [name for name in fields if name not in ("layers", "blocks", "vars")]:
            fields[field] = reading.filled(fields[field], (field,))
        if "layers" in fields:
            fields["layers"] = reading.layers(fields["layers"], ("layers",))
        reading.check_unused()
        expansion = Expansion().run(fields.get("layers", ()))
        try:
            network = handler(fields)
        except SpecError as error:
            found += [problem for problem in error.problems if problem.path[:1] not in reading.broken]
        claimed, doubts = _read_claims(fields.get("expect"), expansion)
        found += [*reading.problems, *expansion.problems, *doubts]
        if found:
            raise SpecError(found)
        network._graph = expansion.graph()  # noqa: SLF001  its own
        network._names = expansion.names()  # noqa: SLF001
        network._claims = claimed  # noqa: SLF001
        return network

    @property
    def graph(self) -> Graph:
        """The layers laid flat."""
        return self._graph

    @property
    def names(self) -> Collection[str]:
        """The names of its layers and of its named groups of layers."""
        return self._names

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What is claimed of the network, understood."""
        return self._claims

    @property
    def source(self) -> Source | None:
        """The text it was read from; None for a network made in Python."""
        return self._source

    @property
    def called(self) -> str | None:
        """The name it was given, else its file's."""
        return self.name or (self._source.stem if self._source else None)

    def located(self, found: Iterable[Problem]) -> tuple[Problem, ...]:
        """Give problems their lines and columns, where there is a file."""
        return self._source.locate(found) if self._source else tuple(found)

    @classmethod
    def read(cls, source: Source, **overrides: object) -> "Network":
        """Understand a source; SpecError with every problem in its place. `overrides` take the place of its fields."""
        data = source.data()
        written = _overridden(data, overrides) if isinstance(data, dict) else data
        try:
            network = cls.model_validate(written)
        except SpecError as error:
            raise SpecError(source.locate(error.problems)) from None
        network._source = source  # noqa: SLF001
        return network


def _blocks(fields: Mapping[str, Any], found: list[Problem]) -> "dict[str, Block]":
    """Read the blocks, where there are any."""
    if fields.get("blocks") is None:
        return {}
    from netcalc.network.blocks import read_blocks

    return read_blocks(fields["blocks"], found)


def _overridden(data: dict[str, Any], overrides: dict[str, Any]) -> dict[str, Any]:
    """Put other values in the place of a spec's own; vars one by one, and only those that the spec has."""
    known = _names(data.get("vars"))
    given = overrides.get("vars") or {}
    strangers = [name for name in given if name not in known]
    if strangers:
        raise Unreadable(
            Problem(
                code=UNKNOWN_REFERENCE,
                message=f"there is no var `{name[:80]}` to set",
                hint=name_hint(name, known) or "the spec's vars: " + (", ".join(known) or "none"),
            )
            for name in strangers
        )
    return {**data, **overrides, **({"vars": {**known, **given}} if given else {})}


def _read_claims(written: object, expansion: Expansion) -> tuple[tuple[Claim, ...], list[Problem]]:
    if not isinstance(written, Mapping):
        return (), []
    claimed, found = claims.read(_claims(written), expansion.names())
    return claimed, [problem for problem in found if not _excusable(problem, expansion)]


def _excusable(problem: Problem, expansion: Expansion) -> bool:
    """Say whether a name may be unknown only because a layer before it could not be understood."""
    if problem.code != UNKNOWN_REFERENCE:
        return False
    name = str(problem.path[-1]).partition(".")[0]
    return not expansion.names() or (expansion.guesses and bool(AUTOMATIC.fullmatch(name)))
