"""Explanations: the arithmetic shown is the arithmetic done."""

from fractions import Fraction

import pytest

from netcalc.calculator.calculator import calculate
from netcalc.explanation.explain import explain, explain_all, explain_named, explain_totals
from netcalc.explanation.formulas.letters import stem
from netcalc.explanation.formulas.writing import letters
from netcalc.explanation.legend import legend
from netcalc.explanation.step import Explanation, Step
from netcalc.network.network import Network
from netcalc.report.query import Query, value
from netcalc.report.report import Report
from netcalc.volume import Volume
from tests.support.exact import worked_out

FIRST = {"conv": {"filters": 10, "size": 5, "pad": 2}}
EVERYTHING = [
    {"conv": {"filters": 8, "size": "3x5", "pad": [1, 2], "groups": 2, "dilation": 2}},
    {"conv": {"filters": 6, "size": 3, "pad": "same", "stride": 2}},
    {"pool": {"size": 2, "stride": 2, "rounding": "ceil"}},
    {"pool": {"size": 2, "stride": 3, "rounding": "floor", "op": "avg"}},
    {"conv_transpose": {"filters": 4, "size": 3, "stride": 2, "output_pad": 1}},
    {"conv": {"filters": 4, "size": 3, "pad": {"left": 1, "bottom": 1}}},
    "prelu",
    {"local": {"filters": 2, "size": 2}},
    "batchnorm",
    {"upsample": 2},
    {"zero_pad": 1},
    {"concat": ["upsample1", "upsample1"]},
    {"multiply": ["concat1", "concat1"]},
    "global_pool",
    {"maxout": 5},
    {"scale": {"bias": True}},
    "flatten",
    {"fc": 3},
]


def report(*layers: object, given: str = "32x32x3") -> Report:
    return calculate(Network(input=given, layers=layers))


def equation(found: Explanation, symbol: str) -> str:
    step = next(step for step in found.steps if step.symbol == symbol)
    return " = ".join(part for part in (step.symbol, step.formula, step.numbers, str(step.value)) if part)


def test_the_slide_rule_in_the_courses_letters() -> None:
    """CS231n: W2 = (W1 - F + 2P)/S + 1."""
    found = explain(report(FIRST), "conv1")
    assert equation(found, "W2") == "W2 = (W1 - F + 2P)/S + 1 = (32 - 5 + 2·2)/1 + 1 = 32"


def test_weights_in_the_courses_letters() -> None:
    """Slide 75: (5*5*3)*10."""
    found = explain(report(FIRST), "conv1")
    assert equation(found, "weights") == "weights = F·F·D·K = 5·5·3·10 = 750"
    assert equation(found, "biases") == "biases = K = 10"
    assert equation(found, "unshared.weights") == f"unshared.weights = F·F·D·K·W2·H2 = 5·5·3·10·32·32 = {750 * 32 * 32}"


def test_a_stride_that_does_not_fit_says_so() -> None:
    """Slide 54: (7 - 3)/3 + 1 is not whole."""
    found = explain(report({"conv": {"filters": 1, "size": 3, "stride": 3}}, given="7x7x1"), "conv1")
    step = next(step for step in found.steps if step.symbol == "W2")
    assert step.value == Fraction(7 - 3, 3) + 1
    assert "does not fit" in step.note


def test_rounding_is_shown() -> None:
    found = explain(report({"pool": {"size": 3, "stride": 2, "rounding": "floor"}}, given="8x8x1"), "pool1")
    assert equation(found, "W2") == "W2 = ⌊(W1 - F + 2P)/S⌋ + 1 = ⌊(8 - 3 + 2·0)/2⌋ + 1 = 3"


def test_groups_divide_the_depth() -> None:
    found = explain(report({"conv": {"filters": 256, "size": 5, "groups": 2}}, given="27x27x96"), "conv1")
    assert equation(found, "weights") == f"weights = F·F·(D/g)·K = 5·5·(96/2)·256 = {5 * 5 * 48 * 256}"


