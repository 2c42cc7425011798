"""The schema of a sheet: it takes every sheet of the guides, names each field, and refuses what is none."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from netcalc.homework.sheet.question import Question, WrittenSheet
from netcalc.homework.sheet.schema import schema
from netcalc.text.source import Source, text_of
from tests.support.running import ROOT, Run

SHEETS = [path for path in sorted(ROOT.glob("examples/**/*.yaml")) if "questions:" in path.read_text(encoding="utf-8")]
QUESTION: dict[str, Any] = {"id": "q", "ask": "conv1.output"}


def problems(sheet: Any) -> list[str]:
    return [each.message for each in Draft7Validator(schema()).iter_errors(sheet)]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_every_sheet_of_the_guides_is_one(path: Any) -> None:
    assert problems(json.loads(json.dumps(Source(text_of(str(path)), str(path)).data()))) == []


def test_every_field_is_in_it_and_says_what_it_is() -> None:
    made = schema()
    Draft7Validator.check_schema(made)
    for form, properties in (
        (WrittenSheet, made["properties"]),
        (Question, made["definitions"]["question"]["properties"]),
    ):
        assert properties.keys() == set(form.fields())
        assert all(each["description"].endswith(".") for each in properties.values())


@pytest.mark.parametrize(
    "more",
    [
        {"vary": {}},
        {"vary": {"w": 5}},
        {"vary": {"w": {"odds": [1, 3]}}},
        {"vary": {"w": {"odd": [1]}}},
        {"questions": [{**QUESTION, "windows": "fits"}]},
        {"questions": [{**QUESTION, "appart": []}]},
        {"conventions": {"flop": "two"}},
        {"feedback": "all"},
    ],
)
def test_what_is_no_sheet_is_refused(more: dict[str, Any]) -> None:
    assert problems({"questions": [QUESTION]}) == []
    assert problems({"questions": [QUESTION], **more}) != []


def test_the_command_prints_it(run: Run) -> None:
    assert json.loads(run("schema", "--sheet").out) == schema()


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ("lenet5", 2, "`netcalc summary lenet5` sizes it; a sheet names it under `network`"),
        ("net.yaml", 1, "this is a network, and no sheet"),
        ("answers.yaml", 1, "`netcalc grade SHEET ANSWERS`"),
        ("nosuch.yaml", 2, "cannot read nosuch.yaml: No such file"),
    ],
)
@pytest.mark.parametrize("command", ["handout", "solve"])
def test_what_was_given_in_place_of_a_sheet_is_said(
    run: Run, tmp_path: Path, command: str, given: str, status: int, said: str
) -> None:
    (tmp_path / "net.yaml").write_text("input: 4\nlayers: [fc: 2]\n")
    (tmp_path / "answers.yaml").write_text("student: ada\nanswers: {a: 1}\n")
    made = run(command, given)
    assert (made.status, made.out) == (status, "")
    assert said in made.err
    assert made.err.count("error[") == 1


@pytest.mark.parametrize("command", ["summary", "explain", "check"])
def test_a_sheet_given_in_place_of_a_spec_is_said(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "sheet.yaml").write_text("title: Drill\nvary: {w: [1, 2]}\nquestions: [{id: a, answer: '${w}'}]\n")
    made = run(command, "sheet.yaml")
    said = made.out + made.err
    assert made.status == 1
    assert said.count("error[") == 1
    assert "this is a homework sheet, and no network" in said


def test_blanks_around_the_id_of_a_question_are_none_of_it(run: Run, tmp_path: Path) -> None:
    questions = "[{id: ' pad', ask: conv1.params}, {id: 'b ', ask: conv2.params, depends: ['pad ']}]"
    (tmp_path / "sheet.yaml").write_text(f"network: lenet5\nquestions: {questions}\n")
    made = run("handout", "sheet.yaml", "--template", "csv")
    assert (made.status, made.out.splitlines()[0]) == (0, "student,pad,b")
