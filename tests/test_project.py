"""The project's own files hold together: ranges and pins of dependencies, what CI runs, the hook for other projects."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.documents import README
from tests.support.running import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"].values()
DEPENDENCIES = [Requirement(text) for texts in (PROJECT["project"]["dependencies"], *EXTRAS) for text in texts]
PINS = {
    canonicalize_name(name): version
    for name, _, version in (
        line.partition("==")
        for line in (ROOT / "tests" / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
}


@pytest.mark.parametrize("dependency", DEPENDENCIES, ids=str)
def test_a_dependency_has_both_bounds_and_its_pin_lies_between(dependency: Requirement) -> None:
    assert {each.operator for each in dependency.specifier} == {">=", "<"}
    assert PINS[canonicalize_name(dependency.name)] in dependency.specifier


def test_the_same_dependency_has_the_same_range_everywhere() -> None:
    ranges: dict[str, str] = {}
    for dependency in DEPENDENCIES:
        assert ranges.setdefault(dependency.name, str(dependency.specifier)) == str(dependency.specifier)


def test_every_pin_is_one_version() -> None:
    assert all(re.fullmatch(r"[\d.]+\w*", version) for version in PINS.values())


def test_ci_runs_the_readmes_two_commands() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("python3 -m venv")]
    marks = re.findall(r"command_of '([^']+)'", ci)
    assert len(commands) == len(marks) == 2
    assert all(any(mark in command for command in commands) for mark in marks)
    assert "-c tests/constraints.txt" in "".join(commands)
    assert "/-c tests\\/constraints.txt /" in ci  # what `--newest` leaves out


SPECS = ["net.yaml", "small.net.yaml", "models/small.net.yml", "specs/lenet5.yaml", "a/specs/b/c.yml"]
OTHERS = [
    "mkdocs.yml",
    ".github/workflows/ci.yaml",
    "docker-compose.yaml",
    "planet.yaml",
    "homework.yaml",
    "specs/a.md",
]


@pytest.mark.parametrize("name", [*SPECS, *OTHERS])
def test_the_hook_for_other_projects_checks_specs_alone(name: str) -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["types"] == ["yaml"]
    assert (re.search(hook["files"], name) is not None) == (name in SPECS)


def test_the_hook_is_the_command_that_checks_and_the_guide_shows_it() -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["entry"] == "netcalc check"
    assert f"- id: {hook['id']}" in (ROOT / "examples/specs/README.md").read_text(encoding="utf-8")


NO_ROOMS = {"benchmarks", "data", "golden", "properties", "support", "typed"}


def test_tests_stand_in_the_rooms_of_what_they_test() -> None:
    rooms = {path.parent.relative_to(ROOT / "netcalc") for path in (ROOT / "netcalc").rglob("__init__.py")}
    folders = {path.parent.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")}
    assert {folder for folder in folders if not NO_ROOMS.intersection(folder.parts)} <= rooms | {Path("specs")}


CATALOGUES = {"cli", "homework/mistakes", "layers", "models/formats", "reference/kinds", "reference/student/mistakes"}
MOST_FILES = 16  # about twelve, and a few while somebody builds


def test_no_room_but_a_catalogue_is_crowded() -> None:
    rooms = [path.parent for path in (ROOT / "netcalc").rglob("__init__.py")]
    crowded = [room for room in rooms if len([*room.glob("[!_]*.py")]) > MOST_FILES]
    found = {room.relative_to(ROOT / "netcalc").as_posix() for room in crowded}
    assert found <= CATALOGUES, "make rooms within this room, by what its files hold"


def test_files_that_the_house_names_are_there() -> None:
    named = re.findall(r"`([\w/]+\.py)`", (ROOT / "netcalc/README.md").read_text(encoding="utf-8"))
    assert len(named) > 20
    assert [name for name in named if not any((ROOT / room / name).is_file() for room in ("netcalc", ""))] == []


def test_no_two_files_of_tests_have_one_name() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert len(set(names)) == len(names)  # pytest takes them for one module
