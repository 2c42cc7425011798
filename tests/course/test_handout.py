"""What is given out: every question, no answer, and a form that `grade` reads back, filled in or blank."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from netcalc.course.handout.posed import posed
from netcalc.course.handout.template import FORMS
from netcalc.homework.grading import grade, key
from tests.support.running import ROOT, Run

SHEET = """\
title: Sizing <drill> & more
conventions: {flop: mac, memory: MiB, volume: dhw, rounding: floor, kink: half, bias_counts_as_connection: false}
network: {input: 7x7x3, layers: [{conv: {filters: 13, size: 3, pad: 1}}, relu, {fc: 10}], expect: {conv1.params: 364}}
questions:
  - {id: volume, text: "What volume does conv1 make?", ask: conv1.output, points: 2}
  - {id: params, text: "How many parameters,\\nwith biases?", ask: conv1.params, key: 3*3*3*13 + 13 = 364}
  - {id: slope, text: "df/dx?", ask: gradients.x, circuit: {expression: "q = x * y; f = relu(q)", at: {x: 3, y: 5}}}
  - {id: back, text: "And df/dy?", ask: gradients.y, circuit: {expression: "q = x * y; f = relu(q)", at: {x: 3, y: 5}}}
  - {id: "no", text: "Fill in: it's due.", table: {rows: [conv1, fc1], columns: [macs, connections]}, points: 4}
  - {id: flops, ask: totals.flops}
  - {id: memory, text: "In MiB?", ask: memory.params}
  - {id: why, text: "Why?", choices: {a: cheap, b: dear}, right: a}
  - {id: 9, text: "Say more.", manual: true}
