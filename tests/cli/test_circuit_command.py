"""`netcalc circuit`, as its users run it."""

import csv
import json
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from netcalc.cli import app
from tests.support.running import Run

NEURON = "1/(1 + exp(-(w0*x0 + w1*x1 + w2)))"
AT = ("w0=2", "x0=-1", "w1=-3", "x1=-2", "w2=-3")
COMPOUND = ("(x + y) * z", "x=-2", "y=5", "z=-4")
STAGES = ("(x + σ(y)) / (σ(x) + (x + y)²)", "x=3", "y=-4")
LECTURE = """x = 3
y = -4

# forward
sigy = 1.0 / (1 + math.exp(-y))  # above the line (1)
num = x + sigy  # (2)
sigx = 1.0 / (1 + math.exp(-x))  # below the line (3)
xpy = x + y  # (4)
xpysqr = xpy**2  # (5)
den = sigx + xpysqr  # (6)
invden = 1.0 / den  # (7)
f = num * invden  # (8)
"""
SESSIONS = {
    "circuit-compound.txt": COMPOUND,
    "circuit-compound.json": (*COMPOUND, "--format", "json"),
    "circuit-compound.md": (*COMPOUND, "--format", "markdown"),
    "circuit-compound.tex": (*COMPOUND, "--format", "latex"),
    "circuit-neuron-step.txt": (NEURON, *AT, "--step"),
    "circuit-neuron-group.txt": (NEURON, *AT, "--group"),
    "circuit-stages-expand.txt": (*STAGES, "--expand"),
    "circuit-stages-step.txt": (*STAGES, "--step"),
    "circuit-matrices.txt": ("W @ X", "W=5x10", "X=10x3"),
    "circuit-layer-step.txt": ("relu(W @ x + b)", "W=[[1,-2],[3,4]]", "x=[1,1]", "b=[0.5,-1]", "--step"),
    "circuit-lecture.txt": (LECTURE, "--group"),
    "circuit-shapes.txt": ("D = W @ X", "X=10x3", "dD=5x3"),
    "circuit-forks.txt": ("q = x^2 + y; f = q*x - q", "x=3", "y=-1"),
    "circuit-lecture-code.txt": (LECTURE, "--group", "--code"),
    "circuit-net-code.txt": ("--spec", "mlp-3-3-1", "--code", "--form", "matrix"),
    "circuit-net-scalar.txt": ("--spec", "mlp-3-3-1", "--code"),
    "circuit-net.txt": ("--spec", "mlp-3-3-1"),
    "circuit-places-step.txt": (
        "w = [2,-3,-3]; x = [-1,-2]; dot = w[0]*x[0] + w[1]*x[1] + w[2]; f = σ(dot)",
        "--step",
    ),
    "circuit-loss-step.txt": (
        "p = softmax(W @ x + b); L = -ln(p[1])",
        "W=[[1,2],[3,-1]]",
        "x=[1,2]",
        "b=[0,0.5]",
        "--step",
    ),
    "circuit-above.txt": ("f = x*y", "x=2", "y=3", "df=10", "--step"),
    "circuit-nudge.txt": ("x * y", "x=4", "y=-3", "--nudge", "x=0.01", "--nudge", "y=-1"),
    "circuit-full.txt": ("W @ x", "W=5x4", "x=4x2", "--full"),
    "circuit-xor.txt": ("step(step(x1 + x2 - 0.5) - step(x1 + x2 - 1.5) - 0.5)", "--truth-table", "x1,x2"),
}
WRONG = {
    "circuit-no-gradient.txt": ("f = (x - 3) ** y", "x=1", "y=2"),
    "circuit-misfit.txt": ("relu(W @ X)", "W=5x10", "X=9x3"),
    "circuit-not-finite.txt": ("1 + log(x - y)", "x=1", "y=2"),
}


