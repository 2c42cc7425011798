"""The diagnosis: a working against its result, hints that are true where they stand, nothing by coincidence."""

from typing import Any

import pytest

from netcalc.homework.grading import grade
from netcalc.homework.marking.marked import MarkedQuestion
from tests.support.keys import keyed

CONV = {"input": "32x32x3", "layers": [{"conv": {"filters": 10, "size": 5}}]}
TWO = {"input": "28x28x1", "layers": [{"conv": {"filters": 32, "size": 5}}, {"conv": {"filters": 64, "size": 5}}]}
UP = {"input": "4x4x8", "layers": [{"conv_transpose": {"filters": 4, "size": 3, "stride": 2, "pad": 1}}]}
POOLS = {"input": "12x12x4", "layers": [{"pool": 2}, {"pool": {"size": 3, "stride": 3}}]}
SEQUENCE = {"input": "9x5", "layers": [{"lstm": 6}]}
WORDS = {"input": "9x1", "layers": [{"embedding": {"vocabulary": 50, "depth": 4}}]}
KEPT = {"input": "9x5", "layers": [{"fc": {"units": 6, "flatten": False}}]}
NORM = {"input": "28x28x1", "layers": [{"conv": {"filters": 16, "size": 3}}, "batchnorm"]}


def one(network: Any, ask: str, answer: object, **sheet: Any) -> MarkedQuestion:
    question = {"id": "q", "ask": ask, "network": network}
    return grade(keyed({"questions": [question], **sheet}), {"q": answer})["q"]


@pytest.mark.parametrize(
    ("network", "ask", "answer", "mistake"),
    [
        (CONV, "conv1.params", "(5*5*3 + 1)*10 = 750", "arithmetic-slip"),
        (CONV, "conv1.params", "76*10 = 706", "arithmetic-slip"),
        (TWO, "conv2.params", "(5*5 + 1)*64 = 1664", "forgot-depth"),
        (CONV, "conv1.params", "5*5*3*10 = 7500", "forgot-bias+arithmetic-slip"),
        (CONV, "conv1.params", "5*5*3*10 = 750", "forgot-bias"),
        ("convnet-cifar10", "fc1.params", "4*4*10 + 10 = 170", "forgot-units"),
        ("convnet-cifar10", "fc1.params", "10*4*4*10 + 10 = 1600", "arithmetic-slip"),
    ],
)
def test_a_working_is_held_against_its_result(network: Any, ask: str, answer: str, mistake: str) -> None:
    assert one(network, ask, answer).mistake == mistake


def test_a_right_result_of_a_wrong_working_is_right() -> None:
    assert one(CONV, "conv1.params", "5*5*3*10 = 760").correct


@pytest.mark.parametrize(
    ("network", "ask", "answer", "absent", "said"),
    [
        (UP, "conv_transpose1.output", "9x9x4", "(W - F + 2P)/S + 1", "S·(W - 1) + F - 2P"),
        (CONV, "conv1.macs", str(32 * 32 * 750), "weights count once", "every position of the output"),
        (CONV, "conv1.connections", str(28 * 28 * 750), "add as many as there are", "one connection a neuron"),
        (NORM, "batchnorm1.params", "2", "as many slices", "pair a channel"),
        (POOLS, "pool1.output", "12x12x4", "a pool before", "A pool makes what it reads smaller"),
        (POOLS, "pool1.output", "2x2x4", "size of the filter", "size of the window"),
        (SEQUENCE, "lstm1.params", str(4 * 6 * (5 + 6)), "fully connected", "each of the sets of weights has some"),
        (SEQUENCE, "lstm1.neurons", "6", "A filter", "a neuron at every position"),
        (WORDS, "embedding1.params", str(50 + 4), "neuron", "Every word has a vector"),
        ({"input": "9x5", "layers": ["rmsnorm"]}, "rmsnorm1.params", "1", "shift", "its own scale"),
        (SEQUENCE, "lstm1.biases", str(4 * 6 * (5 + 6)), "one bias", "the biases alone"),
    ],
)
def test_a_hint_is_true_for_the_number_and_the_kind_that_was_asked(
    network: Any, ask: str, answer: str, absent: str, said: str
) -> None:
    feedback = one(network, ask, answer).feedback
    assert said in feedback
    assert absent not in feedback


