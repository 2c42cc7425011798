"""A report as a table: the columns, how they shrink to a terminal, and what stands around them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from netcalc.arithmetic import Slide
from netcalc.network.scope import INPUT
from netcalc.render.formats.table import Align, Row, Table
from netcalc.render.formats.text import NOTHING, Line, line, number, rounded, size
from netcalc.report.counts import Counts
from netcalc.report.report import LayerReport, Memory, Report

LONGEST_NAME: Final = 20
MOST_SOURCES: Final = 36


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, what it shows of a layer, and of the totals."""

    head: str
    layer: Callable[[LayerReport], str]
    totals: Callable[[Counts], str] = lambda _: ""
    align: Align = "right"


def name(layer: LayerReport) -> str:
    """Write a layer's name, and its kind where the name does not say it."""
    return layer.name if layer.name.rpartition(".")[2].startswith(layer.kind) else f"{layer.name} ({layer.kind})"


def shortened(text: str) -> str:
    """Cut a long name, keeping its end, where names differ."""
    return text if len(text) <= LONGEST_NAME else "…" + text[1 - LONGEST_NAME :]


def window(layer: LayerReport) -> str:
    """Write the window a layer slides: 3x3 /2 p1, with d for dilation and g for groups."""
    slides = layer.working.window
    if not slides or layer.output is None:
        return ""
    parts = ["x".join(str(slide.size) for slide in slides)]
    strides = [slide.stride for slide in slides]
    if any(slide.before < 0 or slide.after < 0 for slide in slides):
        return "crop " + _each(
            [
                f"{-slide.before}+{-slide.after}" if slide.before != slide.after else str(-slide.before)
                for slide in slides
            ]
        )
    if any(stride != 1 for stride in strides):
        parts.append(("*" if slides[0].transposed else "/") + _each(strides))
    parts += _padding(slides)
    if any(slide.dilation != 1 for slide in slides):
        parts.append("d" + _each([slide.dilation for slide in slides]))
    groups = max((axis.groups for array in layer.working.parameters or () for axis in array.axes), default=1)
    return " ".join(parts + ([f"g{groups}"] if groups > 1 else []))


def sources(layer: LayerReport) -> str:
    """Write what a layer reads, names as its own block sees them; of many, the first and how many."""
    block = layer.name.rpartition(".")[0] + "."
    names = [name.removeprefix(block) for name in layer.from_]
    text = ", ".join(names)
    return text if len(text) <= MOST_SOURCES else f"{shortened(names[0])} and {len(names) - 1} more"


def _padding(slides: tuple[Slide, ...]) -> list[str]:
    if slides[0].rounding == "same":
        return ["same"]
    pads = [str(slide.before) if slide.before == slide.after else f"{slide.before}+{slide.after}" for slide in slides]
    return [] if set(pads) == {"0"} else ["p" + _each(pads)]


def _each(numbers: list[int] | list[str]) -> str:
    return str(numbers[0]) if len(set(numbers)) == 1 else "x".join(map(str, numbers))


def _volume(layer: LayerReport) -> str:
    return NOTHING if layer.output is None else str(layer.output)


LAYER: Final = Column("layer", name, lambda _: "total", "left")
FROM: Final = Column("from", sources, align="left")
WINDOW: Final = Column("window", window, align="left")
OUTPUT: Final = Column("output", _volume)
NEURONS: Final = Column("neurons", lambda layer: number(layer.neurons), lambda totals: number(totals.neurons))
WEIGHTS: Final = Column("weights", lambda layer: number(layer.weights), lambda totals: number(totals.weights))
PARAMS: Final = Column("params", lambda layer: number(layer.params), lambda totals: number(totals.params))
UNSHARED: Final = Column(
    "unshared", lambda layer: number(layer.unshared.params), lambda totals: number(totals.unshared.params)
)
MACS: Final = Column("macs", lambda layer: number(layer.macs), lambda totals: number(totals.macs))
SHORT: Final = {
    LAYER: replace(LAYER, layer=lambda layer: shortened(name(layer))),
    NEURONS: Column("neurons", lambda layer: rounded(layer.neurons), lambda totals: rounded(totals.neurons)),
    PARAMS: Column("params", lambda layer: rounded(layer.params), lambda totals: rounded(totals.params)),
    MACS: Column("macs", lambda layer: rounded(layer.macs), lambda totals: rounded(totals.macs)),
    UNSHARED: Column(
        "unshared", lambda layer: rounded(layer.unshared.params), lambda totals: rounded(totals.unshared.params)
    ),
}
COLUMNS: Final = (LAYER, FROM, WINDOW, OUTPUT, NEURONS, WEIGHTS, PARAMS, UNSHARED, MACS)


def _instead(*columns: Column) -> Callable[[Column], Column | None]:
    return lambda column: SHORT[column] if column in columns else column


def _without(lost: Column) -> Callable[[Column], Column | None]:
    return lambda column: None if column.head == lost.head else column


