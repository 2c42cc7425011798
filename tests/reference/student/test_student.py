"""A student's layer: the right one passes, and each usual mistake is told by its name."""

import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from netcalc.reference import check_layer
from netcalc.reference.kinds.norm.single import LayerNorm
from netcalc.reference.student.forms import FORMS
from netcalc.reference.student.mistakes.places import OVERWRITTEN
from netcalc.reference.student.mistakes.pool import EVERYWHERE
from netcalc.reference.student.verdict import LayerVerdict
from netcalc.reference.tape.gate import Array
from tests.support.running import ROOT, Run

PLAIN = ROOT / "examples" / "verifying" / "plain_conv.py"


def example() -> Any:
    spec = importlib.util.spec_from_file_location("plain_conv", PLAIN)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CONV = example()
MISSING = "the upstream gradient is missing: multiply by dout"
FLIPPED = "the filters are flipped, which a convolution layer does not do"


def told(verdict: LayerVerdict, array: str) -> set[str]:
    return {found.cause for found in verdict.findings if found.array == array and not found.passed}


def test_the_plain_form_equals_the_fast_path() -> None:
    verdict = check_layer(CONV.conv_forward, CONV.conv_backward, kind="conv")
    assert verdict.passed
    assert verdict.wrong == ()
    assert {found.array for found in verdict.findings} == {"out", "dx", "dw", "db"}


def changed(place: int, change: Callable[[Array, Array, Any], Array]) -> LayerVerdict:
    """Check the plain form with one of its gradients changed."""

    def backward(dout: Array, cache: Any) -> list[Array]:
        gradients = list(CONV.conv_backward(dout, cache))
        gradients[place] = change(gradients[place], dout, cache)
        return gradients

    return check_layer(CONV.conv_forward, backward, kind="conv")


def unflipped(dout: Array, x: Array, w: Array, *rest: Any) -> Array:
    return np.asarray(CONV.conv_backward(dout, (x, w[:, :, ::-1, ::-1], *rest))[0])


@pytest.mark.parametrize(
    ("place", "change", "cause"),
    [
        (0, lambda dx, _, __: -dx, "its sign is wrong"),
        (1, lambda dw, _, __: dw.T, "it is transposed"),
        (2, lambda db, dout, _: db / len(dout), "it is averaged over the batch, not summed"),
        (2, lambda db, dout, _: db * len(dout), "it is multiplied by the batch size"),
        (2, lambda _, dout, __: dout.sum(axis=(2, 3)), "it is not summed over the batch"),
        (2, lambda _, dout, __: dout[-1].sum(axis=(1, 2)), "it holds the last example alone: add (+=), do not assign"),
        (2, lambda _, dout, __: dout[0].sum(axis=(1, 2)), "it holds the first example alone"),
        (1, lambda _, dout, c: CONV.conv_backward(0 * dout + 1, c)[1], MISSING),
        (0, lambda _, dout, c: unflipped(dout, *c), "the filters lie the wrong way round: flip them"),
    ],
)  # fmt: skip
def test_a_usual_mistake_is_named(place: int, change: Callable[[Array, Array, Any], Array], cause: str) -> None:
    verdict = changed(place, change)
    name = ("dx", "dw", "db")[place]
    assert verdict.wrong == (name,)
    assert cause in told(verdict, name)


AVERAGED = "it is averaged over the batch and all positions, not summed"


def assigned(dout: Array, cache: Any) -> Array:
    x, w, _, p = cache
    S, P, F = p["stride"], p["pad"], w.shape[2]
    dx = np.zeros((*x.shape[:2], x.shape[2] + 2 * P, x.shape[3] + 2 * P))
    for n, k, i, j in np.ndindex(*dout.shape):
        dx[n, :, i * S : i * S + F, j * S : j * S + F] = w[k] * dout[n, k, i, j]
    return dx[:, :, P : P + x.shape[2], P : P + x.shape[3]]