"""
ANSWERS = ("364", "13x7x7", "7x7x13", "17,199", "6,384")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    (tmp_path / "sheet.yaml").write_text(SHEET)
    return tmp_path


@pytest.mark.parametrize("command", ["handout", "solve"])
def test_what_it_prints(run: Run, sheet: Path, golden: Callable[[str, str], None], command: str) -> None:
    made = run(command, "sheet.yaml", "-o", "made.md")
    assert (made.status, made.out, made.err) == (0, "", "")
    golden(f"{command}.md", (sheet / "made.md").read_text())


@pytest.mark.usefixtures("sheet")
@pytest.mark.parametrize("words", [("--format", form) for form in ("markdown", "latex", "html")] + [
    ("--template", form) for form in FORMS
])  # fmt: skip
def test_no_answer_is_given_out(run: Run, words: tuple[str, str]) -> None:
    made = run("handout", "sheet.yaml", *words)
    assert (made.status, made.err) == (0, "")
    assert [each for each in ANSWERS if each in made.out] == []
    assert all(name in made.out.replace("\\_", "_") for name in ("volume", "params", "slope", "memory", "why"))


@pytest.mark.usefixtures("sheet")
@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_read_back_blank_and_filled_in(run: Run, sheet: Path, form: str) -> None:
    name = f"answers.{'txt' if form == 'text' else form}"
    run("handout", "sheet.yaml", "--template", form, "-o", name)
    if form == "csv":  # a row without a word in it is none
        (sheet / name).write_text((sheet / name).read_text().replace("\n,", "\nada,"))
    blank = run("grade", "sheet.yaml", name, "--format", "json")
    assert set(re.findall(r'"feedback": "(.*)"', blank.out)) == {"No answer.", "Marked by hand."}
    nameless = "warning[invalid-value]: `student` is left empty: these answers go by the name `answers`\n\n"
    assert blank.err == ("" if form == "csv" else nameless)
    (sheet / name).write_text(filled(form, (sheet / name).read_text()))
    marked = json.loads(run("grade", "sheet.yaml", name, "--format", "json").out)
    found = marked[0] if form == "csv" else marked  # a table is a class
    assert [each["id"] for each in found["questions"] if not each["correct"]] == ["9"]
    assert found["student"] == "ada"


def filled(form: str, text: str) -> str:
    """Fill in what is right, as somebody does by hand."""
    right = {
        "student": "ada", "volume": "13x7x7", "params": "364", "slope": "5", "back": "3", "flops": "23569",
        "memory": "0.0257", "why": "a", "no.conv1.macs": str(27 * 637), "no.conv1.connections": str(27 * 637),
        "no.fc1.macs": "6370", "no.fc1.connections": "6370", "9": "much",
    }  # fmt: skip
    if form == "csv":
        heads = text.splitlines()[0].split(",")
        return f"{','.join(heads)}\n{','.join(right[head] for head in heads)}\n"
    if form == "text":
        return "".join(f"{line}{right[line.split(':')[0]]}\n" for line in text.splitlines())
    data = yaml.safe_load(text)
    table = {
        row: {column: right[f"no.{row}.{column}"] for column in cells} for row, cells in data["answers"]["no"].items()
    }
    answers = {name: table if name == "no" else right[str(name)] for name in data["answers"]}
    return yaml.safe_dump({"student": "ada", "answers": answers})


@pytest.mark.parametrize("path", sorted(ROOT.glob("examples/homework/*.yaml")), ids=lambda path: path.stem)
def test_every_sheet_of_the_guides_has_a_form_that_is_read_back(path: Path) -> None:
    if path.name.endswith(".net.yaml"):
        return
    made = key(path)
    read = yaml.safe_load(FORMS["yaml"](made.sheet.title, posed(made), ""))
    assert {each.feedback for each in grade(made, read["answers"]).questions} <= {"No answer.", "Marked by hand."}


class Reader(HTMLParser):
    """Notes what would leave the page, and whether tags are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [str(value) for name, value in attrs if name in ("src", "href", "srcset", "onload")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(("name", "begins"), [("a.html", "<!doctype"), ("a.tex", "% Sizing"), ("a.md", "# Sizing")])
def test_the_files_ending_says_the_form(run: Run, sheet: Path, name: str, begins: str) -> None:
    assert run("handout", "sheet.yaml", "-o", name).status == 0
    assert (sheet / name).read_text().startswith(begins)


@pytest.mark.usefixtures("sheet")
@pytest.mark.parametrize("command", ["handout", "solve"])
def test_a_page_stands_alone_and_what_users_wrote_is_text(run: Run, command: str) -> None:
    page = run(command, "sheet.yaml", "--format", "html").out
    reader = Reader()
    reader.feed(page)
    assert (reader.open, reader.links) == ([], [])
    assert "Sizing &lt;drill&gt; &amp; more" in page
    assert "default-src 'none'" in page


def test_a_student_has_a_sheet_a_form_and_a_solution_of_the_students_own(run: Run, tmp_path: Path) -> None:
    question = '{id: q, text: "${units} units on 3 values?", ask: fc1.params}'
    network = 'network: {input: 3, layers: [fc: "${units}"]}'
    (tmp_path / "drill.yaml").write_text(f"vary: {{units: [7, 8, 9]}}\n{network}\nquestions: [{question}]\n")
    own = ("drill.yaml", "--student", "s123")
    mine = yaml.safe_load(run("variant", *own).out)["questions"][0]["text"]
    assert mine in run("handout", *own).out
    assert run("handout", *own, "--template", "csv").out == "student,q\ns123,\n"
    solved = run("solve", *own).out
    assert mine in solved
    assert "solution for s123" in solved.partition("\n")[0]
    assert mine in run("export", *own, "--to", "moodle").out
    assert "note: the sheet varies" in run("solve", "drill.yaml").err


def test_an_id_that_lines_cannot_hold_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sheet.yaml").write_text(
        'network: lenet5\nquestions: [{id: "a::b?", ask: valid}, {id: c, ask: valid}]\n'
    )
    assert "no place for these ids: a::b?\n" in run("handout", "sheet.yaml", "--template", "text").err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("handout", "sheet.yaml", "--template", "xml"), "'xml' is not one of yaml, csv, text"),
        (("solve", "sheet.yaml", "--format", "csv"), "'csv' is not one of 'markdown', 'latex', 'html'"),
        (("handout", "sheet.yaml", "-o", "a.foo"), "the ending of a.foo says no form: .md, .tex, .html, or --format"),
        (("solve", "sheet.yaml", "-o", "solution"), "the ending of solution says no form"),
        (("handout", "sheet.yaml", "--template", "csv", "--format", "html"), "it takes no --format"),
        (("solve", "sheet.yaml", "-o", "no/a.md"), "cannot write no/a.md: No such file or directory"),
        (("handout", "nothing.yaml"), "nothing.yaml"),
    ],
)
@pytest.mark.usefixtures("sheet")
def test_what_they_refuse(run: Run, words: tuple[str, ...], said: str) -> None:
    made = run(*words)
    assert (made.status, made.out) == (2, "")
    assert said in " ".join(made.err.split())


def test_a_form_that_is_named_goes_into_any_file(run: Run, sheet: Path) -> None:
    assert run("handout", "sheet.yaml", "--format", "latex", "-o", "a.foo").status == 0
    assert (sheet / "a.foo").read_text().startswith("% Sizing")
    assert run("handout", "sheet.yaml", "--template", "text", "-o", "form").status == 0
