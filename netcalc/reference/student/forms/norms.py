"""Norms as the assignments write them: over the batch, over one example, over groups; in training and at test."""

from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np

from netcalc.reference.kinds.norm.single import LayerNorm
from netcalc.reference.student.case import Case, Form, Function, drawn, extents
from netcalc.reference.student.gates import BatchNormAsTaught, BatchNormAtTest, GroupNormAsTaught
from netcalc.reference.student.mistakes.every import EVERY
from netcalc.reference.student.mistakes.norms import norm_mistakes
from netcalc.reference.student.mistakes.statistics import STATISTICS_MISTAKES
from netcalc.reference.tape.gate import Array

Shapes = tuple[tuple[int, ...], ...]
EPS: Final = (0.3, 1e-5)  # the first shows where it stands; the second is not given
GIVEN: Final[tuple[dict[str, float], ...]] = ({"eps": EPS[0], "momentum": 0.7}, {})
MOMENTUM: Final = 0.9  # where none is given
FLAT: Final = ((4, 5), (6, 3))
IMAGES: Final = ((3, 2, 4, 5), (2, 3, 3, 2))


def _spread(rng: np.random.Generator, shape: tuple[int, ...]) -> dict[str, Array]:
    return drawn(rng, x=shape, gamma=shape[1:2], beta=shape[1:2])


def _batch(shapes: Shapes) -> Callable[[np.random.Generator, Function], Iterator[Case]]:
    """Give calls in training, with statistics to move, then with none yet, and one at test."""

    def cases(rng: np.random.Generator, _: Function) -> Iterator[Case]:
        for shape, eps, given in zip(shapes, EPS, GIVEN, strict=True):
            inputs, known = _spread(rng, shape), _statistics(rng, shape[1])
            param: dict[str, Any] = {"mode": "train", **given, **known}
            left = _moved(inputs["x"], known, given.get("momentum", MOMENTUM))
            yield Case(f"x {extents(shape)}, {_eps(given)}", inputs, (param,), BatchNormAsTaught(eps), left=left)
        first = f"x {extents(shapes[1])}, the first batch"
        yield Case(first, _spread(rng, shapes[1]), ({"mode": "train"},), BatchNormAsTaught(EPS[1]))
        known = _statistics(rng, shapes[0][1])
        gate = BatchNormAtTest(EPS[0], known["running_mean"], known["running_var"])
        param = {"mode": "test", **GIVEN[0], **known}
        yield Case(
            f"x {extents(shapes[0])}, mode test", _spread(rng, shapes[0]), (param,), gate, left=known, at=" at test"
        )

    return cases


def _statistics(rng: np.random.Generator, D: int) -> dict[str, Array]:
    return {"running_mean": rng.standard_normal(D), "running_var": 1 + rng.random(D)}


def _eps(given: dict[str, float]) -> str:
    return f"eps {given['eps']:g}" if given else "no eps given"


def _moved(x: Array, known: dict[str, Array], momentum: float) -> dict[str, Array]:
    """Give the statistics after a batch: momentum x the old ones, and the rest of the batch's."""
    axes = (0, *range(2, x.ndim))
    batch = {"running_mean": x.mean(axis=axes), "running_var": x.var(axis=axes)}
    return {name: momentum * old + (1 - momentum) * batch[name] for name, old in known.items()}


def _layer(rng: np.random.Generator, _: Function) -> Iterator[Case]:
    for shape, eps, given in zip(FLAT, EPS, GIVEN, strict=True):
        param = {"mode": "train", **({"eps": eps} if given else {})}
        yield Case(f"x {extents(shape)}, {_eps(given)}", _spread(rng, shape), (param,), LayerNorm(eps))


def _group(rng: np.random.Generator, _: Function) -> Iterator[Case]:
    for shape, G, eps, given in zip(((2, 6, 4, 5), (3, 4, 2, 3)), (3, 2), EPS, GIVEN, strict=True):
        learned = (1, shape[1], 1, 1)
        inputs = drawn(rng, x=shape, gamma=learned, beta=learned)
        what = f"x {extents(shape)}, {G} groups, {_eps(given)}"
        yield Case(what, inputs, (G, {"eps": eps} if given else {}), GroupNormAsTaught(G, eps))


def _batch_form(written: str, shapes: Shapes, axes: tuple[int, ...]) -> Form:
    mistakes = (*STATISTICS_MISTAKES, *norm_mistakes(axes), *EVERY)
    return Form(f"{written}(x, gamma, beta, bn_param)", _batch(shapes), mistakes)


BATCHNORM = _batch_form("batchnorm_forward", FLAT, (0,))
SPATIAL_BATCHNORM = _batch_form("spatial_batchnorm_forward", IMAGES, (0, 2, 3))
LAYERNORM = Form("layernorm_forward(x, gamma, beta, ln_param)", _layer, (*norm_mistakes((1,)), *EVERY))
GROUPNORM = Form("spatial_groupnorm_forward(x, gamma, beta, G, gn_param)", _group, (*norm_mistakes((2, 3, 4)), *EVERY))