def test_axes_that_differ_have_letters_of_their_own() -> None:
    found = explain(report({"conv": {"filters": 4, "size": "3x5", "pad": "1x2"}}), "conv1")
    assert equation(found, "W2") == "W2 = (W1 - F_w + 2P_w)/S + 1 = (32 - 3 + 2·1)/1 + 1 = 32"
    assert equation(found, "H2") == "H2 = (H1 - F_h + 2P_h)/S + 1 = (32 - 5 + 2·2)/1 + 1 = 32"
    assert equation(found, "weights") == f"weights = F_w·F_h·D·K = 3·5·3·4 = {3 * 5 * 3 * 4}"


def test_receptive_fields() -> None:
    found = explain(report(FIRST, {"conv": {"filters": 4, "size": 3}}), "conv2")
    assert equation(found, "R2") == "R2 = R1 + (F - 1)·J1 = 5 + (3 - 1)·1 = 7"


def test_what_has_no_volume_is_explained_so() -> None:
    found = explain(report({"conv": {"filters": 1, "size": 9}}, "relu", given="7x7x1"), "relu1")
    assert [step.value for step in found.steps] == [None]


def test_totals_name_the_layers_they_add() -> None:
    found = explain_totals(report({"fc": 4}, {"fc": 2}, given="3"))
    assert equation(found, "weights") == f"weights = fc1 + fc2 = {4 * 3} + {2 * 4} = {4 * 3 + 2 * 4}"


def test_a_group_is_explained_layer_by_layer() -> None:
    found = explain_named(
        report({"repeat": {"times": 2, "name": "stage", "layers": [{"fc": 4}, "relu"]}}, given="3"), "stage"
    )
    assert [each.name for each in found] == ["fc1", "relu1", "fc2", "relu2", "stage"]
    assert explain_named(report({"fc": 4}), "nothing") == ()


def test_a_group_has_the_sums_of_its_layers() -> None:
    found = explain(
        report({"repeat": {"times": 2, "name": "stage", "layers": [{"fc": 4}, "relu"]}}, given="3"), "stage"
    )
    assert (found.kind, found.input) == ("repeat", "3 from input")
    assert str(found.steps[0]) == "output = 4 (that of relu2)"
    assert equation(found, "params") == f"params = fc1 + fc2 = {3 * 4 + 4} + {4 * 4 + 4} = {3 * 4 + 4 + 4 * 4 + 4}"


def test_a_window_more_that_ceil_does_not_add_is_said() -> None:
    """PyTorch: the last window of ceil_mode starts inside the input."""
    found = explain(report({"pool": {"size": 2, "stride": 3, "rounding": "ceil"}}, given="7x8x1"), "pool1")
    steps = {step.symbol: step for step in found.steps}
    assert str(steps["W2"]) == "W2 = ⌈(W1 - F + 2P)/S⌉ + 1 = ⌈(7 - 2 + 2·0)/3⌉ + 1 = 3"
    found = explain(report({"pool": {"size": 1, "stride": 3, "rounding": "ceil"}}, given="9x9x1"), "pool1")
    steps = {step.symbol: step for step in found.steps}
    assert (
        str(steps["W2"])
        == "W2 = ⌊(W1 - F + 2P)/S⌋ + 1 = ⌊(9 - 1 + 2·0)/3⌋ + 1 = 3 (one more would start behind the input)"
    )


@pytest.mark.parametrize("layer", [{"fc": 4}, {"maxout": 4}])
def test_as_many_units_as_inputs_are_still_units(layer: object) -> None:
    found = explain(report(layer, given="4"), next(iter(calculate(Network(input="4", layers=[layer])))).name)
    assert equation(found, "D2") == "D2 = units = 4"
    assert equation(found, "output") == "output = 4"


