"""The catalogues of commands, forms and codes are whole; what is missing is said in words."""

import json
import shlex
from pathlib import Path

import pytest

from netcalc.calculator.memory.sizes import SIZES, STATE, UNTRAINED, UPDATING
from netcalc.cli import COMMANDS
from netcalc.cli.options import Dtype, Optimizer
from netcalc.problems import MEANINGS
from netcalc.render.formats import FORMATS
from netcalc.render.pages.catalogues.code_examples import EXAMPLES
from tests.conftest import ROOT, Run

PAGES = [
    ("summary", "lenet5", "--memory"), ("compare", "lenet5", "mlp-3-4-2"), ("explain", "lenet5"), ("specs",),
    ("kinds",),
    ("kinds", "conv"), ("codes",), ("mistakes",), ("mistakes", "forgot-bias"),
    ("codes", "window-does-not-fit"), ("verify", "mlp-3-4-2"),
    ("circuit", "(x + y) * z", "x=-2", "y=5", "z=-4"), ("circuit", "W @ x", "W=3x2", "x=2x1"),
    ("circuit", "x * y", "x=2", "y=3", "--step"), ("circuit", "step(x - 0.5)", "--truth-table", "x"),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_help_with_an_example_that_fits(run: Run, command: str) -> None:
    ran = run("help", command)
    assert f"    netcalc {command}" in ran.out, f"the help of `netcalc {command}` has no example"
    lines = [line for line in ran.out.splitlines() if not line.startswith("    netcalc ")]  # to copy whole
    assert max(map(len, lines)) <= 80, f"the help of `netcalc {command}` is wider than 80 columns"
    assert run(command, "--help").out == ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_documented(command: str) -> None:
    documents = [ROOT / "README.md", *(ROOT / "examples").rglob("*.md")]
    shown = any(f"netcalc {command}" in path.read_text(encoding="utf-8") for path in documents)
    assert shown, f"`netcalc {command}` stands in no document: the README has a table of commands"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("words", PAGES, ids=" ".join)
def test_every_page_is_written_in_every_form(run: Run, words: tuple[str, ...], form: str) -> None:
    if "--step" in words and form in ("json", "csv"):  # they have all of it without
        return
    ran = run(*words, "--format", form)
    assert (ran.status, bool(ran.out.strip())) == (0, True), f"{form} says nothing of `netcalc {' '.join(words)}`"


def test_a_form_that_nobody_knows_is_an_error(run: Run) -> None:
    ran = run("compare", "lenet5", "vgg16", "--format", "xml")
    assert ran.status == 2
    assert "'xml' is not one of" in ran.err


def test_every_code_has_an_example() -> None:
    missing = [code for code in MEANINGS if code not in EXAMPLES]
    assert not missing, (
        f"{missing}: add the shortest spec that brings it about to render/pages/catalogues/code_examples.py"
    )


@pytest.mark.parametrize("code", MEANINGS)
def test_the_example_of_a_code_brings_it_about(run: Run, tmp_path: Path, code: str) -> None:
    (found,) = (each for each in json.loads(run("codes", "--format", "json").out) if each["code"] == code)
    if found["spec"]:
        (tmp_path / "net.yaml").write_text(found["spec"], encoding="utf-8")
    program, *words = shlex.split(found["command"])
    assert program == "netcalc"
    ran = run(*words)
    assert f"[{code}]" in ran.out + ran.err, f"the example of `{code}` does not bring it about"


def test_the_example_of_a_mistake_is_marked_as_one(run: Run, tmp_path: Path) -> None:
    (found,) = (each for each in json.loads(run("mistakes", "--format", "json").out) if each["code"] == "forgot-bias")
    (tmp_path / "sheet.yaml").write_text(run("mistakes", "forgot-bias").out.partition(":\n\n")[2], encoding="utf-8")
    (tmp_path / "answers.yaml").write_text(f"example: {found['example']['answer']}\n", encoding="utf-8")
    assert "`forgot-bias`" in run("grade", "sheet.yaml", "answers.yaml").out


@pytest.mark.parametrize("word", ["lenet5", "net.yaml", "other.yml"])
def test_a_spec_where_a_command_is_due_is_answered_with_the_line_to_copy(run: Run, tmp_path: Path, word: str) -> None:
    (tmp_path / "net.yaml").write_text("input: 3\nlayers:\n  - fc: 2\n", encoding="utf-8")
    ran = run(word)
    assert ran.status == 2
    assert f"  netcalc summary {word}\n" in ran.err


def test_a_slip_in_a_command_is_answered_with_the_command(run: Run) -> None:
    assert "did you mean `summary`?" in run("sumary", "lenet5").err


@pytest.mark.parametrize("words", [("help",), ("-h",), ("--help",)])
def test_help_lists_every_command(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert ran.status == 0
    assert [command for command in COMMANDS if f"\n  {command} " not in ran.out] == []


def test_help_of_what_is_no_command(run: Run) -> None:
    assert "did you mean `summary`?" in run("help", "sumary").err


def test_the_options_offer_what_memory_is_counted_for() -> None:
    assert list(Dtype) == list(SIZES)
    assert list(Optimizer) == list(STATE) == list(UPDATING)
    assert set(SIZES) >= UNTRAINED


@pytest.mark.parametrize(("kind", "field", "listed"), [
    ("learned", "from", False), ("noise", "from", False), ("noise", "share", False), ("reshape", "share", False),
    ("relu", "share", False), ("conv", "share", True), ("conv", "from", True), ("learned", "share", True),
])  # fmt: skip
def test_a_kind_lists_no_field_that_it_refuses(run: Run, kind: str, field: str, *, listed: bool) -> None:
    words = [line.partition(" ")[0] for line in run("kinds", kind).out.splitlines()]
    assert (field in words) is listed


@pytest.mark.parametrize(("kind", "said"), [("conv", False), ("attention", True)])
def test_a_kind_that_reads_one_takes_no_list(run: Run, kind: str, *, said: bool) -> None:
    assert ("a list of them" in run("kinds", kind).out) is said
