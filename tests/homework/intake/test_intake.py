"""A class as it comes: exports of Canvas, Moodle, Google Forms; text, Markdown, notebooks, folders, zips, attempts."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from netcalc.homework.intake.files import submissions
from netcalc.homework.intake.known import Known
from tests.support.running import Run

KNOWN = Known({"volume": "What volume does conv1 make?", "total": "How many parameters in all?", "essay": ""})
SHEET = """\
title: Drill
network: lenet5
questions:
  - {id: volume, text: "What volume does conv1 make?", ask: conv1.output}
  - {id: total, text: "How many parameters in all?", ask: totals.params, points: 2}
"""
MOODLE = """\
Surname,First name,Email address,State,Started on,Completed,Time taken,Grade/3.00,Response 1,Response 2
Lovelace,Ada,ada@x.edu,Finished,1,2,3,0,28x28x6,"61,706"
Boole,George,g@x.edu,Finished,1,2,3,0,"28 x
28 x 6","1,5"
"""
FORMS = """\
"Timestamp","Email Address","What volume does conv1 make?","How many parameters in all?"
"2026/01/01 10:00:00 AM GMT+1","ada@x.edu","28x28x6","61,706"
"2026/01/01 10:01:00 AM GMT+1","g@x.edu","28 x
28 x 6","1,5"
"""
ANALYSIS = """\
name,id,sis_id,section,section_id,section_sis_id,submitted,attempt,"12: What volume does conv1 make?",1.0,\
"13: How many parameters in all?",2.0,n correct,n incorrect,score
ada@x.edu,1,s1,A,1,,2026-01-01 00:00:00 UTC,1,28x28x6,1.0,"61,706",2.0,2,0,3
g@x.edu,2,s2,A,1,,2026-01-01 00:00:00 UTC,1,"28 x
28 x 6",1.0,"1,5",0.0,1,1,1
"""
GRADEBOOK = """\
Student,ID,SIS User ID,SIS Login ID,Section,volume (9981),total (9982),Current Score,Final Score
    Points Possible,,,,,1,2,(read only),(read only)