@pytest.mark.parametrize("name", SESSIONS)
def test_what_it_prints(name: str, run: Run, golden: Callable[[str, str], None]) -> None:
    ran = run("circuit", *SESSIONS[name])
    assert (ran.status, ran.err) == (0, "")
    golden(name, re.sub(r"\d(\.\d+)?e-1\d", "1e-11", ran.out))


@pytest.mark.parametrize("name", WRONG)
def test_what_it_says_of_a_wrong_expression(name: str, run: Run, golden: Callable[[str, str], None]) -> None:
    ran = run("circuit", *WRONG[name])
    assert (ran.status, ran.out) == (1, "")
    golden(name, ran.err)


def test_json_has_the_contracts_words(run: Run) -> None:
    found = json.loads(run("circuit", *COMPOUND, "--format", "json").out)
    assert (found["expression"], found["value"]) == ("(x + y) * z", -12.0)
    assert found["gradients"] == {"x": -4.0, "y": -4.0, "z": 3.0}
    assert 0 <= found["max_gradient_error"] < 1e-8
    gate = found["gates"][0]
    assert {"name", "op", "inputs", "value", "local_gradients", "gradient"} <= gate.keys()
    assert (gate["op"], gate["inputs"], gate["local_gradients"], gate["gradient"]) == ("add", ["x", "y"], [1, 1], -4)


def test_a_problem_in_json(run: Run) -> None:
    ran = run("circuit", "1/x", "x=0", "--format", "json")
    assert ran.status == 1
    (problem,) = json.loads(ran.out)["problems"]
    assert (problem["code"], problem["layer"], problem["column"]) == ("not-finite", "div1", 2)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("x",  "x"),
        ("x", "x=1", "x=2"),
        ("x", "x=1", "--expand", "--group"),
        ("x", "x=1", "--step", "--format", "json"),
        ("x", "x=1", "--draw", "x.gif"),
        ("x", "x=1", "--draw", "nowhere/x.svg"),
        ("x", "x=1", "--seed", "-1"),
        ("x", "x=1", "--formt", "json"),
        ("x", "--truth-table", "x", "--step"),
        ("x", "x=1", "--nudge", "x"),
        ("x", "x=1", "--nudge", "x=[1]"),
        ("x=1", "--spec", "mlp-3-3-1", "--code"),
        ("--spec", "mlp-3-3-1", "--code", "--form", "delta"),
        ("x", "x=1", "--code", "--format", "json"),
        ("x", "x=1", "--code", "--step"),
        ("x", "x=1", "--code", "--nudge", "x=1"),
        ("x", "--truth-table", "x", "--nudge", "x=1"),
    ],
)  # fmt: skip
def test_bad_usage_is_2(words: tuple[str, ...]) -> None:
    ran = CliRunner().invoke(app, ["circuit", *words])
    assert ran.exit_code == 2
    assert isinstance(ran.exception, SystemExit)
    assert ran.output


def test_an_expression_may_begin_with_a_minus(run: Run) -> None:
    assert run("circuit", "-(x + y)", "x=1", "y=-3").out.startswith("-(x + y) = 2\n")


def test_stages_come_from_a_file_or_standard_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "stages.txt").write_text(LECTURE, encoding="utf-8")
    from_file = run("circuit", "stages.txt", "--group")
    assert from_file.out == run("circuit", LECTURE, "--group").out
    assert run("circuit", "-", "--group", stdin=LECTURE).out == from_file.out
    assert run("circuit", "nowhere.txt").status == 2


def test_names_may_be_written_as_on_the_blackboard(run: Run) -> None:
    assert run("circuit", "σ(w₀·x₀)", "w₀=0", "x0=1").out.startswith("σ(w₀·x₀) = 0.5\n")


def test_it_draws(run: Run, tmp_path: Path) -> None:
    for name, start in (("c.svg", b"<svg"), ("c.png", b"\x89PNG"), ("c.pdf", b"%PDF"), ("c.tex", b"% 1/(1")):
        assert run("circuit", NEURON, *AT, "--draw", name).status == 0
        assert (tmp_path / name).read_bytes().startswith(start)


