"""`netcalc search`: what it prints in every form, its exit status, and wrong input in words."""

import json
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from netcalc.cli import binary
from netcalc.problems import Unreadable
from tests.conftest import Run

LENET = ("search", "lenet5", "conv1.size=1..11", "conv1.pad=0..3", "--where", "conv1.output == 28x28x6")
VALUES = [(5, 0), (7, 1), (9, 2), (11, 3)]


def test_the_table(run: Run, golden: Callable[[str, str], None]) -> None:
    ran = run(*LENET, "--show", "totals.params,output")
    assert (ran.status, ran.err) == (0, "")
    golden("search-lenet5.txt", ran.out)


def test_json_has_the_unknowns_and_what_is_shown(run: Run) -> None:
    made = json.loads(run(*LENET, "--show", "totals.params", "--format", "json").out)
    assert (made["unknowns"], made["tried"], made["found"]) == (["conv1.size", "conv1.pad"], 44, 4)
    assert made["variants"][0] == {"conv1.size": 5, "conv1.pad": 0, "totals.params": 61706}
    inputs = json.loads(run("search", "lenet5", "input=28,32x30x1,30x30x1", "--format", "json").out)
    assert [each["input"] for each in inputs["variants"]] == [28, [32, 30, 1], 30]


def test_csv_and_markdown(run: Run) -> None:
    assert run(*LENET, "--format", "csv").out == "conv1.size,conv1.pad\n5,0\n7,1\n9,2\n11,3\n"
    assert "| 11 | 3 |" in run(*LENET, "--format", "markdown").out.replace("  ", " ")


def test_parquet_holds_whole_numbers(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    kept: list[bytes] = []
    monkeypatch.setattr(binary, "binary", lambda make, _: kept.append(make()))
    assert run(*LENET, "--show", "output,totals.params", "--format", "parquet").status == 0
    table = parquet.read_table(BytesIO(kept[0]))
    assert [str(each) for each in table.schema.types] == ["int64", "int64", "string", "int64"]
    assert [*zip(*(column.to_pylist() for column in table.columns[:2]), strict=True)] == VALUES


def test_bytes_go_to_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    held = BytesIO()
    monkeypatch.setattr("sys.stdout", TextIOWrapper(held))
    binary.binary(lambda: b"PAR1", "Parquet")
    assert held.getvalue() == b"PAR1"


def test_no_terminal_is_sent_parquet(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdout", Terminal())
    with pytest.raises(Unreadable, match="send it into a file"):
        binary.binary(lambda: b"", "Parquet")


def test_nothing_fits_is_status_1_with_the_reason(run: Run) -> None:
    asked = ("search", "lenet5", "conv1.filters=1..9", "--where", "totals.params <= 6k")
    ran = run(*asked)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == (
        "nothing fits: no variant of 9 meets `totals.params <= 6k`\n"
        "  = nearest: conv1.filters 1, whose totals.params is 59,576: off by 53,576\n"
    )
    assert json.loads(run(*asked, "--format", "json").out)["variants"] == []


def test_the_reason_is_told_in_its_own_units(run: Run) -> None:
    memory = run("search", "lenet5", "batch=8..9", "--where", "memory.params <= 1KiB")
    assert "whose memory.params is 241.0 KiB: off by 240.0 KiB" in memory.err
    invalid = run("search", "lenet5", "conv1.size=40..41", "--where", "valid")
    assert "for example conv1.size 40, where valid is false: conv1: a window of 40" in invalid.err
    broken = run("search", "lenet5", "conv1.filters=0")
    assert "nothing fits: the one variant cannot be understood: `filters` takes" in broken.err
    several = run("search", "lenet5", "conv1.filters=-3..0")
    assert "none of 4 variants can be understood\n  = of the first: `filters` takes" in several.err
    strict = run("search", "lenet5", "conv1.filters=1..9", "--where", "totals.params < 59576")
    assert "whose totals.params is 59,576: off by 1\n" in strict.err


def test_of_operators_that_nobody_can_count_a_search_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "net.cfg").write_text(
        "[net]\nwidth=8\nheight=8\nchannels=3\n[deformable]\n[connected]\noutput=2\nactivation=linear\n"
    )
    ran = run("search", "net.cfg", "batch=1..3", "--show", "totals.params")
    assert ran.status == 0
    assert "unsupported-operator" in ran.err


def test_a_layer_that_no_variant_near_has_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text(
        "input: 9x9x1\nvars: {n: 1}\n"
        "layers: [repeat: {times: '${n}', layers: [conv: {filters: 2, size: 3, name: c}]}]\n"
    )
    ran = run("search", "net.yaml", "n=1,3", "--where", "c.3.params == 38", "--where", "totals.params <= 30")
    assert "for example n 1, which has no layer `c.3`" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("conv1.size",), "conv1.size is not of the form name=range"),
        (("conv1.size=5..1",), "the range is empty"),
        (("conv1.size=1..3", "conv1.size=1..4"), "`conv1.size` is given twice"),
        (("conv1.size=1..3", "--where", "conv1.size > 2"), "conv1.size is varied"),
        (("conv1.size=1..3", "--sort", "totals.macs desc"), "the most first is `--sort=-totals.macs`"),
        (("conv1.size=1..3", "--where", "big"), "nothing is called `big`"),
        (("conv1.size=1..3", "--format", "xml"), "is not one of"),
        (("input=1..1000000", "conv1.size=1..1000000"), "are more than can be worked out"),
    ],
)
def test_bad_usage_is_status_2(run: Run, words: tuple[str, ...], said: str) -> None:
    ran = run("search", "lenet5", *words)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_the_most_and_a_limit(run: Run, tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text("input: 8x8x1\nvars: {k: 4}\nlayers: [conv: {filters: '${k}', size: 3}]\n")
    assert "    50" in run("search", "net.yaml", "k=1..64", "--where", "totals.params <= 500", "--most", "k").out
    shown = run("search", "net.yaml", "k=1..64", "--limit", "1").out
    assert "the first of 64 is shown; --limit shows more" in shown


def test_the_windows_of_one_layer_are_explained(run: Run) -> None:
    lines = run(*LENET).out.splitlines()
    assert "conv1: W2 = (W1 - F + 2P)/S + 1 = 28 has these solutions:" in lines
    assert lines[-1].split(maxsplit=2) == ["11", "3", "(32 - 11 + 2·3)/1 + 1"]
    tall = run("search", "lenet5", "conv1.size=7x5", "conv1.pad=1", "--where", "conv1.output == 28x30x6").out
    assert "W2 = (W1 - F_w + 2P)/S + 1 = 28, H2 = (H1 - F_h + 2P)/S + 1 = 30 have" in " ".join(tall.split())
    uneven = run("search", "lenet5", "pool1.size=1..2", "pool1.stride=2", "--where", "pool1.output == 14x14x6").out
    assert "(28 - 1 + 2·0)/2 + 1 = 14.50" in uneven
    assert "solutions" not in run("search", "lenet5", "fc1.units=3,4", "--where", "fc1.output == 3").out


def test_where_nothing_is_asked_for_what_it_is_is_shown(run: Run) -> None:
    shown = run("search", "lenet5", "fc1.units=0..2").out
    assert "3 variants of fc1.units; 2 can be understood" in shown
    assert "fc1.units  output  totals.params  totals.macs" in shown
    made = json.loads(run("search", "lenet5", "fc1.units=0..2", "--format", "json").out)
    assert made["variants"] == [{"fc1.units": 1}, {"fc1.units": 2}]
