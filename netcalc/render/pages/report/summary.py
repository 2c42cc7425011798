"""A report as a page: the title, the table of every number, what the totals come to, the training bill."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from netcalc.calculator.memory.beyond import beyond_the_bill
from netcalc.problems import EXPECTATION_FAILED, Problem
from netcalc.render.document import Aside, Document, Part, aside
from netcalc.render.pages.report.memory import bills
from netcalc.render.pages.report.memory import footer as footer_of
from netcalc.render.pages.report.window import name, sources, window
from netcalc.render.table import Cell, Head, Holds, Narrower, Row, Table, words
from netcalc.render.values import NOTHING, number, size
from netcalc.render.values import value as answer
from netcalc.report.counts import COUNTED, Totals
from netcalc.report.query import FIELD, PERCENTS, Query
from netcalc.report.query import value as look_up
from netcalc.report.report import REACH, LayerReport, Report
from netcalc.text.counted import counted
from netcalc.volume import coming_in

CSV_WORDS: Final = (
    "kind",
    "from",
    "shares",
    "input",
    "output",
    *COUNTED,
    *PERCENTS,
    *(f"{FIELD}.{part}" for part in REACH),
)
FROM: Final = "from"
LONG_SOURCES: Final = "long names of what is read"
STYLES: Final = {"error": "red", "warning": "yellow"}
NARROWER: Final = (
    Narrower("round", ("unshared", "macs"), lost="exact unshared and macs"),
    Narrower("drop", ("weights",), lost="weights"),
    Narrower("round", ("neurons",), lost="exact neurons"),
    Narrower("cut", ("layer",), 20, lost="long names"),
    Narrower("cut", (FROM,), 20, lost=LONG_SOURCES),
    Narrower("round", ("params",), lost="exact params"),
)
NARROWER_STILL: Final = (
    Narrower("cut", (FROM,), 12, lost=LONG_SOURCES),
    Narrower("drop", ("unshared",), lost="unshared"),
)
NARROWEST: Final = (Narrower("cut", ("layer",), 10), Narrower("drop", ("neurons",), lost="neurons"))


class Column(NamedTuple):
    """A column: its head, what it shows of a layer, and of the totals."""

    head: str
    layer: Callable[[LayerReport], Cell]
    totals: Callable[[Totals], Cell] = lambda _: ""
    holds: Holds = "numbers"


LAYER: Final = Column("layer", name, lambda _: "total", "words")
WINDOW: Final = Column("window", window, holds="words")
OUTPUT: Final = Column("output", lambda layer: NOTHING if layer.output is None else str(layer.output))
COUNTS: Final = (
    Column("neurons", lambda layer: layer.neurons, lambda totals: totals.neurons),
    Column("weights", lambda layer: layer.weights, lambda totals: totals.weights),
    Column("params", lambda layer: layer.params, lambda totals: totals.params),
    Column("unshared", lambda layer: layer.unshared.params, lambda totals: totals.unshared.params),
    Column("macs", lambda layer: layer.macs, lambda totals: totals.macs),
)


def page(report: Report, *, memory: bool = False) -> Document:
    """Make the page of a report, with the training bill where it is asked for."""
    return Document(report, partial(_parts, report, memory=memory), partial(rows, report))


def _parts(report: Report, *, memory: bool) -> Iterable[Part]:
    yield aside(title(report), "bold")
    yield table(report)
    yield from map(aside, footer(report))
    if memory:
        yield from bills(report.memory)


def with_problems(report: Report) -> Document:
    """Make the page of a report as a notebook shows it: its problems follow."""
    return Document(report, lambda: (*_parts(report, memory=False), *map(said, report.problems)))


def said(problem: Problem) -> Aside:
    """Say what is wrong, in a sentence."""
    about = f"{problem.layer}: " if problem.layer else ""
    return aside(f"{problem.severity}: {about}{problem.sentence}")


def columns(report: Report) -> tuple[Column, ...]:
    """Give the columns a report needs.

    `from` says what a layer reads where that is not the one before; a last column marks layers that something is
    wrong with.
    """
    before = ("".join(report.inputs) if len(report.inputs) == 1 else "", *(layer.name for layer in report.layers))
    odd = {layer.name for layer, last in zip(report.layers, before, strict=False) if layer.from_ != (last,)}
    reads = Column(FROM, lambda layer: sources(layer) if layer.name in odd else "", holds="words")
    wrong = marks(report)
    marked = Column("", lambda layer: wrong.get(layer.name, ""), holds="words")
    return (LAYER, *([reads] if odd else []), WINDOW, OUTPUT, *COUNTS, *([marked] if wrong else []))


def marks(report: Report) -> dict[str, str]:
    """Say of which rows something is wrong, and how badly: a layer's, or the group's it is folded into."""
    worst: dict[str, str] = {}
    for problem in report.problems:
        if problem.layer and problem.severity in STYLES:
            for row in _rows_of(problem.layer):
                worst[row] = "error" if worst.get(row) == "error" else problem.severity
    return {layer.name: worst[layer.name] for layer in report.layers if layer.name in worst} if worst else {}


def _rows_of(layer: str) -> Iterator[str]:
    """Name a layer, and each group that it may be folded into: those that its name begins with."""
    parts = layer.split(".")
    return (".".join(parts[:count]) for count in range(1, len(parts) + 1))


def table(report: Report) -> Table:
    """Put a report in a table; layers without parameters are dimmed, those that do not fit stand out."""
    shown, wrong = columns(report), marks(report)
    rows = tuple(
        Row(
            tuple([column.layer(layer) for column in shown]),
            STYLES.get(wrong.get(layer.name, ""), "dim" if layer.params == 0 else ""),
        )
        for layer in report.layers
    )
    totals = Row(tuple(column.totals(report.totals) for column in shown))
    emptier, fuller = _emptier_first(shown, rows)
    narrower = (*NARROWER, emptier, *NARROWER_STILL, fuller, *NARROWEST)
    return Table(tuple(Head(column.head, column.holds) for column in shown), rows, (totals,), narrower)


def _emptier_first(shown: Sequence[Column], rows: Sequence[Row]) -> list[Narrower]:
    """Give up first which of two columns says less: what layers slide, or what they read."""
    places = {column.head: at for at, column in enumerate(shown) if column.head in (WINDOW.head, FROM)}
    says = {head: sum(row.cells[at] != "" for row in rows) for head, at in places.items()}
    heads = sorted((WINDOW.head, FROM), key=lambda head: says.get(head, 0))
    return [Narrower("drop", (head,), lost=head) for head in heads]


def rows(report: Report) -> Table:
    """Put a report in rows for a spreadsheet: a row a layer, a column a word that can be asked, and what is wrong."""
    codes: dict[str, list[str]] = {}
    for problem in report.problems:
        codes.setdefault(problem.layer or "", []).append(problem.code)
    return Table(
        words("name", *CSV_WORDS, "problems"),
        tuple(
            Row((layer.name, *(_asked(report, layer, word) for word in CSV_WORDS), " ".join(codes.get(layer.name, ()))))
            for layer in report.layers
        ),
    )


def _asked(report: Report, layer: LayerReport, word: str) -> Cell:
    found = look_up(report, Query("", layer.name, word))
    return None if found is None else answer(found)


def title(report: Report) -> str:
    """Say which network this is: its name, what comes in, what goes out, how many layers."""
    volumes = [NOTHING if each.output is None else str(each.output) for each in report.outputs]
    alone = len(volumes) == 1
    made = (
        volumes[0]
        if alone
        else ", ".join(f"{each.name} {volume}" for each, volume in zip(report.outputs, volumes, strict=True))
    )
    return f"{report.name or 'network'}: {coming_in(report.inputs)} -> {made}, {_layers(report)}"


def _layers(report: Report) -> str:
    """Count layers as the lecture does, those with weights, and all."""
    weighted, rows = report.totals.weighted_layers, len(report.layers)
    if weighted is None:
        return counted(rows, "layer")
    return f"{counted(weighted, 'layer')} with weights, {number(rows)} in all"


def footer(report: Report) -> list[str]:
    """Say what the totals come to."""
    totals, memory = report.totals, report.memory
    misfits = any(each.severity == "error" and each.code != EXPECTATION_FAILED for each in report.problems)
    if totals.params is None or (totals.macs is None and misfits):
        unfit = report.at_fault.name if report.at_fault else "a layer"  # it may be folded away
        return [f"no totals: {unfit} does not fit, so the totals are unknown"]
    lines = [f"params: {_params(totals)} ({size(memory.params)})"]
    if totals.buffers:
        lines.append(f"buffers: {number(totals.buffers)} stored, not trained")
    if totals.params and totals.unshared.params is not None and totals.unshared.params > totals.params:
        times = totals.unshared.params / totals.params
        lines.append(f"without sharing: {number(totals.unshared.params)} params ({times:,.1f} times as many)")
    lines += _work(report)
    if totals.activations is not None:
        every = "" if memory.batch == 1 else f" x {number(memory.batch)} examples"
        lines.append(f"activations: {number(totals.activations)} values held{every} ({size(memory.activations)})")
        lines.append(footer_of(memory))
    return [*_growing(report), *lines, *_saving(report), *_read(report)]


def _work(report: Report) -> list[str]:
    """Say what a pass takes; or of which layers nobody knows it, arrays alone left out."""
    totals = report.totals
    if totals.macs is not None:
        return [f"work: {number(totals.macs)} MACs = {number(totals.flops)} FLOPs"]
    names = [layer.name for layer in report.layers if layer.macs is None and not layer.working.layer.alone]
    if not names:
        return []
    named = names[0] if len(names) == 1 else f"{names[0]} and {counted(len(names) - 1, 'layer')} more"
    return [f"work: unknown, as nobody states the MACs of {named}"]


def _params(totals: Totals) -> str:
    """Say what is stored; as a sum where somebody says what is a weight."""
    if totals.weights is None or totals.biases is None:
        return number(totals.params)
    parts = f"{counted(totals.weights, 'weight')} + {counted(totals.biases, 'bias', 'biases')}"
    return f"{parts} = {number(totals.params)}"


def _growing(report: Report) -> list[str]:
    """Say what the sign of a transposed stride means where a window has it."""
    slides = (slide for layer in report.layers for slide in layer.working.window or () if slide.transposed)
    strides = [slide.stride for slide in slides if slide.stride != 1]
    return [f"window: *{strides[0]} lays windows down {strides[0]} apart, so that the map grows"] if strides else []


def _read(report: Report) -> list[str]:
    """Say which file the network was read from, and what is to be known of it."""
    if report.source is None:
        return []
    least = ["the numbers are at least these: some operators are not known"] if report.at_least else []
    return [*least, *(f"read from {report.source.format}: {note}" for note in report.source.notes)]


def _saving(report: Report) -> list[str]:
    """Say which layers save what the bill leaves out."""
    found = () if report.memory.training is None else beyond_the_bill(report.layers, report.totals.activations or 0)
    if not found:
        return []
    named = found[0] if len(found) == 1 else f"{found[0]} and {counted(len(found) - 1, 'layer')} more"
    saves = "saves more than its output" if len(found) == 1 else "save more than their outputs"
    return [f"{named} {saves}: PyTorch's peak can be higher (memory.peak)"]
