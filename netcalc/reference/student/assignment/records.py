"""Verdicts as lines of JSON, from the process that runs a student's code to the one that waits for it."""

import json
from dataclasses import asdict
from typing import Any

from netcalc.reference.student.closeness import Entry
from netcalc.reference.student.verdict import Finding, LayerVerdict


def line(word: str, value: Any) -> str:
    """Write a word and what goes with it; a verdict is its fields."""
    return json.dumps([word, asdict(value) if isinstance(value, LayerVerdict) else value]) + "\n"


def read(text: str) -> tuple[str, Any]:
    """Read a line: the word, and what goes with it; one that is none of ours has no word."""
    try:
        word, value = json.loads(text)
        return str(word), _verdict(value) if word == "verdict" else value
    except (ValueError, TypeError, KeyError):
        return "", text


def _verdict(fields: dict[str, Any]) -> LayerVerdict:
    findings = [_finding(**one) for one in fields["findings"]]
    return LayerVerdict(fields["kind"], tuple(findings), tuple(fields["functions"]))


def _finding(entry: list[Any] | None, **fields: Any) -> Finding:
    placed = None if entry is None else Entry(tuple(entry[0]), float(entry[1]), float(entry[2]))
    return Finding(**fields, entry=placed)