@pytest.mark.parametrize(
    ("layer", "extent", "depth"),
    [
        ({"conv": {"filters": 3, "size": 1}}, "W2 = (W1 - F + 2P)/S + 1 = (8 - 1 + 2·0)/1 + 1 = 8", "D2 = K = 3"),
        ({"local": {"filters": 3, "size": 1}}, "W2 = (W1 - F + 2P)/S + 1 = (8 - 1 + 2·0)/1 + 1 = 8", "D2 = K = 3"),
        ({"pool": 1}, "W2 = (W1 - F + 2P)/S + 1 = (8 - 1 + 2·0)/1 + 1 = 8", "D2 = D1 = 3"),
        (
            {"conv_transpose": {"filters": 3, "size": 1}},
            "W2 = (W1 - 1)·S - 2P + F = (8 - 1)·1 - 2·0 + 1 = 8",
            "D2 = K = 3",
        ),
        ({"upsample": 1}, "W2 = W1·factor = 8·1 = 8", "D2 = D1 = 3"),
        ({"crop": 0}, "W2 = W1 - 2·margin = 8 - 2·0 = 8", "D2 = D1 = 3"),
        ({"zero_pad": 0}, "W2 = W1 + 2P = 8 + 2·0 = 8", "D2 = D1 = 3"),
        ({"multiply": ["input", "input"]}, "W2 = W1 = 8", "D2 = D1 = 3"),
    ],
)
def test_a_volume_that_stays_as_it_is_is_told_in_the_layers_own_words(layer: object, extent: str, depth: str) -> None:
    (found,) = explain_all(report(layer, given="8x6x3"))[:-1]
    assert equation(found, "W2") == extent
    assert equation(found, "D2") == depth
    assert equation(found, "output") == "output = 8x6x3"


@pytest.mark.parametrize("layer", ["relu", {"dropout": 0.5}, "batchnorm", "lrn"])
def test_what_changes_no_shape_gives_out_what_came(layer: object) -> None:
    (found,) = explain_all(report(layer, given="8x6x3"))[:-1]
    assert equation(found, "output") == "output = input = 8x6x3"


@pytest.mark.parametrize(
    ("layer", "extents", "start"),
    [
        (
            {"crop": 2},
            ["W2 = W1 - 2·margin = 8 - 2·2 = 4", "H2 = H1 - 2·margin = 9 - 2·2 = 5"],
            "start2 = start1 + margin·J1 = 0 + 2·1 = 2",
        ),
        (
            {"crop": {"margin": {"left": 1, "top": 2, "bottom": 3}}},
            [
                "W2 = W1 - (margin_left + margin_right) = 8 - (1 + 0) = 7",
                "H2 = H1 - (margin_top + margin_bottom) = 9 - (2 + 3) = 4",
            ],
            "start2_w = start1_w + margin_left·J1_w = 0 + 1·1 = 1",
        ),
        (
            {"zero_pad": 1},
            ["W2 = W1 + 2P = 8 + 2·1 = 10", "H2 = H1 + 2P = 9 + 2·1 = 11"],
            "start2 = start1 - P·J1 = 0 - 1·1 = -1",
        ),
        ({"upsample": "2x3"}, ["W2 = W1·factor_w = 8·2 = 16", "H2 = H1·factor_h = 9·3 = 27"], "start2_w = 0"),
    ],
)
def test_a_kind_says_its_own_sentence(layer: object, extents: list[str], start: str) -> None:
    (found,) = explain_all(report(layer, given="8x9x2"))[:-1]
    assert [equation(found, symbol) for symbol in ("W2", "H2")] == extents
    assert equation(found, start.partition(" ")[0]) == start


def test_flatten_and_global_pool() -> None:
    flatten, pool = explain_all(report("flatten", {"global_pool": {"from": "input"}}, given="8x6x3"))[:-1]
    assert equation(flatten, "D2") == "D2 = W1·H1·D1 = 8·6·3 = 144"
    assert [equation(pool, symbol) for symbol in ("W2", "H2", "D2")] == ["W2 = 1", "H2 = 1", "D2 = D1 = 3"]


