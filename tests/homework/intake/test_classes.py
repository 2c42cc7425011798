"""A class's answers in one CSV: no line spoils another, and nothing is lost without a word."""

import json
import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from netcalc.homework.answers.asked import Asked
from netcalc.homework.answers.given import NotReadable, Number
from netcalc.homework.answers.reading import read as read_answer
from netcalc.homework.intake.files import submissions
from tests.support.running import Run

SHEET = "network: lenet5\nquestions:\n  - {id: total, ask: totals.params}\n"


def read(folder: Path, text: str) -> list[tuple[str, dict[str, object], bool]]:
    path = folder / "class.csv"
    path.write_text(text, encoding="utf-8")
    return [(each.student, dict(each.answers), bool(each.problems)) for each in submissions(str(path))]


@pytest.mark.parametrize("bad", ['evil,"61706', "evil," + "9" * 200_000, "evil,1,2,3"])
def test_a_bad_line_is_one_students(tmp_path: Path, bad: str) -> None:
    found = read(tmp_path, f"student,total\na,61706\n{bad}\nb,61706\n")
    assert [problem for _, _, problem in found] == [False, True, False]
    assert found[2][0] == "b"


def test_semicolons_and_capitals_are_understood(tmp_path: Path) -> None:
    found = [("a", {"total": "61706"}, False)]
    assert read(tmp_path, "Student;total\na;61706\n") == found
    assert read(tmp_path, "sep=;\r\nStudent;total\r\na;61706\r\n") == found


@pytest.mark.parametrize("head", ["name,total", "student,total,total"])
def test_heads_that_would_lose_answers_are_refused(tmp_path: Path, head: str) -> None:
    [(_, _, problem)] = read(tmp_path, f"{head}\na,1,2\n")
    assert problem


def test_a_class_is_told_of_columns_that_are_no_question(run: Run, tmp_path: Path) -> None:
    (tmp_path / "hw.yaml").write_text(SHEET, encoding="utf-8")
    (tmp_path / "class.csv").write_text("student,totl\na,61706\nb,61706\n", encoding="utf-8")
    ran = run("grade", "hw.yaml", "class.csv")
    assert ran.err.count("no question is called `totl`") == 1


def test_a_folder_with_nothing_to_mark_is_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "hw.yaml").write_text(SHEET, encoding="utf-8")
    (tmp_path / "answers" / "inner").mkdir(parents=True)
    ran = run("grade", "hw.yaml", "answers")
    assert ran.status == 2
    assert "1 entry passed over" in ran.err


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(4*4)*10**2", 4 * 4 * 10**2),
        ("75*10**1 + 10", 75 * 10**1 + 10),
        ("2**10**1", 2**10),
        ("6.17×10^4", 61700),
        ("1.5 * 10**3", 1500),
    ],
)
def test_powers_of_ten_are_arithmetic(text: str, value: int) -> None:
    found = read_answer(text, Asked())
    assert isinstance(found, Number)
    assert found.value == value


def test_json_has_an_entry_for_a_submission_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "hw.yaml").write_text(SHEET, encoding="utf-8")
    (tmp_path / "class.csv").write_text('student,total\na,61706\nevil,"1\n', encoding="utf-8")
    found = json.loads(run("grade", "hw.yaml", "class.csv", "--format", "json").out)
    assert [each["student"] for each in found] == ["a", "row 3"]
    assert found[1]["readable"] is False


@pytest.mark.parametrize("text", ["1,5", "1.610"])
def test_a_volume_that_may_be_a_decimal_is_asked_back(text: str) -> None:
    with pytest.raises(NotReadable, match="two ways"):
        read_answer(text, Asked("extents"))


@pytest.mark.parametrize("name", ["answers.yaml", "answers.csv"])
def test_a_pipe_that_nobody_writes_to_is_refused_not_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    [refused] = submissions(str(tmp_path / name))
    assert "is not a file of answers" in refused.problems[0].message


