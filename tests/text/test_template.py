"""`${...}`, vars, arguments and `--set`: arithmetic put in before anything else is read."""

from pathlib import Path
from typing import Any

import pytest

from netcalc.calculator.calculator import calculate
from netcalc.network.bundle import load
from netcalc.network.network import Network
from netcalc.problems import Problem, SpecError
from tests.support.marks import found
from tests.support.running import Run

SPEC = """input: "${size}x${size}x3"
vars: {size: 32, width: 16, wide: "${2 * width}"}
blocks:
  unit:
    args: {filters: null, kernel: 3, pad: "${(kernel - 1)//2}", next: "${2*filters}"}
    layers:
      - conv: {filters: "${filters}", size: "${kernel}", pad: "${pad}"}
      - conv: {filters: "${next}", size: 1}
layers:
  - unit: {filters: "${width}"}
  - unit: {filters: "${wide}", kernel: 5}
  - dropout: "${1/4}"
expect: {unit1.output: "${size}x${size}x${wide}"}
"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "net.yaml"
    path.write_text(SPEC, encoding="utf-8")
    return path


def problems(text: str, tmp_path: Path) -> tuple[Problem, ...]:
    path = tmp_path / "wrong.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SpecError) as raised:
        load(path)
    return raised.value.problems


def test_values_are_put_in(spec: Path) -> None:
    report = calculate(load(spec))
    assert report.input == (32, 32, 3)
    assert report["unit1.conv1"].params == 3 * 3 * 3 * 16 + 16
    assert report["unit2.conv1"].params == 5 * 5 * 32 * 32 + 32
    assert report["unit2"].output == (32, 32, 64)


def test_set_overrides_a_var_and_what_hangs_on_it(spec: Path) -> None:
    report = calculate(load(spec, vars={"width": 4}))
    assert report["unit1.conv1"].output == (32, 32, 4)
    assert report["unit2.conv1"].output == (32, 32, 8)


def test_set_on_the_command_line(run: Run, spec: Path) -> None:
    asked = run("ask", str(spec), "unit2.output", "--set", "width=2*4", "--set", "size=8")
    assert asked.out == "8x8x32\n"
    for command in (["summary"], ["check"], ["explain"]):
        assert run(*command, str(spec), "--set", "width=8").status == 0
    unknown = run("ask", str(spec), "output", "--set", "widht=8")
    assert unknown.status == 2
    assert "did you mean `width`?" in unknown.err
    assert run("ask", str(spec), "output", "--set", "width").status == 2


def test_a_whole_number_may_come_of_a_division() -> None:
    assert Network(input="3", layers=[{"fc": "${4/2}"}]).layers[0] == Network(input="3", layers=[{"fc": 2}]).layers[0]


def test_a_fraction_where_a_whole_number_is_due_is_wrong() -> None:
    with pytest.raises(SpecError, match="whole number of at least 1, not"):
        Network(input="3", layers=[{"fc": "${5/2}"}])


def test_an_argument_may_be_text_used_whole() -> None:
    blocks = {"joined": {"args": {"skip": None}, "layers": ["relu", {"add": ["relu1", "${skip}"]}]}}
    report = calculate(
        Network(input="3", layers=[{"fc": {"units": 3, "name": "a"}}, {"joined": {"skip": "a"}}], blocks=blocks)
    )
    assert report["joined1.add1"].from_ == ("joined1.relu1", "a")


def test_the_arguments_of_a_block_are_not_seen_in_the_blocks_it_uses() -> None:
    blocks: dict[str, Any] = {
        "inner": {"layers": [{"fc": "${units}"}]},
        "outer": {"args": {"units": 3}, "layers": ["inner"]},
    }
    with pytest.raises(SpecError, match="nothing is called `units`"):
        Network(input="3", layers=["outer"], blocks=blocks)


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "said"),
    [
        (
            'input: 3\nlayers:\n  - fc: "${widht}"\nvars: {width: 3}\n',
            "unknown-reference",
            3,
            5,
            "did you mean `width`",
        ),
        ('input: 3\nlayers:\n  - fc: {units: "${1/0}"}\n', "invalid-value", 3, 10, "divides by zero"),
        ("input: 3\nvars: {a: {b: ten}}\nlayers: [relu]\n", "invalid-value", 2, 8, "takes a number"),
        ('input: 3\nvars: {a: "${b}", b: 1}\nlayers: [relu]\n', "unknown-reference", 2, 8, "nothing is called `b`"),
        ("input: 3\nblocks: {relu: {layers: [tanh]}}\nlayers: [relu]\n", "invalid-value", 2, 10, "layer kind"),
        ("input: 3\nblocks:\n  b: {layers: [tanh], arg: {}}\nlayers: [b]\n", "unknown-field", 3, 23, "write `args`"),
        (
            "input: 3\nblocks:\n  b: {args: {name: 1}, layers: [tanh]}\nlayers: [b]\n",
            "invalid-value",
            3,
            7,
            "other than",
        ),
        (
            "input: 3\nblocks: {b: {args: {n: null}, layers: [fc: 3]}}\nlayers:\n  - b\n",
            "missing-field",
            4,
            5,
            "needs its argument `n`",
        ),
        (
            "input: 3\nblocks: {b: {args: {n: 1}, layers: [fc: 3]}}\nlayers:\n  - b: {m: 2}\n",
            "unknown-field",
            4,
            9,
            "no argument `m`",
        ),
        (
            "input: 3\nblocks: {bottle: {layers: [relu]}}\nlayers:\n  - bottel\n",
            "unknown-layer",
            4,
            5,
            "write `bottle`",
        ),
        ("input: 3\nblocks:\n  b:\n    layers:\n      - fcc: 3\nlayers: [relu]\n", "unknown-layer", 5, 9, "write `fc`"),
        ("input: 3\nvars: [1]\nlayers: [relu]\n", "invalid-value", 2, 1, "names and numbers"),
    ],
)
def test_what_is_wrong_is_said_in_its_place(
    tmp_path: Path, text: str, code: str, line: int, column: int, said: str
) -> None:
    [problem] = problems(text, tmp_path)
    assert problem.place is not None
    assert (problem.code, problem.place.line, problem.place.column) == (code, line, column)
    assert said in problem.message + problem.hint


IN_A_BLOCK = """input: 3
blocks:
  b:
    args: {n: 1}
    layers:
      - fc: {units: "${n}", bais: true}
