"""The tests' way of running netcalc in this process shows what a process of its own shows, and leaves nothing."""

import gc
import os
import sys
from pathlib import Path

import pytest

from tests.support.running import Run, here

COMMANDS = [("summary", "lenet5"), ("summary", "nosuch"), ("nosuch",), ("ask", "lenet5", "fc1.params"), ()]
STUDENT = (
    "import beside\nimport warnings\nwarnings.warn('mind')\ndef f(x):\n    return x, x\ndef b(d, x):\n    return d\n"
)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_both_ways_show_the_same(run: Run, process: Run, words: tuple[str, ...]) -> None:
    assert run(*words) == process(*words)


def state() -> tuple[object, ...]:
    return Path.cwd(), dict(os.environ), [*sys.path], sys.argv, sys.stdout, sys.excepthook, gc.get_threshold()


def test_nothing_of_a_run_stays(tmp_path: Path) -> None:
    (tmp_path / "layers.py").write_text(STUDENT, encoding="utf-8")
    (tmp_path / "beside.py").write_text("", encoding="utf-8")
    before = state()
    made = here(("gradcheck", "layers.py:f,b", "--kind", "relu"), tmp_path, variables={"MARK": "1"})
    assert made.status == 1
    assert "mind" in made.err
    assert state() == before
    assert "beside" not in sys.modules
    assert not any(str(getattr(module, "__file__", "")).startswith(str(tmp_path)) for module in [*sys.modules.values()])


def test_standard_input_is_bytes_behind_text(run: Run) -> None:
    assert run("ask", "-", "output", stdin="input: 3\nlayers: [fc: 2]\n").out == "2\n"
