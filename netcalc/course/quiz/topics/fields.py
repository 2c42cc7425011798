"""Receptive fields: how much of the input a value sees."""

from collections.abc import Sequence
from typing import Any, Final

from netcalc.course.quiz.draws import Draws
from netcalc.course.quiz.question import Kind, Question, of_network

GROWS: Final = (
    "It begins with 1; each window of F adds F - 1 steps, and a step is the product of the strides before it."
)
DILATED: Final = f"A dilated window spans d·(F - 1) + 1. {GROWS}"
WIDE: Final = 255


def _asked(layers: Sequence[dict[str, Any]], words: Sequence[str], hint: str = GROWS) -> Question:
    """Ask for the receptive field behind these layers, on an image that is large enough."""
    net = {"input": f"{WIDE}x{WIDE}x3", "rounding": "floor", "layers": list(layers)}
    kinds = [next(iter(layer)) for layer in layers]
    last = f"{kinds[-1]}{kinds.count(kinds[-1])}"
    text = f"{', then '.join(words)}: how many pixels wide is what one value behind them sees of the input?"
    return of_network(text[0].upper() + text[1:], f"{last}.receptive_field.size", net, hint)


def _conv(size: int, stride: int = 1, dilation: int = 1) -> tuple[dict[str, Any], str]:
    fields = {"filters": 4, "size": size, "stride": stride, "dilation": dilation}
    about = [f" of stride {stride}"] * (stride > 1) + [f" with dilation {dilation}"] * (dilation > 1)
    return {"conv": fields}, f"a {size}x{size} convolution{' and'.join(about)}"


def _pool() -> tuple[dict[str, Any], str]:
    return {"pool": 2}, "a 2x2 pool of stride 2"


def _of(parts: Sequence[tuple[dict[str, Any], str]], hint: str = GROWS) -> Question:
    return _asked([layer for layer, _ in parts], [words for _, words in parts], hint)


def stacked(draws: Draws) -> Question:
    """Stack convolutions of stride 1."""
    return _of([_conv(draws.one(3, 5, 7)) for _ in range(draws.between(2, 3))])


def alike(draws: Draws) -> Question:
    """Stack the same convolution several times."""
    layer, words = _conv(draws.one(3, 5))
    count, said = draws.one((2, "two"), (3, "three"), (4, "four"))
    return _asked([layer] * count, [f"{said} {words.removeprefix('a ')}s, one after the other"])


def behind_a_stride(draws: Draws) -> Question:
    """Put a convolution behind one with a stride."""
    return _of([_conv(draws.one(3, 5, 7), draws.between(2, 4)), _conv(draws.one(3, 5))])


def behind_a_pool(draws: Draws) -> Question:
    """Put a convolution behind a pool."""
    return _of([_conv(draws.one(3, 5)), _pool(), _conv(draws.one(3, 5))])


def behind_two_pools(draws: Draws) -> Question:
    """Put a convolution behind two pools."""
    return _of([_conv(draws.one(3, 5)), _pool(), _conv(3), _pool(), _conv(draws.one(3, 5))])


def dilated(draws: Draws) -> Question:
    """Stack dilated convolutions."""
    return _of([_conv(3), _conv(3, 1, 2), _conv(draws.one(3, 5), 1, draws.one(3, 4))], DILATED)


FIELDS: Final[tuple[tuple[Kind, ...], ...]] = (
    (stacked, alike),
    (behind_a_stride, behind_a_pool),
    (behind_two_pools, dilated),
)
