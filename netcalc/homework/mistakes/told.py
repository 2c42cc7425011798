"""What is said of an answer beside mistakes in its rules: a slip in the sum, an error that was carried forward."""

from netcalc.homework.mistakes.base import Example, Known

CONV = "network: {input: 32x32x3, layers: [conv: {filters: 10, size: 5}]}"


class ArithmeticSlip(Known):
    """The working is right, and its result is not: work it out again."""

    __slots__ = ()
    code = "arithmetic-slip"
    example = Example("conv1.params", "(5*5*3 + 1)*10 = 750", CONV)


class CarriedForward(Known):
    """The answer is right on an earlier answer that is wrong."""

    __slots__ = ()
    code = "earlier-error-carried-forward"
    example = Example("conv1.weights", "750", CONV)
