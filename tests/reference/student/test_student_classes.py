"""Layers that are written as classes, and notebooks, are found and checked as functions are."""

import json
from pathlib import Path
from typing import Any

import pytest

from netcalc.reference import check_file
from netcalc.reference.student.verdict import LayerVerdict
from netcalc.render.pages.reference.assignment import functions
from netcalc.render.table import Row

CLASSES = """
import numpy as np
class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
    def forward(self, x):
        self.x = x
        return x.reshape(len(x), -1) @ self.W + self.b
    def backward(self, dout):
        self.dW = self.x.reshape(len(self.x), -1).T @ dout
        self.db = dout.sum(axis=0)
        return (dout @ self.W.T).reshape(self.x.shape)
class Linear:
    def __init__(self, in_features, out_features):
        self.params = {"W": np.zeros((in_features, out_features)), "b": np.zeros(out_features)}
        self.grads = {}
    def forward(self, x):
        self.x = x
        return x @ self.params["W"] + self.params["b"]
    def backward(self, dout):
        self.grads["W"] = self.x.T @ dout
        self.grads["b"] = dout.mean(axis=0)
        return dout @ self.params["W"].T
class Dense:
    def forward(self, x, w, b):
        self.x, self.w = x.reshape(len(x), -1), w
        self.shape = x.shape
        return self.x @ w + b
    def backward(self, dout):
        return (dout @ self.w.T).reshape(self.shape), self.x.T @ dout, dout.sum(0)
class ReLU:
    def forward(self, x):
        self.mask = x > 0
        return x * self.mask
    def backward(self, dout):
        return dout * self.mask
class SigmoidLayer:
    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out
    def backward(self, dout):
        return dout * self.out
class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha
    def forward(self, x):
        self.x = x
        return np.where(x > 0, x, self.alpha * x)
    def backward(self, dout):
        return np.where(self.x > 0, dout, self.alpha * dout)
class SoftmaxWithLoss:
    def forward(self, x, t):
        e = np.exp(x - x.max(axis=1, keepdims=True))
        self.y, self.t = e / e.sum(axis=1, keepdims=True), t
        return -np.log(self.y[np.arange(len(x)), t]).mean()
    def backward(self, dout=1):
        dx = self.y.copy()
        dx[np.arange(len(dx)), self.t] -= 1
        return dx
class MaxPooling:
    def __init__(self, pool_h, pool_w, stride=1, pad=0):
        self.h, self.w, self.s = pool_h, pool_w, stride
    def forward(self, x):
        N, C, H, W = x.shape
        h, w = (H - self.h) // self.s + 1, (W - self.w) // self.s + 1
        self.x, out = x, np.zeros((N, C, h, w))
        for i in range(h):
            for j in range(w):
                a, b = i * self.s, j * self.s
                out[:, :, i, j] = x[:, :, a:a + self.h, b:b + self.w].max(axis=(2, 3))
        self.out = out
        return out
    def backward(self, dout):
        dx = np.zeros_like(self.x)
        for n, c, i, j in np.ndindex(*dout.shape):
            a, b = i * self.s, j * self.s
            part = self.x[n, c, a:a + self.h, b:b + self.w]
            dx[n, c, a:a + self.h, b:b + self.w] += (part == part.max()) * dout[n, c, i, j] / (part == part.max()).sum()
        return dx
class BatchNormalization:
    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        self.gamma, self.beta, self.momentum = gamma, beta, momentum
        self.running_mean, self.running_var = running_mean, running_var
    def forward(self, x, train_flg=True):
        if not train_flg:
            return self.gamma * (x - self.running_mean) / np.sqrt(self.running_var + 1e-5) + self.beta
        mu, var = x.mean(axis=0), x.var(axis=0)
        self.std = np.sqrt(var + 1e-5)
        self.xhat = (x - mu) / self.std
        old_mean = 0 if self.running_mean is None else self.running_mean
        old_var = 0 if self.running_var is None else self.running_var
        self.running_mean = self.momentum * old_mean + (1 - self.momentum) * mu
        self.running_var = self.momentum * old_var + (1 - self.momentum) * var
        return self.gamma * self.xhat + self.beta
    def backward(self, dout):
        self.dgamma, self.dbeta = (dout * self.xhat).sum(axis=0), dout.sum(axis=0)
        d = dout * self.gamma
        return (d - d.mean(axis=0) - self.xhat * (d * self.xhat).mean(axis=0)) / self.std
class Strange(ReLU):
    pass
class Tanh:
    def __init__(self, temperature):
        self.temperature = temperature
    def forward(self, x):
        return np.tanh(x)
"""
EXPECTED = {
    "Affine": {},
    "Linear": {"db": "it is averaged over the batch, not summed"},
    "Dense": {},
    "ReLU": {},
    "SigmoidLayer": {"dx": "(1 - s) is left out: it is s(1 - s)"},
    "LeakyReLU": {},
    "SoftmaxWithLoss": {"dx": "it is not divided by N, as the loss is"},
    "MaxPooling": {},
    "BatchNormalization": {},
    "Tanh": {"out": "what its parameter `temperature` stands for is not known here"},
}


