"""`netcalc export`: what it writes where, what it says is lost, and what it refuses."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from netcalc.course.banks.formats import FORMATS
from tests.support.running import Run

SHEET = """\
title: Sizing drill
network: {input: 7x7x3, layers: [{conv: {filters: 10, size: 3, pad: 1}}, relu, {fc: 10}]}
credit: {forgot-bias: 0.5}
questions:
  - {id: volume, text: "What volume does conv1 make?", ask: conv1.output, points: 2}
  - {id: params, text: "How many parameters has it?", ask: conv1.params}
  - {id: slope, text: "And the slope of the sigmoid?", ask: gradients.x, circuit: {expression: sigmoid(x), at: {x: 1}}}
  - {id: stride3, text: "With stride 3?", ask: conv1.neurons,
     network: {input: 8x8x1, layers: [{conv: {filters: 1, size: 3, stride: 3}}]}}
  - {id: pad, text: "Which pad keeps 7x7?", fits: {of: conv1.pad, when: "conv1.output == 7x7x10"}}
  - {id: weights, text: "dW?", ask: dW,
     circuit: {expression: D = W @ x, at: {W: [[1, 2]], x: [[3], [4]], dD: [[1]]}}}
  - {id: table, text: "Fill in.", table: {rows: [conv1], columns: [macs, receptive_field.size]}}
  - {id: why, text: "Why?", choices: {a: cheap, b: dear, c: free}, right: [a, c]}
  - {id: more, text: "Say more.", manual: true}
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    (tmp_path / "sheet.yaml").write_text(SHEET)
    return tmp_path


@pytest.mark.usefixtures("sheet")
@pytest.mark.parametrize("form", ["gift", "text2qti"])
def test_what_it_prints(run: Run, golden: Callable[[str, str], None], form: str) -> None:
    made = run("export", "sheet.yaml", "--to", form)
    assert made.status == 0
    plainest = re.sub(r"(\n\t=%[^\n]*)(\n\t=%[^\n]*)+", r"\1", made.out)  # the first mistake of each question
    golden(f"export-{form}.txt", f"{plainest}\n{made.err}")


@pytest.mark.parametrize("form", FORMATS)
def test_it_is_written_where_it_is_told_to(run: Run, sheet: Path, form: str) -> None:
    made = run("export", "sheet.yaml", "--to", form, "-o", "made")
    assert (made.status, made.out) == (0, "")
    assert (sheet / "made").is_dir() == (form == "prairielearn")
    assert "note: each question is marked alone" in made.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "qti"), "--to qti writes a file: name it with -o"),
        (("--to", "prairielearn"), "--to prairielearn writes a folder: name it with -o"),
        (("--to", "aiken"), "'aiken' is not one of gift, moodle"),
        (("--to", "qti", "-o", "no/made.zip"), "cannot write no/made.zip: No such file or directory"),
        (("--to", "prairielearn", "-o", "sheet.yaml"), "cannot write sheet.yaml"),
        ((), "Missing option '--to'"),
    ],
)
@pytest.mark.usefixtures("sheet")
def test_what_it_refuses(run: Run, words: tuple[str, ...], said: str) -> None:
    made = run("export", "sheet.yaml", *words)
    assert (made.status, made.out) == (2, "")
    assert said in made.err


def test_a_sheet_that_is_none_is_not_exported(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sheet.yaml").write_text("questions: [{id: a, ask: conv9.output, network: lenet5}]")
    made = run("export", "sheet.yaml", "--to", "gift")
    assert (made.status, made.out) == (1, "")
    assert "sheet.yaml:1:" in made.err
    assert run("export", "nothing.yaml", "--to", "gift").status == 2


def test_choices_stand_in_prairielearn_in_the_order_of_the_sheet(run: Run, sheet: Path) -> None:
    run("export", "sheet.yaml", "--to", "prairielearn", "-o", "made")
    shown = (sheet / "made/why/question.html").read_text()
    assert '<pl-checkbox answers-name="why" fixed-order="true">' in shown  # read by new and old versions alike
    one = SHEET.replace("right: [a, c]", "right: b")
    (sheet / "one.yaml").write_text(one)
    run("export", "one.yaml", "--to", "prairielearn", "-o", "one")
    assert '<pl-multiple-choice answers-name="why" order="fixed">' in (sheet / "one/why/question.html").read_text()


def test_an_input_of_prairielearn_is_known_to_grade_by_its_name(run: Run, sheet: Path) -> None:
    run("export", "sheet.yaml", "--to", "prairielearn", "-o", "made")
    assert 'answers-name="table_conv1_macs"' in (sheet / "made/table-conv1-macs/question.html").read_text()
    held: dict[str, Any] = {}
    exec((sheet / "made/table-conv1-macs/server.py").read_text(), held)  # noqa: S102  as PrairieLearn does
    assert [held["judged"](given)[0] for given in (13230, 13230.0, "13230", "x", None)] == [1, 1, 1, 0, 0]
    (sheet / "data.json").write_text('{"submitted_answers": {"table_conv1_macs": 13230}}')
    made = run("grade", "sheet.yaml", "data.json", "--question", "table.conv1.macs")
    assert made.status == 0
