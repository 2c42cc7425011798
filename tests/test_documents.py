"""The README is true: its sessions, its Python, its table of kinds; the specs and examples run."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from netcalc.calculator.calculator import calculate
from netcalc.network.bundle import bundled, load
from netcalc.network.composition import FORMS, form_of
from netcalc.render.formats.markup import markdown
from netcalc.render.pages.catalogue import kinds_with_examples
from netcalc.report.claims import failures, meant_invalid
from tests.conftest import ROOT

README = ROOT / "README.md"
FILES = re.compile(r"```yaml\n# (\S+\.yaml)\n(.*?)```\n", re.DOTALL)
SESSION = re.compile(r"(?<=```console\n).*?(?=```\n)", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```\n", re.DOTALL)
TABLE = re.compile(r"(?<=<!-- kinds -->\n).*?(?=<!-- /kinds -->)", re.DOTALL)
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
NETWORKS = [*bundled().values(), *sorted((ROOT / "examples").glob("*.yaml"))]


def session(text: str, folder: Path) -> str:
    """Run the commands of a session and give it back with what they print."""
    commands = [line for line in text.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{ran(command[2:], folder)}" for command in commands)


def ran(command: str, folder: Path) -> str:
    program, *words = shlex.split(command)
    assert program == "netcalc"
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
    called = [sys.executable, "-m", "netcalc", *words]
    made = subprocess.run(called, cwd=folder, env=environment, capture_output=True, check=False, timeout=120)
    return (made.stdout + made.stderr).decode()


def test_the_readmes_sessions_print_what_it_shows(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    text = README.read_text(encoding="utf-8")
    for name, content in FILES.findall(text):
        (tmp_path / name).write_text(f"# {name}\n{content}", encoding="utf-8")
    replayed = SESSION.sub(lambda found: session(found[0], tmp_path), text)
    if request.config.getoption("--refresh"):
        README.write_text(replayed, encoding="utf-8")
    assert replayed == README.read_text(encoding="utf-8")


def test_the_readmes_python_prints_what_it_shows() -> None:
    programs = PYTHON.findall(README.read_text(encoding="utf-8"))
    assert programs
    for program, printed in programs:
        made = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=60)
        assert made.stdout.decode() == printed


def test_the_readmes_table_is_the_catalogue(request: pytest.FixtureRequest) -> None:
    text = README.read_text(encoding="utf-8")
    table = markdown(kinds_with_examples({kind: form_of(kind) for kind in FORMS}))
    if request.config.getoption("--refresh"):
        README.write_text(TABLE.sub(lambda _: table, text), encoding="utf-8")
    assert TABLE.findall(README.read_text(encoding="utf-8")) == [table]


@pytest.mark.parametrize("path", NETWORKS, ids=lambda path: path.stem)
def test_every_spec_is_what_it_claims(path: Path) -> None:
    network = load(path)
    report = calculate(network)
    assert network.claims
    assert failures(network.claims, report) == ()
    assert report.valid or meant_invalid(network.claims)


@pytest.mark.parametrize("path", NETWORKS, ids=lambda path: path.stem)
def test_every_spec_begins_with_a_title_that_fits_a_line_of_the_list(path: Path) -> None:
    title = path.read_text(encoding="utf-8").splitlines()[0]
    assert title.startswith("# ")
    assert len(title) <= 56


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_runs(path: Path) -> None:
    made = subprocess.run([sys.executable, str(path)], capture_output=True, check=False, timeout=60)
    assert made.returncode == 0, made.stderr.decode()
    assert made.stdout


def test_ci_runs_the_readmes_two_commands() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("python3 -m venv")]
    marks = re.findall(r"command_of '([^']+)'", ci)
    assert len(commands) == len(marks) == 2
    assert all(any(mark in command for command in commands) for mark in marks)


def test_the_readme_shows_resnet_50_as_it_is_and_in_under_60_lines() -> None:
    spec = (ROOT / "specs" / "resnet50.yaml").read_text(encoding="utf-8")
    assert f"```yaml\n{spec}```\n" in README.read_text(encoding="utf-8")
    assert len(spec.splitlines()) < 60
