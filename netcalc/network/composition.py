"""What a list of layers may hold besides layers, as it is written: repeats, residuals, parallel branches."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal, TypeAlias

from pydantic import Field, PlainSerializer, PlainValidator, WithJsonSchema

from netcalc.layers import CATALOGUE
from netcalc.layers.base import Layer
from netcalc.layers.written.choice import CHOICE
from netcalc.layers.written.fields import Name, References, Whole
from netcalc.layers.written.given import optional
from netcalc.layers.written.values import wrong
from netcalc.layers.written.written import Form
from netcalc.network.plain import plain
from netcalc.network.written import LAYERS_SCHEMA
from netcalc.text.templates.names import nameable, nameables

INDEX_SCHEMA: Final = {"type": "string", "pattern": r"^[^\W\d]\w*$"}
BRANCH_SCHEMA: Final[dict[str, Any]] = {"type": "array"}
BRANCHES_SCHEMA: Final[dict[str, Any]] = {"type": "array", "items": BRANCH_SCHEMA, "minItems": 1}
JoinKind: TypeAlias = Literal["concat", "add", "multiply"]
OTHER_JOINS: Final = ("subtract", "matmul")
LayerLike: TypeAlias = "Layer | Composite | Mapping[str, object] | str"


def _index(value: object) -> str:
    if not isinstance(value, str) or not nameable(value):
        takes = f"a name: {nameables()}"
        raise wrong(takes, value)
    return value


Index = Annotated[str, PlainValidator(_index), WithJsonSchema(INDEX_SCHEMA)]


def _list(value: object) -> object:
    """Keep the items of anything that can be gone through; what else was written is complained about when read."""
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        return value
    return tuple(value)


def _lists(value: object) -> object:
    outer = _list(value)
    return tuple(map(_list, outer)) if isinstance(outer, tuple) else outer


if TYPE_CHECKING:
    from netcalc.layers.written.given import Given

    Layers = Given[Iterable[LayerLike], tuple[LayerLike, ...]]
    Branch = Layers
    Branches = Given[Iterable[Iterable[LayerLike]], tuple[tuple[LayerLike, ...], ...]]
else:
    Layers = Annotated[tuple, PlainValidator(_list), PlainSerializer(plain), WithJsonSchema(LAYERS_SCHEMA)]
    Branch = Annotated[tuple, PlainValidator(_list), PlainSerializer(plain), WithJsonSchema(BRANCH_SCHEMA)]
    Branches = Annotated[tuple, PlainValidator(_lists), PlainSerializer(plain), WithJsonSchema(BRANCHES_SCHEMA)]


class Composite(Form):
    """A form that holds lists of layers; `lists` names them, `choices` the list of lists."""

    lists: ClassVar[tuple[str, ...]] = ()
    may_be_empty: ClassVar[tuple[str, ...]] = ()
    choices: ClassVar[tuple[str, ...]] = ()

    name: Name | None = Field(default=None, description="A name for the whole; it stands for its last layer.")
    from_: References = optional(None, "What the first layers read.", called="from")

    def __eq__(self, other: object) -> bool:
        """Say whether the same is written in both."""
        return isinstance(other, Composite) and self._value() == other._value()

    def __hash__(self) -> int:
        return hash((self.kind, self.name, self.from_))

    def _value(self) -> tuple[object, ...]:
        """Give all its fields as plain data: a layer and what says the same are equal."""
        return (self.kind, *(plain(getattr(self, name)) for name in type(self).model_fields))


class Repeat(Composite):
    """The same layers several times over, one pass after the other."""

    kind = "repeat"
    example: ClassVar[str] = "repeat: {times: 3, layers: [fc: 8, relu]}"
    lists = ("layers",)

    times: Whole = Field(description="How many passes; 0 is nothing.")
    layers: Layers = Field(description="The layers of one pass.")
    index: Index | None = Field(default=None, description="A name for the number of the pass, from 0, in `${...}`.")


class Residual(Composite):
    """What the layers make, plus what they read; the shortcut may have layers of its own."""

    kind = "residual"
    main = "layers"
    example: ClassVar[str] = "residual: [fc: 8, relu, fc: 8]"
    lists = ("layers", "shortcut")
    may_be_empty = ("shortcut",)

    layers: Layers = Field(description="The layers beside the shortcut.")
    shortcut: Branch = optional((), "The shortcut's own layers; left out, it changes nothing.")


class Parallel(Composite):
    """Branches that read the same, side by side, and are joined; an empty branch changes nothing."""

    kind = "parallel"
    main = "branches"
    example: ClassVar[str] = "parallel: {join: concat, branches: [[fc: 8], [fc: 4, relu]]}"
    choices = ("branches",)

    branches: Branches = Field(description="The branches, each a list of layers.")
    join: Annotated[JoinKind, CHOICE] = Field(
        default="concat", description="How they are joined: along the depth, added or multiplied."
    )

    @classmethod
    def meant(cls, field: str, written: object) -> str:
        """Say that other joins are layers, which name what they read."""
        if field == "join" and written in OTHER_JOINS:
            return f"name the last layers of the branches, and write `{written}: [a, b]` in place of `parallel`"
        return super().meant(field, written)


COMPOSITES: Final[dict[str, type[Composite]]] = {form.kind: form for form in (Repeat, Residual, Parallel)}
FORMS: Final = (*CATALOGUE, *COMPOSITES)


def form_of(kind: str) -> type[Layer] | type[Composite]:
    """Give the model of a kind of layer, or of a composite."""
    return COMPOSITES[kind] if kind in COMPOSITES else CATALOGUE[kind]
