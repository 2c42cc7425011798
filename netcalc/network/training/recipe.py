"""How a network is trained: the words under `train:` in a spec, which are those of the command and of Python."""

from typing import Annotated, Any, Final, Literal, NamedTuple, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from netcalc.layers.written.fields import Count, Positive, Rate, Text, Whole
from netcalc.layers.written.given import optional
from netcalc.layers.written.values import one_of, real, wrong
from netcalc.layers.written.written import Written
from netcalc.network.training.decay import Decay, read_decay

Optimizer: TypeAlias = Literal["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "perceptron"]
Scaling: TypeAlias = Literal["none", "unit", "center", "standard"]
OPTIMIZERS: Final[tuple[Optimizer, ...]] = (
    "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "perceptron",
)  # fmt: skip
SCALINGS: Final[tuple[Scaling, ...]] = ("none", "unit", "center", "standard")
DTYPES: Final = ("float32", "float64")
STARTS: Final = ("he", "xavier")
NORMAL: Final = "normal"
Strength: TypeAlias = Annotated[
    float, real("a number from 0 up", low=0), WithJsonSchema({"type": "number", "minimum": 0})
]
SPREAD_TAKES: Final = "he, xavier or normal:SPREAD (normal:0.01)"


class Start(NamedTuple):
    """How weights are drawn: by He's or Xavier's rule, or normal with a spread of its own."""

    rule: str
    spread: float | None = None

    def __str__(self) -> str:
        return self.rule if self.spread is None else f"{self.rule}:{self.spread:g}"


def read_start(value: object) -> Start:
    """Read `he`, `xavier` or `normal:0.01`."""
    if isinstance(value, Start):
        return value
    rule, _, spread = value.partition(":") if isinstance(value, str) else ("", "", "")
    if rule in STARTS and not spread:
        return Start(rule)
    try:
        drawn = float(spread)
    except ValueError:
        drawn = -1.0
    if rule != NORMAL or not 0 <= drawn <= 10**9:
        raise wrong(SPREAD_TAKES, value, STARTS)
    return Start(rule, drawn)


class Recipe(Written):
    """How a network is trained; what is left out is as the defaults say."""

    data: Text | None = Field(default=None, description="What it learns: a name (spiral:3, digits) or a file.")
    test: Text | None = Field(default=None, description="Data that it is tried on when it has learned.")
    epochs: Whole = optional(30, "How often all of the training share is gone through.")
    batch: Count = optional(32, "The examples of one update.")
    lr: Positive = optional(0.1, "The learning rate.")
    optimizer: Annotated[Optimizer, one_of(*OPTIMIZERS), WithJsonSchema({"enum": list(OPTIMIZERS)})] = Field(
        default="sgd", description="How a gradient becomes an update."
    )
    momentum: Rate = optional(0.9, "How much of its speed an update keeps: momentum and nesterov.")
    decay: Annotated[Decay, PlainValidator(read_decay), WithJsonSchema({"type": "string"})] | None = Field(
        default=None, description="How the rate goes down: step:10:0.5, exp:0.97 or inverse:0.01."
    )
    l2: Strength | None = Field(default=None, description="The strength of the L2 penalty; else as the loss says.")
    val: Rate = optional(0.2, "The share of the data that is kept for validation.")
    seed: Whole = optional(0, "What weights, batches and generated data are drawn from.")
    dtype: Annotated[Literal["float32", "float64"], one_of(*DTYPES), WithJsonSchema({"enum": list(DTYPES)})] = Field(
        default="float32", description="What is computed in."
    )
    init: Annotated[Start, PlainValidator(read_start), WithJsonSchema({"type": "string"})] = Field(
        default=Start("he"), description="How weights are drawn: he, xavier or normal:0.01."
    )
    scale: Annotated[Scaling, one_of(*SCALINGS), WithJsonSchema({"enum": list(SCALINGS)})] | None = Field(
        default=None, description="What is done to inputs first; left out, pictures are centred, the rest is not."
    )
    samples: Count | None = Field(default=None, description="The points of a generated set.")
    label: Text | None = Field(default=None, description="The column of a .csv that is to be learned; else the last.")
    save: Text | None = Field(default=None, description="The file for the trained arrays: .npz or .safetensors.")
    resume: Text | None = Field(default=None, description="The file of arrays to go on from.")
    plot: Text | None = Field(default=None, description="The file for the picture: .svg, .png, .pdf or .html.")

    @classmethod
    def title(cls) -> str:
        """Say what is being described."""
        return "`train`"

    @classmethod
    def usage(cls) -> str:
        """Show how it is written."""
        return "for example `train: {data: spiral, epochs: 30, lr: 0.1}`"

    def given(self) -> dict[str, Any]:
        """Give the words that were written."""
        return {name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set}
