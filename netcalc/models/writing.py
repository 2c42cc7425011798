"""Networks written in other forms: the one list of forms."""

from collections.abc import Callable
from importlib import import_module
from typing import Final, Literal, TypeAlias, overload

from netcalc.calculator.calculator import calculate
from netcalc.network.network import Network
from netcalc.problems import SpecError
from netcalc.report.report import Report

Form: TypeAlias = Literal["yaml", "pytorch", "onnx"]
FORMS: Final[dict[Form, str]] = {
    "yaml": "netcalc.models.source.spec.program",
    "pytorch": "netcalc.models.source.pytorch.program",
    "onnx": "netcalc.models.source.onnx.program",
}
ENDINGS: Final[dict[Form, tuple[str, ...]]] = {"yaml": (".yaml", ".yml"), "pytorch": (".py",), "onnx": (".onnx",)}
BINARY: Final = ("onnx",)


@overload
def convert(network: Network, to: Literal["onnx"]) -> bytes: ...


@overload
def convert(network: Network, to: Literal["yaml", "pytorch"]) -> str: ...


def convert(network: Network, to: Form) -> str | bytes:
    """Write a network in another form, of the same shapes and arrays: `yaml`, a spec; `pytorch`, a program; `onnx`.

    What is written is text, an ONNX model bytes. SpecError where the network does not fit, or where a layer cannot
    be written so; ValueError for a form that there is none of.

    >>> print(convert(Network(input=3, layers=[{"fc": 2}]), to="pytorch").splitlines()[-1].strip())
    return self.fc1(x)
    """
    if to not in FORMS:
        message = f"to is one of {', '.join(FORMS)}, not {to!r}"
        raise ValueError(message)
    report = calculate(network)
    if not report.valid:
        raise SpecError([problem for problem in report.problems if problem.severity == "error"])
    write: Callable[[Network, Report], str | bytes] = import_module(FORMS[to]).program
    return write(network, report)
