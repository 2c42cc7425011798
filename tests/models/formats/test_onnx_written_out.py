"""What exporters of ONNX write out by hand: numbers and params are those of the network, not of how it is written."""

import math
import struct
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from netcalc.models.formats.onnx.arrays import thing_of
from netcalc.models.tensors.program import Fixed, Held
from tests.support.onnx_models import MESSAGES, array, model, node, numbers, read


def real(name: str, dims: list[int], *every: float) -> Any:
    return MESSAGES["Tensor"](name=name, dims=dims, data_type=1, raw_data=struct.pack(f"<{len(every)}f", *every))


def test_a_mean_and_a_deviation_of_what_comes_in_are_no_params(tmp_path: Path) -> None:
    nodes = [node("Sub x mean > a"), node("Div a std > b"), node("Conv b w > y")]
    report = read(tmp_path, model(nodes, [array("mean", 3, 1, 1), array("std", 3, 1, 1), array("w", 4, 3, 1, 1)]))
    assert ([layer.kind for layer in report], report.totals.params) == (["conv"], 4 * 3)


@pytest.mark.parametrize("name", ["pe", "val_3"])
def test_sines_of_positions_grids_and_frequencies_are_constants_and_weights_are_not(name: str) -> None:
    sines = [each for t in range(3) for each in (math.sin(t), math.cos(t), math.sin(t / 100), math.cos(t / 100))]
    assert isinstance(thing_of(name, real(name, [1, 3, 4], *sines)), Fixed)
    assert isinstance(thing_of(name, real(name, [1, 1, 2, 3], *(-1.0, 0.0, 1.0) * 2)), Fixed)
    assert isinstance(thing_of(name, real(name, [1, 2, 3], 0, 1, 2, 0, 1, 2)), Fixed)
    assert isinstance(thing_of(name, real(name, [4], 1, 0.1, 0.01, 0.001)), Fixed)
    learned = thing_of(name, real(name, [2, 3], 0.1, -0.7, 0.25, 0.3, 1.1, -0.2))
    assert isinstance(learned, Held)
    assert not learned.computed


def test_a_table_that_is_written_down_again_turned_round_is_said_to_be(tmp_path: Path) -> None:
    one = [0.5, 0.25, -1.5, 0.125, 2.5, -0.75]
    table, again = real("embed.weight", [3, 2], *one), real("val_7", [2, 3], *one[::2], *one[1::2])
    made = model([node("Gather embed.weight x > e"), node("MatMul e val_7 > y")], [table, again], x=(1, 5))
    made.producer_name = "pytorch"
    made.graph.input[0].type.tensor_type.elem_type = 7
    report = read(tmp_path, made)
    assert report.totals.params == 6 + 6
    assert report.source is not None
    assert report.source.notes == (
        "`embed.weight` stands in the file twice, once turned: as stored, the params are 6 more",
    )


def test_gates_that_are_put_in_another_order_are_the_arrays_they_are_parts_of(tmp_path: Path) -> None:
    """PyTorch has reset, update, new; ONNX update, reset, new."""
    edges = [numbers(str(at), at) for at in (0, 2, 4, 6)]
    cuts = [node(f"Slice {whole} {at} {at + 2} 0 > {whole}{at}") for whole in ("wi", "wh") for at in (0, 2, 4)]
    order = [node(f"Concat {whole}2 {whole}0 {whole}4 > {whole}s", axis=0) for whole in ("wi", "wh")]
    axes = [node(f"Unsqueeze {whole}s 0 > {whole}u") for whole in ("wi", "wh")]
    gru = [node("GRU x wiu whu > g", hidden_size=2, linear_before_reset=1), node("Squeeze g one > y")]
    arrays = [*edges, numbers("one", 1), array("wi", 6, 5), array("wh", 6, 2)]
    report = read(tmp_path, model([*cuts, *order, *axes, *gru], arrays, x=(7, 1, 5)))
    assert [(layer.kind, layer.params, layer.macs) for layer in report] == [("gru", 6 * 5 + 6 * 2, 7 * (6 * 5 + 6 * 2))]


def test_the_state_in_which_a_layer_starts_is_read_though_no_field_says_so(tmp_path: Path) -> None:
    arrays = [array("w", 1, 8, 5), array("r", 1, 8, 2)]
    made = model([node("LSTM x w r _ _ h c > y", hidden_size=2)], arrays, x=(7, 1, 5), h=(1, 1, 2), c=(1, 1, 2))
    assert read(tmp_path, made).problems == ()