VARIED = """
title: Drill
vary: {width: [28, 32, 64]}
network: {input: "${width}x${width}x1", layers: [conv: {filters: 2, size: 5}]}
questions: [{id: volume, ask: conv1.output}]
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("form.yaml", "student:\nanswers: {volume: 24x24x2}\n"),
        ("form.md", "student:\nvolume: 24x24x2\n"),
        ("form.csv", "student,volume\n,24x24x2\n"),
    ],
)
def test_a_form_whose_student_is_left_empty_is_asked_back_where_numbers_are_drawn(
    tmp_path: Path, run: Run, name: str, text: str
) -> None:
    (tmp_path / "sheet.yaml").write_text(VARIED)
    (tmp_path / name).write_text(text)
    found = run("grade", str(tmp_path / "sheet.yaml"), str(tmp_path / name))
    assert found.status == 2
    assert "left empty" in found.err
    assert run("grade", str(tmp_path / "sheet.yaml"), str(tmp_path / name), "--student", "s1").status in (0, 1)


def test_an_empty_student_takes_the_name_of_the_file_and_it_is_said(tmp_path: Path, run: Run) -> None:
    (tmp_path / "sheet.yaml").write_text("network: lenet5\nquestions: [{id: q, ask: conv1.params}]\n")
    (tmp_path / "s7.yaml").write_text("student: ''\nanswers: {q: 156}\n")
    found = run("grade", str(tmp_path / "sheet.yaml"), str(tmp_path / "s7.yaml"))
    assert found.status == 0
    assert "these answers go by the name `s7`" in found.err


def test_capitals_and_blanks_around_a_name_make_no_other_student(tmp_path: Path, run: Run) -> None:
    (tmp_path / "sheet.yaml").write_text("network: lenet5\nquestions: [{id: q, ask: conv1.params}]\n")
    (tmp_path / "class.csv").write_text("student,q\nana,155\n ANA ,156\nbo,1\n")
    (tmp_path / "by_hand.yaml").write_text("Bo: {q: 1}\n")
    where = str(tmp_path / "by_hand.yaml")
    found = run(
        "grade", str(tmp_path / "sheet.yaml"), str(tmp_path / "class.csv"), "--overrides", where, "--format", "csv"
    )
    assert found.out.splitlines()[1:] == ["ANA,1,1,,0", "bo,1,1,,0"]
    assert "1 student handed in more than once" in found.err


def test_scores_given_by_hand_that_look_like_a_slip_are_said(tmp_path: Path, run: Run) -> None:
    (tmp_path / "sheet.yaml").write_text(
        "network: lenet5\nquestions: [{id: q, ask: conv1.params}, {id: why, manual: true}]\n"
    )
    (tmp_path / "class.csv").write_text("student,q,why\nana,156,so\nbo,1,\n")
    (tmp_path / "by_hand.yaml").write_text("bo: {q: 1, why: 3, p: 1}\neve: {q: 1}\n")
    words = ["grade", str(tmp_path / "sheet.yaml"), str(tmp_path / "class.csv")]
    found = run(*words, "--overrides", str(tmp_path / "by_hand.yaml"))
    for said in ("nobody here is called `eve`", "no question is called `p`", "3 for `why` is more than its 1"):
        assert said in found.err
    assert run(*words).out.splitlines()[5].split() == ["mean", "0.50", "-", "0.50", "25%"]


# Gradescope's export lists its submissions beside their folders.
def test_gradescopes_list_is_no_student(tmp_path: Path, run: Run) -> None:
    (tmp_path / "sheet.yaml").write_text("network: lenet5\nquestions: [{id: q, ask: conv1.params}]\n")
    (tmp_path / "handed" / "submission_1").mkdir(parents=True)
    (tmp_path / "handed" / "submission_metadata.yml").write_text("submission_1:\n  :score: 0.0\n")
    (tmp_path / "handed" / "submission_1" / "answers.yaml").write_text("student: ana\nanswers: {q: 156}\n")
    found = run("grade", str(tmp_path / "sheet.yaml"), str(tmp_path / "handed"), "--format", "csv")
    assert found.out.splitlines()[1:] == ["ana,1,1,,0"]


def test_what_an_archive_holds_and_is_not_read_is_said(tmp_path: Path, run: Run) -> None:
    (tmp_path / "hw.yaml").write_text(SHEET, encoding="utf-8")
    with ZipFile(tmp_path / "all.zip", "w") as archive:
        for name in ("a.yaml", "b.zip", "../c.yaml", "__MACOSX/._a.yaml", ".DS_Store"):
            archive.writestr(name, "student: a\nanswers: {total: 61706}\n")
    ran = run("grade", "hw.yaml", "all.zip", "--format", "csv")
    assert ran.out.splitlines()[1:] == ["a,1,1,,0"]
    assert "2 entries passed over" in ran.err


def test_an_answer_is_no_markup_of_a_report(tmp_path: Path, run: Run) -> None:
    (tmp_path / "hw.yaml").write_text(SHEET, encoding="utf-8")
    (tmp_path / "a.yaml").write_text("student: a\nanswers: {total: '<img> ![a](b)'}\n", encoding="utf-8")
    ran = run("grade", "hw.yaml", "a.yaml", "--format", "markdown")
    assert r"| \<img> !\[a](b) |" in ran.out
