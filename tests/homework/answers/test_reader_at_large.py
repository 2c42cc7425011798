"""Answers by students, notebooks, spreadsheets and language models: right, wrong with its mistake, or asked back."""

import json
from typing import Any

import pytest

from netcalc.homework.grading import grade, key
from tests.support.running import ROOT

CASES = json.loads((ROOT / "tests" / "data" / "answers_at_large.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_answers_at_large(name: str) -> None:
    made = key({"questions": [{"id": "q", **CASES[name]["question"]}]})
    verdicts = {said: answers for said, answers in CASES[name].items() if said != "question"}
    assert {said: [judged(made, answer, answer) for answer in answers] for said, answers in verdicts.items()} == {
        said: [(said, answer) for answer in answers] for said, answers in verdicts.items()
    }


def judged(made: Any, entry: Any, answer: Any) -> tuple[str, Any]:
    """Mark an answer; what is wrong may stand with its mistake."""
    named = isinstance(entry, list) and len(entry) == 2 and isinstance(entry[1], str)
    found = grade(made, {"q": entry[0] if named else answer})["q"]
    said = "asked back" if not found.readable else "right" if found.correct else "wrong"
    return said, [entry[0], found.mistake] if named else answer