@pytest.mark.parametrize(
    ("place", "change", "cause"),
    [
        (0, lambda dx, *_: 2 * dx, "it is twice as large as it should be"),
        (1, lambda dw, *_: dw.swapaxes(2, 3), "height and width are swapped"),
        (2, lambda _, dout, __: dout.mean(axis=(0, 2, 3)), AVERAGED),
        (0, lambda _, dout, c: assigned(dout, c), OVERWRITTEN),
    ],
)  # fmt: skip
def test_a_cause_holds_on_every_shape(place: int, change: Callable[[Array, Array, Any], Array], cause: str) -> None:
    assert told(changed(place, change), ("dx", "dw", "db")[place]) == {cause}


def test_causes_in_other_layers() -> None:
    relu = check_layer(lambda x: (np.maximum(x, 0), x), lambda dout, _: dout * (dout > 0), kind="relu")
    assert told(relu, "dx") == {"it asks where dout is above 0, not where x is"}

    def swapped(dout: Array, cache: Any) -> tuple[Array, Array, Array]:
        dx, dgamma, dbeta = norm_backward(dout, cache)
        return dx, dbeta, dgamma

    norm = check_layer(norm_forward, swapped, kind="batchnorm")
    assert told(norm, "dgamma") == {"it is dbeta: the two are swapped"}
    assert told(norm, "dbeta") == {"it is dgamma: the two are swapped"}


@pytest.mark.parametrize(("share", "cause"), [(True, EVERYWHERE), (False, OVERWRITTEN)])
def test_causes_in_pooling(share: bool, cause: str) -> None:  # noqa: FBT001
    def forward(x: Array, p: dict[str, int]) -> tuple[Array, Any]:
        seen = np.lib.stride_tricks.sliding_window_view(x, (p["pool_height"], p["pool_width"]), (2, 3))
        return np.asarray(seen[:, :, :: p["stride"], :: p["stride"]].max(axis=(-2, -1))), (x, p)

    def backward(dout: Array, cache: Any) -> Array:
        x, p = cache
        F, F_w, S, dx = p["pool_height"], p["pool_width"], p["stride"], np.zeros_like(x)
        for n, d, i, j in np.ndindex(*dout.shape):
            at = (n, d, slice(i * S, i * S + F), slice(j * S, j * S + F_w))
            dx[at] = dx[at] + dout[n, d, i, j] if share else (x[at] == x[at].max()) * dout[n, d, i, j]
        return np.asarray(dx)

    assert told(check_layer(forward, backward, kind="pool"), "dx") == {cause}


def test_the_help_lists_every_kind(run: Run) -> None:
    assert all(kind in run("gradcheck", "--help").out for kind in FORMS)


def test_padding_left_on_is_named() -> None:
    def keeps(_: Array, dout: Array, cache: Any) -> Array:
        P = cache[3]["pad"]
        wide = np.pad(cache[0], ((0, 0), (0, 0), (P, P), (P, P)))
        return np.asarray(CONV.conv_backward(dout, (wide, *cache[1:3], {**cache[3], "pad": 0}))[0])

    assert told(changed(0, keeps), "dx") == {"the padding is not taken off again"}


def test_a_mistake_without_a_name_is_found_all_the_same() -> None:
    verdict = changed(0, lambda dx, *_: dx + 0.1)
    assert verdict.wrong == ("dx",)
    assert told(verdict, "dx") == {""}


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (lambda x, w, b, _: (x, w, 0 * b, _), "the bias is not added"),
        (lambda x, w, b, p: (x, w[:, :, ::-1, ::-1], b, p), FLIPPED),
        (lambda x, w, b, p: (x, w, b, {**p, "pad": 0}), "the input is not padded"),
        (lambda x, w, b, p: (x, w, b, {**p, "stride": 1}), "the stride is not used"),
    ],
)  # fmt: skip
def test_a_wrong_forward_pass_is_named(change: Callable[..., Any], cause: str) -> None:
    verdict = check_layer(lambda *given: CONV.conv_forward(*change(*given)), CONV.conv_backward, kind="conv")
    assert cause in told(verdict, "out")