layers:
  - relu
  - b: {n: 2}
  - b
"""
TOO_FAR = """input: 9x9x1
blocks:
  b:
    args: {S: 1}
    layers:
      - pool: {size: 3, stride: "${S}"}
layers:
  - b: {S: 2}
  - residual: [b: {S: 2, name: last}]
"""


def test_a_problem_in_a_block_points_into_the_block_and_at_its_use(tmp_path: Path) -> None:
    [problem] = problems(IN_A_BLOCK, tmp_path)
    assert problem.place is not None
    assert (problem.code, problem.place.line, problem.place.column) == ("unknown-field", 6, 29)
    assert [(used.line, used.column) for used in problem.used] == [(9, 5)]


def test_a_misfit_in_a_block_names_the_use_that_does_not_fit(tmp_path: Path) -> None:
    path = tmp_path / "net.yaml"
    path.write_text(TOO_FAR, encoding="utf-8")
    problem = calculate(load(path)).problems[0]
    assert problem.layer == "last.pool1"
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (6, 25)
    assert [(used.line, used.column) for used in problem.used] == [(9, 16)]


def test_an_unquoted_template_in_braces_is_answered_with_quotes(tmp_path: Path) -> None:
    [problem] = problems("input: 3\nvars: {n: 3}\nlayers:\n  - fc: {units: ${n}}\n", tmp_path)
    assert problem.code == "invalid-yaml"
    assert problem.hint == 'write `- fc: {units: "${n}"}`'


def test_a_number_larger_than_any_float_is_no_traceback(tmp_path: Path) -> None:
    text = 'input: 8\nvars: {a: "${10**200*10**200}", b: "${a+1}"}\nlayers: [fc: "${b}"]\n'
    assert {problem.code for problem in problems(text, tmp_path)} == {"limit-exceeded"}


@pytest.mark.parametrize(
    ("written", "units", "hint"),
    [
        ('{a: "${b + c}", c: 2, b: 1}', "${a}", "a var uses those above it: write `b` above `a`"),
        ('{a: "${2 * a}"}', "${a}", "a var uses those above it, not itself: what `a` is must be written out"),
        ("{a: 1}", "${a", "what begins with `${` ends with `}`"),
    ],
)
def test_what_a_template_lacks_is_said(written: str, units: str, hint: str) -> None:
    (problem,) = found(f'input: 3\nvars: {written}\nlayers: [fc: "{units}"]\n')
    assert problem.hint == hint
