"""What a list of layers may hold besides layers: repeats, residuals, parallel branches, uses of blocks."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final, Literal, TypeAlias

from pydantic import Field, SkipValidation, WithJsonSchema

from netcalc.layers import CATALOGUE
from netcalc.layers.base import Layer
from netcalc.layers.fields import Name, References, Whole, one_of
from netcalc.layers.written import Form
from netcalc.problems import Path

LAYERS_SCHEMA: Final[dict[str, Any]] = {"type": "array", "minItems": 1}
BRANCH_SCHEMA: Final[dict[str, Any]] = {"type": "array"}
BRANCHES_SCHEMA: Final[dict[str, Any]] = {"type": "array", "items": BRANCH_SCHEMA, "minItems": 1}
JoinKind: TypeAlias = Literal["concat", "add", "multiply"]
Layers = Annotated[SkipValidation["tuple[Item, ...]"], WithJsonSchema(LAYERS_SCHEMA)]
Branch = Annotated[SkipValidation["tuple[Item, ...]"], WithJsonSchema(BRANCH_SCHEMA)]
Branches = Annotated[SkipValidation["tuple[tuple[Item, ...], ...]"], WithJsonSchema(BRANCHES_SCHEMA)]


class Composite(Form):
    """A form that holds lists of layers; `lists` names them, `choices` the list of lists."""

    lists: ClassVar[tuple[str, ...]] = ()
    may_be_empty: ClassVar[tuple[str, ...]] = ()
    choices: ClassVar[tuple[str, ...]] = ()

    name: Name | None = Field(default=None, description="A name for the whole; it stands for its last layer.")
    from_: References | None = Field(default=None, alias="from", description="What the first layers read.")


class Repeat(Composite):
    """The same layers several times over, one pass after the other."""

    kind = "repeat"
    example: ClassVar[str] = "repeat: {times: 3, layers: [fc: 8, relu]}"
    lists = ("layers",)

    times: Whole = Field(description="How many passes; 0 is nothing.")
    layers: Layers = Field(description="The layers of one pass.")


class Residual(Composite):
    """What the layers make, plus what they read; the shortcut may have layers of its own."""

    kind = "residual"
    main = "layers"
    example: ClassVar[str] = "residual: [fc: 8, relu, fc: 8]"
    lists = ("layers", "shortcut")
    may_be_empty = ("shortcut",)

    layers: Layers = Field(description="The layers beside the shortcut.")
    shortcut: Branch = Field(default=(), description="The shortcut's own layers; left out, it changes nothing.")


class Parallel(Composite):
    """Branches that read the same, side by side, and are joined; an empty branch changes nothing."""

    kind = "parallel"
    main = "branches"
    example: ClassVar[str] = "parallel: {join: concat, branches: [[fc: 8], [fc: 4, relu]]}"
    choices = ("branches",)

    branches: Branches = Field(description="The branches, each a list of layers.")
    join: Annotated[
        JoinKind, one_of("concat", "add", "multiply"), WithJsonSchema({"enum": ["concat", "add", "multiply"]})
    ] = Field(default="concat", description="How they are joined: along the depth, added or multiplied.")


@dataclass(frozen=True, slots=True)
class Use:
    """A block in use: its layers with the arguments put in, and where they were written."""

    kind: str
    name: str | None
    from_: tuple[str, ...] | None
    layers: "tuple[Partial, ...]"
    path: Path


@dataclass(frozen=True, slots=True)
class Unread:
    """Stands where a layer could not be understood, so that what comes after it still can be."""

    kind: str
    name: str | None


Item: TypeAlias = Layer | Composite
Partial: TypeAlias = Layer | Repeat | Residual | Parallel | Use | Unread
COMPOSITES: Final[dict[str, type[Composite]]] = {form.kind: form for form in (Repeat, Residual, Parallel)}
FORMS: Final = (*CATALOGUE, *COMPOSITES)


def form_of(kind: str) -> type[Layer] | type[Composite]:
    """Give the model of a kind of layer, or of a composite."""
    return COMPOSITES[kind] if kind in COMPOSITES else CATALOGUE[kind]
