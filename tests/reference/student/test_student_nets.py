"""A student's whole net: the right one passes, each usual mistake is named, a stub is said to be one."""

import pytest

from netcalc.reference import check_net
from netcalc.reference.student.nets.kinds import net_kind
from netcalc.reference.student.verdict import LayerVerdict
from tests.support.running import ROOT
from tests.support.students import Slip, functions, with_slip

NETS = (ROOT / "tests" / "data" / "students" / "nets.txt").read_text(encoding="utf-8")
T, F = "TwoLayerNet", "FullyConnectedNet"


def net(text: str, name: str) -> LayerVerdict:
    made = functions(text)[name]
    assert isinstance(made, type)
    kind = net_kind(made)
    assert kind is not None
    return check_net(made, kind)


@pytest.mark.parametrize("name", [T, F, "ThreeLayerConvNet"])
def test_a_right_net_passes(name: str) -> None:
    verdict = net(NETS, name)
    assert verdict.passed, [found for found in verdict.findings if not found.passed]
    assert {"loss", "dW1", "db2"} <= {found.array for found in verdict.findings}


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    "slip",
    [
        Slip(T, "np.maximum(a, 0)", "a", "scores at test", "no ReLU stands between the layers"),
        Slip(T, "scores = affine(h, W2, b2)", "scores = np.maximum(affine(h, W2, b2), 0)", "scores at test",
             "a ReLU stands behind the scores: the last layer has none"),
        Slip(T, "loss += 0.5 *", "loss += 0 *", "loss", "the regularisation is left out"),
        Slip(T, "np.sum(W2 ** 2))", "np.sum(W2 ** 2) + np.sum(b1 ** 2) + np.sum(b2 ** 2))", "loss",
             "the biases are regularised too: the weights alone are"),
        Slip(T, " + np.sum(W2 ** 2))", ")", "loss", "the first layer's weights alone are regularised"),
        Slip(T, "loss, dscores = softmax_loss(scores, y)",
             "loss, dscores = softmax_loss(scores, y); loss *= len(X)", "loss",
             "it is the sum over the batch: divide by N"),
        Slip(T, "da + self.reg * W1", "da", "dW1", "the regularisation is left out"),
        Slip(T, "da + self.reg * W1", "da + 2 * self.reg * W1", "dW1",
             "the derivative of reg W² / 2 is reg W, not 2 reg W"),
        Slip(T, "loss += 0.5 *", "loss += 1.0 *", "dW1", "the derivative of reg W² is 2 reg W, not reg W"),
        Slip(T, "da.sum(axis=0)", "da.sum(axis=0) + self.reg * b1", "db1",
             "the biases are regularised too: the weights alone are"),
        Slip(T, "dh * (a > 0)", "dh", "dW1",
             "the ReLU is left out on the way back: dout goes only where its input was above 0"),
        Slip(T, "loss, dscores = softmax_loss(scores, y)",
             "loss, dscores = softmax_loss(scores, y); dscores = dscores * len(X)", "db2",
             "it is not divided by N, as the loss is"),
        Slip(T, '"W1": weight_scale *', '"W1":', "W1 at start",
             "its spread is 1.1, not the 0.05 that is given as the scale"),
        Slip(T, '"b1": np.zeros', '"b1": np.ones', "b1 at start", "it is not 0: biases and shifts start at 0"),
        Slip(T, '"b2": dscores.sum(axis=0),', "", "backward", "grads has no b2: it needs one for each of params"),
        Slip(T, '"W1": weight', '"w1": weight', "params", "params has no W1: it has w1, b1, W2, b2"),
        Slip(T, "return loss, grads", "return 0, {}", "loss", "it is not written yet: grads is empty"),
    ],
    ids=lambda slip: f"{slip.array}: {slip.said}"[:60],
)  # fmt: skip
def test_a_usual_mistake_of_a_net_is_named(slip: Slip) -> None:
    verdict = net(with_slip(slip, NETS), slip.function)
    said = {found.cause for found in verdict.findings if found.array == slip.array and not found.passed}
    assert said == {slip.said}