"Lovelace, Ada",1,s1,ada@x.edu,A,28x28x6,"61,706",,
"Boole, George",2,s2,g@x.edu,A,"28 x
28 x 6","1,5",,
"""
EXPECTED = [
    ("ada@x.edu", {"volume": "28x28x6", "total": "61,706"}),
    ("g@x.edu", {"volume": "28 x\n28 x 6", "total": "1,5"}),
]


def read(folder: Path, name: str, text: str, known: Known = KNOWN) -> list[tuple[str, dict[str, object]]]:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    found = list(submissions(str(folder / name), known, str(folder)))
    assert not [problem for each in found for problem in each.problems]
    return [(each.student, dict(each.answers)) for each in found]


@pytest.mark.parametrize("export", [MOODLE, FORMS, ANALYSIS, GRADEBOOK])
def test_an_export_is_read_as_it_is(tmp_path: Path, export: str) -> None:
    assert read(tmp_path, "class.csv", export) == EXPECTED


def test_a_table_is_one_of_the_numbered_questions_and_its_cells_are_none(tmp_path: Path) -> None:
    cells = ("rows.conv1.output", "rows.conv1.params")
    known = Known(dict.fromkeys(("volume", "rows", *cells, "total"), ""), cells=frozenset(cells))
    text = "Surname,Email address,Response 1,Response 2,Response 3\nLovelace,ada@x.edu,28x28x6,| a |,61706\n"
    assert read(tmp_path, "class.csv", text, known) == [
        ("ada@x.edu", {"volume": "28x28x6", "rows": "| a |", "total": "61706"})
    ]


def test_the_command_numbers_a_sheet_with_a_table_as_it_is_written(run: Run, tmp_path: Path) -> None:
    table = "  - {id: rows, text: Fill in., table: {rows: [conv1], columns: [output]}}\n"
    point = '  - {id: "1.1", text: How many?, ask: conv1.params}\n'  # an id of the teacher's, no cell
    (tmp_path / "hw.yaml").write_text(SHEET + table + point)
    (tmp_path / "class.csv").write_text("username,Response 1,Response 2,Response 4\na,28x28x6,61706,156\n")
    assert run("grade", "hw.yaml", "class.csv", "--format", "csv").out.splitlines()[1].startswith("a,4,1,2,0,1,")


def test_a_table_that_excel_saves_as_unicode_is_read(tmp_path: Path) -> None:
    (tmp_path / "class.csv").write_text("student\tvolume\nJos\u00e9\t28x28x6\n", encoding="utf-16")
    (found,) = submissions(str(tmp_path / "class.csv"), KNOWN)
    assert (found.student, found.answers) == ("Jos\u00e9", {"volume": "28x28x6"})


@pytest.mark.parametrize("name", ["class.csv", "class.zip"])
def test_a_table_that_excel_saves_in_western_europe_is_read(tmp_path: Path, name: str) -> None:
    data = "student;volume\nJos\u00e9;28\u00d728\u00d76\n".encode("cp1252")
    if name.endswith(".zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("class.csv", data)
    else:
        (tmp_path / name).write_bytes(data)
    (found,) = submissions(str(tmp_path / name), KNOWN)
    assert (found.student, found.answers) == ("Jos\u00e9", {"volume": "28\u00d728\u00d76"})


def test_one_students_table_may_be_saved_so_too(tmp_path: Path) -> None:
    (tmp_path / "ada.csv").write_bytes("volume;28\u00d728\u00d76\n".encode("cp1252"))
    (found,) = submissions(str(tmp_path / "ada.csv"), KNOWN)
    assert found.answers == {"volume": "28\u00d728\u00d76"}


@pytest.mark.parametrize(
    "text",
    [
        "- student: ana\n  answers: {volume: 28x28x6}\n- student: cy\n  answers: {volume: 9x9x9}\n",
        "student: ana\nanswers: {volume: 28x28x6}\nstudent: cy\nanswers: {volume: 9x9x9}\n",
        "student: ana\nanswers: {volume: 28x28x6}\n---\nstudent: cy\nanswers: {volume: 9x9x9}\n",
    ],
)
def test_answers_of_two_students_in_one_file_are_nobodys(tmp_path: Path, text: str) -> None:
    (tmp_path / "two.yaml").write_text(text)
    (found,) = submissions(str(tmp_path / "two.yaml"), KNOWN)
    assert found.answers == {}
    assert found.problems[0].message.startswith("two names 2 students (ana, cy)")


def test_the_dash_of_an_export_is_no_answer(tmp_path: Path) -> None:
    text = "Surname,Email address,Response 1,Response 2\nBoole,g@x.edu,-,-5\n"
    assert read(tmp_path, "class.csv", text) == [("g@x.edu", {"volume": "", "total": "-5"})]


def test_a_name_in_two_columns_is_put_together(tmp_path: Path) -> None:
    text = "Last name,First name,Response 1\nLovelace,Ada,28x28x6\n"
    assert read(tmp_path, "class.csv", text) == [("Ada Lovelace", {"volume": "28x28x6"})]


def test_heads_that_do_not_match_are_named_on_the_command_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "hw.yaml").write_text(SHEET)
    (tmp_path / "class.csv").write_text("username,First exercise,Second one\na,28x28x6,61706\n")
    assert "no question is called `First exercise`" in run("grade", "hw.yaml", "class.csv").err
    maps = ["--map", "First exercise=volume", "--map", "Second one=total"]
    assert run("grade", "hw.yaml", "class.csv", *maps).status == 0
    assert run("grade", "hw.yaml", "class.csv", "--map", "First=nothing").status == 2


NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "source": ["# volume\n", "28 x 28 x 5"]},
        {"cell_type": "code", "source": "answers = {'volume': (28, 28, 6), 'total': 61_706}\nimport os\nos.abort()"},
        {"cell_type": "code", "source": ["this is no Python"]},
        {"cell_type": "markdown", "source": "essay: it vanishes"},
    ]
}


@pytest.mark.parametrize(
    ("name", "text", "answers"),
    [
        ("a.txt", "volume: 28x28x6\ntotal = 61,706\n", {"volume": "28x28x6", "total": "61,706"}),
        ("a.md", "# volume\n28x28x6\n\n- **total**: `61,706`\n", {"volume": "28x28x6", "total": "61,706"}),
        ("a.md", "| id | answer |\n|---|---|\n| volume | 28x28x6 |\n", {"volume": "28x28x6"}),
        ("a.txt", "1. volume: 28x28x6\nSee you soon\n2) total: 5", {"volume": "28x28x6", "total": "5"}),
        ("a.csv", 'volume,28x28x6\ntotal,"61,706"\n', {"volume": "28x28x6", "total": "61,706"}),
        ("a.yaml", "answers: {volume: 28,28,10, total: 61,706}", {"volume": "28,28,10", "total": "61,706"}),
        ("a.yaml", 'volume: 28x28x6\ntotal: "61,706\n', {"volume": "28x28x6", "total": "61,706"}),
        ("a.yaml", "answers: {volume: 28,28,28, total: [}", {"volume": "28,28,28", "total": "["}),
        ("a.json", '{"volume": "28x28x6", "total": 61706,}', {"volume": "28x28x6", "total": "61706"}),
        ("a.ipynb", json.dumps(NOTEBOOK), {"volume": "(28, 28, 6)", "total": "61_706", "essay": "it vanishes"}),
    ],
)
def test_one_students_file(tmp_path: Path, name: str, text: str, answers: dict[str, object]) -> None:
    assert read(tmp_path, name, text) == [("a", answers)]


@pytest.mark.parametrize(
    ("path", "student"),
    [
        ("ada/answers.yaml", "ada"),
        ("ada.yaml", "ada"),
        ("Ada L_123_assignsubmission_file_/hw1.txt", "Ada L"),
        ("lovelaceada_4711_9982_answers.txt", "lovelaceada"),
    ],
)
def test_a_file_says_whose_it_is_by_its_place(tmp_path: Path, path: str, student: str) -> None:
    assert read(tmp_path, path, "volume: 5\n") == [(student, {"volume": "5"})]


def test_folders_and_zips_are_read_and_no_path_leads_outside(run: Run, tmp_path: Path) -> None:
    (tmp_path / "hw.yaml").write_text(SHEET)
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        archive.writestr("ada/answers.txt", "volume: 28x28x6\ntotal: 61706\n")
        archive.writestr("../../evil.txt", "volume: 5\n")
        archive.writestr("__MACOSX/ada/._answers.txt", "volume: 5\n")
        archive.writestr("large.txt", "x" * 2**21)
        archive.writestr("ben.yaml", "answers: [")
    found = run("grade", "hw.yaml", "class.zip", "--format", "csv")
    rows = {line.split(",")[0]: line for line in found.out.splitlines()[1:]}
    assert rows["ada"] == "ada,3,1,2,,,0"
    assert set(rows) == {"ada", "ben", "large"}
    assert "too large" in found.err
    assert not (tmp_path.parent.parent / "evil.txt").exists()
    (tmp_path / "broken.zip").write_text("no zip")
    assert "it is no zip file" in run("grade", "hw.yaml", "broken.zip").err


def marks(run: Run, *words: str) -> dict[str, Any]:
    found = json.loads(run("grade", "hw.yaml", *words, "--format", "json").out)
    return {each["student"]: each for each in found}


@pytest.mark.parametrize(("attempts", "score"), [("last", 1), ("first", 0), ("best", 3)])
def test_of_several_attempts_one_counts(run: Run, tmp_path: Path, attempts: str, score: int) -> None:
    (tmp_path / "hw.yaml").write_text(SHEET)
    (tmp_path / "class.csv").write_text("student,volume,total\na,5,5\na,28x28x6,61706\na,28x28x6,5\n")
    assert marks(run, "class.csv", "--attempts", attempts)["a"]["score"] == score
    assert "the last attempt counts" in run("grade", "hw.yaml", "class.csv").err
    assert run("grade", "hw.yaml", "class.csv", "--attempts", "second").status == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [("over.yaml", "a: {total: 1.5}\n"), ("over.csv", "student,question,score\na,total,1.5\n")],
)
def test_scores_given_by_hand_settle_what_could_not_be_read(run: Run, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "hw.yaml").write_text(SHEET)
    (tmp_path / "class.csv").write_text('student,volume,total\na,28x28x6,"1,5"\nb,5,\n')
    (tmp_path / name).write_text(text)
    assert marks(run, "class.csv")["a"]["unread"] == 1
    settled = marks(run, "class.csv", "--overrides", name)["a"]
    assert (settled["score"], settled["unread"], settled["questions"][1]["feedback"]) == (2.5, 0, "Set by hand.")
    (tmp_path / name).write_text(text.replace("1.5", "many"))
    assert run("grade", "hw.yaml", "class.csv", "--overrides", name).status == 2


def test_unread_missing_and_wrong_answers_are_told_apart(run: Run, tmp_path: Path) -> None:
    (tmp_path / "hw.yaml").write_text(SHEET)
    (tmp_path / "class.csv").write_text('student,volume,total\na,28x28x6,"1,5"\nb,28x28x6,\nc,28x28x6,5\n')
    table = run("grade", "hw.yaml", "class.csv")
    assert [line.split()[2] for line in table.out.splitlines()[2:5]] == ["?", "1", "0"]
    assert "1 answer could not be read" in table.out
    rows = run("grade", "hw.yaml", "class.csv", "--format", "csv").out.splitlines()
    assert [row.split(",")[5:] for row in rows[1:]] == [["unread", "1"], ["missing", "0"], ["", "0"]]


def test_statistics_and_their_picture(run: Run, tmp_path: Path) -> None:
    (tmp_path / "hw.yaml").write_text(SHEET)
    lines = ["a,28x28x6,61706", "b,28x28x6,61706", "c,5,61470", "d,5,5", 'e,28x28x6,"1,5"']
    (tmp_path / "class.csv").write_text("student,volume,total\n" + "\n".join(lines) + "\n")
    found = json.loads(run("grade", "hw.yaml", "class.csv", "--statistics", "--format", "json").out)
    assert (found["total"]["mean"], found["total"]["median"]) == ((3 + 3 + 0 + 0 + 1) / 5, 1)
    total = found["questions"][1]
    assert (total["full"], total["unread"], total["mistakes"]) == (2, 1, {"forgot-bias": 1})
    assert 0 < total["discrimination"] < 1
    assert "forgot-bias 1" in run("grade", "hw.yaml", "class.csv", "--statistics").out
    run("grade", "hw.yaml", "class.csv", "--draw", "class.svg")
    drawn = (tmp_path / "class.svg").read_text()
    assert "<desc>5 submissions, mean 1.4, median 1" in drawn
    assert ">60%<" in drawn  # three of five have the volume
    refused = run("grade", "hw.yaml", "class.csv", "--draw", "class.gif")
    assert (refused.status, (tmp_path / "class.gif").exists()) == (2, False)
    assert "ends in none of .svg .png .pdf .tex" in refused.err


def test_scores_to_upload(run: Run, tmp_path: Path) -> None:
    (tmp_path / "hw.yaml").write_text(SHEET)
    (tmp_path / "class.csv").write_text('student,volume,total\na,28x28x6,61470\n=b,28x28x6,"1,5"\n')
    canvas = run("grade", "hw.yaml", "class.csv", "--format", "canvas").out.splitlines()
    assert canvas == [
        "Student,ID,SIS User ID,SIS Login ID,Section,Drill",
        "    Points Possible,,,,,3",
        "a,,,a,,1",
        "'=b,,,'=b,,",
    ]
    moodle = run("grade", "hw.yaml", "class.csv", "--format", "moodle").out.splitlines()
    assert moodle == ["username,Drill,feedback", "a,1,total: forgot-bias", "'=b,,total: unread"]


UPLOADED = {
    GRADEBOOK: [
        "Student,ID,SIS User ID,SIS Login ID,Section,Drill",
        "    Points Possible,,,,,3",
        '"Lovelace, Ada",1,s1,ada@x.edu,A,3',
        '"Boole, George",2,s2,g@x.edu,A,',
    ],
    ANALYSIS: [
        "Student,ID,SIS User ID,SIS Login ID,Section,Drill",
        "    Points Possible,,,,,3",
        "ada@x.edu,1,s1,,A,3",
        "g@x.edu,2,s2,,A,",
    ],
    MOODLE: [
        "Surname,First name,Email address,Drill,feedback",
        "Lovelace,Ada,ada@x.edu,3,",
        "Boole,George,g@x.edu,,total: unread",
    ],
}


@pytest.mark.parametrize("export", UPLOADED, ids=["gradebook", "analysis", "moodle"])
def test_scores_go_back_under_the_heads_they_came_with(run: Run, tmp_path: Path, export: str) -> None:
    (tmp_path / "hw.yaml").write_text(SHEET)
    (tmp_path / "class.csv").write_text(export)
    form = "moodle" if export is MOODLE else "canvas"
    assert run("grade", "hw.yaml", "class.csv", "--format", form).out.splitlines() == UPLOADED[export]


def test_scores_of_handed_in_files_go_back_by_their_names(run: Run, tmp_path: Path) -> None:
    (tmp_path / "hw.yaml").write_text(SHEET)
    with zipfile.ZipFile(tmp_path / "moodle.zip", "w") as archive:
        archive.writestr("Ada L_12_assignsubmission_file_/hw.txt", "volume: 28x28x6\ntotal: 61706\n")
    assert run("grade", "hw.yaml", "moodle.zip", "--format", "moodle").out.splitlines() == [
        "Identifier,Full name,Grade,Last modified (grade),Feedback comments",
        "Participant 12,Ada L,3,,",
    ]
    with zipfile.ZipFile(tmp_path / "moodle.zip", "a") as archive:
        archive.writestr("ben/hw.txt", "volume: 28x28x6\n")
    mixed = run("grade", "hw.yaml", "moodle.zip", "--format", "moodle").out.splitlines()
    assert mixed[0] == "Identifier,Full name,username,Drill,feedback"
    assert mixed[2].startswith(",,ben,1,")  # nobody is nameless
    (tmp_path / "lovelaceada_late_4711_9982_hw.txt").write_text("volume: 28x28x6\ntotal: 5\n")
    canvas = run("grade", "hw.yaml", "lovelaceada_late_4711_9982_hw.txt", "--format", "canvas").out.splitlines()
    assert canvas[2] == "lovelaceada,4711,,,,1"


def test_a_table_below_a_heading_is_the_answer_to_a_table(run: Run, tmp_path: Path) -> None:
    asked = "{id: rows, table: {rows: [conv1, fc1], columns: [output, params]}, points: 4}"
    (tmp_path / "hw.yaml").write_text(f"network: lenet5\nquestions: [{asked}, {{id: total, ask: totals.params}}]\n")
    table = "| | output | params |\n|---|---|---|\n| conv1 | 28x28x6 | 156 |\n| fc1 | 120 | 48,120 |"
    (tmp_path / "ben.md").write_text(f"# rows\n\n{table}\n\n# total\n61,706\n")
    assert "5 of 5 points" in run("grade", "hw.yaml", "ben.md").out
