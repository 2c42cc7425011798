"""The types of a spec's fields: what may be written, what is held, and what an editor may offer."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Literal, SupportsIndex, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from netcalc.arithmetic import Rounding
from netcalc.layers.written import offers, values
from netcalc.layers.written.choice import CHOICE
from netcalc.layers.written.sharing import SHARE_SCHEMA, Share, read_share
from netcalc.layers.written.values import Extents, Sides, real
from netcalc.volume import Volume

Name = Annotated[str, PlainValidator(values.name), WithJsonSchema(offers.NAME_SCHEMA)]
Reference = Annotated[str, PlainValidator(values.reference), WithJsonSchema(offers.REFERENCE_SCHEMA)]
Text = Annotated[str, PlainValidator(values.text), WithJsonSchema({"type": "string"})]
RoundingField = Annotated[Rounding, CHOICE]

# What a user may pass where more is taken than is held.
WholeLike: TypeAlias = SupportsIndex | str
ExtentsLike: TypeAlias = WholeLike | Sequence[WholeLike]
MarginLike: TypeAlias = ExtentsLike | Sides | Mapping[str, WholeLike]
ReferencesLike: TypeAlias = str | Sequence[str]

if TYPE_CHECKING:
    from netcalc.layers.written.given import Given

    Count = Given[WholeLike, int]
    CountOrNone = Given[WholeLike | None, int | None]
    Amount = Given[WholeLike, int]
    Whole = Given[WholeLike, int]
    Truth = Given[bool | str, bool]
    Number = Given[float | str, float]
    Positive = Given[float | str, float]
    Rate = Given[float | str, float]
    Size = Given[ExtentsLike, Extents]
    SizeOrNone = Given[ExtentsLike | None, Extents | None]
    Margin = Given[ExtentsLike, Extents]
    Pad = Given[MarginLike, Extents | Literal["same", "same_start", "causal"] | Sides]
    PoolPad = Pad
    SpreadPad = Given[MarginLike, Extents | Literal["same"] | Sides]
    Rim = Given[MarginLike, Extents | Sides]
    RimOrNone = Given[MarginLike | None, Extents | Sides | None]
    References = Given[ReferencesLike | None, tuple[str, ...] | None]
    Several = Given[Sequence[str], tuple[str, ...]]
    Pair = Given[Sequence[str], tuple[str, ...]]
    Shape = Given[ExtentsLike, Volume]
    ShapeIfKnown = Given[ExtentsLike, Volume | None]
    AmountIfKnown = Given[WholeLike, int | None]
    Shared = Given[str | Share | Mapping[str, str | bool] | None, Share | None]
else:
    Count = Annotated[int, PlainValidator(values.whole_of(1)), WithJsonSchema(offers.count_schema(1))]
    CountOrNone = Count | None
    Amount = Annotated[int, PlainValidator(values.amount), WithJsonSchema(offers.AMOUNT_SCHEMA)]
    Whole = Annotated[int, PlainValidator(values.whole_of(0)), WithJsonSchema(offers.count_schema(0))]
    Truth = Annotated[bool, PlainValidator(values.truth), WithJsonSchema({"type": "boolean"})]
    Number = Annotated[float, real("a number"), WithJsonSchema({"type": "number"})]
    Positive = Annotated[
        float, real("a number above 0", low=5e-324), WithJsonSchema({"type": "number", "exclusiveMinimum": 0})
    ]
    Rate = Annotated[
        float,
        real("a share from 0 to below 1", low=0, high=1),
        WithJsonSchema({"type": "number", "minimum": 0, "exclusiveMaximum": 1}),
    ]
    Size = Annotated[Extents, PlainValidator(values.extents_of(1)), WithJsonSchema({"anyOf": offers.extents_schema(1)})]
    SizeOrNone = Size | None
    Margin = Annotated[
        Extents, PlainValidator(values.extents_of(0)), WithJsonSchema({"anyOf": offers.extents_schema(0)})
    ]
    Pad = Annotated[
        Extents | Literal["same", "same_start", "causal"] | Sides,
        PlainValidator(values.pad_of("same", "same_start", "causal")),
        WithJsonSchema(offers.pad_schema("same", "same_start", "causal")),
    ]
    PoolPad = Annotated[
        Extents | Literal["same", "same_start"] | Sides,
        PlainValidator(values.pad_of("same", "same_start")),
        WithJsonSchema(offers.pad_schema("same", "same_start")),
    ]
    SpreadPad = Annotated[
        Extents | Literal["same"] | Sides,
        PlainValidator(values.pad_of("same")),
        WithJsonSchema(offers.pad_schema("same")),
    ]
    Rim = Annotated[Extents | Sides, PlainValidator(values.margin), WithJsonSchema(offers.RIM_SCHEMA)]
    RimOrNone = Rim | None
    References = (
        Annotated[tuple[str, ...], PlainValidator(values.references), WithJsonSchema(offers.REFERENCES_SCHEMA)] | None
    )
    Several = Annotated[tuple[str, ...], PlainValidator(values.several), WithJsonSchema(offers.SEVERAL_SCHEMA)]
    Pair = Annotated[tuple[str, ...], PlainValidator(values.pair), WithJsonSchema(offers.PAIR_SCHEMA)]
    Shape = Annotated[Volume, PlainValidator(values.volume), WithJsonSchema(offers.VOLUME_SCHEMA)]
    ShapeIfKnown = Annotated[
        Volume | None,
        PlainValidator(values.if_known(values.volume)),
        WithJsonSchema({"anyOf": [offers.VOLUME_SCHEMA, offers.UNKNOWN_SCHEMA]}),
    ]
    AmountIfKnown = Annotated[
        int | None,
        PlainValidator(values.if_known(values.amount)),
        WithJsonSchema({"anyOf": [offers.AMOUNT_SCHEMA, offers.UNKNOWN_SCHEMA]}),
    ]
    Shared = Annotated[Share, PlainValidator(read_share), WithJsonSchema(SHARE_SCHEMA)] | None
