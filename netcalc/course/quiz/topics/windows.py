"""Volumes and strides: what comes out of a layer that slides, and whether it fits."""

from typing import Any, Final

from netcalc.course.quiz.draws import Draws
from netcalc.course.quiz.question import Kind, Question, of_network

SLIDE: Final = "A window has (W - F + 2P)/S + 1 positions along an axis"
FILTERS: Final = f"{SLIDE}; as many slices come out as there are filters."
POOLS: Final = f"{SLIDE}, with P = 0; a pool works on each slice alone, so that the depth stays."
FITS: Final = f"{SLIDE}. Where the division leaves something over, it does not fit: answer `cannot`."
SOLVE: Final = "Put what you know into (W - F + 2P)/S + 1, and solve it for what is asked."
LAID: Final = "A transposed convolution lays windows down: W2 = S·(W1 - 1) + F - 2P, and K slices come out."


def _net(extent: str, *layers: Any) -> dict[str, Any]:
    return {"input": extent, "layers": list(layers)}


def _conv(text: str, extent: str, ask: str = "conv1.output", **fields: int) -> Question:
    return of_network(text, ask, _net(extent, {"conv": fields}), FILTERS)


def kept(draws: Draws) -> Question:
    """Ask for the volume behind a convolution of stride 1 whose padding keeps the size, or takes some off."""
    width, size, filters, depth = draws.one(28, 32, 64), draws.one(3, 5, 7), draws.between(4, 24), draws.one(1, 3)
    pad = draws.one(0, (size - 1) // 2)
    text = f"A {width}x{width}x{depth} image, {filters} filters of {size}x{size}, stride 1, pad {pad}: what comes out?"
    return _conv(text, f"{width}x{width}x{depth}", filters=filters, size=size, pad=pad)


def pooled(draws: Draws) -> Question:
    """Ask for the volume behind a pool."""
    size, stride = draws.one((2, 2), (3, 2), (3, 3))
    width, depth = size + stride * draws.between(5, 30), draws.between(4, 64)
    text = f"A volume of {width}x{width}x{depth}, a {size}x{size} max pool of stride {stride}: what comes out?"
    net = _net(f"{width}x{width}x{depth}", {"pool": {"size": size, "stride": stride}})
    return of_network(text, "pool1.output", net, POOLS)


def strided(draws: Draws) -> Question:
    """Ask for the volume behind a convolution with stride and padding that fits."""
    size, stride, pad = draws.one(3, 5, 7, 11), draws.between(2, 4), draws.between(0, 2)
    width, filters = size + stride * draws.between(6, 40) - 2 * pad, draws.between(8, 96)
    text = f"A {width}x{width}x3 image, {filters} filters of {size}x{size}, stride {stride}, pad {pad}: what comes out?"
    return _conv(text, f"{width}x{width}x3", filters=filters, size=size, stride=stride, pad=pad)


def chained(draws: Draws) -> Question:
    """Ask for the volume behind a convolution, a ReLU and a pool."""
    size, filters = draws.one(3, 5), draws.between(6, 32)
    width = size - 1 + 2 * draws.between(6, 30)
    conv = f"{filters} filters of {size}x{size} without padding"
    text = f"A {width}x{width}x3 image, {conv}, a ReLU, a 2x2 pool: what leaves the pool?"
    net = _net(f"{width}x{width}x3", {"conv": {"filters": filters, "size": size}}, "relu", {"pool": 2})
    return of_network(text, "pool1.output", net, FILTERS)


def twice(draws: Draws) -> Question:
    """Ask for the volume behind two blocks of convolution and pool."""
    width, first, second = 4 * draws.between(6, 16), draws.between(4, 16), draws.between(8, 32)
    text = (
        f"A {width}x{width}x3 image; {first} filters of 3x3 with pad 1, a 2x2 pool; {second} filters of 5x5 "
        "with pad 2, a 2x2 pool: what leaves the last pool?"
    )
    convs = [{"conv": {"filters": first, "size": 3, "pad": 1}}, {"conv": {"filters": second, "size": 5, "pad": 2}}]
    net = _net(f"{width}x{width}x3", convs[0], {"pool": 2}, convs[1], {"pool": 2})
    return of_network(text, "pool2.output", net, FILTERS)


def enlarged(draws: Draws) -> Question:
    """Ask for the volume behind a transposed convolution."""
    width, size, filters = draws.between(4, 16), draws.one(2, 3, 4), draws.between(4, 32)
    laid = f"a transposed convolution of {filters} filters of {size}x{size}, stride 2"
    text = f"A volume of {width}x{width}x8, {laid}: what comes out?"
    net = _net(f"{width}x{width}x8", {"conv_transpose": {"filters": filters, "size": size, "stride": 2}})
    return of_network(text, "conv_transpose1.output", net, LAID)


def positions(draws: Draws) -> Question:
    """Ask how many positions a window has, where it fits."""
    size, stride = draws.one(3, 5), draws.between(1, 3)
    width = size + stride * draws.between(2, 18)
    text = f"{width} pixels in a row, a window of {size}, stride {stride}: how many positions has it?"
    return _row(text, width, FITS, size=size, stride=stride)


def padded(draws: Draws) -> Question:
    """Ask how many positions a window has with padding."""
    size, stride, pad = draws.one(3, 5, 7), draws.between(1, 3), draws.between(1, 3)
    width = size + stride * draws.between(4, 18) - 2 * pad
    text = f"{width} pixels in a row, pad {pad} on each side, a window of {size}, stride {stride}: how many positions?"
    return _row(text, width, FITS, size=size, stride=stride, pad=pad)


def doubtful(draws: Draws) -> Question:
    """Ask how many positions a window has that may not fit."""
    width, size, stride = draws.between(7, 40), draws.one(2, 3, 5), draws.between(2, 4)
    text = f"{width} pixels in a row, a window of {size}, stride {stride}, no padding: how many positions, if it fits?"
    return _row(text, width, FITS, size=size, stride=stride)


def keeping(draws: Draws) -> Question:
    """Ask for the padding that keeps the size."""
    size, width = draws.one(3, 5, 7, 9, 11), draws.between(16, 64)
    text = f"{width} pixels in a row, a window of {size}, stride 1: which padding on each side keeps {width}?"
    return _choice(text, "conv1.pad", f"conv1.output == {width}x1", width, {"size": size})


def fitting(draws: Draws) -> Question:
    """Ask for a stride above 1 that fits."""
    size, stride = draws.one(3, 4, 5), draws.between(2, 5)
    width = size + stride * draws.one(2, 3, 5, 7)
    made = (width - size) // stride + 1
    text = f"{width} pixels in a row, a window of {size}, no padding: name a stride that gives {made} positions."
    return _choice(text, "conv1.stride", f"conv1.output == {made}x1", width, {"size": size})


def dilated(draws: Draws) -> Question:
    """Ask how many positions a dilated window has."""
    size, dilation, width = draws.one(3, 5), draws.between(2, 4), draws.between(24, 64)
    spread = f"a window of {size} with dilation {dilation} (1 is an ordinary window)"
    text = f"{width} pixels in a row, {spread}, stride 1: how many positions?"
    return _row(text, width, f"A dilated window spans d·(F - 1) + 1 pixels. {SLIDE}.", size=size, dilation=dilation)


def _row(text: str, width: int, hint: str, **fields: int) -> Question:
    return of_network(text, "conv1.output", _net(f"{width}x1", {"conv": {"filters": 1, **fields}}), hint)


def _choice(text: str, of: str, when: str, width: int, fields: dict[str, int]) -> Question:
    net = _net(f"{width}x1", {"conv": {"filters": 1, **fields}})
    return Question({"text": text, "fits": {"of": of, "when": when}, "network": net}, SOLVE)


VOLUMES: Final[tuple[tuple[Kind, ...], ...]] = ((kept, pooled), (strided, chained), (twice, enlarged))
STRIDES: Final[tuple[tuple[Kind, ...], ...]] = ((positions, padded), (doubtful, keeping), (fitting, dilated))
