"""Other graders: nothing earns credit by failing, what could not be read costs no attempt, names come from them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.running import ROOT, Run

SHEET = """\
network: lenet5
questions:
  - {id: volume, ask: conv1.output}
  - {id: total, ask: totals.params, points: 3}
  - {id: essay, manual: true, points: 2}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hw.yaml").write_text(SHEET)
    return tmp_path


def prairielearn(run: Run, folder: Path, answers: dict[str, Any]) -> dict[str, Any]:
    data = {"params": {}, "submitted_answers": answers, "raw_submitted_answers": answers, "variant_seed": 7}
    (folder / "data.json").write_text(json.dumps(data))
    found: dict[str, Any] = json.loads(run("grade", "hw.yaml", "data.json", "--format", "prairielearn").out)
    return found


def test_prairielearns_own_file_is_understood(run: Run, folder: Path) -> None:
    found = prairielearn(run, folder, {"volume": "28x28x6", "total": "61470"})
    assert (found["gradable"], found["score"]) == (True, 1 / 6)
    assert prairielearn(run, folder, {"volume": "28x28x6", "total": "1,5"})["gradable"] is False


def test_nbgraders_form_is_refused_where_it_would_earn_full_credit(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.yaml").write_text("total: 5")
    assert run("grade", "hw.yaml", "a.yaml", "--format", "nbgrader").out == "0.0\n"
    monkeypatch.setenv("JPY_PARENT_PID", "1")
    refused = run("grade", "hw.yaml", "a.yaml", "--format", "nbgrader")
    assert (refused.status, refused.out) == (2, "")
    assert "netcalc.grade" in refused.err


@pytest.mark.parametrize("form", ["gradescope", "prairielearn", "nbgrader"])
def test_a_table_with_one_row_is_one_submission(run: Run, folder: Path, form: str) -> None:
    (folder / "one.csv").write_text("student,volume,total\na,28x28x6,61706\n")
    assert run("grade", "hw.yaml", "one.csv", "--format", form).status == 0
    (folder / "one.csv").write_text("student,volume,total\na,5,5\nb,5,5\n")
    assert run("grade", "hw.yaml", "one.csv", "--format", form).status == 2


def test_what_a_person_marks_is_information_to_gradescope(run: Run, folder: Path) -> None:
    (folder / "a.yaml").write_text("volume: 28x28x6")
    tests = json.loads(run("grade", "hw.yaml", "a.yaml", "--format", "gradescope").out)["tests"]
    assert ["score" in test for test in tests] == [True, True, False]


@pytest.mark.parametrize(
    ("name", "text", "score"),
    [
        ("answers.txt", "volume: 28x28x6\ntotal: 61,706\n", 4.0),
        ("work/answers.md", "# volume\n28x28x6\n", 1.0),
        ("hw1.csv", "student,volume\nme,28x28x6\n", 1.0),
        ("photo.png", "", 0),
    ],
)
def test_gradescope_takes_any_file_of_answers_and_the_name_it_knows(
    tmp_path: Path, name: str, text: str, score: float
) -> None:
    root = tmp_path / "autograder"
    (root / "source").mkdir(parents=True)
    (root / "source" / "homework.yaml").write_text(SHEET)
    (root / "submission_metadata.json").write_text(json.dumps({"users": [{"email": "ada@x.edu", "name": "Ada"}]}))
    (root / "submission" / name).parent.mkdir(parents=True)
    (root / "submission" / name).write_text(text)
    platform("gradescope/run_autograder", root, AUTOGRADER_ROOT=str(root))
    found = json.loads((root / "results" / "results.json").read_text())
    assert found["score"] == score
    assert not score or found["extra_data"]["student"] == "ada@x.edu"


def platform(program: str, folder: Path, **environment: str) -> None:
    """Run a grader's own program, as the grader runs it."""
    called = folder / "netcalc"
    called.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m netcalc "$@"\n')
    called.chmod(0o755)
    variables = {**os.environ, **environment, "NETCALC": str(called)}
    subprocess.run([ROOT / "examples" / "homework" / program], env=variables, check=True, timeout=120)


@pytest.mark.parametrize(
    ("sheet", "answers", "gradable", "score"),
    [
        (SHEET, {"volume": "28x28x6", "total": "61,706"}, True, 4 / 6),
        (SHEET, {"volume": "1,5", "total": "61,706"}, False, 3 / 6),
        ("questions: [", {"volume": "28x28x6"}, False, 0),
    ],
)
def test_prairielearns_files_in_a_root_of_its_own(
    tmp_path: Path, sheet: str, answers: dict[str, str], *, gradable: bool, score: float
) -> None:
    for name, text in {
        "tests/homework.yaml": sheet,
        "data/data.json": json.dumps({"submitted_answers": answers}),
    }.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    platform("prairielearn/entrypoint.sh", tmp_path, GRADE_ROOT=str(tmp_path))
    found = json.loads((tmp_path / "results" / "results.json").read_text())
    assert (found["gradable"], found["score"]) == (gradable, score)


@pytest.mark.parametrize(("question", "status"), [("params", 0), ("volume", 1)])
def test_carried_full_points_are_full_points_by_exit_status(
    run: Run, tmp_path: Path, question: str, status: int
) -> None:
    layers = "layers: [conv: {filters: 10, size: 5}, pool: 2, fc: 10]"
    asked = "[{id: volume, ask: pool1.output}, {id: params, ask: fc1.params}]"
    (tmp_path / "hw.yaml").write_text(f"network: {{input: 32x32x3, {layers}}}\nquestions: {asked}\n")
    (tmp_path / "a.yaml").write_text(f"volume: 15x15x10\nparams: {15 * 15 * 10 * 10 + 10}\n")
    assert run("grade", "hw.yaml", "a.yaml", "--question", question).status == status
