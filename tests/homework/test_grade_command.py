"""`netcalc grade` as its users run it: forms, exit status, classes, other graders, what is refused."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from tests.support.running import ROOT, Run, printed

EXAMPLE = ROOT / "examples" / "homework"
SHEET = """\
title: Sizing drill
network: lenet5
questions:
  - {id: volume, text: "What volume does conv1 make?", ask: conv1.output}
  - {id: total, text: "How many parameters?", ask: totals.params, points: 3}
"""
RIGHT = 'student: s1\nanswers: {volume: 28x28x6, total: "61,706"}\n'
WRONG = "student: s2\nanswers: {volume: 28x28x6, total: 61470}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hw.yaml").write_text(SHEET)
    (tmp_path / "right.yaml").write_text(RIGHT)
    (tmp_path / "wrong.yaml").write_text(WRONG)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_the_exit_status_says_whether_all_is_right(run: Run, folder: Path) -> None:
    (folder / "broken.yaml").write_text("answers: [")
    assert [run("grade", "hw.yaml", *files).status for files in (["right.yaml"], ["wrong.yaml"], ["none.yaml"])] == [
        0,
        1,
        2,
    ]
    assert run("grade", "hw.yaml", "right.yaml", "wrong.yaml").status == 1
    several = run("grade", "hw.yaml", "broken.yaml", "right.yaml", "wrong.yaml")
    assert several.status == 2
    assert all(part in several.out for part in ("s1", "s2", "broken", "not readable"))
    assert "this is not YAML" in several.err
    assert "Traceback" not in several.err


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("question", "status"), [("volume", 0), ("total", 1), ("totl", 2)])
def test_one_question_by_its_exit_status(run: Run, question: str, status: int) -> None:
    found = run("grade", "hw.yaml", "wrong.yaml", "--question", question)
    assert found.status == status
    assert "advice" not in found.err


@pytest.mark.usefixtures("folder")
def test_json_is_an_object_for_one_and_a_list_for_several(run: Run) -> None:
    one = json.loads(run("grade", "hw.yaml", "wrong.yaml", "--format", "json").out)
    assert (one["student"], one["score"], one["points"]) == ("s2", 1.0, 4.0)
    assert list(one["questions"][1]) == [
        "id",
        "points",
        "score",
        "readable",
        "correct",
        "given",
        "read_as",
        "mistake",
        "also",
        "feedback",
    ]
    assert one["questions"][1]["mistake"] == "forgot-bias"
    several = json.loads(run("grade", "hw.yaml", "right.yaml", "wrong.yaml", "--format", "json").out)
    assert [each["student"] for each in several] == ["s1", "s2"]


@pytest.mark.usefixtures("folder")
def test_gradescope(run: Run, folder: Path) -> None:
    found = json.loads(run("grade", "hw.yaml", "wrong.yaml", "--format", "gradescope").out)
    assert [test["score"] for test in found["tests"]] == [1, 0]
    assert sum(test["max_score"] for test in found["tests"]) == 4
    assert [test["status"] for test in found["tests"]] == ["passed", "failed"]
    assert found["tests"][1]["extra_data"]["mistake"] == "forgot-bias"
    assert "61,706" not in json.dumps(found)
    (folder / "broken.yaml").write_text("{")
    refused = run("grade", "hw.yaml", "broken.yaml", "--format", "gradescope")
    assert (refused.status, json.loads(refused.out)["score"]) == (2, 0.0)


@pytest.mark.usefixtures("folder")
def test_prairielearn(run: Run, folder: Path) -> None:
    found = json.loads(run("grade", "hw.yaml", "wrong.yaml", "--format", "prairielearn").out)
    assert (found["gradable"], found["score"]) == (True, 0.25)
    (folder / "typo.yaml").write_text("answers: {volume: 28x28x6, total: '1,5'}")
    typo = json.loads(run("grade", "hw.yaml", "typo.yaml", "--format", "prairielearn").out)
    assert typo["gradable"] is False
    assert "two ways" in typo["format_errors"][0]


@pytest.mark.usefixtures("folder")
def test_nbgrader_is_a_plain_float_and_nothing_else(run: Run) -> None:
    assert [
        (found.out, found.err)
        for name in ("right", "wrong")
        for found in [run("grade", "hw.yaml", f"{name}.yaml", "--format", "nbgrader")]
    ] == [("4.0\n", ""), ("1.0\n", "")]
    assert run("grade", "hw.yaml", "right.yaml", "wrong.yaml", "--format", "nbgrader").status == 2


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("answers", "status", "why"), [("answers: {nothing: 1}", 1, "nothing"), ("answers: [", 2, "this is not YAML")]
)
def test_nbgrader_has_the_reason_of_no_points_on_standard_error(
    run: Run, folder: Path, answers: str, status: int, why: str
) -> None:
    (folder / "odd.yaml").write_text(answers)
    found = run("grade", "hw.yaml", "odd.yaml", "--format", "nbgrader")
    assert (found.status, found.out) == (status, "0.0\n")
    assert why in found.err


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("more", [["right.yaml"], ["--question", "total"], ["right.yaml", "--question", "total"]])
def test_an_audit_takes_no_answers(run: Run, more: list[str]) -> None:
    found = run("grade", "--audit", "hw.yaml", *more)
    assert (found.status, found.out) == (2, "")
    assert "--audit checks the sheet" in " ".join(found.err.split())


def test_the_examples_are_marked_as_shown(run: Run, golden: Callable[[str, str], None], tmp_path: Path) -> None:
    copytree(EXAMPLE, tmp_path / "homework")
    text = ""
    for words in (["homework/answers/ada.yaml"], ["homework/answers"], ["--audit"]):
        found = run("grade", "homework/convnet.yaml", *words, COLUMNS="100")
        assert found.err == ""
        text += f"$ netcalc grade homework/convnet.yaml {' '.join(words)}\n{found.out}\n"
    golden("grade-convnet.txt", text)


def test_the_examples_json(run: Run, golden: Callable[[str, str], None], tmp_path: Path) -> None:
    copytree(EXAMPLE, tmp_path / "homework")
    golden("grade-convnet.json", run("grade", "homework/convnet.yaml", "homework/answers", "--format", "json").out)


def test_scores_as_csv_cannot_run_in_a_spreadsheet(run: Run, folder: Path) -> None:
    (folder / "class.csv").write_text("student,volume,total\n=cmd(),28x28x6,61706\nb,,\n\nc,5,61470\n")
    found = run("grade", "hw.yaml", "class.csv", "--format", "csv")
    assert found.out.splitlines() == [
        "student,score,volume,total,volume.mistake,total.mistake,unread",
        "'=cmd(),4,1,3,,,0",
        "b,0,0,0,missing,missing,0",
        "c,0,0,0,,forgot-bias,0",
    ]


def test_a_bad_file_in_a_folder_stops_nothing(run: Run, folder: Path) -> None:
    answers = folder / "answers"
    answers.mkdir()
    (answers / "a.yaml").write_text(RIGHT)
    (answers / "b.yaml").write_bytes(b"\xff\xfe\x00")
    (answers / "c.csv").write_text('student,"volume\n')
    (answers / "d.yaml").write_text(
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(12))
    )
    (answers / "e.yaml").write_text("[" * 100_000)
    (answers / "f.json").write_text(json.dumps({"answers": {str(n): n for n in range(30_000)}}))
    (answers / "g.csv").write_text("student,volume\n" + "x" * 2**21)
    (folder / "elsewhere.yaml").write_text("student: elsewhere")
    (answers / "h.yaml").symlink_to(folder / "elsewhere.yaml")
    (answers / "z.yaml").write_text(WRONG)
    found = run("grade", "hw.yaml", "answers")
    assert found.status == 2
    assert "s1" in found.out
    assert "s2" in found.out
    assert "elsewhere" not in found.out + found.err
    assert "Traceback" not in found.err


@pytest.mark.parametrize("name", ["/etc/passwd", "../secret.yaml", "../hw.yaml", "'-'", "link.yaml"])
def test_a_sheet_reads_only_what_lies_beside_it(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.yaml").write_text("input: 3\nlayers: [fc: 2]\n")
    place = tmp_path / "sheets"
    place.mkdir()
    (place / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (place / "hw.yaml").write_text(f"network: {name}\nquestions: [{{id: a, ask: output}}]\n")
    (place / "a.yaml").write_text("answers: {a: 2}")
    found = run("grade", "sheets/hw.yaml", "sheets/a.yaml")
    assert found.status == 1
    assert "no file beside this sheet" in found.err


def test_numpy_is_not_loaded_unless_a_circuit_is_asked() -> None:
    program = (
        "import netcalc, sys; q = {'network': 'lenet5', 'questions': [{'id': 'a', 'ask': 'totals.params'}]};"
        "netcalc.grade(q, {'a': 61470}); print('numpy' in sys.modules)"
    )
    assert printed(program) == "False\n"


def autograded(root: Path, answers: str | None) -> dict[str, object]:
    (root / "source").mkdir(parents=True)
    (root / "submission").mkdir()
    (root / "source" / "homework.yaml").write_text(SHEET)
    if answers is not None:
        (root / "submission" / "answers.yaml").write_text(answers)
    called = root / "netcalc"
    called.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m netcalc "$@"\n')
    called.chmod(0o755)
    environment = {**os.environ, "AUTOGRADER_ROOT": str(root), "NETCALC": str(called)}
    made = subprocess.run(
        [ROOT / "examples" / "homework" / "gradescope" / "run_autograder"], env=environment, check=True, timeout=60
    )
    assert made.returncode == 0
    found: dict[str, object] = json.loads((root / "results" / "results.json").read_text())
    return found


@pytest.mark.parametrize(("answers", "score"), [(RIGHT, 4.0), (WRONG, 1.0), ("[", 0.0), (None, 0)])
def test_the_autograder_always_leaves_results(tmp_path: Path, answers: str | None, score: float) -> None:
    assert autograded(tmp_path / "autograder", answers)["score"] == score
