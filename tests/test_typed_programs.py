"""The programs of the README, the guides and the examples pass a user's type checker, without the project's plugin."""

import re
from pathlib import Path

import pytest

from tests.support.documents import GUIDES, README
from tests.support.running import ROOT, apart

BLOCKS = re.compile(r"```python\n(.*?)```\n", re.DOTALL)
STRICT = ("--strict", "--config-file", "", "--cache-dir", str(ROOT / ".mypy_cache" / "outside"))


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Lay all programs into one folder outside the project, under names that say where they stand."""
    for path in ROOT.glob("examples/**/*.py"):
        (tmp_path / f"{path.parent.name}_{path.name}").write_bytes(path.read_bytes())
    for document in (README, *GUIDES):
        for number, block in enumerate(BLOCKS.findall(document.read_text(encoding="utf-8")), 1):
            name = f"{document.parent.name if document != README else 'readme'}_program{number}.py"
            (tmp_path / name).write_text(block, encoding="utf-8")
    return tmp_path


def test_they_pass_mypy_strict_from_outside(programs: Path) -> None:
    made = apart(("-m", "mypy", *STRICT, "."), programs, variables={"PYTHONPATH": ""})
    assert made.status == 0, made.out
    assert f"{len([*programs.glob('*.py')])} source files" in made.out


def test_it_would_see_a_fault(programs: Path) -> None:
    (programs / "wrong.py").write_text("import netcalc\nnetcalc.load(3)\n", encoding="utf-8")
    made = apart(("-m", "mypy", *STRICT, "wrong.py"), programs, variables={"PYTHONPATH": ""})
    assert made.status == 1
    assert "arg-type" in made.out
