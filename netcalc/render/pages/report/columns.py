"""The columns that somebody chose for the table, by the words of queries."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from netcalc.calculator.planning.load import Planned
from netcalc.problems import UNKNOWN_REFERENCE, Problem, Unreadable
from netcalc.render.document import Document, Part, aside
from netcalc.render.pages.report.memory import bills
from netcalc.render.pages.report.planning import asked, said, seconds
from netcalc.render.pages.report.summary import title
from netcalc.render.pages.report.window import name, window
from netcalc.render.table import Cell, Head, Narrower, Row, Table, words
from netcalc.render.values import value as answer
from netcalc.report.counts import COUNTED, TOTALLED, percent
from netcalc.report.query import LAYER_WORDS, NOTE, PERCENT, PERCENTS, SEES, Query, Value
from netcalc.report.query import value as look_up
from netcalc.report.report import LayerReport, Report
from netcalc.text.words import name_hint

WINDOW: Final = "window"
TIMED: Final = ("time", "bound")  # what takes a device
PLANNED: Final = ("bytes_read", "bytes_written", "intensity", *TIMED)
COLUMNS: Final = (WINDOW, *LAYER_WORDS, *PLANNED)
PLANNING: Final = ("output", "macs", *PLANNED)  # where a device is named, and no columns
SHOWN: Final = ("name", "layer")
PARTS: Final = "params.percent, unshared.params, receptive_field.size"
NUMBERS: Final = frozenset((*COUNTED, *PERCENTS, *PLANNED[:-1], "output"))


def understood(text: str) -> tuple[str, ...]:
    """Read the words of columns, with commas between; Unreadable with all that are none.

    >>> understood("output, params.percent")
    ('output', 'params.percent')
    """
    found = tuple(word.strip() for word in text.split(","))
    unknown = [word for word in found if word not in COLUMNS]
    if unknown:
        raise Unreadable(
            Problem(code=UNKNOWN_REFERENCE, message=f"there is no column `{word[:80]}`", hint=_hint(word))
            for word in unknown
        )
    return found


def _hint(word: str) -> str:
    if word in SHOWN:
        return "a layer's name is always shown, in the first column"
    plain = [each for each in COLUMNS if "." not in each and each not in (SEES, NOTE)]
    return name_hint(word, COLUMNS) or f"the columns are {', '.join(plain)}, and parts: {PARTS}"


def page(report: Report, chosen: Sequence[str], *, memory: bool = False, planned: Planned | None = None) -> Document:
    """Make the page of a report with these columns, in every form; with what memory holds where that is asked for.

    `planned` is what the layers ask of a device; left out, it is worked out where a column is about it.
    """
    planned = planned or Planned(report)
    return Document(
        _data(report, chosen, planned),
        lambda: _parts(report, chosen, planned, memory=memory),
        lambda: rows(report, chosen, planned),
    )


def _parts(report: Report, chosen: Sequence[str], planned: Planned, *, memory: bool) -> Iterable[Part]:
    yield aside(title(report), "bold")
    yield table(report, chosen, planned)
    if any(word in PLANNED for word in chosen):
        yield from map(aside, said(planned, timed=any(word in TIMED for word in chosen)))
    if memory:
        yield from bills(report.memory)


def table(report: Report, chosen: Sequence[str], planned: Planned) -> Table:
    """Put a report in a table of these columns; numbers are exact, and the totals stand below."""
    heads = (Head("layer"), *(Head(word, "numbers" if word in NUMBERS else "words") for word in chosen))
    shown = tuple(
        Row(
            (name(layer), *(_cell(report, layer, word, planned) for word in chosen)), "dim" if layer.params == 0 else ""
        )
        for layer in report.layers
    )
    totals = Row(("total", *(_total(report, word, planned) for word in chosen)))
    counted = tuple(word for word in chosen if word in COUNTED or word in PLANNED[:2])
    narrower = (Narrower("round", counted, lost="exact numbers"), Narrower("cut", ("layer",), 10, lost="long names"))
    return Table(heads, shown, (totals,), narrower)


def rows(report: Report, chosen: Sequence[str], planned: Planned) -> Table:
    """Put these columns in rows for a spreadsheet."""
    found = (
        Row((layer.name, *(_text(_value(report, layer, word, planned)) for word in chosen))) for layer in report.layers
    )
    return Table(words("name", *chosen), tuple(found))


def _value(report: Report, layer: LayerReport, word: str, planned: Planned) -> Value | float:
    if word in PLANNED:
        return asked(planned.of(layer.name), word)
    return window(layer) if word == WINDOW else look_up(report, Query("", layer.name, word))


def _text(found: Value | float) -> Cell:
    return None if found is None else f"{found:.6g}" if isinstance(found, float) else answer(found)


def _cell(report: Report, layer: LayerReport, word: str, planned: Planned) -> Cell:
    """Give a cell: a count as a number, which can be rounded, the rest as text."""
    found = _value(report, layer, word, planned)
    if isinstance(found, float):
        return seconds(found) if word == TIMED[0] else f"{found:.2f}"
    return found if isinstance(found, int) and not isinstance(found, bool) else answer(found)


def _total(report: Report, word: str, planned: Planned) -> Cell:
    if word in PLANNED:
        whole = asked(planned.total, word)
        return seconds(whole) if word == TIMED[0] and whole is not None else _said(whole)
    if word in PERCENTS:
        whole = getattr(report.totals, word.removesuffix(PERCENT))
        return answer(percent(whole, whole))
    if word not in TOTALLED:
        return ""
    found = look_up(report, Query("", None, f"totals.{word}"))
    return found if isinstance(found, int) else None


def _said(found: object) -> Cell:
    if isinstance(found, float):
        return f"{found:.2f}"
    return found if isinstance(found, int) else ""


def _data(report: Report, chosen: Sequence[str], planned: Planned) -> dict[str, Any]:
    """Give these columns as plain data: a layer a mapping, by the words of queries; times are in seconds."""
    totals = {word: _total(report, word, planned) for word in chosen if word in TOTALLED}
    whole = {word: asked(planned.total, word) for word in chosen if word in PLANNED[:-1]}
    device = {} if planned.speed is None else {"device": planned.speed}
    return {
        "name": report.name,
        "valid": report.valid,
        "layers": [
            {"name": layer.name, **{word: _value(report, layer, word, planned) for word in chosen}}
            for layer in report.layers
        ],
        "totals": {**totals, **whole},
        **device,
    }
