"""Modules of PyTorch, and code that makes them, read as networks and held against specs."""

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from netcalc import SpecError, calculate, from_torch
from netcalc.models.modules.module import is_code
from tests.support.running import Run

CODE = """
import torch
from torch import nn


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(11, 8)
        self.norm = nn.LayerNorm(8)
        self.out = nn.Linear(8, 11, bias=False)
        self.out.weight = self.table.weight

    def forward(self, x):
        return self.out(self.norm(self.table(x)))


class Conv(nn.Module):
    def __init__(self, pad=0):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=pad)

    def forward(self, x):
        x = torch.relu(self.conv(x))
        return x


def padded():
    return Conv(pad=1)


class Choosing(Conv):
    def forward(self, x):
        return super().forward(x) if x.sum() > 0 else x


def failing():
    return unknown


class Pair(Conv):
    def forward(self, x, y):
        return self.conv(x) + self.conv(y)


class Sized(nn.Module):
    def __init__(self, filters):
        super().__init__()
"""


def test_code_is_told_from_files() -> None:
    assert is_code("model.py:Net")
    assert not any(map(is_code, ("model.py", "net.onnx", "C:\\nets\\net.onnx", ".py:", "model.py:a b")))


def test_what_is_no_file_is_said(run: Run) -> None:
    ran = run("check", "lenet5", "--against", "none.py:Net")
    assert (ran.status, ran.err.splitlines()[0]) == (2, "error[unreadable]: none.py is no file")


def test_code_without_a_name_is_answered_with_the_modules_in_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "model.py").write_text(f"{CODE}\n\nraise SystemExit  # it is not run")
    for words in (("summary", "model.py"), ("check", "lenet5", "--against", "model.py")):
        ran = run(*words)
        assert (ran.status, "model.py is Python code" in ran.err) == (2, True)
        assert "--against model.py:Sized` runs the code" in ran.err
        assert "it has Tied, Conv, Choosing, Pair, Sized" in ran.err
    ran = run("summary", "model.py:Conv")
    assert (ran.status, "`netcalc check SPEC --against model.py:Conv` runs it" in ran.err) == (2, True)
    (tmp_path / "model.py").write_text("import torch\nclass (")  # is code, but no sound one
    assert "--against model.py:Net`" in run("summary", "model.py").err


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    pytest.importorskip("torch", reason="no PyTorch")
    names: dict[str, Any] = {}
    exec(compile(CODE, "model.py", "exec"), names)  # noqa: S102  a test's own
    return names


@pytest.mark.torch
def test_a_module_is_the_network_that_it_runs(made: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")

    report = calculate(from_torch(made["Tied"]().train(), torch.zeros((1, 6), dtype=torch.long)))
    assert (report.totals.params, report["out"].shares) == (11 * 8 + 2 * 8, "table")
    assert report.output == (6, 11)
    assert from_torch(made["Conv"](), torch.zeros(1, 3, 9, 8)).called == "Conv"


@pytest.mark.torch
def test_code_is_held_against_a_spec(run: Run, tmp_path: Path, made: dict[str, Any]) -> None:
    assert made
    (tmp_path / "model.py").write_text(dedent(CODE))
    (tmp_path / "net.yaml").write_text("input: 9x8x3\nlayers: [conv: {filters: 4, size: 3}, relu]\n")
    assert run("check", "net.yaml", "--against", "model.py:Conv").status == 0
    padded = run("check", "net.yaml", "--against", "model.py:padded")
    assert "conv 3x3 -> 7x6x4 with 112 params here" in padded.out
    assert "conv 3x3 p1 -> 9x8x4 with 112 params in model.py:padded, at model.py:24" in padded.out
    choosing = run("check", "net.yaml", "--against", "model.py:Choosing")
    assert (choosing.status, "its arrays alone are held against the spec" in choosing.out) == (0, True)
    failing = run("check", "net.yaml", "--against", "model.py:failing")
    assert (failing.status, "line 38: NameError" in failing.err) == (2, True)
    (tmp_path / "tied.yaml").write_text("input: 6x1\nlayers: [embedding: {vocabulary: 11, depth: 8}, layernorm]\n")
    assert "out, fc -> 6x11 with 0 params" in run("check", "tied.yaml", "--against", "model.py:Tied").out


@pytest.mark.torch
@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        ("Cnov", 2, "did you mean `Conv`?"),
        ("Missing", 2, "it has Tied, Conv, padded, Choosing, failing, Pair, Sized"),
        ("CODE", 2, "CODE is no nn.Module, and gives none when it is called"),
        ("Sized", 2, "write a function that takes nothing and gives the module, and name that"),
        ("Pair", 0, "Pair does not run on 1x3x8x9: TypeError"),
        ("Choosing", 0, "torch.export refuses Choosing: line 34: "),
    ],
)
def test_code_that_will_not_do_is_answered_in_words(
    run: Run, tmp_path: Path, made: dict[str, Any], name: str, status: int, said: str
) -> None:
    assert made
    (tmp_path / "model.py").write_text(f"{CODE}\n\nCODE = 3\n")
    (tmp_path / "net.yaml").write_text("input: 9x8x3\nlayers: [conv: {filters: 4, size: 3}, relu]\n")
    ran = run("check", "net.yaml", "--against", f"model.py:{name}")
    assert (ran.status, said in ran.out + ran.err) == (status, True), ran.out + ran.err


def test_a_class_is_not_taken_for_a_module() -> None:
    class Net:
        """A class, which nobody called."""

    with pytest.raises(SpecError, match=r"Net is a class, and no module yet") as told:
        from_torch(Net)
    assert told.value.problems[0].hint == "make one: `Net()`"