def test_a_model_of_operators_newer_than_are_known_says_so(tmp_path: Path) -> None:
    made = model([node("Relu x > y")])
    made.opset_import[0].version = 31
    source = read(tmp_path, made).source
    assert source is not None
    assert source.notes == ("its operators are of version 31; those of version 30 and before are read here",)


def test_a_power_that_is_learned_is_a_param(tmp_path: Path) -> None:
    report = read(tmp_path, model([node("Pow x p > y")], [array("p", 1)]))
    assert (report.totals.params, report.output) == (1, (8, 8, 3))


def test_a_map_that_comes_in_with_its_depth_last_is_no_map_turned(tmp_path: Path) -> None:
    turned = node("Transpose a > t", perm=[0, 3, 1, 2])
    made = model([node("Sub x mean > a"), turned, node("Conv t w > y")], [array("mean", 3), array("w", 4, 3, 1, 1)],
                 x=(1, 6, 8, 3))  # fmt: skip
    report = read(tmp_path, made)
    assert (report.inputs["input"], [layer.kind for layer in report]) == ((8, 6, 3), ["conv"])


def test_parts_in_a_list_are_those_of_what_was_split(tmp_path: Path) -> None:
    nodes = [node("SplitToSequence x s > l", axis=1), node("SequenceAt l one > p"), node("Conv p w > y")]
    report = read(tmp_path, model(nodes, [numbers("s", 1, 2), numbers("one", 1), array("w", 4, 2, 1, 1)]))
    assert [(layer.kind, layer.output) for layer in report] == [("slice", (8, 8, 2)), ("conv", (8, 8, 4))]


def test_of_filters_that_a_network_works_out_the_multiplications_are_counted(tmp_path: Path) -> None:
    nodes = [node("MatMul z v > m"), node("Reshape m s > f"), node("Conv x f > y")]
    made = model(nodes, [array("v", 5, 54), numbers("s", 2, 3, 3, 3)], x=(1, 3, 8, 8), z=(1, 5))
    report = read(tmp_path, made)
    assert (report.totals.macs, report.output, report.at_least) == (5 * 54 + 6 * 6 * 54, (6, 6, 2), False)


def test_parts_of_a_sum_of_tensors_of_unlike_ranks_are_slices_of_its_last_axis(tmp_path: Path) -> None:
    """A cell of an LSTM written out: gates of the state, (1, 1, 8), and of one step, (1, 8)."""
    state = [node("MatMul h w > m"), node("Unsqueeze m zero > u")]
    step = [node("Slice x zero one one > c"), node("Squeeze c one > s")]
    gates = [node("Add u s > t"), node("Split t halves > i f", axis=2), node("Mul i f > y")]
    arrays = [array("w", 2, 8), numbers("zero", 0), numbers("one", 1), numbers("halves", 4, 4)]
    report = read(tmp_path, model([*state, *step, *gates], arrays, x=(1, 9, 8), h=(1, 2)))
    shown = [(layer.kind, layer.output) for layer in report][-3:]
    assert shown == [("slice", (1, 4)), ("slice", (1, 4)), ("multiply", (1, 4))]


def test_a_part_of_values_in_another_shape_is_no_more_than_the_part(tmp_path: Path) -> None:
    cut = [node("Reshape x s > r"), node("Slice r zero two two > c"), node("Relu c > y")]
    made = model(cut, [numbers("s", 1, 8, 3), numbers("zero", 0), numbers("two", 2)], x=(1, 4, 6))
    shown = [(layer.kind, layer.output) for layer in read(tmp_path, made)]
    assert shown == [("reshape", (8, 3)), ("slice", (8, 2)), ("relu", (8, 2))]


@pytest.mark.parametrize(("more", "kinds"), [("", ["layernorm"]), ("d", ["reduce", "subtract", "rmsnorm", "add"])])
def test_a_layer_norm_written_out_is_one_unless_its_parts_are_read_besides(
    more: str, kinds: list[str], tmp_path: Path
) -> None:
    centred = [node("ReduceMean x > m", axes=[-1]), node("Sub x m > d"), node("Pow d two > s")]
    root = [node("ReduceMean s > v", axes=[-1]), node("Add v eps > e"), node("Sqrt e > r"), node("Div d r > n")]
    nodes = [*centred, *root, node("Mul n w > k"), node("Add k b > y")]
    arrays = [real("two", [], 2), real("eps", [], 1e-5), array("w", 6), array("b", 6)]
    made = model(nodes, arrays, x=(1, 4, 6))
    if more:
        made.graph.output.add(name=more)
    report = read(tmp_path, made)
    assert [layer.kind for layer in report if layer.kind not in ("learned", "multiply")] == kinds
    assert (report.totals.params, report.output if not more else (4, 6)) == (6 + 6, (4, 6))


