"""Tables fit: whatever the result, no line of a table is wider than the terminal, and CSV and JSON lose nothing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcalc.calculator.calculator import calculate
from netcalc.network.bundle import load
from netcalc.render.column_widths import fitted, rows, width
from netcalc.render.formats import text
from netcalc.render.pages.report import comparison, summary
from netcalc.render.signs import spelt
from netcalc.render.table import Head, Narrower, Row, Table
from netcalc.render.wide import broken, wide
from netcalc.report.compare import compare
from tests.conftest import Run

WORDS = st.text("abc .-", max_size=30)
KINDS = st.sampled_from(["round", "drop", "cut", "clip", "wrap"])


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Make any table whose first column may be cut."""
    count = draw(st.integers(2, 8))
    heads = tuple(Head(f"h{at}", draw(st.sampled_from(["words", "numbers", "code"]))) for at in range(count))
    cells = st.one_of(WORDS, st.integers(0, 10**14), st.none())
    made = draw(st.lists(st.tuples(*[cells] * count).map(Row), max_size=5))
    steps = draw(st.lists(st.builds(Narrower, KINDS, st.just(tuple(head.text for head in heads[1:])), st.just(8))))
    names = tuple(head.text for head in heads)
    return Table(heads, tuple(made), (), (*steps, Narrower("round", names), Narrower("clip", names, 8)))


# A terminal gives a Chinese, Japanese or Korean sign two columns.
def test_columns_stand_in_line_behind_names_of_wide_signs() -> None:
    names = ["ana", "韩梅梅", "やまだ たろう", "Jose\N{COMBINING ACUTE ACCENT}"]
    table = Table((Head("student"), Head("score", "numbers")), tuple(Row((name, 7)) for name in names))
    for room in (80, 14):
        blocks, _ = fitted(table._replace(narrower=(Narrower("cut", ("student",), 7),)), room)
        lines = [line for each in rows(blocks[0]) for line in each]
        assert {wide(line) for line in lines} == {width(blocks[0])} <= {*range(room + 1)}


def test_a_long_text_of_wide_signs_is_broken_within_its_columns() -> None:
    assert broken("因为特征 feature", 6) == ["因为特", "征 f", "eature"]


@given(tables(), st.integers(40, 200))
def test_a_table_that_can_shrink_fits(table: Table, room: int) -> None:
    blocks, _ = fitted(table, room)
    assert all(width(block) <= room for block in blocks)
    assert all(len(line) <= room for block in blocks for each in rows(block) for line in each)


@given(tables())
def test_where_there_is_room_nothing_is_given_up(table: Table) -> None:
    (block,), lost = fitted(table, None)
    assert lost == ()
    assert len(block) == len(table.heads)


# At 80 columns the window of a convolution, what a join of a transformer reads, and parameters without sharing.
@pytest.mark.parametrize(
    ("spec", "heads"),
    [
        ("lenet5", "layer window output neurons weights params unshared macs"),
        ("resnet152", "layer window output neurons params unshared macs"),
        ("yolov3", "layer window output neurons params unshared macs"),
        ("unet", "layer window output neurons params unshared macs"),
        ("siamese-koch", "layer window output neurons params unshared macs"),
        ("bilstm", "layer window output neurons weights params unshared macs"),
        ("vit-b16", "layer from output neurons params unshared macs"),
        ("gpt2", "layer from output neurons params unshared macs"),
        ("swin-t", "layer from output neurons params macs"),
    ],
)
def test_a_report_keeps_the_columns_that_say_most(spec: str, heads: str) -> None:
    (block,), _ = fitted(summary.table(calculate(load(spec))), 80)
    assert [each.head.text for each in block] == heads.split()


def test_a_cut_takes_no_more_than_it_must_in_the_end() -> None:
    heads = (Head("a"), Head("b"), Head("c"))
    steps = (Narrower("cut", ("a",), 2, "a"), Narrower("cut", ("b",), 2, "b"), Narrower("drop", ("c",), lost="c"))
    (block,), lost = fitted(Table(heads, (Row(("x" * 12, "y" * 12, "z" * 30)),), (), steps), 20)
    assert [(each.head.text, each.width) for each in block] == [("a", 6), ("b", 12)]
    assert lost == ("a", "c")