@pytest.mark.parametrize(("factor", "times", "steps"), [(2, 3, "1/8"), (3, 1, "1/3"), (96, 1, "1/96")])
def test_steps_are_exact_fractions(factor: int, times: int, steps: str) -> None:
    found = explain_all(report(*[{"upsample": factor}] * times, given="2x2x1"))[:-1][-1]
    step = next(step for step in found.steps if step.symbol == "J2")
    assert step.value == Fraction(1, factor**times)
    numbers = f"({Fraction(1, factor ** (times - 1))})/{factor} = " if times > 1 else ""
    assert str(step) == f"J2 = J1/factor = {numbers}{steps}"


def test_negative_numbers_stand_in_brackets() -> None:
    found = explain(report({"zero_pad": 1}, {"zero_pad": 1}, {"crop": 3}, given="8x8x1"), "crop1")
    assert equation(found, "start2") == "start2 = start1 + margin·J1 = -2 + 3·1 = 1"
    found = explain(report({"conv": {"filters": 1, "size": 3, "pad": 1}}, {"fc": 1}, given="8x8x1"), "conv1")
    assert equation(found, "start2") == "start2 = start1 - P·J1 = 0 - 1·1 = -1"


def test_one_layer_is_named_and_many_are_counted() -> None:
    one = explain_totals(report({"fc": 4}, "relu", given="3"))
    assert equation(one, "weights") == "weights = fc1 = 12"
    many = explain_totals(report(*[{"fc": 3}] * 30, given="3"))
    assert [(step.value, step.note) for step in many.steps if step.symbol == "weights"] == [(270, "over 30 layers")]
    assert next(step.note for step in many.steps if step.symbol == "activations") == "over 30 layers and the input"


def test_bytes_are_those_of_what_the_line_holds() -> None:
    found = explain_totals(calculate(Network(input="3", layers=[{"fc": 2}]), batch=5, optimizer="adam"))
    assert equation(found, "bytes of params") == f"bytes of params = params·copies·size = 8·1·4 = {8 * 4}"
    assert equation(found, "bytes of adam state") == f"bytes of adam state = params·copies·size = 8·2·4 = {8 * 2 * 4}"
    assert (
        equation(found, "bytes of activations")
        == f"bytes of activations = activations·batch·copies·size = 5·5·1·4 = {5 * 5 * 4}"
    )


OF_OTHER_VOLUMES = [  # kinds that read what the network of all kinds does not have
    ("20x1", [{"embedding": {"vocabulary": 9, "depth": 4}}, {"lstm": 3}, {"rnn": {"units": 2, "direction": "both"}}]),
    ("8x8", [{"relu": {"name": "a"}}, {"relu": {"name": "b"}}, {"matmul": ["a", "b"]}, {"attention": 2}]),
]


@pytest.mark.parametrize(("given", "layers"), OF_OTHER_VOLUMES)
def test_the_legend_has_every_letter_of_a_layer(given: str, layers: list[object]) -> None:
    layered = [each for each in explain_all(calculate(Network(input=given, layers=layers))) if each.kind != "totals"]
    said = {line.partition(":")[0] for line in legend(layered)}
    named = {step.symbol for found in layered for step in found.steps} | {"weights", "macs on the input"}
    met = {stem(each.name) for found in layered for step in found.steps if step.made for each in letters(step.made)}
    assert met - named <= said


def test_neurons_of_a_position_are_called_the_depth_that_goes_out() -> None:
    found = explain(calculate(Network(input="20x8", layers=[{"lstm": {"units": 3, "direction": "both"}}])), "lstm1")
    assert (
        equation(found, "weights per neuron")
        == f"weights per neuron = weights/D2 = {2 * 4 * 3 * (8 + 3)}/{2 * 3} = {4 * (8 + 3)}"
    )


