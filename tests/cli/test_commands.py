"""The commands as a user runs them: what is written where, and the exit status."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.running import ROOT, Run

NET = "input: 32x32x3\nlayers:\n  - conv: {filters: 10, size: 5, pad: 2}\n  - relu\n  - pool: 2\n  - fc: 10\n"
MISFIT = (
    "input: 7x7x1\nlayers:\n  - conv: {filters: 1, size: 3, stride: 3}\n  - conv: {filters: 6, size: 5}\n  - relu\n"
)
MISSPELT = "input: 7x7x1\nlayers:\n  - dense: 10\n  - conv: {filters: 6, kernel_size: 5}\n"
BROKEN = "input: [7\n"
CLAIM = "expect: {totals.params: 1}\n"


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    texts = {"net": NET, "misfit": MISFIT, "misspelt": MISSPELT, "broken": BROKEN, "claim": NET + CLAIM}
    for name, text in texts.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("specs")
@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("summary", "net.yaml"), 0),
        (("summary", "lenet5"), 0),
        (("summary", "claim.yaml"), 0),
        (("check", "claim.yaml"), 1),
        (("summary", "misfit.yaml"), 1),
        (("summary", "misspelt.yaml"), 1),
        (("summary", "broken.yaml"), 2),
        (("summary", "nosuch.yaml"), 2),
        (("summary", "."), 2),
        (("summary",), 2),
        (("summary", "net.yaml", "--format", "xml"), 2),
        (("summary", "net.yaml", "--input", "0x3"), 2),
        (("summary", "net.yaml", "--batch", "0"), 2),
        (("nosuch",), 2),
        (("check", "net.yaml", "misfit.yaml"), 1),
        (("check", "misfit.yaml", "nosuch.yaml", "net.yaml"), 2),
        (("ask", "net.yaml", "conv1.output"), 0),
        (("ask", "net.yaml", "conv1.outptu"), 2),
        (("ask", "misfit.yaml", "conv1.params"), 1),
        (("explain", "net.yaml", "conv1"), 0),
        (("explain", "net.yaml", "conv7"), 2),
        (("explain", "misfit.yaml"), 1),
        (("specs",), 0),
        (("specs", "nosuch"), 2),
        (("kinds", "conv"), 0),
        (("kinds", "dense"), 2),
        (("schema",), 0),
        (("--version",), 0),
    ],
)
def test_exit_status(run: Run, words: tuple[str, ...], status: int) -> None:
    ran = run(*words)
    assert ran.status == status, ran.err
    assert "Traceback" not in ran.out + ran.err


@pytest.mark.usefixtures("specs")
@pytest.mark.parametrize("form", ["json", "csv", "markdown", "latex"])
def test_a_format_goes_to_standard_output_alone_and_problems_to_standard_error(run: Run, form: str) -> None:
    ran = run("summary", "misfit.yaml", "--format", form)
    assert "window-does-not-fit" in ran.err
    assert "error[" not in ran.out


@pytest.mark.usefixtures("specs")
def test_in_a_table_problems_follow_it(run: Run) -> None:
    ran = run("summary", "misfit.yaml")
    assert ran.err == ""
    assert (
        ran.out.index("total") < ran.out.index("error[window-does-not-fit]") < ran.out.index("error[window-too-large]")
    )


@pytest.mark.usefixtures("specs")
def test_misspelt_words_are_all_reported_without_a_table(run: Run) -> None:
    ran = run("summary", "misspelt.yaml")
    assert ran.out == ""
    assert "write `- fc: 10`" in ran.err
    assert "write `size`" in ran.err


@pytest.mark.usefixtures("specs")
def test_json_has_the_reports_words(run: Run) -> None:
    made = json.loads(run("summary", "net.yaml", "--format", "json").out)
    assert list(made) == [
        "name",
        "input",
        "valid",
        "layers",
        "totals",
        "memory",
        "inputs",
        "outputs",
        "source",
        "at_least",
        "problems",
        "advice",
    ]
    assert (made["inputs"], made["outputs"]) == ({"input": [32, 32, 3]}, [{"name": "fc1", "output": [10]}])
    first = made["layers"][0]
    assert list(first) == [
        "name", "kind", "from", "input", "output", "neurons", "weights", "biases", "params", "buffers", "unshared",
        "connections", "macs", "flops", "training_flops", "activations", "weights_per_neuron", "shares", "percent",
        "receptive_field_is", "receptive_field_note", "receptive_field",
    ]  # fmt: skip
    assert first["output"] == [32, 32, 10]
    assert first["from"] == ["input"]
    assert first["params"] == 5 * 5 * 3 * 10 + 10
    assert first["receptive_field"] == [{"size": 5, "step": 1, "start": -2}] * 2
    assert made["totals"]["activations"] == 32 * 32 * 3 + 32 * 32 * 10 + 16 * 16 * 10 + 10


@pytest.mark.usefixtures("specs")
def test_json_of_what_does_not_fit_has_nulls_and_problems(run: Run) -> None:
    made = json.loads(run("summary", "misfit.yaml", "--format", "json").out)
    assert made["valid"] is False
    assert [layer["output"] for layer in made["layers"]] == [[2, 2, 1], None, None]
    assert made["totals"]["params"] is None
    problem = made["problems"][0]
    assert list(problem) == ["code", "severity", "file", "layer", "line", "column", "message", "hint"]
    assert (problem["code"], problem["file"], problem["line"], problem["column"]) == (
        "window-does-not-fit",
        "misfit.yaml",
        3,
        33,
    )


@pytest.mark.usefixtures("specs")
def test_json_of_what_is_not_understood_has_the_problems(run: Run) -> None:
    made = json.loads(run("summary", "misspelt.yaml", "--format", "json").out)
    assert made["valid"] is False
    assert [problem["code"] for problem in made["problems"]] == ["unknown-layer", "unknown-field"]


@pytest.mark.parametrize(
    "words",
    [
        ("compare", "lenet5"), ("explain",), ("ask", "output"), ("why", "3"), ("search", "a=1..2"), ("verify",),
        ("train", "--data", "xor"),
    ],
)  # fmt: skip
def test_every_command_answers_in_json_that_there_is_no_such_spec(run: Run, words: tuple[str, ...]) -> None:
    ran = run(words[0], "nosuch", *words[1:], "--format", "json")
    made = json.loads(ran.out)
    assert (ran.status, made["valid"], [each["code"] for each in made["problems"]]) == (2, False, ["unreadable"])
    more = {"verify": {"passed": False}, "train": {"diverged": False}}.get(words[0], {})
    assert {key: value for key, value in made.items() if key not in ("valid", "problems")} == more


def test_a_circuit_of_no_such_spec_answers_in_json(run: Run) -> None:
    assert json.loads(run("circuit", "--spec", "nosuch", "--format", "json").out)["problems"][0]["code"] == "unreadable"


@pytest.mark.usefixtures("specs")
def test_csv_has_a_row_a_layer(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("summary", "net.yaml", "--format", "csv").out)))
    assert [row["name"] for row in rows] == ["conv1", "relu1", "pool1", "fc1"]
    assert rows[0]["unshared.params"] == str(32 * 32 * 10 * (5 * 5 * 3 + 1))


@pytest.mark.parametrize("spec", ["lenet5", "convnet-cifar10", "cifar10-mlp"])
def test_tables_of_the_lectures_nets_fit_80_columns(run: Run, spec: str) -> None:
    ran = run("summary", spec, "--memory")
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "Left out" not in ran.out


def test_a_table_that_is_too_wide_gives_up_columns_and_says_so(run: Run) -> None:
    wide = (
        "input: 1000x1000x300\nlayers:\n  - conv: {filters: 4000, size: 31, pad: 15, name: a-long-name-for-a-layer}\n"
    )
    ran = run("summary", "-", stdin=wide, COLUMNS="70")
    assert max(len(line) for line in ran.out.splitlines() if "  " in line) <= 70
    assert "Left out to fit 70 columns" in ran.out
    assert "Left out" not in run("summary", "-", stdin=wide, COLUMNS="").out


@pytest.mark.usefixtures("specs")
def test_colour_only_where_it_is_asked_for(run: Run) -> None:
    assert "\x1b[" not in run("summary", "misfit.yaml").out
    coloured = run("summary", "misfit.yaml", NO_COLOR="", FORCE_COLOR="1").out
    assert "\x1b[1;31merror[window-does-not-fit]" in coloured


def test_ask_prints_a_line_a_query(run: Run) -> None:
    ran = run(
        "ask",
        "lenet5",
        "conv1.output",
        "totals.params",
        "conv1.receptive_field.size",
        "fc1.receptive_field.size",
        "valid",
    )
    assert ran.out.splitlines() == ["28x28x6", str(61706), "5x5", "all", "true"]


@pytest.mark.usefixtures("specs")
def test_ask_prints_a_dash_where_nobody_knows(run: Run) -> None:
    assert run("ask", "misfit.yaml", "conv2.output", "conv2.params").out.splitlines() == ["-", str(5 * 5 * 1 * 6 + 6)]


def test_ask_names_every_query_that_asks_for_nothing(run: Run) -> None:
    ran = run("ask", "lenet5", "conv1.outptu", "totals.parms")
    assert ran.out == ""
    assert "did you mean `conv1.output`?" in ran.err
    assert "did you mean `totals.params`?" in ran.err


def test_a_spec_comes_from_standard_input(run: Run) -> None:
    assert run("ask", "-", "output", stdin=NET).out == "10\n"


def test_another_input_takes_the_place_of_the_specs(run: Run) -> None:
    assert run("ask", "lenet5", "pool2.output", "--input", "28x28x1").out == "4x4x16\n"


@pytest.mark.usefixtures("specs")
def test_check_writes_a_line_a_spec(run: Run) -> None:
    heads = [
        line for line in run("check", "net.yaml", "misfit.yaml", "claim.yaml").out.splitlines() if ".yaml: " in line
    ]
    assert [line.split()[:2] for line in heads] == [
        ["ok", "net.yaml:"],
        ["FAIL", "misfit.yaml:"],
        ["FAIL", "claim.yaml:"],
    ]


@pytest.mark.usefixtures("specs")
def test_check_annotates_for_github(run: Run) -> None:
    ran = run("check", "misfit.yaml", "--format", "github")
    assert ran.out.startswith("::error file=misfit.yaml,line=3,col=33,title=window-does-not-fit::conv1: ")


@pytest.mark.usefixtures("specs")
def test_check_as_json(run: Run) -> None:
    made = json.loads(run("check", "net.yaml", "misfit.yaml", "--format", "json").out)
    assert [(row["spec"], row["passed"]) for row in made] == [("net.yaml", True), ("misfit.yaml", False)]


def test_strict_makes_warnings_fail(run: Run) -> None:
    """11 pixels, F = 3, S = 3, rounded down: (11 - 3) mod 3 = 2 are never read."""
    warned = "input: 11x11x1\nrounding: floor\nlayers:\n  - conv: {filters: 1, size: 3, stride: 3}\n"
    assert run("check", "-", stdin=warned).status == 0
    assert run("check", "-", "--strict", stdin=warned).status == 1


def test_a_net_that_is_meant_not_to_fit_passes(run: Run) -> None:
    assert run("check", "-", stdin=MISFIT + "expect: {valid: false}\n").status == 0
    assert run("check", "-", stdin=NET + "expect: {valid: false}\n").status == 1


@pytest.mark.parametrize("command", ["summary", "check", "ask", "explain", "specs", "kinds", "schema"])
def test_help_shows_an_example_and_fits(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert f"    netcalc {command}" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_an_output_that_takes_only_ascii_is_no_error(process: Run) -> None:
    ran = process("summary", "lenet5", PYTHONIOENCODING="ascii")
    assert ran.status == 0
    assert "Traceback" not in ran.err


def test_bundled_specs_are_listed_and_printed(run: Run) -> None:
    assert "lenet5" in run("specs").out
    assert run("ask", "-", "totals.params", stdin=run("specs", "lenet5").out).out == f"{61706}\n"
    assert {row["name"] for row in json.loads(run("specs", "--format", "json").out)} >= {"lenet5", "mlp-3-4-2"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("summary-lenet5.txt", ("summary", "lenet5")),
        ("summary-lenet5.md", ("summary", "lenet5", "--format", "markdown")),
        ("summary-lenet5.tex", ("summary", "lenet5", "--format", "latex")),
        ("summary-lenet5.json", ("summary", "lenet5", "--format", "json")),
        ("summary-like-calflops.txt", ("summary", "resnet18", "--like", "calflops", "--depth", "1")),
        ("summary-misfit.txt", ("summary", "misfit.yaml")),
        ("check-misspelt.txt", ("check", "misspelt.yaml")),
        ("explain-lenet5.txt", ("explain", "lenet5")),
        ("explain-conv1.md", ("explain", "lenet5", "conv1", "--format", "markdown")),
        ("explain-conv1.tex", ("explain", "lenet5", "conv1", "--format", "latex")),
        ("explain-conv1.json", ("explain", "lenet5", "conv1", "--format", "json")),
        ("kinds-conv.txt", ("kinds", "conv")),
    ],
)
@pytest.mark.usefixtures("specs")
def test_what_a_user_sees(run: Run, golden: Callable[[str, str], None], name: str, words: tuple[str, ...]) -> None:
    golden(name, run(*words).out.replace(f"{ROOT}/", ""))


def test_completion_offers_specs_layers_and_queries(run: Run) -> None:
    def offered(*words: str) -> str:
        line = " ".join(("netcalc", *words))
        return run(_NETCALC_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(words))).out

    assert "lenet5" in offered("summary", "len")
    assert "conv1" in offered("explain", "lenet5", "con")
    assert "conv1.output" in offered("ask", "lenet5", "conv1.o")


@pytest.mark.parametrize("command", ["check", "summary"])
def test_advice_is_shown_where_it_is_asked_for_and_fails_nothing(run: Run, command: str) -> None:
    plain, advised = run(command, "lenet5"), run(command, "lenet5", "--advice")
    assert "advice[saturating]" not in plain.out
    assert "advice[saturating]" in advised.out
    assert advised.status == 0
    assert run("check", "lenet5", "--advice", "--strict").status == 0
    (found,) = json.loads(run("check", "lenet5", "--advice", "--format", "json").out)
    assert [each["code"] for each in found["advice"]] == ["saturating"]
