"""`netcalc variant` as a teacher runs it: a student's sheet, a class's, marks by the same ids, what is refused."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from netcalc.course.variants.written import file_name
from tests.support.running import Run

SHEET = """\
title: Drill
vary: {w: [29, 33, 37, 41], k: {range: [4, 23]}, s: [2, 4]}
network: net.yaml
questions:
  - {id: volume, text: "${k} filters on ${w}x${w}x3, stride ${s}: what comes out?", ask: conv1.output}
  - {id: params, ask: conv1.params, apart: [forgot-bias, forgot-depth]}
"""
NET = "vars: {w: 29, k: 4, s: 2}\ninput: ${w}x${w}x3\nlayers: [conv: {filters: '${k}', size: 5, stride: '${s}'}]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sheet.yaml").write_text(SHEET)
    (tmp_path / "net.yaml").write_text(NET)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_students_sheet_stands_alone(run: Run, golden: Callable[[str, str], None], folder: Path) -> None:
    made = run("variant", "sheet.yaml", "--student", "s123")
    assert made.status == 0
    golden("variant-s123.txt", made.out)
    (folder / "net.yaml").unlink()
    (folder / "own.yaml").write_text(made.out)
    assert run("grade", "--audit", "own.yaml").status == 0


@pytest.mark.usefixtures("folder")
def test_a_class_gets_a_file_each_and_is_marked_by_the_same_ids(run: Run, folder: Path) -> None:
    (folder / "class.txt").write_text("s1\n- s2  # the second\n\nS1\n../Ada\n")
    made = run("variant", "sheet.yaml", "--class", "class.txt", "-o", "sheets")
    assert made.status == 0, made.err
    assert "3 students, 3 different sheets" in made.out
    files = sorted((folder / "sheets").iterdir())
    assert [path.name.partition("-")[0] for path in files] == ["Ada", "S1.yaml", "s2.yaml"]
    (folder / "answers").mkdir()
    for path in files[1:]:
        keys = json.loads(run("grade", "--audit", str(path), "--format", "json").out)["questions"]
        given = {each["id"]: each["right"] for each in keys}
        (folder / "answers" / f"{path.stem}.json").write_text(json.dumps(given))
    marked = run("grade", "sheet.yaml", "answers", "--format", "csv")
    assert [line.split(",")[1] for line in marked.out.splitlines()[1:]] == ["2", "2"]
    assert run("grade", "sheet.yaml", "answers/s2.json", "--student", "s1").status == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("class.csv", "student\ns1\ns2\n"),
        ("class.csv", "Surname,First name,Email address\nL,Ada,s1\nB,Ben,s2\n"),
        ("class.yaml", "students: [s1, s2]\n"),
        ("class.json", '["s1", {"student": "s2"}]'),
        ("class.md", "- s1\n- s2\n"),
        ("class.txt", 's1\n"s2"  # as spreadsheets write "Li, Lei"\n'),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_class_is_listed_in_the_forms_that_grade_reads(run: Run, folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)
    made = run("variant", "sheet.yaml", "--class", name, "-o", "sheets", "--format", "json")
    assert made.status == 0, made.err
    data = json.loads(made.out)
    assert [each["student"] for each in data["variants"]] == ["s1", "s2"]
    assert sorted(data["digits"]) == ["params", "the whole sheet", "volume"]
    assert sum(each["students"] for each in data["names"]["w"]["drawn"]) == 2


@pytest.mark.usefixtures("folder")
def test_what_no_student_gets_is_said_with_the_reason(run: Run, folder: Path) -> None:
    (folder / "sheet.yaml").write_text(SHEET.replace("[2, 4]", "[2, 3]"))  # (29 - 5)/3 alone is whole
    (folder / "class.txt").write_text("\n".join(f"s{each}" for each in range(40)))
    (folder / "net.yaml").write_text(NET.replace("size: 5", "size: 4").replace("'${s}'}", "'${s}', pad: 0}"))
    made = run("variant", "sheet.yaml", "--class", "class.txt", "-o", "sheets")
    assert "s 2 is left out: in question `volume` `conv1` does not fit" in " ".join(made.out.split())


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("sheet.yaml",), 2, "--student ID, or --class FILE"),
        (("sheet.yaml", "--student", "a", "--class", "b"), 2, "--student ID, or --class FILE"),
        (("sheet.yaml", "--class", "class.txt"), 2, "-o FOLDER"),
        (("sheet.yaml", "--class", "nobody.txt", "-o", "x"), 2, "cannot read nobody.txt"),
        (("sheet.yaml", "--class", "empty.txt", "-o", "x"), 2, "names no student"),
        (("sheet.yaml", "--class", "misnamed.yaml", "-o", "x"), 2, "entry 2 of the list names no student"),
        (("sheet.yaml", "--class", "class.txt", "-o", "net.yaml"), 2, "net.yaml: it is a file, not a folder"),
        (("sheet.yaml", "--student", " "), 2, "at least one character"),
        (("sheet.yaml", "--student", "a", "-o", "net.yaml/x"), 2, "cannot write"),
        (("plain.yaml", "--student", "a"), 1, "varies nothing"),
        (("nosuch.yaml", "--student", "a"), 2, "cannot read nosuch.yaml"),
    ],
)
def test_what_cannot_be_drawn_is_said(run: Run, folder: Path, words: tuple[str, ...], status: int, said: str) -> None:
    (folder / "empty.txt").write_text("# nobody\n")
    (folder / "class.txt").write_text("a\n")
    (folder / "misnamed.yaml").write_text("students: [{student: a}, {name: b}]\n")
    (folder / "plain.yaml").write_text("questions: [{id: a, answer: 1}]\n")
    made = run("variant", *words)
    assert made.status == status
    assert said in " ".join(made.err.split())
    assert "Traceback" not in made.err


@pytest.mark.usefixtures("folder")
def test_an_audit_says_which_numbers_it_looked_at(run: Run) -> None:
    assert "first of each range" in run("grade", "--audit", "sheet.yaml").err
    assert run("grade", "--audit", "sheet.yaml", "--student", "s1").err == ""


WINDOW = """\
vary: {w: [7, 8, 9, 10]}
questions:
  - {id: slides, text: "${w} pixels, a window of 3, stride 2?", ask: output, windows: either,
     network: {input: "${w}x1", layers: [conv: {filters: 1, size: 3, stride: 2}]}}
  - {id: product, answer: "${w}*${w}"}
  - {id: why, choices: {a: one, b: two}, right: a}
