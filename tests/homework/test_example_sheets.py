"""The sheets of the guide: each passes its audit, and the slides' own notation of every answer is accepted."""

from pathlib import Path

import pytest

from netcalc.homework.audit import audit
from netcalc.homework.grading import grade, key
from tests.support.running import ROOT

SHEETS = sorted((ROOT / "examples" / "homework").glob("*.yaml"))


@pytest.mark.parametrize(
    "sheet", [path for path in SHEETS if not path.name.endswith(".net.yaml")], ids=lambda p: p.stem
)
def test_a_sheet_passes_its_audit_and_takes_its_own_keys(sheet: Path) -> None:
    made = key(sheet)
    assert [each.id for each in audit(made) if not each.passed] == []
    typed = {
        name: each.item.question.key for name, each in made.solutions.items() if each.item.question.key is not None
    }
    marked = grade(made, typed)
    assert [(each.id, each.read_as) for each in marked.questions if each.id in typed and not each.correct] == []