def test_png_without_its_library_names_the_extra(process: Run, tmp_path: Path) -> None:
    (tmp_path / "resvg_py.py").write_text("raise ImportError", encoding="utf-8")
    ran = process("circuit", "x", "x=1", "--draw", "x.png", PYTHONPATH=str(tmp_path))
    assert ran.status == 2
    assert "pip install 'netcalc-nn[draw]'" in ran.err


def test_truth_tables_in_every_format(run: Run) -> None:
    words = ("circuit", "step(x1 + x2 - 1.5)", "--truth-table", "x1, x2")
    found = json.loads(run(*words, "--format", "json").out)
    assert [row["value"] for row in found["rows"]] == [0, 0, 0, 1]
    assert found["function"] == "AND"
    assert run(*words, "--format", "markdown").out.startswith("| x1 | x2 | out |")
    assert r"\begin{tabular}{rrr}" in run(*words, "--format", "latex").out


def test_full_leaves_nothing_out(run: Run) -> None:
    for width in ("60", "80", ""):
        out = run("circuit", "softmax(W @ x + b)", "W=3x4", "x=4x1", "b=3x1", "--full", COLUMNS=width).out
        assert "Left out" not in out
        assert "off by" in out
        assert re.search(r"^  dW = \[\[-?\d", out, re.MULTILINE)


def test_where_there_is_little_room_gradients_stay(run: Run) -> None:
    out = run("circuit", "L = -log_softmax(f)[0]", "f=[3.2,5.1,-1.7]", COLUMNS="80").out
    assert max(map(len, out.splitlines())) <= 80
    assert re.search(r"^f .*\[-0\.87, …$", out, re.MULTILINE)
    assert "dlog_softmax1.sum()" in out  # no name is broken


def test_into_a_pipe_arrays_take_a_hundred_columns(run: Run) -> None:
    out = run("circuit", "softmax(W @ x + b)", "W=3x4", "x=4x5", "b=3x1", COLUMNS="").out
    assert max(map(len, out.splitlines())) <= 100


@pytest.mark.parametrize(("x", "shown"), [("1.23456789", "1.23456789"), ("1/3", "0.3333"), ("0.3", "0.30")])
def test_steps_have_the_digits_that_were_given(run: Run, x: str, shown: str) -> None:
    out = run("circuit", "x * y", f"x={x}", "y=2", "--step").out
    assert f"  x = {shown}\n" in out
    assert f"mul1 = x * y = {shown} * 2 = " in out


def test_csv_of_arrays_leaves_nothing_out(run: Run) -> None:
    words = ("circuit", "W @ X", "W=5x4", "X=4x3")
    found = json.loads(run(*words, "--format", "json").out)
    row = next(row for row in csv.DictReader(StringIO(run(*words, "--format", "csv").out)) if row["name"] == "W")
    assert json.loads(row["value"]) == found["inputs"]["W"]["value"]
    assert json.loads(row["is"]) == found["gradients"]["W"]


def test_a_nets_program_is_not_drawn(run: Run, tmp_path: Path) -> None:
    made = run("circuit", "--spec", "mlp-3-3-1", "--code", "--draw", str(tmp_path / "c.svg"))
    assert made.status == 2
    assert "do not go together" in made.err


def test_a_net_is_changed_before_it_becomes_a_circuit(run: Run) -> None:
    made = run("circuit", "--spec", "mlp-3-3-1", "--input", "4", "--set", "fc1.units=2", "--format", "json")
    assert json.loads(made.out)["inputs"]["W1"]["shape"] == [2, 4]
    code = run("circuit", "--spec", "mlp-3-3-1", "--set", "fc1.units=2", "--code", "--form", "matrix").out
    assert "W1 = np.array([[" in code
    assert code.split("W1 = ")[1].split("\n")[0].count("],") == 1
    assert run("circuit", "x * y", "x=1", "y=2", "--set", "fc1.units=2").status == 2