@pytest.mark.parametrize(
    ("network", "ask", "answer"),
    [
        (SEQUENCE, "lstm1.output", "5x6"),  # half of 9 positions, rounded up, and no window
        (NORM, "batchnorm1.output", "13x13x16"),
        ({"input": "8x8x3", "layers": ["relu"]}, "relu1.neurons", "3"),
        (KEPT, "fc1.weights", str(9 * 5 + 9 * 6)),
    ],
)
def test_no_mistake_is_named_that_this_kind_does_not_have(network: Any, ask: str, answer: str) -> None:
    assert one(network, ask, answer).mistake is None


@pytest.mark.parametrize("kind", ["learned", "noise"])
@pytest.mark.parametrize("ask", ["params", "output", "receptive_field.size"])
def test_what_reads_nothing_is_marked_too(kind: str, ask: str) -> None:
    network = {"input": "9x5", "layers": [{kind: {"shape": "9x5", "name": "own"}}, {"add": ["input", "own"]}]}
    found = grade({"network": network, "questions": [{"id": "q", "ask": f"own.{ask}"}]}, {"q": "7x7"})["q"]
    assert not found.correct
    assert not grade({"network": network, "questions": [{"id": "q", "ask": "totals.params"}]}, {"q": 44})["q"].correct


def test_what_does_not_fit_is_marked_where_an_axis_is_missing() -> None:
    network = {"input": 1, "layers": ["relu", {"adaptive_pool": 1}]}
    assert not one(network, "adaptive_pool1.output", "7x7x7").correct


@pytest.mark.parametrize(
    ("volume", "layer"),
    [
        ("5x7", "glu"),
        ("7", "glu"),
        ("4x4x3", {"pixel_shuffle": 2}),
        ("1", {"adaptive_pool": 1}),
        ("1", {"matmul": {"from": ["input", "input"]}}),
    ],
)
def test_what_does_not_fit_is_marked_for_another_reason_than_a_window(volume: str, layer: Any) -> None:
    network = {"input": volume, "layers": ["relu", layer]}
    assert not one(network, "output", "7x7x7").correct
    assert one(network, "output", "cannot").correct


def test_the_parameters_of_a_layer_without_positions_are_no_forgotten_positions() -> None:
    found = one({"input": 20, "layers": [{"fc": 7}]}, "fc1.macs", str(20 * 7 + 7))
    assert (found.mistake, found.also) == ("counted-biases-as-macs", ())


def test_a_mistake_in_an_earlier_layer_is_said_to_be_one() -> None:
    network = {"input": "32x32x3", "layers": [{"conv": {"filters": 8, "size": 5, "pad": 2}}, {"pool": 2}]}
    assert "In an earlier layer: The input is padded here" in one(network, "pool1.output", "14x14x8").feedback


@pytest.mark.parametrize(("answer", "mistake"), [("61K", None), ("58.1 MB", None)])
def test_nothing_is_explained_by_coincidence(answer: str, mistake: str | None) -> None:
    ask = "memory.params" if "MB" in answer else "totals.params"
    assert one("lenet5", ask, answer).mistake == mistake


