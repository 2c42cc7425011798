"""Activations that are plain functions of arithmetic, and those made of exponentials and logarithms."""

from typing import ClassVar

from netcalc.layers.activation import Activation


class SELU(Activation):
    """Scaled ELU, which keeps mean 0 and spread 1 from layer to layer: 1.0507 elu(x), with alpha 1.6733."""

    kind = "selu"
    example: ClassVar[str] = "selu"
    saves = ("input",)


class Softplus(Activation):
    """Softplus, a ReLU without the kink: ln(1 + exp(x))."""

    kind = "softplus"
    example: ClassVar[str] = "softplus"
    saves = ("input",)


class Mish(Activation):
    """Mish: x times tanh(softplus(x))."""

    kind = "mish"
    example: ClassVar[str] = "mish"
    saves = ("input",)


class HardTanh(Activation):
    """Tanh made of straight lines: min(max(-1, x), 1)."""

    kind = "hard_tanh"
    example: ClassVar[str] = "hard_tanh"
    saves = ("input",)


class LogSoftmax(Activation):
    """Logarithm of softmax over the depth: x less the logarithm of the sum of exp(x)."""

    kind = "log_softmax"
    example: ClassVar[str] = "log_softmax"
    saves = ("output",)


class Exp(Activation):
    """Exponential: e to the x."""

    kind = "exp"
    example: ClassVar[str] = "exp"
    saves = ("output",)


class Abs(Activation):
    """Absolute value: |x|."""

    kind = "abs"
    example: ClassVar[str] = "abs"
    saves = ("input",)


class Square(Activation):
    """Square: x times x."""

    kind = "square"
    example: ClassVar[str] = "square"
    saves = ("input",)
