"""What a spec says, as models: fields and sentences, nothing worked out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Final, Self

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from netcalc.layers.written.fields import Name, References, RoundingField, Shared, Text
from netcalc.layers.written.given import optional
from netcalc.layers.written.offers import NAME_PATTERN, REFERENCES_SCHEMA, VOLUME_SCHEMA
from netcalc.layers.written.values import references, volume, wrong
from netcalc.layers.written.written import COMMON, Written
from netcalc.network.graph import INPUT
from netcalc.network.laying.inputs import meant_inputs
from netcalc.network.training.loss import Loss, loss_schema, read_loss
from netcalc.problems import INVALID_VALUE, LIMIT_EXCEEDED, MISSING_FIELD, Problem, SpecError
from netcalc.text.brief import brief
from netcalc.text.templates.names import nameable, nameables
from netcalc.text.templates.template import mentioned
from netcalc.volume import Volume

MOST_INPUTS: Final = 100  # each is followed through every layer
NOTHING: Final = "none"  # comes in
SET: Final = "set"  # the field that sets fields of layers
RESERVED: Final = ("when",)  # belong to the language: no argument takes them
OF_A_USE: Final = (*COMMON, *RESERVED)
LAYERS_SCHEMA: Final[dict[str, Any]] = {"type": "array", "minItems": 1}
CLAIM_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "additionalProperties": {"type": ["string", "number", "boolean", "array"]},
}
VALUES: Final = ["number", "string", "boolean", "array"]
VARS_SCHEMA: Final[dict[str, Any]] = {"type": "object", "additionalProperties": {"type": VALUES}}
SET_SCHEMA: Final[dict[str, Any]] = {"type": "object", "propertyNames": {"pattern": r"\."}}
INPUTS_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "patternProperties": {NAME_PATTERN: VOLUME_SCHEMA},
    "additionalProperties": False,
    "minProperties": 1,
}
OBJECT_SCHEMA: Final[dict[str, Any]] = {"type": "object"}


def _claims(value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise wrong("claims, each a query and what it should be (totals.params: 61706)", value)
    return {str(query): claimed for query, claimed in value.items()}


def _names(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}


def _words(value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise wrong("words of training, each with its value ({data: spiral, epochs: 30})", value)
    return {str(word): each for word, each in value.items()}


def _held(value: object) -> object:
    if value is None:
        raise wrong("a list of layers", value)
    return value


def _arguments(value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise wrong("names with their defaults, null where one must be given ({width: null, stride: 1})", value)
    for name in value:
        if not nameable(str(name), OF_A_USE):
            takes = f"names for arguments: {nameables(OF_A_USE)}"
            raise wrong(takes, name)
    return {str(name): default for name, default in value.items()}


def _outputs(value: object) -> tuple[str, ...]:
    names = references(value)
    if len(set(names)) < len(names):
        raise wrong("each name once", list(names))
    return names


def _inputs(value: object) -> dict[Any, Any]:
    if value == NOTHING:
        return {}
    if not isinstance(value, Mapping) or not value:
        raise wrong("names, each with its volume ({left: 105x105x1, right: 105x105x1})", value)
    if len(value) > MOST_INPUTS:
        raise PydanticCustomError(LIMIT_EXCEEDED, f"has more names than netcalc follows ({MOST_INPUTS})")
    return dict(value)


def _coming_in(written: Mapping[str, Any], usage: str) -> list[Problem]:
    """Say what is wrong where a spec has no input, or says twice what comes in."""
    given = [field for field in ("input", "inputs") if field in written]
    if not given:
        return [Problem(code=MISSING_FIELD, message="a spec needs `input`", hint=usage, path=("input",))]
    if len(given) > 1:
        message = "`input` and `inputs` both say what comes in: write one of them"
        return [Problem(code=INVALID_VALUE, message=message, path=("inputs",))]
    return []


class Spec(Written):
    """A network as it is written: what comes in, its layers in order, and what is claimed of it."""

    name: Text | None = Field(default=None, description="What the network is called.")
    input: Annotated[Volume | None, PlainValidator(volume), WithJsonSchema(VOLUME_SCHEMA)] = Field(
        default=None, description="The volume that comes in: width x height x depth, such as 32x32x3."
    )
    inputs: (
        Annotated[
            dict[Name, Annotated[Volume, PlainValidator(volume)]],
            BeforeValidator(_inputs),
            WithJsonSchema({"anyOf": [INPUTS_SCHEMA, {"const": NOTHING}]}),
        ]
        | None
    ) = Field(
        default=None,
        description="In place of `input`: the volumes of several inputs, by names that layers read; or `none`.",
    )
    rounding: RoundingField = Field(
        default="exact", description="What a window that does not fit evenly means: an error, rounded down, or up."
    )
    layers: Annotated[Any, PlainValidator(lambda layers: layers), WithJsonSchema(LAYERS_SCHEMA)] = Field(
        description="The layers, in order."
    )
    outputs: Annotated[tuple[str, ...], PlainValidator(_outputs), WithJsonSchema(REFERENCES_SCHEMA)] | None = Field(
        default=None, description="The layers whose volumes the network gives; left out, the last alone."
    )
    loss: Annotated[Loss, PlainValidator(read_loss), WithJsonSchema(loss_schema())] | None = Field(
        default=None, description="What training would minimise; used by the reference pass."
    )
    train: Annotated[dict[str, Any], PlainValidator(_words), WithJsonSchema(OBJECT_SCHEMA)] = Field(
        default_factory=dict, description="How `netcalc train` goes about it: {data: spiral, epochs: 30, lr: 0.1}."
    )
    vars: Annotated[dict[str, Any], PlainValidator(_names), WithJsonSchema(VARS_SCHEMA)] = Field(
        default_factory=dict,
        description="Numbers, words and lists with a name, for `${...}`; each may use those above it.",
    )
    blocks: Annotated[dict[str, Any], PlainValidator(_names), WithJsonSchema(OBJECT_SCHEMA)] = Field(
        default_factory=dict, description="Lists of layers with a name and arguments, used like kinds."
    )
    set: Annotated[dict[str, Any], PlainValidator(_names), WithJsonSchema(SET_SCHEMA)] = Field(
        default_factory=dict, description="Other values for fields of layers, by the layer's name: {conv1.stride: 2}."
    )
    expect: Annotated[dict[str, Any], PlainValidator(_claims), WithJsonSchema(CLAIM_SCHEMA)] = Field(
        default_factory=dict, description="Claims that `netcalc check` holds the network to: a query and its value."
    )

    @property
    def comes_in(self) -> dict[str, Volume]:
        """The volumes that come in, by name."""
        return dict(self.inputs) if self.inputs else {INPUT: self.input} if self.input else {}

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> Self:
        """Read the fields of a spec, with `input` or `inputs` among them."""
        found = _coming_in(written, cls.usage())
        try:
            made = super().read(written)
        except SpecError as error:
            meant = {problem.hint for problem in error.problems}
            unsaid = [problem for problem in found if not meant & {"write `input`", "write `inputs`"}]
            raise SpecError([*unsaid, *error.problems]) from None
        if found:
            raise SpecError(found)
        return made

    @classmethod
    def problem(cls, kind: str, path: tuple[str | int, ...], message: str, written: object = None) -> Problem:
        """Name the input that something is wrong with."""
        found = super().problem(kind, path, message, written)
        if path[:1] != ("inputs",) or len(path) < 2:
            return found
        name = brief(path[1])
        if path[2:] and path[1] == INPUT:
            found = replace(found, hint="another name, such as `image`; one input alone is `input: 32x32x3`")
        said = f"the name of an input {message}" if path[2:] else f"the input `{name}` {message}"
        return replace(found, message=said, path=path[:2])

    @classmethod
    def meant(cls, field: str, written: object) -> str:
        """Say where several inputs are written, and what an image's mapping has."""
        if field == "inputs":
            return meant_inputs(written)
        if field != "input" or not isinstance(written, Mapping):
            return ""
        image = set(written) & {"width", "height", "depth"}
        return "an image is {width: 32, height: 32, depth: 3}" if image else "of several inputs write `inputs`"

    @classmethod
    def title(cls) -> str:
        """Say what a spec is called in a sentence."""
        return "a spec"

    @classmethod
    def usage(cls) -> str:
        """Show the shortest spec."""
        return "for example `input: 32x32x3` and `layers: [fc: 10]`"


class Block(Written):
    """A list of layers with a name, used like a kind."""

    args: Annotated[dict[str, Any], PlainValidator(_arguments), WithJsonSchema(OBJECT_SCHEMA)] = Field(
        default_factory=dict, description="The arguments with their defaults; null: must be given."
    )
    layers: Annotated[Any, PlainValidator(_held), WithJsonSchema(LAYERS_SCHEMA)] = Field(description="The layers.")

    @classmethod
    def title(cls) -> str:
        """Say what it is in a sentence."""
        return "a block"

    @classmethod
    def usage(cls) -> str:
        """Show how it is written."""
        return "for example `{args: {width: null}, layers: [...]}`"

    def defaults(self) -> dict[str, Any]:
        """Give the arguments that have a default which is a plain value."""
        return {name: value for name, value in self.args.items() if value is not None and not mentioned(value)}


class Call(Written):
    """What any use of a block may say besides its arguments."""

    name: Name | None = None
    from_: References = optional(None, "What the block's first layers read.", called="from")
    share: Shared = optional(None, "The use of the same block whose arrays it uses.")