NARROWER: Final[dict[str, Callable[[Column], Column | None]]] = {
    "exact unshared and macs": _instead(UNSHARED, MACS),
    "weights": _without(WEIGHTS),
    "exact neurons": _instead(NEURONS),
    "long names": _instead(LAYER),
    "exact params": _instead(PARAMS),
    "unshared": _without(UNSHARED),
    "window": _without(WINDOW),
    "from": _without(FROM),
}


def columns(report: Report) -> tuple[Column, ...]:
    """Give the columns a report needs; `from` says what a layer reads where that is not the one before."""
    before = (INPUT, *(layer.name for layer in report.layers))
    odd = {layer.name for layer, last in zip(report.layers, before, strict=False) if layer.from_ != (last,)}
    reads = replace(FROM, layer=lambda layer: sources(layer) if layer.name in odd else "")
    return tuple(reads if column is FROM else column for column in COLUMNS if odd or column is not FROM)


def table(report: Report, shown: tuple[Column, ...]) -> Table:
    """Put a report in these columns; layers without parameters are dimmed."""
    rows = tuple(
        Row(tuple(column.layer(layer) for column in shown), "dim" if layer.params == 0 else "")
        for layer in report.layers
    )
    totals = Row(tuple(column.totals(report.totals) for column in shown))
    return Table(tuple((column.head, column.align) for column in shown), rows, (totals,))


def fitted(report: Report, width: int | None) -> tuple[Table, tuple[str, ...]]:
    """Put a report in a table of that width, giving up exact digits, then columns; say what was given up."""
    shown = columns(report)
    given_up: tuple[str, ...] = ()
    made = table(report, shown)
    if width is None or made.width() <= width:
        return made, given_up
    for what, narrow in NARROWER.items():
        narrower = tuple(column for column in map(narrow, shown) if column is not None)
        if narrower != shown:
            shown, given_up = narrower, (*given_up, what)
            made = table(report, shown)
        if made.width() <= width:
            break
    return made, given_up


def summary_lines(report: Report, *, width: int | None = None, memory: bool = False) -> list[Line]:
    """Lay out a whole report: title, table, what the numbers come to; with the training bill where asked."""
    made, given_up = fitted(report, width)
    lines = [line(title(report), "bold"), line(), *made.lines(), line()]
    lines += [line(text) for text in footer(report)]
    if given_up and width is not None:
        from textwrap import wrap

        text = f"Left out to fit {width} columns: {', '.join(given_up)}. `--format csv` has them."
        lines += [line(), *(line(part, "dim") for part in wrap(text, width))]
    return [*lines, line(), *bill(report.memory).lines()] if memory else lines


def title(report: Report) -> str:
    """Say which network this is: its name, what comes in, what goes out, how many layers."""
    volumes = [NOTHING if each.output is None else str(each.output) for each in report.outputs]
    alone = len(volumes) == 1
    made = (
        volumes[0]
        if alone
        else ", ".join(f"{each.name} {volume}" for each, volume in zip(report.outputs, volumes, strict=True))
    )
    layers = f"{number(len(report.layers))} layer{'' if len(report.layers) == 1 else 's'}"
    return f"{report.name or 'network'}: {report.input} -> {made}, {layers}"


def footer(report: Report) -> list[str]:
    """Say what the totals come to."""
    totals, memory = report.totals, report.memory
    if totals.params is None or totals.macs is None:
        unknown = next(layer.name for layer in report.layers if layer.params is None or layer.macs is None)
        return [f"no totals: {unknown} does not fit, so nobody can say what comes of it"]
    params = f"params: {number(totals.weights)} weights + {number(totals.biases)} biases = {number(totals.params)}"
    lines = [f"{params} ({size(memory.params)})"]
    if totals.buffers:
        lines.append(f"buffers: {number(totals.buffers)} stored, not trained")
    if totals.params and totals.unshared.params is not None and totals.unshared.params > totals.params:
        times = totals.unshared.params / totals.params
        lines.append(f"without sharing: {number(totals.unshared.params)} params ({times:,.1f} times as many)")
    lines.append(f"work: {number(totals.macs)} MACs = {number(totals.flops)} FLOPs")
    held = f"activations: {number(totals.activations)} values held ({size(memory.activations)})"
    return [*lines, held, f"training: {size(memory.training)} ({_terms(memory)})"]


def _terms(memory: Memory) -> str:
    return f"batch {memory.batch}, {memory.dtype}, {memory.optimizer}"


def bill(memory: Memory) -> Table:
    """Put the training bill in a table, a line for each thing held."""
    rows = tuple(
        Row((each.name, number(each.values), f"x {each.multiplier}", number(each.bytes), size(each.bytes)))
        for each in memory.lines
    )
    totals = Row((f"training ({_terms(memory)})", "", "", number(memory.training), size(memory.training)))
    heads: tuple[tuple[str, Align], ...] = (
        ("memory", "left"), ("values", "right"), ("times", "right"), ("bytes", "right"), ("", "right"),
    )  # fmt: skip
    return Table(heads, rows, (totals,))