def told(one: LayerVerdict) -> dict[str, str]:
    return {finding.array: finding.cause for finding in one.findings if not finding.passed}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, LayerVerdict]:
    file = tmp_path_factory.mktemp("student") / "classes.py"
    file.write_text(CLASSES, encoding="utf-8")
    return {one.functions[0]: one for one in check_file(file).functions}


def test_what_is_found(verdicts: dict[str, LayerVerdict]) -> None:
    assert [*verdicts] == [*EXPECTED]  # Strange says no kind


@pytest.mark.parametrize("name", EXPECTED)
def test_a_class_is_checked_as_functions_are(verdicts: dict[str, LayerVerdict], name: str) -> None:
    assert told(verdicts[name]) == EXPECTED[name]


def notebook(folder: Path, *cells: str) -> Path:
    made: list[dict[str, Any]] = [{"cell_type": "markdown", "source": ["# ReLU"]}]
    made += [{"cell_type": "code", "source": cell.splitlines(keepends=True)} for cell in cells]
    file = folder / "assignment.ipynb"
    file.write_text(json.dumps({"cells": made, "nbformat": 4}), encoding="utf-8")
    return file


def test_a_notebook_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = notebook(
        tmp_path,
        "%matplotlib inline\nimport numpy as np\nimport no_such_module",
        "def relu_forward(x):\n    !ls\n    return np.maximum(x, 0), x",
        "this is no Python",
        "def relu_backward(dout, cache):\n    return dout",
        "data = open('nowhere')\nraise SystemExit",
    )
    (found,) = check_file(file).functions
    assert told(found) == {"dx": "it passes all of dout: where x is not above 0 nothing goes back"}
    said = capsys.readouterr().err
    assert "No module named 'no_such_module'" in said
    assert "cell 3 of assignment.ipynb is no Python" in said


def test_what_breaks_off_in_a_cell_is_quoted(tmp_path: Path) -> None:
    file = notebook(tmp_path, "import numpy as np", "def relu_forward(x):\n    return x / nothing, x")
    (found,) = check_file(file).functions
    assert "`return x / nothing, x`" in told(found)["out"]
    file.write_text("{}")
    with pytest.raises(Exception, match="is no notebook"):
        check_file(file)


TWO_SLIPS = """
import numpy as np
def affine_forward(x, w, b):
    return x.reshape(len(x), -1) @ w + b + 0.123, (x, w)
def affine_backward(dout, cache):
    x, w = cache
    return (dout @ w.T).reshape(x.shape), -x.reshape(len(x), -1).T @ dout, dout.sum(0)
"""


def test_a_mistake_that_is_named_stands_in_the_table_beside_a_slip_that_is_not(tmp_path: Path) -> None:
    (tmp_path / "layers.py").write_text(TWO_SLIPS, encoding="utf-8")
    found = check_file(tmp_path / "layers.py")
    (row,) = functions(found).rows
    assert isinstance(row, Row)
    assert row.cells[-1] == "its sign is wrong"
