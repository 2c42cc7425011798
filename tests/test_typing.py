"""What a type checker says of users' programs, outside the project and without pydantic's plugin."""

import re
from pathlib import Path

import pytest
from mypy import api

import netcalc
from tests.conftest import ROOT
from tests.support.documents import GUIDES, README

RUN_HERE = sorted([*(ROOT / "tests" / "typed").glob("*.py"), ROOT / "examples" / "python" / "own_kind.py"])
PROGRAMS = sorted({*RUN_HERE, *(ROOT / "examples").glob("**/*.py")})
BLOCKS = re.compile(r"```python\n(.*?)```\n", re.DOTALL)
# Each line is wrong, and a type checker says so.
WRONG = """
import netcalc
netcalc.Network(input=3.5, layers=[])
netcalc.Network(input="3")
netcalc.Network(inputs="3", layers=[])
netcalc.Network(input="3", layers=[], inptu="4")
netcalc.Network(input="3", layers=[3])
netcalc.Network(input="3", layers=[], rounding="up")
netcalc.Conv(size=3)
netcalc.Conv(filters=2.5, size=3)
netcalc.Conv(filters=10, size=3.5)
netcalc.Conv(filters=10, size=3, pading=1)
netcalc.Conv(filters=10, size=3, pad={"left": 1.5})
netcalc.Pool(size=2, op="min")
netcalc.Add(from_=3)
netcalc.Repeat(times=2, layers=[3])
netcalc.load("lenet5").replace(something=3)
netcalc.calculate(netcalc.load("lenet5")).totals.params + 1
netcalc.calculate(netcalc.load("lenet5"), strict=True).totals.params + "1"
""".strip()


def laid(folder: Path) -> None:
    """Lay all programs into one folder outside the project, under names that say where they stand."""
    for path in PROGRAMS:
        (folder / f"{path.parent.name}_{path.name}").write_bytes(path.read_bytes())
    for document in (README, *GUIDES):
        for number, block in enumerate(BLOCKS.findall(document.read_text(encoding="utf-8")), 1):
            name = f"{'readme' if document == README else document.parent.name}_program{number}.py"
            (folder / name).write_text(block, encoding="utf-8")
    (folder / "wrong.py").write_text(WRONG)


def said(folder: Path) -> dict[str, list[int]]:
    """Check all programs in a folder in one run: the lines that are wrong, by program."""
    files = sorted(map(str, folder.glob("*.py")))
    cache = ROOT / ".mypy_cache" / "users"
    out, err, _ = api.run(["--strict", "--config-file=", "--no-error-summary", f"--cache-dir={cache}", *files])
    assert not err
    found: dict[str, list[int]] = {Path(file).stem: [] for file in files}
    for name, line in re.findall(r"(\w+)\.py:(\d+): error", out):
        found[name].append(int(line))
    return found


# One test, since a run of mypy is dear: two workers would each have their own.
def test_users_programs_are_right_and_what_is_wrong_is_found(tmp_path: Path) -> None:
    laid(tmp_path)
    lines = said(tmp_path)
    assert sorted(set(lines.pop("wrong"))) == list(range(2, len(WRONG.split("\n")) + 1))
    assert {name: wrong for name, wrong in lines.items() if wrong} == {}
    assert len(lines) > len(PROGRAMS)


def test_every_public_name_is_in_a_program() -> None:
    programs = "".join(path.read_text() for path in PROGRAMS)
    imported = re.findall(r"^from netcalc import (.+)$", programs, re.MULTILINE)
    used = {*re.findall(r"netcalc\.(\w+)", programs), *re.findall(r"\w+", " ".join(imported))}
    assert sorted(set(netcalc.__all__) - used) == []


@pytest.mark.parametrize("path", RUN_HERE, ids=lambda path: path.stem)
def test_they_run(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(path.read_text(), path, "exec"), {"__name__": path.stem})  # noqa: S102  a program of ours
    assert capsys.readouterr().out