KNOWN = [
    ("ArgMax x > y", {"axis": 1}, (8, 8, 1)),
    ("ArgMax x > y", {"axis": 1, "keepdims": 0}, (8, 8)),
    ("TopK x two > y", {"axis": 1}, (8, 8, 2)),
    ("Gather x some > y", {"axis": 2}, (8, 3, 3)),
    ("Gather x even > y", {"axis": 3}, (2, 8, 3)),
    ("Max x b > y", {}, (8, 8, 3)),
    ("Where is x b > y", {}, (8, 8, 3)),
    ("CumSum x axis > y", {}, (8, 8, 3)),
    ("OneHot x two x > y", {"axis": 1}, (8, 8, 3, 2)),
]


@pytest.mark.parametrize(("text", "given", "made"), KNOWN, ids=[each[0] for each in KNOWN])
def test_an_operator_without_weights_has_its_shape_and_multiplies_nothing(
    text: str, given: dict[str, int], made: tuple[int, ...], tmp_path: Path
) -> None:
    before = [node("Relu x > r"), node("Tanh x > b"), node("Greater r b > is")]
    arrays = [numbers("two", 2), numbers("some", 0, 1, 5), numbers("even", 1, 3), numbers("axis", 1)]
    report = read(tmp_path, model([*before, node(text, **given)], arrays))
    assert (report.output, report.totals.macs, report.at_least) == (made, 0, False)


def test_windows_of_unlike_sizes_that_are_looked_up_and_added_are_a_pool(tmp_path: Path) -> None:
    """Of five rows three windows: 0 and 1, 1 to 3, 3 and 4; where one is shorter, what it takes too much is masked."""
    rows = [[min(start + a, 4) for a in range(3)] for start in (0, 1, 3)]
    places = [each for window in rows for row, b in product(window, range(2)) for each in (row, b)]
    at = MESSAGES["Tensor"](name="at", dims=[3, 3, 1, 2, 2], data_type=7, int64_data=places)
    ge = MESSAGES["Tensor"](name="ge", dims=[3, 1, 1], data_type=9, int32_data=[1, 0, 1])
    nodes = [
        node("Transpose x > t", perm=[2, 3, 0, 1]), node("GatherND t at > g"),
        node("Transpose g > w", perm=[4, 5, 0, 1, 2, 3]), node("Where ge zero w > m"),
    ]  # fmt: skip
    total = ""
    for a, b in product(range(3), range(2)):
        nodes += [node(f"Gather m n{a} > r{a}{b}", axis=3), node(f"Gather r{a}{b} n{b} > p{a}{b}", axis=4)]
        nodes += [node(f"Add {total} p{a}{b} > s{a}{b}")] if total else []
        total = f"s{a}{b}" if total else f"p{a}{b}"
    nodes += [node(f"Div {total} count > y")]
    scalars = [MESSAGES["Tensor"](name=f"n{each}", data_type=7, int64_data=[each]) for each in range(3)]
    arrays = [at, ge, *scalars, real("zero", [], 0), real("count", [3, 1], 4, 6, 4)]
    report = read(tmp_path, model(nodes, arrays, x=(1, 4, 5, 2)))
    assert [(layer.kind, layer.output) for layer in report] == [("adaptive_pool", (1, 3, 4))]


@pytest.mark.parametrize(("joined", "said"), [("Div", 1), ("Mul", 0)])
def test_a_quotient_that_is_kept_as_a_product_is_said(tmp_path: Path, joined: str, said: int) -> None:
    nodes = [node("Conv x w > a"), node("Conv x v > b"), node(f"{joined} a b > c"), node(f"{joined} c a > y")]
    report = read(tmp_path, model(nodes, [array("w", 4, 3, 1, 1), array("v", 4, 3, 1, 1)]))
    assert [layer.kind for layer in report][2:] == ["multiply", "multiply"]
    assert report.source is not None
    assert sum("quotients" in note for note in report.source.notes) == said


@pytest.mark.parametrize(("rule", "said"), [("FuseBatchNormIntoConv, Other", 1), ("Other", 0)])
def test_a_norm_that_was_folded_into_a_bias_that_was_there_is_said(tmp_path: Path, rule: str, said: int) -> None:
    conv = node("Conv x 0.weight 0.bias > y")
    conv.metadata_props.add(key="pkg.onnxscript.rewriter.rule_name", value=rule)
    report = read(tmp_path, model([conv], [array("0.weight", 4, 3, 1, 1), array("0.bias", 4)]))
    assert report.source is not None
    assert sum("folded batch norms into 1 layer" in note for note in report.source.notes) == said
