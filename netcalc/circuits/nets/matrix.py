"""A small net as a program of matrices: delta3 = dJ/dz3, delta2 = (W2.T @ delta3) * f'(z2), dW2 = delta3 @ a2.T."""

from collections.abc import Iterator
from typing import Final

from netcalc.circuits.nets.formulas import activation, slope, times
from netcalc.circuits.nets.planned import Matrix, Plan

NUMPY: Final = "np."
OUTPUT: Final = {  # dJ/d(what comes out)
    "half": "({a} - y)", "mse": "2 / y.size * ({a} - y)", "softmax": "(p - y)",
    "logistic": "(1 / (1 + np.exp(-{a})) - y) / y.size", "svm": "(over - y * np.sum(over))",
}  # fmt: skip
BEFORE: Final = {
    "softmax": "p = np.exp({a} - np.max({a})) / np.sum(np.exp({a} - np.max({a})))",
    "svm": "over = ({a} - np.sum(y * {a}) + 1 > 0)",
}
J: Final = {
    "half": "np.sum(({a} - y)**2) / 2", "mse": "np.mean(({a} - y)**2)", "softmax": "-np.sum(y * np.log(p))",
    "logistic": "np.mean(np.log(1 + np.exp({a})) - y * {a})",
    "svm": "np.sum(np.maximum(0, {a} - np.sum(y * {a}) + 1)) - 1",
}  # fmt: skip


def matrix_code(net: Plan) -> str:
    """Write a net as a program of matrices that runs by itself."""
    return "\n".join([*_inputs(net), "", *_forward(net), "", *_backward(net), "", *_shown(net), ""])


def _inputs(net: Plan) -> Iterator[str]:
    yield "import numpy as np"
    yield ""
    yield f"# {net.name}: an example, what should come out, random weights"
    yield f"x = {_array(net.x)}"
    yield f"y = {_array(net.y)}"
    for number, step in enumerate(net.steps, start=1):
        yield f"W{number} = {_array(step.weight)}"
        if step.biased:
            yield f"b{number} = {_array(step.bias)}"


def _forward(net: Plan) -> Iterator[str]:
    yield "# forward pass"
    for number, step in enumerate(net.steps, start=1):
        read = _out(net, number - 1)
        yield f"z{number + 1} = W{number} @ {read}" + (f" + b{number}" if step.biased else "")
        if step.activation:
            yield f"a{number + 1} = {activation(step.activation, f'z{number + 1}', NUMPY)}"
    a = _out(net, len(net.steps))
    if net.loss in BEFORE:
        yield BEFORE[net.loss].format(a=a)
    squares = " + ".join(f"np.sum(W{number}**2)" for number in range(1, len(net.steps) + 1))
    yield f"J = {J[net.loss].format(a=a)}" + (f" + {net.l2!r} * ({squares})" if net.l2 else "")


def _backward(net: Plan) -> Iterator[str]:
    yield "# backward pass: delta is the gradient on z"
    last = len(net.steps)
    for number in range(last, 0, -1):
        step = net.steps[number - 1]
        above = (
            OUTPUT[net.loss].format(a=_out(net, last)) if number == last else f"(W{number + 1}.T @ delta{number + 2})"
        )
        yield f"delta{number + 1} = {times(above, slope(step.activation, f'z{number + 1}', f'a{number + 1}', NUMPY))}"
    for number, step in enumerate(net.steps, start=1):
        pull = f" + {2 * net.l2!r} * W{number}" if net.l2 else ""
        yield f"dW{number} = delta{number + 1} @ {_out(net, number - 1)}.T{pull}"
        if step.biased:
            yield f"db{number} = delta{number + 1}"


def _shown(net: Plan) -> Iterator[str]:
    yield 'print("J =", J)'
    for number in range(1, len(net.steps) + 1):
        yield f'print("dW{number} =", dW{number})'


def _out(net: Plan, number: int) -> str:
    """Name what leaves a layer, from 0, the input."""
    if number == 0:
        return "x"
    return f"a{number + 1}" if net.steps[number - 1].activation else f"z{number + 1}"


def _array(rows: Matrix) -> str:
    return f"np.array([{', '.join(str(list(row)) for row in rows)}])"
