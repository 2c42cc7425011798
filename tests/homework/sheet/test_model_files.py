"""A sheet may ask about a network in another tool's file beside it."""

import shutil
from pathlib import Path

from tests.conftest import Run
from tests.support.running import ROOT

FILES = ROOT / "tests/data/models"


def test_a_sheet_asks_about_a_model_file(run: Run, tmp_path: Path) -> None:
    shutil.copy(FILES / "image.onnx", tmp_path)
    (tmp_path / "sheet.yaml").write_text(
        "title: a model\nnetwork: image.onnx\nquestions:\n  - {id: q1, ask: layers.0.conv1.output, points: 1}\n",
        encoding="utf-8",
    )
    (tmp_path / "answers.yaml").write_text("q1: 9x6x8\n", encoding="utf-8")
    ran = run("grade", "sheet.yaml", "answers.yaml")
    assert ran.status == 0, ran.out + ran.err