@pytest.mark.parametrize(
    ("expression", "at", "ask", "answer", "mistake"),
    [
        ("1/x", {"x": 1.37}, "gradients.x", "-0.73", "forgot-square"),
        ("x**3", {"x": 2}, "gradients.x", "4", "forgot-power-factor"),
        ("x**3", {"x": 2}, "gradients.x", "24", "kept-the-power"),
        ("sigmoid(x)", {"x": 1}, "gradients.x", "0.269", "half-of-the-sigmoid-slope"),
        ("1/(1 + exp(-x))", {"x": 1}, "gradients.x", "0.731", "half-of-the-sigmoid-slope"),
        ("tanh(x)", {"x": 0.5}, "gradients.x", "0.2136", "wrong-tanh-slope"),
        ("log(x)", {"x": 4}, "gradients.x", "1.386", "gave-the-value"),
        ("log(x)", {"x": 4}, "value", "0.25", "gave-the-gradient"),
        ("-log(p)", {"p": 0.13}, "value", "0.886", "log-base-10"),
        ("-log(p)", {"p": 0.13}, "value", "0.13", "gave-the-probability"),
        ("max(0, b - a + 1)", {"a": 3.2, "b": 5.1}, "value", "1.9", "forgot-margin"),
        ("max(0, b - a + 1)", {"a": 9.2, "b": 5.1}, "value", "-3.1", "forgot-max"),
        ("((x + 0.01)**2 - x**2)/0.01", {"x": 3}, "value", "6", "gave-the-analytic-gradient"),
    ],
)
def test_a_slip_in_a_circuit_is_named(
    expression: str, at: dict[str, float], ask: str, answer: str, mistake: str
) -> None:
    question = {"id": "q", "circuit": {"expression": expression, "at": at}, "ask": ask}
    assert grade({"questions": [question]}, {"q": answer})["q"].mistake == mistake


SMALL = {"input": "32x32x3", "layers": [{"conv": {"filters": 10, "size": 5}}, {"pool": 2}, {"fc": 20}]}


# A mistake in one layer of a total, in a layer before, in a chain that runs on; no slip where a result is rounded.
@pytest.mark.parametrize(
    ("question", "answer", "mistake"),
    [
        ({"network": SMALL, "ask": "totals.params"}, "750 + 39220 = 39970", "forgot-bias"),
        ({"network": SMALL, "ask": "pool1.output"}, "16x16x10", "assumed-same-padding"),
        ({"network": SMALL, "ask": "conv1.params"}, "5*5*10 = 250 + 10 = 260", "forgot-depth"),
        ({"circuit": {"expression": "1/x", "at": {"x": 1.37}}, "ask": "gradients.x"}, "1/1.37^2 = 0.53", "sign-slip"),
        (
            {"circuit": {"expression": "1/x", "at": {"x": 1.37}}, "ask": "gradients.x"},
            "-1/1.37 = -0.73",
            "forgot-square",
        ),
        (
            {"circuit": {"expression": "sigmoid(x)", "at": {"x": 1}}, "ask": "gradients.x"},
            "0.73^2 = 0.53",
            "half-of-the-sigmoid-slope",
        ),
    ],
)
def test_a_mistake_in_one_place(question: dict[str, Any], answer: str, mistake: str) -> None:
    assert grade({"questions": [{"id": "q", **question}]}, {"q": answer})["q"].mistake == mistake


LAYERS = [{"embedding": {"vocabulary": 1000, "depth": 64}}, {"fc": {"units": 256, "flatten": False}}, {"fc": 5}]


@pytest.mark.parametrize(
    ("ask", "answer", "said"),
    [
        ("fc1.params", "20*64*256 + 256", "same weights serve every position"),
        ("fc1.macs", "20*65*256", "it is no multiply-add"),
        ("fc1.output", "256", "the depth alone is no volume"),
        ("fc1.output", "20", "the depth is left out"),
        ("totals.params", "64000 + 65*256", "its weights and biases count"),
    ],
)
def test_hints_are_true_for_a_sequence(ask: str, answer: str, said: str) -> None:
    sheet = {"network": {"input": "20x1", "layers": LAYERS}, "questions": [{"id": "q", "ask": ask}]}
    assert said in grade(sheet, {"q": answer})["q"].feedback


def test_a_bias_is_no_weight_of_a_neuron() -> None:
    sheet = {"network": "lenet5", "questions": [{"id": "q", "ask": "conv1.weights_per_neuron"}]}
    assert grade(sheet, {"q": "26"})["q"].mistake == "counted-bias"
