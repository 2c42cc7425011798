"""Results as plain data: dicts, lists, words and numbers, by the names of their own fields, nothing rounded."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from math import isfinite
from typing import Any, Final, TypeAlias

from netcalc.problems import Problem, SpecError
from netcalc.report.counts import Totals
from netcalc.report.memory import MEMORY, Memory, Moment
from netcalc.report.report import LayerReport, Report

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | int | float | bool | None"


def dumps(data: object) -> str:
    """Write a result as JSON, indented."""
    return json.dumps(plain(data), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def plain(value: object) -> Plain:
    """Give a result as plain data: null for what is not finite, a list for a volume, `from` for `from_`.

    >>> plain({"steps": (1, Fraction(1, 8)), "loss": float("nan")})
    {'steps': [1, 0.125], 'loss': None}
    """
    if value is None or isinstance(value, str | int):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, Fraction):
        return float(value)
    special = SPECIAL.get(type(value))
    if special is not None:
        return plain(special(value))
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    named = _named(value)
    if named is not None:
        return {name.rstrip("_"): plain(each) for name, each in named}
    if isinstance(value, tuple | list | Iterator):
        return [plain(each) for each in value]
    message = f"{type(value).__name__} is no result"
    raise TypeError(message)


def _named(value: object) -> Iterator[tuple[str, object]] | None:
    """Give the fields of a result, those it shows; None where it has no fields."""
    if is_dataclass(value):
        shown = sorted((each.name for each in fields(value) if each.repr), key=lambda name: name not in FIRST)
        return ((name, getattr(value, name)) for name in shown)
    names: tuple[str, ...] | None = getattr(value, "_fields", None)
    return None if names is None else ((name, getattr(value, name)) for name in names)


def problem(found: Problem) -> dict[str, Any]:
    """Give a problem with its place laid flat; line and column count from 1."""
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


def counts(found: LayerReport | Totals) -> dict[str, Any]:
    """Give the numbers of a layer, or of all, in the order of a report; what else there is comes last."""
    shown = [each.name for each in fields(found) if each.repr]
    shown += ["percent"] if isinstance(found, LayerReport) else []
    ordered = sorted(shown, key=lambda name: COUNTS.index(name) if name in COUNTS else len(COUNTS))
    return {name.rstrip("_"): getattr(found, name) for name in ordered}


def memory(found: Memory) -> dict[str, Any]:
    """Give memory with its highest moments: of a training step, and of a forward pass alone."""
    return {
        **{word: getattr(found, word) for word in MEMORY},
        "lines": found.lines,
        "highest": found.moments,
        **{word: getattr(found, word) for word in ("batch", "dtype", "optimizer")},
    }


def report(found: Report) -> dict[str, Any]:
    """Give a report; of a network with operators that nobody could count, the totals say so too."""
    made = {word: getattr(found, word) for word in REPORT}
    return {**made, "totals": {**counts(found.totals), "at_least": True}} if found.at_least else made


def moment(found: Moment) -> dict[str, Any]:
    """Give a moment: the pass, the layer, what is held then."""
    return {"pass": found.at, "layer": found.layer, "bytes": found.bytes, "lines": found.lines}


def not_understood(error: SpecError) -> dict[str, Any]:
    """Give what there is to say of a spec that was not understood."""
    return {"valid": False, "problems": error.problems}


COUNTS: Final = (
    "name", "kind", "from_", "input", "output", "neurons", "weights", "biases", "params", "buffers", "unshared",
    "connections", "macs", "flops", "training_flops", "weighted_layers", "activations", "weights_per_neuron", "shares",
    "percent", "receptive_field_is", "receptive_field_note", "receptive_field",
)  # fmt: skip
FIRST: Final = ("name", "kind", "from_", "input", "output")  # a layer's numbers come after what it is
REPORT: Final = (
    "name", "input", "valid", "layers", "totals", "memory", "inputs", "outputs", "source", "at_least", "problems",
    "advice",
)  # fmt: skip
SPECIAL: Final[dict[type, Callable[[Any], object]]] = {
    Problem: problem,
    LayerReport: counts,
    Totals: counts,
    Memory: memory,
    Moment: moment,
    Report: report,
}
