"""What all tests share: bounded properties, golden files, and netcalc run as its users run it."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # two workers share two cores
if sys.dont_write_bytecode:  # else each process would compile every module anew
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(Path(__file__).parents[1] / ".pytest_cache" / "compiled")
    os.environ |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": sys.pycache_prefix}

import pytest
from hypothesis import settings

from tests.support import collecting
from tests.support.running import ROOT, Ran, Run, apart, here

__all__ = ["ROOT", "Ran", "Run"]

LOOKING = settings(deadline=None, max_examples=150, print_blob=True)
settings.register_profile("looking", LOOKING)  # `pytest --hypothesis-profile=looking`: other inputs at each run
settings.register_profile("netcalc", LOOKING, max_examples=100, derandomize=True)  # one commit, one verdict
settings.load_profile("netcalc")

collect_ignore_glob = ["data/make_*.py", "benchmarks/[!t]*.py", "benchmarks/t[!e]*.py"]  # programs

GOLDEN = Path(__file__).parent / "golden"


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(collecting)  # for doctests outside this folder too


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh", action="store_true", help="write golden files and the documents' sessions anew")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run netcalc in this process, in a folder of its own: no terminal, 80 columns."""

    def running(*words: str, stdin: str = "", **variables: str) -> Ran:
        return here(words, tmp_path, stdin=stdin, variables=variables)

    return running


@pytest.fixture
def process(tmp_path: Path) -> Run:
    """Run netcalc in a process of its own, for what `run` cannot show: encodings, start-up, modules, signals."""

    def running(*words: str, stdin: str = "", **variables: str) -> Ran:
        return apart(("-m", "netcalc", *words), tmp_path, stdin=stdin, variables=variables)

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