def norm_forward(x: Array, gamma: Array, beta: Array, param: dict[str, Any], axis: int = 0) -> tuple[Array, Any]:
    mean, var = x.mean(axis=axis, keepdims=True), x.var(axis=axis, keepdims=True)
    if param["mode"] == "test":
        mean, var = param["running_mean"], param["running_var"]
    elif axis == 0:
        for name, batch in (("running_mean", mean[0]), ("running_var", var[0])):
            m = param.get("momentum", 0.9)
            param[name] = m * param.get(name, 0) + (1 - m) * batch
    spread = np.sqrt(var + param.get("eps", 1e-5))
    xhat = (x - mean) / spread
    return np.asarray(gamma * xhat + beta), (xhat, spread, gamma, axis)


def norm_backward(dout: Array, cache: Any) -> tuple[Array, Array, Array]:
    xhat, spread, gamma, axis = cache
    d = dout * gamma
    dx = d - d.mean(axis=axis, keepdims=True) - xhat * (d * xhat).mean(axis=axis, keepdims=True)
    return dx / spread, (dout * xhat).sum(axis=0), dout.sum(axis=0)


def test_the_course_s_other_layers_pass_too() -> None:
    def affine(x: Array, w: Array, b: Array) -> tuple[Array, Any]:
        return x.reshape(len(x), -1) @ w + b, (x, w)

    def affine_back(dout: Array, cache: Any) -> tuple[Array, ...]:
        x, w = cache
        return (dout @ w.T).reshape(x.shape), x.reshape(len(x), -1).T @ dout, dout.sum(axis=0)

    def pool(x: Array, p: dict[str, int]) -> tuple[Array, Any]:
        seen = np.lib.stride_tricks.sliding_window_view(x, (p["pool_height"], p["pool_width"]), (2, 3))
        return np.asarray(seen[:, :, :: p["stride"], :: p["stride"]].max(axis=(-2, -1))), (x, p)

    def pool_back(dout: Array, cache: Any) -> Array:
        x, p = cache
        F, F_w, S = p["pool_height"], p["pool_width"], p["stride"]
        dx: Array = np.zeros_like(x)
        for n, d, i, j in np.ndindex(*dout.shape):
            seen = x[n, d, i * S : i * S + F, j * S : j * S + F_w]
            a, b = np.unravel_index(seen.argmax(), seen.shape)
            dx[n, d, i * S + a, j * S + b] += dout[n, d, i, j]
        return dx

    assert check_layer(affine, affine_back, kind="fc").passed
    assert check_layer(pool, pool_back, kind="pool").passed
    assert check_layer(norm_forward, norm_backward, kind="batchnorm").passed
    assert check_layer(lambda x, w, b, p: norm_forward(x, w, b, p, 1), norm_backward, kind="layernorm").passed
    assert check_layer(lambda x: (np.maximum(x, 0), x), lambda dout, x: dout * (x > 0), kind="relu").passed
    assert check_layer(lambda x: (np.tanh(x), x), lambda dout, x: dout / np.cosh(x) ** 2, kind="tanh").passed
    sigmoid = check_layer(lambda x: (1 / (1 + np.exp(-x)),) * 2, lambda dout, s: dout * s * (1 - s), kind="sigmoid")
    assert sigmoid.passed


def test_any_pair_is_held_against_its_own_differences() -> None:
    x = [[1.0, 2.0], [3.0, 4.0]]
    assert check_layer(lambda x: (x**2, x), lambda dout, x: 2 * x * dout, inputs={"x": x}).passed
    wrong = check_layer(lambda x: (x**2, x), lambda dout, x: x * dout, inputs={"x": x})
    assert wrong.wrong == ("dx",)


def test_what_breaks_off_is_said() -> None:
    def breaks(*_: Any) -> Any:
        message = "no idea"
        raise ZeroDivisionError(message)

    (said,) = told(check_layer(breaks, breaks, kind="relu"), "out")
    assert said.startswith("it broke off: ZeroDivisionError: no idea (line ")
    assert said.endswith(": `raise ZeroDivisionError(message)`)")
    with pytest.raises(ValueError, match="transformer has no form"):
        check_layer(breaks, breaks, kind="transformer")


def test_the_command(run: Run) -> None:
    made = run("gradcheck", f"{PLAIN}:conv_forward,conv_backward", "--kind", "conv")
    assert (made.status, made.err) == (0, "")
    assert "passed: every array is right" in made.out
    assert run("gradcheck", f"{PLAIN}:conv_forward,conv_forward", "--kind", "conv").status == 1
    assert run("gradcheck", f"{PLAIN}:conv_forward,nosuch", "--kind", "conv").status == 2
    assert run("gradcheck", "nosuch.py:a,b", "--kind", "conv").status == 2
    assert run("gradcheck", f"{PLAIN}:conv_forward,conv_backward,x").status == 2
    assert run("gradcheck", f"{PLAIN}:conv_forward,conv_backward", "--kind", "nosuch").status == 2


def test_a_right_layernorm_on_a_small_spread_passes() -> None:
    def forward(x: Array, gamma: Array, beta: Array, param: dict[str, Any]) -> tuple[Array, Any]:
        return LayerNorm(param.get("eps", 1e-5)).forward(x, gamma, beta)

    assert check_layer(forward, LayerNorm(1e-5).backward, kind="layernorm", seed=234).passed


@pytest.mark.parametrize(
    ("take", "words"),
    [
        (lambda given: given[:2], "backward gave 2 arrays, not 3: dx, dw, db"),
        (lambda given: given[0], "backward gave 1 array, not 3: dx, dw, db"),
        (lambda _: (), "backward gave 0 arrays, not 3: dx, dw, db"),
        (lambda given: (*given, given[0]), "backward gave 4 arrays, not 3: dx, dw, db"),
        (lambda _: None, "backward gave None in place of an array: it is not written yet"),
        (lambda _: 1 / 0, "it broke off: ZeroDivisionError: division by zero"),
        (lambda _: sys.exit(0), "it broke off: SystemExit: 0"),
    ],
)
def test_a_backward_pass_gives_all_that_is_due(take: Callable[[Any], Any], words: str) -> None:
    verdict = check_layer(CONV.conv_forward, lambda *given: take(CONV.conv_backward(*given)), kind="conv")
    assert verdict.wrong == ("backward",)
    assert {said.partition(" (line ")[0] for said in told(verdict, "backward")} == {words}


@pytest.mark.parametrize(
    ("give", "words"),
    [(lambda x: x, "one ndarray"), (lambda x: [x, x], "one list"), (lambda x: (x, x, x), "a tuple of 3")],
)
def test_a_forward_pass_gives_out_and_cache(give: Callable[[Any], Any], words: str) -> None:
    verdict = check_layer(give, lambda dout, _: dout, kind="relu")
    assert told(verdict, "out") == {f"forward must give two values, out and cache, not {words}"}


def test_nothing_found_is_no_pass() -> None:
    assert not LayerVerdict("conv", ()).passed


@pytest.mark.parametrize(
    ("back", "cause"),
    [("dout * np.nan", "it holds NaN or infinity"), ("dout[:1]", "its shape is (1, 4), not (3, 4)")],
)
def test_json_is_sound_whatever_is_printed_or_given(run: Run, tmp_path: Path, back: str, cause: str) -> None:
    code = "import numpy as np\nprint('hello')\ndef f(x):\n    print('f')\n    return x * (x > 0), x\n"
    (tmp_path / "s.py").write_text(f"{code}def b(dout, x):\n    print('b')\n    return {back}\n")
    made = run("gradcheck", f"{tmp_path / 's.py'}:f,b", "--kind", "relu", "--format", "json")
    found = json.loads(made.out, parse_constant=pytest.fail)["findings"][1]
    assert (made.status, found["error"], found["cause"]) == (1, None, cause)


def test_a_file_that_exits_is_no_pass(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.py").write_text("import sys\nsys.exit(0)\n")
    made = run("gradcheck", f"{tmp_path / 's.py'}:f,b", "--kind", "relu")
    assert made.status == 2
    assert "SystemExit" in made.err
