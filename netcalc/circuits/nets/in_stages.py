"""A small net as the stages of a circuit, in matrices: z2 = W1 @ x + b1, a2 = sigmoid(z2), ..., J."""

from typing import Final

from netcalc.circuits.nets.planned import Matrix, Plan

LOSSES: Final = {
    "half": "sum(({a} - y)**2) / 2", "mse": "mean(({a} - y)**2)", "softmax": "-sum(y * log_softmax({a}))",
    "logistic": "mean(log(1 + exp({a})) - y * {a})", "svm": "sum(max(0, {a} - sum(y * {a}) + 1)) - 1",
}  # fmt: skip


def stages(net: Plan) -> tuple[str, dict[str, Matrix]]:
    """Write the stages of a net; with them the values of its names."""
    lines: list[str] = []
    values: dict[str, Matrix] = {"x": net.x}
    before = "x"
    for number, step in enumerate(net.steps, start=1):
        z, a = f"z{number + 1}", f"a{number + 1}"
        lines.append(f"{z} = W{number} @ {before}" + (f" + b{number}" if step.biased else ""))
        values[f"W{number}"] = step.weight
        values |= {f"b{number}": step.bias} if step.biased else {}
        if step.activation:
            lines.append(f"{a} = {step.activation}({z})")
        before = a if step.activation else z
    values["y"] = net.y
    squares = " + ".join(f"sum(W{number}**2)" for number in range(1, len(net.steps) + 1))
    lines.append(f"J = {LOSSES[net.loss].format(a=before)}" + (f" + {net.l2!r} * ({squares})" if net.l2 else ""))
    return "\n".join(lines), values