"""


def test_a_teacher_sees_for_how_many_it_does_not_fit_and_whose_sheets_to_look_at(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sheet.yaml").write_text(WINDOW)
    (tmp_path / "class.txt").write_text("\n".join("abcdefgh"))
    made = run("variant", "sheet.yaml", "--class", "class.txt", "-o", "sheets", "--format", "json")
    data = json.loads(made.out)
    values = {each["student"]: each["values"]["w"] for each in data["variants"]}
    even = [student for student, value in values.items() if value % 2 == 0]
    assert data["does_not_fit"] == {"slides": len(even)}
    lengths = {
        each: len(str(value**2)) + (len(str((value - 3) // 2 + 1)) + 1) * (value % 2) for each, value in values.items()
    }
    assert lengths[data["shortest"]] == min(lengths.values())
    assert lengths[data["longest"]] == max(lengths.values())
    text = run("variant", "sheet.yaml", "--class", "class.txt", "-o", "sheets").out
    assert "does not fit" in text
    assert "\nwhy" not in text  # there is nothing to work out


@pytest.mark.usefixtures("folder")
def test_where_nothing_fits_the_hint_is_how_a_question_says_so(run: Run, folder: Path) -> None:
    (folder / "sheet.yaml").write_text(WINDOW.replace("[7, 8, 9, 10]", "[8, 10]").replace("windows: either,", ""))
    made = run("variant", "sheet.yaml", "--student", "a")
    assert made.status == 1
    assert "the question says `windows: cannot`" in made.err


@pytest.mark.parametrize("student", ["../../etc", ".hidden", "-rf", "...", "_._"])
def test_no_file_is_hidden_or_an_option(student: str) -> None:
    assert file_name(student)[0].isalnum()


@pytest.mark.parametrize("student", ["CON", "nul", "Aux.txt", "COM1", "lpt9.", "a:b", "x\\y", "a b", "å" * 300])
def test_every_file_has_a_name_that_windows_takes_and_no_file_system_cuts(student: str) -> None:
    name = file_name(student)
    assert not re.match(r"(?i)(con|prn|aux|nul|com\d|lpt\d)\.", name)
    assert not set(name) & set('<>:"/\\|?* ')
    assert len(name.encode()) < 255
    assert name != file_name(student[:-1])


def test_a_name_with_accents_is_the_name_of_its_file() -> None:
    assert file_name("José") == "José.yaml"
    assert file_name("Jose\u0301") == "José.yaml"  # as a Mac writes it
