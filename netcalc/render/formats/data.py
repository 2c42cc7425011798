"""Results as JSON, and rows of numbers as CSV: the words of the report, nothing rounded."""

import csv
import io
import json
from dataclasses import asdict, fields
from fractions import Fraction
from math import isfinite
from typing import Any, Final

from netcalc.problems import Problem, SpecError
from netcalc.render.formats import text
from netcalc.report.counts import COUNTED, COUNTS, Totals, Unshared
from netcalc.report.query import FIELD, NOTE, SEES, Query, Value
from netcalc.report.query import value as look_up
from netcalc.report.report import REACH, LayerReport, Reach, Report

CSV_WORDS: Final = ("kind", "from", "input", "output", *COUNTED, *(f"{FIELD}.{part}" for part in REACH))


def dumps(data: object) -> str:
    """Write JSON, indented; null for a number that is not finite, which JSON does not know."""
    return json.dumps(_finite(data), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _finite(data: object) -> object:
    if isinstance(data, dict):
        return {name: _finite(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_finite(value) for value in data]
    return None if isinstance(data, float) and not isfinite(data) else data


def totals(found: Totals) -> dict[str, Any]:
    """Give the counts of a network by name."""
    return {each.name: _plain(getattr(found, each.name)) for each in fields(type(found))}


def _plain(value: object) -> object:
    return asdict(value) if isinstance(value, Unshared) else value


def layer(found: LayerReport) -> dict[str, Any]:
    """Give a layer's numbers by name."""
    field = found.receptive_field
    reaches = (
        None
        if field is None
        else [{"size": reach.size, "step": _real(reach.step), "start": reach.start} for reach in field]
    )
    return {
        "name": found.name,
        "kind": found.kind,
        "from": list(found.from_),
        "input": found.input,
        "output": found.output,
        **{count: _plain(getattr(found, count)) for count in COUNTS},
        FIELD: reaches,
        SEES: found.receptive_field_is,
        NOTE: found.receptive_field_note,
    }


def _real(step: int | Fraction) -> int | float:
    return step if isinstance(step, int) else float(step)


def problem(found: Problem) -> dict[str, Any]:
    """Give a problem by its fields; line and column count from 1."""
    place = found.place
    return {
        "code": found.code,
        "severity": found.severity,
        "file": place.file if place else None,
        "layer": found.layer,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "message": found.message,
        "hint": found.hint,
        **({"used": [{"line": each.line, "column": each.column} for each in found.used]} if found.used else {}),
    }


def value(found: Value) -> object:
    """Give the answer to a query as plain data."""
    if isinstance(found, Fraction):
        return _real(found)
    if isinstance(found, tuple):
        return [value(part) for part in found]  # type: ignore[arg-type]
    return asdict(found) if isinstance(found, Reach) else found


def report(found: Report) -> dict[str, Any]:
    """Give a whole report as plain data."""
    memory = found.memory
    return {
        "name": found.name,
        "input": found.input,
        "valid": found.valid,
        "layers": [layer(each) for each in found.layers],
        "totals": totals(found.totals),
        "memory": {
            **{
                word: getattr(memory, word)
                for word in ("params", "activations", "training", "batch", "dtype", "optimizer")
            },
            "lines": [asdict(line) for line in memory.lines],
        },
        "inputs": found.inputs,
        "outputs": [{"name": each.name, "output": each.output} for each in found.outputs],
        "problems": [problem(each) for each in found.problems],
    }


def not_understood(error: SpecError) -> dict[str, Any]:
    """Give what there is to say of a spec that was not understood."""
    return {"valid": False, "problems": [problem(each) for each in error.problems]}


def report_csv(found: Report) -> str:
    """Write a row a layer, a column a word that can be asked."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(("name", *CSV_WORDS))
    for each in found.layers:
        values = (look_up(found, Query("", each.name, word)) for word in CSV_WORDS)
        writer.writerow((each.name, *("" if value is None else text.value(value) for value in values)))
    return held.getvalue()
