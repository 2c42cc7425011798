"""A student's whole file: what is in it is found and checked, and whatever its code does, a sentence comes of it."""

import json
from pathlib import Path

import pytest

from netcalc.cli.gradcheck import KINDS
from netcalc.reference import check_file
from netcalc.reference.student.assignment.contents import contents
from netcalc.reference.student.assignment.failing import CannotRun
from netcalc.reference.student.forms import FORMS
from netcalc.reference.student.naming import kind_of
from netcalc.reference.student.nets.kinds import NETS
from netcalc.reference.student.verdict import LayerVerdict
from tests.support.running import Run
from tests.support.students import LAYERS

STUBS = """
import numpy as np
def affine_forward(x, w, b):
    out = None
    # TODO: Implement the affine forward pass.
    pass
    cache = (x, w, b)
    return out, cache
def affine_backward(dout, cache):
    dx, dw, db = None, None, None
    return dx, dw, db
def relu_forward(x):
    raise NotImplementedError("TODO")
def sigmoid_forward(x):
    return 1 / (1 + np.exp(-x)), x
def sigmoid_backward(dout, cache):
    return None
def layernorm_forward(x, gamma, beta, ln_param):
    pass
def svm_loss_vectorized(W, X, y, reg):
    loss = 0.0
    dW = np.zeros(W.shape)
    return loss, dW
def softmax_loss(x, y):
    loss, dx = None, None
    return loss, dx
class TwoLayerNet:
    def __init__(self, input_dim=3, hidden_dim=4, num_classes=2, weight_scale=1e-3, reg=0.0):
        self.params = {}
    def loss(self, X, y=None):
        scores = None
        return scores
def mystery_forward(x):
    return x, x
"""
WILD = """
import os, sys
import numpy as np
print("hello")
def relu_forward(x):
    return np.maximum(x, 0), x
def relu_backward(dout, cache):
    i = 0
    while True: i += 1

def tanh_forward(x):
    os._exit(3)
def abs_forward(x):
    sys.stdout.write("x" * 100_000)
    return np.abs(x), x
def abs_backward(dout, x):
    return dout * np.sign(x)
def selu_forward(x):
    class Mute(BaseException):
        def __str__(self):
            raise ValueError
    raise Mute
def mish_forward(x):
    raise KeyboardInterrupt
"""


def told(verdict: LayerVerdict) -> dict[str, str]:
    return {found.array: found.cause for found in verdict.findings if not found.passed}


def written(folder: Path, text: str, name: str = "layers.py") -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_a_whole_file_that_is_right_passes(tmp_path: Path) -> None:
    found = check_file(written(tmp_path, LAYERS))
    assert [one.functions for one in found.functions if not one.passed] == []
    assert [one.remarks for one in found.functions if one.remarks] == []
    assert len(found.functions) == 25
    assert found.passed_over == ()


@pytest.mark.usefixtures("bare")
def test_stubs_are_said_to_be_stubs(tmp_path: Path) -> None:
    found = check_file(written(tmp_path, STUBS))
    assert all(one.stub for one in found.functions)
    said = {one.functions[0]: told(one) for one in found.functions}
    assert said["affine_forward"] == {"out": "it is not written yet: out is None"}
    assert said["relu_forward"]["out"].startswith("it is not written yet: it raises NotImplementedError: TODO (line 13")
    assert said["sigmoid_forward"] == {"backward": "backward gave None in place of an array: it is not written yet"}
    assert said["layernorm_forward"] == {"out": "it is not written yet: forward gives None"}
    assert said["svm_loss_vectorized"] == {"loss": "it is not written yet: loss is 0, and dW is all 0"}
    assert said["softmax_loss"] == {"loss": "it is not written yet: loss is None"}
    assert said["TwoLayerNet"] == {"params": "it is not written yet: params is empty"}
    assert found.passed_over == ("mystery_forward",)


def test_wild_code_ends_in_sentences(run: Run, tmp_path: Path) -> None:
    made = run("gradcheck", str(written(tmp_path, WILD)), "--seconds", "2", "--format", "json")
    assert made.status == 1
    functions = {one["functions"][0]: one for one in json.loads(made.out)["functions"]}
    causes = {name: one["findings"][0]["cause"] for name, one in functions.items()}
    assert causes["relu_forward"] == "took longer than 2 s (it was at line 9: `while True: i += 1`)"
    assert causes["tanh_forward"] == "ended the process (status 3): nothing after it was checked in that run"
    assert functions["abs_forward"]["passed"]
    assert causes["selu_forward"].startswith("it broke off: Mute (line ")
    assert causes["mish_forward"].startswith("it broke off: KeyboardInterrupt (line ")
    assert made.err.startswith("hello\n")
    assert "letters more]" in made.err
    assert len(made.err) < 40_000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "import nosuchthing\n",
            "broke off: ModuleNotFoundError: No module named 'nosuchthing' (line 1: `import nosuch",
        ),
        ("def f(:\n", "is no Python: invalid syntax (line 1)"),
        ("x = 1\nx.y\n", "broke off: AttributeError: 'int' object has no attribute 'y' (line 2: `x.y`)"),
        ("\0", "is no Python: source code string cannot contain null bytes"),
    ],
)
def test_a_file_that_cannot_run_is_told_why(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CannotRun) as error:
        check_file(written(tmp_path, text))
    assert said in str(error.value)


@pytest.mark.usefixtures("bare")
def test_the_assignment_s_own_imports_are_found(tmp_path: Path) -> None:
    written(tmp_path, "import numpy as np\n\ndef relu(x):\n    return np.maximum(x, 0)\n", "cs231n_a/layers.py")
    imports = "from ..layers import *\nfrom cs231n_a.layers import relu as same\n\n"
    inner = f"{imports}def relu_forward(x):\n    return same(x), x\n"
    found = check_file(written(tmp_path, inner, "cs231n_a/classifiers/fc_net.py"))
    assert [one.functions for one in found.functions] == [("relu_forward",)]
    assert told(found.functions[0]) == {"backward": "there is no backward function beside it"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("conv_forward_naive", "conv"), ("conv_backward_im2col", "conv"), ("maxPoolForward", "max_pool"),
        ("forward_relu", "relu"), ("batch_norm_backward_alt", "batchnorm"), ("linear_fwd", "affine"),
        ("softmax_loss_vectorized", "softmax_loss"), ("spatial_groupnorm_backward_quick", None), ("plot", None),
        ("conv_bn_relu_forward", "conv_batchnorm_relu"), ("leakyReLU_forward", "leaky_relu"),
    ],
)  # fmt: skip
def test_a_kind_is_guessed_from_a_name(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


def test_the_command_knows_every_kind() -> None:
    assert sorted(KINDS) == sorted((*FORMS, *NETS))


def test_names_and_kinds_choose_what_is_checked() -> None:
    def one(x: float) -> float:
        return x

    one.__module__ = "layers"
    held = {"__name__": "layers", "relu_forward": one, "tanh_forward": one, "f": one, "b": one}
    assert [pair.names for pair in contents(held, ("tanh_forward",)).pairs] == [("tanh_forward",)]
    assert [pair.names for pair in contents(held, (), "relu").pairs] == [("relu_forward",)]
    assert contents(held, ("f", "b"), "conv").pairs == (("conv", "f", "b"),)
    assert contents(held, ("f",), "svm_loss").pairs == (("svm_loss", "f", None),)
    with pytest.raises(CannotRun, match="the names f and b do not say what they compute"):
        contents(held, ("f", "b"))
