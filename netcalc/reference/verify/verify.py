"""A network verified: the arrays themselves against what the calculator says, gradients against differences."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from math import isfinite
from typing import Final

import numpy as np

from netcalc.network.network import Network
from netcalc.reference.kinds.source import NotARow
from netcalc.reference.losses.catalogue import expected
from netcalc.reference.net.net import ReferenceNet, WrongShape
from netcalc.reference.verify.fields.everything import AllCheck, measure_all
from netcalc.reference.verify.fields.field import FieldCheck, measure
from netcalc.reference.verify.gradients.gradient import GradientCheck
from netcalc.reference.verify.gradients.whole import Slope, check_whole, tolerance
from netcalc.reference.verify.health import Vitals, telling
from netcalc.reference.verify.held import unfit, unlike, unread
from netcalc.reference.verify.how import How, Told
from netcalc.reference.verify.progress import Progress
from netcalc.reference.verify.rows import checked
from netcalc.reference.verify.run import drawn, healths, loss_kind, sent_back, untie
from netcalc.reference.verify.score import scored
from netcalc.reference.verify.verdict import LayerCheck, Verification

AT_ONCE: Final = 2  # more would take more memory
ONE_SCORE: Final = (
    "{} of one score gives a loss of 0 and no gradient, whatever the weights are: this tells nothing of the loss. "
    "Write `loss: logistic` (labels 0 and 1) or `loss: mse`"
)


@np.errstate(all="ignore")
def verify(network: Network, how: How | None = None, told: Told | None = None) -> Verification:
    """Run a network in training, forward and backward, on random inputs, and hold everything against everything.

    `told` hears how much is done, of how much. SpecError where a layer has no volume to make.

    >>> result = verify(Network(input="6x6x2", layers=[{"conv": {"filters": 3, "size": 3}}, "tanh", {"fc": 4}]))
    >>> result.passed, result.layers[0].params, str(result.layers[0].output)
    (True, 57, '4x4x3')
    """
    how = how or How()
    net = ReferenceNet(network, seed=how.seed, dtype=how.dtype, init=how.init)
    blank = _blank(net, how)
    if wrong := tuple(unfit(net)):
        return replace(blank, layers=wrong)
    try:
        return _ran(net, how, blank, Progress(net.report, told))
    except WrongShape as found:
        return replace(blank, layers=(unlike(net, found),))
    except NotARow as found:
        return replace(blank, layers=(unread(net, found),))


def _blank(net: ReferenceNet, how: How) -> Verification:
    """Give what is known before anything has run."""
    return Verification(
        name=net.network.called,
        seed=how.seed,
        batch=how.batch,
        dtype=how.dtype,
        init=how.init,
        loss_kind=loss_kind(net),
    )


def _ran(net: ReferenceNet, how: How, blank: Verification, progress: Progress) -> Verification:
    """Run the net and hold everything against everything."""
    rng, batch = np.random.default_rng(how.seed), telling(net.report, how)
    untie(net, rng)
    x, y = drawn(net, how.batch, rng)
    found = scored(net, x, y)
    loss, slope, vitals = float(net.tape[found.loss].value), Slope(net, x, how.seed), Vitals(net)
    alike = batch == how.batch and found.whole == found.loss  # one pass serves both
    sent_back(net, found.whole, (slope.look, vitals.look) if alike else (slope.look,))
    progress.passed()
    start, classes = _start(net), net.scores.shape[1]
    layers = _checked(net, how, progress)
    whole = check_whole(net, slope, x, y)
    field, everything = measure(net.network, net.report, how.seed), measure_all(net.network, net.report, how.seed)
    progress.passed()
    if isinstance(batch, int):
        signs = vitals.layers if alike else healths(net, batch, how.seed)
        layers = [replace(layer, health=one) for layer, one in zip(layers, signs, strict=True)]
    return replace(
        blank,
        loss=loss,
        expected_loss=start,
        layers=tuple(layers),
        whole=whole,
        field=field,
        everything=everything,
        health_batch=batch if isinstance(batch, int) else None,
        health_left_out=batch if isinstance(batch, str) else None,
        notes=(*_one_score(blank.loss_kind, classes), *_which(net, blank.loss_kind), *_left_out(net)),
        reasons=(*_against(loss, whole, how.dtype), *_against_fields(field, everything)),
    )


def _one_score(kind: str, classes: int) -> tuple[str, ...]:
    return (ONE_SCORE.format(kind),) if classes == 1 and kind in ("softmax", "svm") else ()


def _which(net: ReferenceNet, kind: str) -> Iterator[str]:
    """Say which of several outputs the loss is of, and what stands for it at the others."""
    *others, last = (output.name for output in net.network.graph.outputs)
    if others:
        named = "" if net.network.loss else " (the spec names no loss)"
        listed = " and ".join(filter(None, (", ".join(others[:-1]), others[-1])))
        yield f"the loss is {kind} of {last}, the last output{named}; what comes back into {listed} is drawn by chance"


def _left_out(net: ReferenceNet) -> Iterator[str]:
    """Say which layers were not run, since their numbers are stated: what they make is a constant."""
    for layer in net.report:
        if layer.working.layer.stated:
            yield f"{layer.name} is left out, and makes a constant in its place ({layer.working.layer.stated})"


def _start(net: ReferenceNet) -> float | None:
    """Give the loss of equal scores, with the decay of the weights as they are; None where it is not known."""
    start = expected(loss_kind(net), net.scores.shape[1])
    decay = sum(float(step.value) for step in net.tape.steps if step.name == "decay")
    return None if start is None else start + decay


def _checked(net: ReferenceNet, how: How, progress: Progress) -> list[LayerCheck]:
    """Check the layers, two at a time: none needs another, and NumPy leaves Python while it multiplies."""

    def check(place: int) -> LayerCheck:
        with np.errstate(all="ignore"):
            return checked(net, place, how)

    layers = []
    with ThreadPoolExecutor(AT_ONCE) as workers:
        for place, found in enumerate(workers.map(check, range(len(net.gates)))):
            layers.append(found)
            progress.checked(place)
    return layers


def _against(loss: float, whole: GradientCheck, dtype: str) -> Iterator[str]:
    """Say what speaks against the network as a whole."""
    if not isfinite(loss):
        yield f"the loss is {loss}"
    if not whole.error <= tolerance(whole, dtype):
        yield f"the gradient of the loss, end to end, is off by {whole.error:.1e}"


def _against_fields(field: FieldCheck | None, everything: AllCheck | None) -> Iterator[str]:
    """Say what speaks against what layers are said to see."""
    if field is not None and not field.passed:
        yield f"the receptive field of {field.layer} is not the one calculated"
    if everything is not None and not everything.passed:
        yield f"{everything.layer} does not see all: {everything.pixels} of {everything.of} pixels reach a position"
