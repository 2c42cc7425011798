"""Losses and their gradients: by hand, against differences, stable, with decay."""

import math
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcalc import Network
from netcalc.network.training import loss as network_loss
from netcalc.reference import ReferenceNet
from netcalc.reference.losses.catalogue import L2, LOSSES, expected, random_target
from netcalc.reference.losses.labels import SoftmaxLoss, SVMLoss
from netcalc.reference.losses.targets import LogisticLoss, MSELoss
from netcalc.reference.verify.gradients.gradient import check_input
from netcalc.reference.verify.ran import Plan, Ran

CLASSES = st.integers(2, 6)


def test_every_loss_that_a_spec_may_name_is_worked_out() -> None:
    assert tuple(LOSSES) == network_loss.LOSSES == get_args(network_loss.LossKind)


@pytest.mark.parametrize("kind", LOSSES)
@given(CLASSES, st.sampled_from([(), (2,), (2, 3)]), st.integers(0, 100))
def test_gradients_agree_with_differences(kind: str, C: int, spatial: tuple[int, ...], seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.standard_normal((3, C, *spatial))
    gate = LOSSES[kind](random_target(kind, scores.shape, rng))
    value, cache = gate.forward(scores)
    dout = np.ones(())
    ran = Ran(gate, [scores], np.asarray(value), cache, dout, gate.backward(dout, cache))
    assert check_input(ran, 0, Plan(rng)).error < 1e-6


def test_the_course_s_svm_example() -> None:
    scores = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])
    loss, _ = SVMLoss([0, 1, 2]).forward(scores)
    assert loss == pytest.approx((max(0, 5.1 - 3.2 + 1) + 0 + (2.2 + 3.1 + 1) + (2.5 + 3.1 + 1)) / 3)


def test_softmax_is_stable() -> None:
    loss, cache = SoftmaxLoss([1]).forward(np.array([[1e4, -1e4]]))
    assert loss == 2e4
    gradient = SoftmaxLoss([1]).backward(np.ones(()), cache)[0]
    assert gradient is not None
    assert gradient.tolist() == [[1, -1]]


def test_mse_is_the_mean_of_the_squares() -> None:
    loss, cache = MSELoss([[1.0, 2.0], [0.0, 0.0]]).forward(np.array([[2.0, 4.0], [0.0, 2.0]]))
    assert loss == (1**2 + 2**2 + 0**2 + 2**2) / 4
    gradient = MSELoss([]).backward(np.ones(()), cache)[0]
    assert gradient is not None
    assert gradient.tolist() == [[2 * 1 / 4, 2 * 2 / 4], [0, 2 * 2 / 4]]


def test_logistic_is_the_cross_entropy_of_the_sigmoid() -> None:
    scores, labels = np.array([[2.0], [-1.0]]), [[1], [0]]
    loss, cache = LogisticLoss(labels).forward(scores)
    shares = [1 / (1 + math.exp(-2.0)), 1 / (1 + math.exp(1.0))]
    assert loss == pytest.approx((-math.log(shares[0]) - math.log(1 - shares[1])) / 2)
    gradient = LogisticLoss(labels).backward(np.ones(()), cache)[0]
    assert gradient is not None
    assert gradient.ravel() == pytest.approx([(shares[0] - 1) / 2, shares[1] / 2])


def test_logistic_is_stable() -> None:
    loss, cache = LogisticLoss([[0, 1]]).forward(np.array([[1e4, -1e4]]))
    assert loss == 1e4
    assert np.array_equal(cache, [[0.5, -0.5]])


def test_logistic_takes_0_and_1_alone() -> None:
    with pytest.raises(ValueError, match="labels are 0 or 1, not -1 to 1"):
        LogisticLoss([[1], [-1]]).forward(np.zeros((2, 1)))


@given(CLASSES)
def test_equal_scores_cost_what_is_expected(C: int) -> None:
    scores = np.zeros((4, C))
    assert SoftmaxLoss([0] * 4).forward(scores)[0] == pytest.approx(math.log(C))
    assert SVMLoss([0] * 4).forward(scores)[0] == C - 1
    assert LogisticLoss(np.eye(4, C)).forward(scores)[0] == pytest.approx(math.log(2))
    assert [expected(kind, C) for kind in ("softmax", "svm", "logistic", "mse")] == [
        math.log(C),
        C - 1,
        math.log(2),
        None,
    ]


def test_decay_is_over_weights_alone() -> None:
    layers = [{"conv": {"filters": 2, "size": 2}}, "batchnorm", "prelu", {"fc": 3}]
    plain = ReferenceNet(Network(input="3x3x2", layers=layers, loss="softmax"))
    decayed = ReferenceNet(Network(input="3x3x2", layers=layers, loss={"softmax": {"l2": 0.5}}))
    x, y = np.random.default_rng(0).standard_normal((2, 2, 3, 3)), [0, 2]
    (loss, bare), (total, found) = plain.loss(x, y), decayed.loss(x, y)
    weights = {name: plain.params[name] for name in ("conv1.weight", "fc1.weight")}
    assert total - loss == pytest.approx(0.5 * sum(float((w * w).sum()) for w in weights.values()))
    for name, gradient in found.items():
        np.testing.assert_allclose(gradient, bare[name] + weights.get(name, 0), err_msg=name)
    assert L2(0.1).forward(np.ones(3))[0] == pytest.approx(0.3)


def test_without_a_loss_it_is_softmax() -> None:
    net = ReferenceNet(Network(input="3", layers=[{"fc": 2}]))
    scores = net.forward(np.ones((1, 3)))
    assert net.loss(np.ones((1, 3)), [1])[0] == SoftmaxLoss([1]).forward(scores)[0]
