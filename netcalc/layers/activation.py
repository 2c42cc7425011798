"""Activations: one function applied to every value, in place."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from netcalc.arithmetic import Arithmetic
from netcalc.layers.array import Parameter, axis
from netcalc.layers.base import Layer
from netcalc.layers.written.choice import CHOICE
from netcalc.layers.written.fields import Number, Rate
from netcalc.layers.written.given import optional
from netcalc.volume import Volume

Approximation = Annotated[Literal["none", "tanh"], CHOICE]


class Activation(Layer):
    """A kind that changes each value and no shape, so that its output can take its input's place."""

    in_place = True


class ReLU(Activation):
    """Rectified linear unit: max(0, x)."""

    kind = "relu"
    example: ClassVar[str] = "relu"
    saves = ("output",)
    storage = "over"


class ReLU6(Activation):
    """ReLU that stops at 6: min(max(0, x), 6)."""

    kind = "relu6"
    example: ClassVar[str] = "relu6"
    saves = ("input",)
    storage = "over"


class Sigmoid(Activation):
    """Sigmoid: 1 / (1 + exp(-x)), between 0 and 1."""

    kind = "sigmoid"
    example: ClassVar[str] = "sigmoid"
    saves = ("output",)


class Tanh(Activation):
    """Hyperbolic tangent, between -1 and 1."""

    kind = "tanh"
    example: ClassVar[str] = "tanh"
    saves = ("output",)


class Softmax(Activation):
    """Softmax over the depth: positive values that add up to 1 at each position."""

    kind = "softmax"
    example: ClassVar[str] = "softmax"
    saves = ("output",)


class Step(Activation):
    """Threshold: 1 where x >= 0, else 0; its gradient is 0."""

    kind = "step"
    example: ClassVar[str] = "step"
    saves = ()


class GELU(Activation):
    """Gaussian error linear unit: x times the normal distribution's share below x."""

    kind = "gelu"
    main = "approximate"
    example: ClassVar[str] = "gelu"
    saves = ("input",)

    approximate: Approximation = Field(default="none", description="How: `none`, by erf, or `tanh`, as in GPT-2.")


class SiLU(Activation):
    """Sigmoid linear unit, also called swish: x / (1 + exp(-x))."""

    kind = "silu"
    example: ClassVar[str] = "silu"
    saves = ("input",)
    storage = "over"


class HardSwish(Activation):
    """Swish made of straight lines: x times min(max(0, x + 3), 6) / 6."""

    kind = "hard_swish"
    example: ClassVar[str] = "hard_swish"
    saves = ("input",)
    storage = "over"


class HardSigmoid(Activation):
    """Sigmoid made of straight lines: min(max(0, x + 3), 6) / 6."""

    kind = "hard_sigmoid"
    example: ClassVar[str] = "hard_sigmoid"
    saves = ("input",)
    storage = "over"


class LeakyReLU(Activation):
    """ReLU that leaks: x where positive, else slope times x."""

    kind = "leaky_relu"
    main = "slope"
    example: ClassVar[str] = "leaky_relu: 0.01"
    saves = ("output",)
    storage = "over"

    slope: Number = optional(0.01, "The slope below 0.")


class ELU(Activation):
    """Exponential linear unit: x where positive, else alpha (exp(x) - 1)."""

    kind = "elu"
    main = "alpha"
    example: ClassVar[str] = "elu: 1.0"
    saves = ("output",)
    storage = "over"

    alpha: Number = optional(1.0, "The depth of the curve below 0.")


class PReLU(Activation):
    """Leaky ReLU whose slope is learned, one for each channel."""

    kind = "prelu"
    example: ClassVar[str] = "prelu"
    saves = ("input",)

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...]:
        """Give one slope a channel."""
        return (Parameter("weight", "slope", (axis("D", given[0].depth),)),)


class Dropout(Activation):
    """Dropout: in training, sets a share of the values to 0 and scales the others up."""

    kind = "dropout"
    main = "rate"
    example: ClassVar[str] = "dropout: 0.5"
    saves = ("mask",)
    storage = "training"

    rate: Rate = optional(0.5, "The share of values set to 0.")
