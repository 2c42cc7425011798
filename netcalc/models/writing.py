"""Networks written in other forms: the one list of forms."""

from collections.abc import Callable
from importlib import import_module
from typing import Final, Literal, TypeAlias, overload

from netcalc.calculator.calculator import calculate
from netcalc.network.network import Network
from netcalc.problems import SpecError
from netcalc.report.report import Report

Form: TypeAlias = Literal["yaml", "pytorch", "keras", "onnx", "mermaid", "dot"]
FORMS: Final[dict[Form, str]] = {
    "yaml": "netcalc.models.source.spec.program",
    "pytorch": "netcalc.models.source.pytorch.program",
    "keras": "netcalc.models.source.keras.program",
    "onnx": "netcalc.models.source.onnx.program",
    "mermaid": "netcalc.render.pictures.network.files",
    "dot": "netcalc.render.pictures.network.files",
}
ENDINGS: Final[dict[Form, tuple[str, ...]]] = {
    "yaml": (".yaml", ".yml"), "pytorch": (".py",), "keras": (".py",), "onnx": (".onnx",), "mermaid": (".mmd",),
    "dot": (".dot",),
}  # fmt: skip
DRAWN: Final = ("mermaid", "dot")
BINARY: Final = ("onnx",)


@overload
def convert(network: Network, to: Literal["onnx"]) -> bytes: ...


@overload
def convert(network: Network, to: Literal["yaml", "pytorch", "keras", "mermaid", "dot"]) -> str: ...


def convert(network: Network, to: Form) -> str | bytes:
    """Write a network in another form, with the same shapes and arrays, or its graph.

    `yaml` is a spec, `pytorch` and `keras` are programs, `onnx` a model; `mermaid` and `dot` are graphs to be drawn.
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
    module = import_module(FORMS[to])
    if to in DRAWN:
        draw: Callable[[Report, None], str] = module.TEXTS[ENDINGS[to][0]]
        return draw(report, None)
    write: Callable[[Network, Report], str | bytes] = module.program
    return write(network, report)