@pytest.mark.parametrize("columns", [40, 60, 80, 132, 200])
@pytest.mark.parametrize("spec", ["lenet5", "resnet50", "vgg16", "convnext-tiny", "mlp-3-4-2"])
def test_reports_fit(spec: str, columns: int) -> None:
    made = text.plain(text.lines(summary.page(calculate(load(spec)), memory=True), columns))
    assert max(map(len, made.splitlines())) <= columns


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_four_networks_side_by_side_fit(columns: int) -> None:
    found = compare(*(calculate(load(name)) for name in ("lenet5", "vgg16", "resnet50", "alexnet")))
    made = text.plain(text.lines(comparison.page(found), columns))
    assert max(map(len, made.splitlines())) <= columns
    assert all(name in made for name in ("LeNet-5", "VGG-16", "ResNet-50", "AlexNet"))


VECTOR = "[" + ",".join(f"{at}.125" for at in range(12)) + "]"
NET = "h = relu(W1 @ X + b1); p = softmax(W2 @ h + b2); L = -sum(Y * log_softmax(W2 @ h + b2)) + 0.1 * sum(W1**2)"
NET_SHAPES = ("W1=50x40", "X=40x30", "b1=50x1", "W2=20x50", "b2=20x1", "Y=20x30")
LONG = f"input: 7x7x1\nlayers:\n  - conv: {{filters: 1, size: 3, {' ' * 80}stride: 3}}\n"


@pytest.mark.parametrize(
    "words",
    [
        ("circuit", "relu(w * x + b)", f"w={VECTOR}", f"x={VECTOR}", f"b={VECTOR}"),
        ("circuit", "relu(w * x + b)", f"w={VECTOR}", f"x={VECTOR}", f"b={VECTOR}", "--step"),
        ("circuit", "--spec", "mlp-3-3-1"),
        ("circuit", NET, *NET_SHAPES, "--full"),
        ("circuit", NET, *NET_SHAPES, "--step"),
        (
            "circuit",
            "1 / (1 + exp(-(w0*x0 + w1*x1 + w2)))",
            *(f"{name}=1.2345" for name in ("w0", "x0", "w1", "x1", "w2")),
        ),
        ("explain", "vgg16", "totals"),
        ("verify", "mlp-3-4-2"),
        ("kinds",),
        ("codes",),
        ("specs",),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_pages_fit_80_columns(run: Run, words: tuple[str, ...]) -> None:
    assert max(map(len, run(*words).out.splitlines())) <= 80


def test_a_problem_in_a_long_line_shows_its_place(run: Run) -> None:
    ran = run("summary", "-", stdin=LONG)
    excerpt = [line for line in ran.out.splitlines() if line.startswith(("3 |", "  |"))]
    assert max(map(len, excerpt)) <= 80
    shown, mark = excerpt[-2:]
    assert shown[mark.index("^") :].startswith("stride: 3")


@pytest.mark.parametrize("form", ["table", "json", "markdown", "csv", "latex", "html"])
def test_a_layer_that_does_not_fit_is_marked_in_its_row(run: Run, form: str) -> None:
    ran = run("summary", "-", "--format", form, stdin=LONG)
    mark = '"window-does-not-fit"' if form == "json" else "window-does-not-fit" if form == "csv" else "error"
    row = ran.out if form == "json" else next(line for line in ran.out.splitlines() if "conv1" in line)
    assert mark in row


@pytest.mark.parametrize(
    "words", [("summary", "lenet5"), ("circuit", "σ(x²)", "x=1"), ("circuit", "W@X.T", "W=5x9", "X=6x9")], ids=" ".join
)
def test_signs_that_an_output_lacks_are_spelt(process: Run, words: tuple[str, ...]) -> None:
    ran = process(*words, PYTHONIOENCODING="ascii")
    assert (ran.status, "?" in ran.out) == (0, False)
    assert "-----" in ran.out


def test_json_for_an_output_that_lacks_signs_is_the_same_data(process: Run, run: Run) -> None:
    words = ("explain", "lenet5", "conv1", "--format", "json")
    assert json.loads(process(*words, PYTHONIOENCODING="ascii").out) == json.loads(run(*words).out)


@pytest.mark.parametrize(
    ("encoding", "written"), [("ascii", "W2*H2 -> --- x^2 ~ 1"), ("latin-1", "W2·H2 -> --- x² ~ 1"), ("utf-8", None)]
)
def test_only_what_an_encoding_lacks_is_spelt(encoding: str, written: str | None) -> None:
    text = "W2·H2 → ─── x² ≈ 1"
    assert spelt(text, encoding) == (written or text)
