"""Tables, learned arrays and noise: what reads whole numbers, and what reads nothing."""

from typing import Any

import numpy as np
import pytest

from netcalc import Embedding, Learned, Network, Noise, SpecError, calculate
from netcalc.reference import ReferenceNet
from netcalc.reference.verify.verify import verify
from tests.support.marks import found


def net(*layers: Any, given: str = "6x1") -> Network:
    return Network(input=given, layers=layers)


def test_an_embedding_stores_its_table_and_multiplies_nothing() -> None:
    """nn.Embedding(50257, 768): the rows of GPT-2's vocabulary (Radford et al. 2019)."""
    (layer,) = calculate(net(Embedding(vocabulary=50257, depth=768), given="1024x1"))
    assert layer.output == (1024, 768)
    assert (layer.weights, layer.biases, layer.params) == (50257 * 768, 0, 50257 * 768)
    assert (layer.neurons, layer.macs, layer.unshared.params, layer.connections) == (0, 0, layer.params, layer.params)
    assert layer.activations == 1024 * 768
    assert layer.working.parameters is not None
    assert layer.working.parameters[0].shape == (50257, 768)


def test_what_is_learned_reads_nothing() -> None:
    """ViT-B/16's positions, 197x768 (Dosovitskiy et al. 2021)."""
    (layer,) = calculate(net(Learned(shape="197x768")))
    assert (layer.output, layer.from_, layer.input) == ((197, 768), (), ())
    assert (layer.weights, layer.biases, layer.unshared.params) == (197 * 768, 0, 197 * 768)
    assert (layer.neurons, layer.macs, layer.activations) == (0, 0, 197 * 768)
    assert layer.working.parameters is not None
    assert layer.working.parameters[0].shape == (768, 197)


def test_noise_learns_nothing() -> None:
    (layer,) = calculate(net(Noise(shape=100)))
    assert (layer.output, layer.params, layer.macs, layer.neurons, layer.activations) == ((100,), 0, 0, 0, 100)


def test_what_reads_nothing_sees_nothing_and_adds_nothing_to_what_is_seen() -> None:
    report = calculate(
        net({"conv": {"filters": 4, "size": 3, "name": "c"}}, {"learned": {"shape": "6x6x4", "name": "l"}},
            {"add": ["c", "l"]}, given="8x8x2")
    )  # fmt: skip
    assert [reach.size for reach in report["l"].receptive_field or ()] == [0, 0]
    assert report["l"].receptive_field_note == "nothing of the input reaches it"
    assert report["add1"].receptive_field == report["c"].receptive_field


def test_the_positions_of_what_strides_join_what_is_learned() -> None:
    """Steps of 16 pixels against no step at all are no paths of different steps."""
    patches = {"conv": {"filters": 8, "size": 16, "stride": 16, "name": "c"}}
    report = calculate(net(patches, {"learned": {"shape": "2x2x8", "name": "l"}}, {"add": ["c", "l"]}, given="32x32x3"))
    assert report["add1"].receptive_field_is == "spans"
    assert [(reach.size, reach.step) for reach in report["add1"].receptive_field or ()] == [(16, 16), (16, 16)]


def test_an_embedding_reads_one_number_a_position() -> None:
    (problem,) = found("input: 8x3\nlayers: [embedding: {vocabulary: 9, depth: 2}]")
    assert problem.code == "shape-mismatch"
    assert problem.message == "embedding reads one whole number a position, a volume of depth 1, not 8x3"
    assert "`input: 8x1`" in problem.hint


def test_what_reads_nothing_takes_no_from() -> None:
    with pytest.raises(SpecError) as caught:
        net({"learned": {"shape": 3, "from": "input"}})
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("invalid-value", ("layers", 0, "learned", "from"))
    assert (problem.message, problem.hint) == ("learned reads nothing, not 1", "leave `from` out")


@pytest.mark.parametrize("number", [-1, 7, 2.5, np.nan, np.inf])
def test_a_number_that_is_no_row_is_said(number: float) -> None:
    running = ReferenceNet(net({"embedding": {"vocabulary": 7, "depth": 3, "name": "words"}}))
    x = np.zeros((2, 1, 6))
    x[1, 0, 4] = number
    with pytest.raises(ValueError, match="words: an embedding reads whole numbers from 0 to 6, not"):
        running.forward(x)


def test_an_embedding_of_what_a_layer_made_is_not_verified_but_said() -> None:
    report = verify(net({"fc": {"units": 1, "flatten": False}}, {"embedding": {"vocabulary": 7, "depth": 3}}))
    assert not report.passed
    assert report.layers[-1].reasons[0].startswith("embedding1: an embedding reads whole numbers from 0 to 6, not ")


def test_a_row_gets_the_gradients_of_all_its_uses() -> None:
    running = ReferenceNet(net({"embedding": {"vocabulary": 4, "depth": 2}}, given="3x1"))
    running.forward(np.array([[[1, 3, 1]]]))
    gradients = running.backward(np.array([[[1.0, 2.0, 4.0], [10.0, 20.0, 40.0]]]))
    assert gradients["embedding1.weight"].tolist() == [[0, 0], [5, 50], [0, 0], [2, 20]]
    assert not gradients["input"].any()


def test_noise_is_drawn_from_the_seed_for_each_example_and_each_layer() -> None:
    layers = (Noise(shape="4x4x2"), {"add": ["input", "noise1"]}, {"noise": "4x4x2"}, {"add": ["add1", "noise2"]})
    running, x = ReferenceNet(net(*layers, given="4x4x2"), seed=3), np.zeros((2, 2, 4, 4))
    first = running.forward(x)
    assert (first == ReferenceNet(net(*layers, given="4x4x2"), seed=3).forward(x)).all()
    assert (first != ReferenceNet(net(*layers, given="4x4x2"), seed=4).forward(x)).all()
    assert (first[0] != first[1]).all()
    assert (running.value(0) != running.value(2)).all()


def test_noise_in_training_is_the_same_for_a_loss_and_its_differences() -> None:
    running = ReferenceNet(net(Noise(shape="4x4x2"), {"add": ["input", "noise1"]}, {"fc": 3}, given="4x4x2"))
    x, y = np.ones((2, 2, 4, 4)), np.array([0, 2])
    loss, _ = running.loss(x, y, training=True)
    seen = running.value(0)
    running.forward(x, training=True)
    assert (running.value(0) == seen).all()
    assert running.loss(x, y, training=True)[0] != loss


def test_tables_start_normal_and_learned_arrays_small() -> None:
    running = ReferenceNet(net(Embedding(vocabulary=500, depth=40), {"learned": {"shape": "6x4000"}}))
    assert running.params["embedding1.weight"].std() == pytest.approx(1, rel=0.05)
    assert running.params["learned1.weight"].std() == pytest.approx(0.02, rel=0.05)
