"""What all tests share: bounded properties, golden files, and netcalc run as its users run it."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("netcalc", deadline=None, max_examples=150, print_blob=True)
settings.load_profile("netcalc")

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh", action="store_true", help="write golden files and the README's sessions anew")


@dataclass(frozen=True)
class Ran:
    """What a run of netcalc left: its exit status and what it wrote."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run netcalc in a folder of its own: no terminal, 80 columns."""

    def running(*words: str, stdin: str = "", **variables: str) -> Ran:
        environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", **variables}
        made = subprocess.run(
            [sys.executable, "-m", "netcalc", *words],
            cwd=tmp_path,
            env=environment,
            input=stdin.encode(),
            capture_output=True,
            check=False,
            timeout=60,
        )
        return Ran(made.returncode, made.stdout.decode(), made.stderr.decode())

    return running


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a golden file; `pytest --refresh` writes it, to be read as a diff."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--refresh"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare
