"""Convolutions any way round: the fast products against the plain definition, in all numbers of axes."""

from itertools import product
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from netcalc.arithmetic import Arithmetic, Rounding, Slide
from netcalc.reference.kinds.conv import Conv, ConvTranspose
from netcalc.reference.kinds.pool.window import AvgPool, MaxPool
from netcalc.reference.products.columns import BUFFER, blocks
from netcalc.reference.products.convolution import FastConv, FastConvTranspose
from netcalc.reference.tape.gate import Array, Gate
from netcalc.reference.verify.gradients.gradient import check_input
from netcalc.reference.verify.ran import Plan, Ran
from netcalc.reference.windows.window import Window, lay


@st.composite
def windows(draw: st.DrawFn) -> tuple[int, Window]:
    """Draw an extent and a window that goes over it at least once."""
    F, S, d = draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.integers(1, 2))
    before, after = draw(st.integers(0, 3)), draw(st.integers(0, 3))
    least = max(1, d * (F - 1) + 1 - before - after)
    return draw(st.integers(least, least + 3)), Window(F, S, before, after, d, ceil=draw(st.booleans()))


def plain(x: Array, w: Array, window: list[Window], counts: list[int]) -> Array:
    """Lay each window down by itself and add up the products under it, as the definition says."""
    out = np.zeros((len(x), len(w), *counts))
    for at in product(*map(range, counts)):
        for tap in product(*(range(one.F) for one in window)):
            pixel = [o * s.S + k * s.d - s.before for o, k, s in zip(at, tap, window, strict=True)]
            if all(0 <= place < W for place, W in zip(pixel, x.shape[2:], strict=True)):
                places: Any = ((..., *at), (..., *pixel), (..., *tap))
                out[places[0]] += x[places[1]] @ w[places[2]].T
    return out


def as_written(window: Window) -> Slide:
    """Give a window as the calculator has it."""
    rounding: Rounding = "ceil" if window.ceil else "floor"
    return Slide(window.F, window.S, window.before, window.after, window.d, rounding)


def same(gate: Gate, fast: Gate, *inputs: Array) -> bool:
    """Say whether the fast products give the values and gradients of the definition, by as many multiplications."""
    (out, cache), (quick, kept) = gate.forward(*inputs), fast.forward(*inputs)
    dout = np.random.default_rng(2).standard_normal(out.shape)
    pairs = ((out, quick), *zip(gate.backward(dout, cache), fast.backward(dout, kept), strict=True))
    equal = all(a is not None and b is not None and np.allclose(a, b, atol=1e-11) for a, b in pairs)
    return equal and fast.multiplications == out.size * inputs[1][0].size if isinstance(gate, Conv) else equal


def right(gate: Gate, *inputs: Array) -> bool:
    """Say whether all gradients agree with differences."""
    rng = np.random.default_rng(1)
    out, cache = gate.forward(*inputs)
    dout = rng.standard_normal(out.shape)
    ran = Ran(gate, inputs, out, cache, dout, gate.backward(dout, cache))
    return all(check_input(ran, place, Plan(rng)).error < 1e-6 for place in range(len(inputs)))


@settings(max_examples=60)
@given(st.lists(windows(), min_size=1, max_size=3), st.integers(1, 5), st.integers(1, 5), st.data())
def test_conv_is_its_definition(axes: list[tuple[int, Window]], D: int, K: int, data: st.DataObject) -> None:
    groups = data.draw(st.sampled_from([g for g in (1, D) if K % g == 0]))
    window = [one for _, one in axes]
    rng = np.random.default_rng(0)
    x = rng.standard_normal((2, D, *(W for W, _ in axes)))
    w = rng.standard_normal((K, D // groups, *(one.F for one in window)))
    gate, fast = Conv(window), FastConv(window)
    out, _ = gate.forward(x, w)
    counts = [Arithmetic().extent(W, as_written(one)) for W, one in axes]
    dense = np.zeros((K, D, *w.shape[2:]))
    for k in range(K):
        first = k // (K // groups) * (D // groups)
        dense[k, first : first + D // groups] = w[k]
    np.testing.assert_allclose(out, plain(x, dense, window, counts), atol=1e-12)
    assert gate.multiplications == out.size * w[0].size
    assert right(gate, x, w)
    assert same(gate, fast, x, w)


@settings(max_examples=40)
@given(st.lists(windows(), min_size=1, max_size=3), st.integers(1, 4), st.integers(1, 4))
def test_the_transpose_is_the_transpose(axes: list[tuple[int, Window]], D: int, K: int) -> None:
    window = [one._replace(ceil=False) for _, one in axes]
    rng = np.random.default_rng(0)
    x = rng.standard_normal((2, D, *(W for W, _ in axes)))
    w = rng.standard_normal((K, D, *(one.F for one in window)))
    out, cache = Conv(window).forward(x, w)
    dout = rng.standard_normal(out.shape)
    dx = Conv(window).backward(dout, cache)[0]
    extra = [(W + s.before + s.after - s.reach) % s.S for W, s in axes]
    back = [s._replace(transposed=True, extra=e) for s, e in zip(window, extra, strict=True)]
    gate = ConvTranspose(back, D)
    assert dx is not None
    np.testing.assert_allclose(gate.forward(dout, w)[0], dx, atol=1e-12)
    assert gate.multiplications == dout[:, 0].size * w.size
    assert right(ConvTranspose(back, D), dout, w)
    assert same(ConvTranspose(back, D), FastConvTranspose(back, D), dout, w)


@given(windows())
def test_windows_are_laid_as_calculated(axis: tuple[int, Window]) -> None:
    W, window = axis
    assert lay(W, window).count == Arithmetic().extent(W, as_written(window))


@settings(max_examples=60)
@given(st.lists(windows(), min_size=1, max_size=3), st.sampled_from((MaxPool, AvgPool)))
def test_pools_agree_with_differences(axes: list[tuple[int, Window]], pool: type[MaxPool | AvgPool]) -> None:
    window = [s._replace(d=1, before=min(s.before, s.F - 1), after=min(s.after, s.F - 1)) for _, s in axes]
    x = np.random.default_rng(0).standard_normal((2, 3, *(W for W, _ in axes)))
    if any(W + s.before + s.after < s.F for (W, _), s in zip(axes, window, strict=True)):
        return
    out, _ = pool(window).forward(x)
    assert np.isfinite(out).all()
    assert right(pool(window), x)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=4), st.integers(1, BUFFER))
def test_blocks_cover_every_position_once(shape: list[int], row: int) -> None:
    seen = np.zeros(shape, int)
    found = list(blocks(shape, row))
    for block in found:
        seen[block] += 1
    assert (seen == 1).all()
    assert all(seen[block].size * row <= max(BUFFER, row) for block in found[:50])


def test_a_volume_larger_than_the_buffer_goes_through_in_blocks() -> None:
    rng = np.random.default_rng(0)
    x, w = rng.standard_normal((3, 9, 80, 120)), rng.standard_normal((4, 9, 3, 3))
    window = [Window(3, 1, 1, 1)] * 2
    out, cache = FastConv(window).forward(x, w)
    assert len(list(blocks((3, 80, 120), 81 * 8))) > 3
    at = np.s_[:, :, 31:34, 41:44]
    np.testing.assert_allclose(out[:, :, 32, 42], np.einsum("ndhw,kdhw->nk", x[at], w), atol=1e-12)
    dx, dw, *_ = FastConv(window).backward(out, cache)
    strided = [Window(3, 2, 1, 1)] * 2
    assert right(FastConv(strided), x, w)
    assert dx is not None
    assert dw is not None
    np.testing.assert_allclose(np.vdot(dx, x), np.vdot(out, out))
    np.testing.assert_allclose(np.vdot(dw, w), np.vdot(out, out))