@pytest.mark.parametrize(
    ("given", "layers", "name", "symbol", "said"),
    [
        ("8x1x3", [{"conv": {"filters": 4, "size": 1}}, {"concat": ["input", "conv1"]}], "concat1", "D2",
         "D2 = D1_1 + D1_2 = 3 + 4 = 7"),
        ("8x2x3", [{"concat": {"from": ["input", "input"], "axis": 0}}], "concat1", "W2",
         "W2 = W1_1 + W1_2 = 8 + 8 = 16"),
        ("9x3", [{"lstm": 5}], "lstm1", "weights", "weights = D1·sets·units + units·sets·units = 3·4·5 + 5·4·5 = 160"),
    ],
)  # fmt: skip
def test_a_letter_is_one_number(given: str, layers: list[object], name: str, symbol: str, said: str) -> None:
    assert equation(explain(calculate(Network(input=given, layers=layers)), name), symbol) == said


@pytest.mark.parametrize(
    ("layer", "symbol", "note"),
    [
        ({"lstm": 5}, "weights", "of weight_ih_l0, weight_hh_l0"),
        ({"attention": 2}, "weights", "of in_proj_weight, out_proj.weight"),
        ({"attention": 2}, "macs", "the last 2 terms are values by values"),
        ({"gru": {"units": 5, "output": "last"}}, "output",
         "the last state: its values alone are neurons, though all 9 positions are worked out"),
    ],
)  # fmt: skip
def test_terms_are_named(layer: object, symbol: str, note: str) -> None:
    (found,) = calculate(Network(input="9x4", layers=[layer])).layers
    steps = explain(calculate(Network(input="9x4", layers=[layer])), found.name).steps
    assert next(step.note for step in steps if step.symbol == symbol) == note


def test_the_weights_of_a_neuron_that_shares_are_its_owners() -> None:
    lstm = {"units": 5, "direction": "both"}
    report = calculate(Network(input="9x10", layers=[{"lstm": lstm}, {"lstm": {**lstm, "share": "lstm1"}}]))
    made = f"{2 * 4 * 5 * (10 + 5)}/{2 * 5} = {4 * (10 + 5)}"
    assert (
        equation(explain(report, "lstm2"), "weights per neuron") == f"weights per neuron = weights of lstm1/D2 = {made}"
    )


def test_the_legend_says_what_each_letter_is_once() -> None:
    found = explain_all(report({"conv": {"filters": 2, "size": "3x5"}}, {"crop": 1}, {"fc": 2}))
    said = legend(found)
    assert "F: size of the window" in said
    assert "margin: pixels taken off each side, per axis or per side" in said
    assert "units: how many neurons" in said
    letters = [line.partition(":")[0] for line in said]
    assert len(set(letters)) == len(letters)
    assert not {"F_w", "weights", "conv1"} & set(letters)


@pytest.mark.parametrize("given", ["24x26x4"])
def test_every_formula_evaluates_to_its_value_and_every_value_is_the_reports(given: str) -> None:
    made = calculate(Network(input=given, rounding="floor", layers=EVERYTHING))
    assert made.valid
    for found in explain_all(made):
        for step in found.steps:
            assert_true(step)
            if found.kind != "totals" and "receptive" not in step.number and not isinstance(step.value, str):
                assert_reported(made, found, step)


def assert_true(step: Step) -> None:
    """Work the substitution out apart."""
    if step.numbers:
        assert worked_out(step.numbers) == step.value, step


def assert_reported(made: Report, found: Explanation, step: Step) -> None:
    expected = value(made, Query("", found.name, step.number))
    if step.number != "output":
        assert step.value == expected, step
    elif step.symbol == "output":
        assert step.value == expected
    else:
        axis = {"W2": 0, "H2": 1, "T2": 2, "D2": -1}[step.symbol]
        assert isinstance(expected, Volume)
        assert step.value == expected[axis]
