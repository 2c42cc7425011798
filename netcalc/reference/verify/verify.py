"""A network verified: the arrays themselves against what the calculator says, gradients against differences."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import isfinite
from typing import Final, TypeAlias

import numpy as np

from netcalc.network.loss import Loss
from netcalc.network.network import Network
from netcalc.reference.net.losses import expected, random_target
from netcalc.reference.net.net import ReferenceNet, WrongShape, setting_of
from netcalc.reference.net.start import Init
from netcalc.reference.tape.gate import Array, Shapes
from netcalc.reference.tape.tape import Step
from netcalc.reference.verify.field import FieldCheck, measure
from netcalc.reference.verify.gradient import GradientCheck, Plan, Ran, check_input
from netcalc.reference.verify.health import Health, health
from netcalc.reference.verify.verdict import LayerCheck, Verification
from netcalc.reference.verify.whole import check_whole, tolerance
from netcalc.report.report import LayerReport
from netcalc.volume import Volume

TOLERANCE: Final = {"float64": 1e-6, "float32": 1e-3}
SMALL: Final = 0.1
Told: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How to verify: what is drawn, how many examples, directions, digits."""

    seed: int = 0
    batch: int = 2
    samples: int = 1
    dtype: str = "float64"
    init: Init = "he"


@np.errstate(all="ignore")
def verify(network: Network, how: How | None = None, told: Told | None = None) -> Verification:
    """Run a network in training, forward and backward, on random inputs, and hold everything against everything.

    `told` hears how many steps are done, of how many. SpecError where a layer has no volume to make.

    >>> result = verify(Network(input="6x6x2", layers=[{"conv": {"filters": 3, "size": 3}}, "tanh", {"fc": 4}]))
    >>> result.passed, result.layers[0].params, str(result.layers[0].output)
    (True, 57, '4x4x3')
    """
    how = how or How()
    net = ReferenceNet(network, seed=how.seed, dtype=how.dtype, init=how.init)
    if wrong := tuple(_misshapen(net)):
        return _stopped(net, how, wrong)
    try:
        return _ran(net, how, told)
    except WrongShape as found:
        return _stopped(net, how, (_unlike(net, found),))


def _ran(net: ReferenceNet, how: How, told: Told | None) -> Verification:
    """Run the net and hold everything against everything."""
    network, rng = net.network, np.random.default_rng(how.seed)
    _untie(net, rng)
    x, y, kind = _drawn(net, rng, how)
    loss, gradients = net.loss(x, y, training=True)
    layers = []
    for number, row in enumerate(_rows(net, rng, how), start=1):
        layers.append(row)
        if told is not None:
            told(number, len(net.gates) + 1)
    start = expected(kind, net.value(len(net.gates) - 1).shape[1])
    decay = sum(float(step.value) for step in net.tape.steps if step.name == "decay")
    field = measure(network, net.report, how.seed)
    whole = check_whole(net, gradients, x, y, how.seed)
    return Verification(
        name=network.called,
        seed=how.seed,
        batch=how.batch,
        dtype=how.dtype,
        init=how.init,
        loss_kind=kind,
        loss=loss,
        expected_loss=None if start is None else start + decay,
        layers=tuple(layers),
        whole=whole,
        field=field,
        reasons=tuple(_against(loss, whole, field, how.dtype)),
    )


def _misshapen(net: ReferenceNet) -> Iterator[LayerCheck]:
    """Find the layers whose arrays, by the calculator, are not those that their gates need."""
    for gate, layer in zip(net.gates, net.report, strict=True):
        needed = gate.shapes(setting_of(layer))
        held = tuple(array.shape for array in layer.working.parameters or ())
        if needed != held:
            yield _unrun(
                layer,
                layer.output or net.network.input,
                f"the parameters: {_listed(needed)} are needed, the calculator says {_listed(held)}",
            )


def _listed(shapes: Shapes) -> str:
    return ", ".join("x".join(map(str, shape)) for shape in shapes) or "none"


def _unlike(net: ReferenceNet, found: WrongShape) -> LayerCheck:
    """Say that a layer made another volume than calculated."""
    layer, made = net.report.layers[found.place], Volume((*reversed(found.shape[2:]), found.shape[1]))
    return _unrun(layer, made, f"the volume: the arrays say {made}, the calculator {layer.output}")


def _unrun(layer: LayerReport, made: Volume, reason: str) -> LayerCheck:
    """Give the row of a layer at which a run ends."""
    arrays = layer.working.parameters or ()
    return LayerCheck(
        name=layer.name,
        kind=layer.kind,
        output=made,
        params=sum(array.count for array in arrays if array.role != "statistic"),
        buffers=sum(array.count for array in arrays if array.role == "statistic"),
        multiplications=0,
        gradients=(),
        health=Health(),
        reasons=(reason,),
    )


def _stopped(net: ReferenceNet, how: How, wrong: tuple[LayerCheck, ...]) -> Verification:
    """Give what is known where a layer is so wrong that nothing can run through it."""
    return Verification(
        name=net.network.called,
        seed=how.seed,
        batch=how.batch,
        dtype=how.dtype,
        init=how.init,
        loss_kind=(net.network.loss or Loss("softmax")).kind,
        loss=None,
        expected_loss=None,
        layers=wrong,
        whole=None,
        field=None,
        reasons=(),
    )


def _untie(net: ReferenceNet, rng: np.random.Generator) -> None:
    """Draw small values for what starts at 0, so that nothing lies on a kink because all before it is 0."""
    for values in net.params.values():
        if not values.any():
            values[...] = SMALL * rng.standard_normal(values.shape)


def _drawn(net: ReferenceNet, rng: np.random.Generator, how: How) -> tuple[Array, Array, str]:
    """Draw inputs, and labels or targets for what comes out."""
    volume, kind = net.network.input, (net.network.loss or Loss("softmax")).kind
    x = rng.standard_normal((how.batch, volume.depth, *reversed(volume.spatial))).astype(net.dtype)
    made = net.report.output or volume
    return x, random_target(kind, (how.batch, made.depth, *reversed(made.spatial)), rng), kind


def _rows(net: ReferenceNet, rng: np.random.Generator, how: How) -> Iterator[LayerCheck]:
    steps = [step for step in net.tape.steps if step.gate is not None]
    for layer, step in zip(net.report, steps, strict=False):
        row = _row(net, layer, step, rng, how)
        yield replace(row, reasons=tuple(_doubts(row, layer, how)))


def _row(net: ReferenceNet, layer: LayerReport, step: Step, rng: np.random.Generator, how: How) -> LayerCheck:
    assert step.gate is not None
    given = [net.tape[number] for number in step.inputs]
    plan = Plan(rng, how.samples, step.gate.multiplications)
    dout = rng.standard_normal(step.value.shape).astype(net.dtype)
    back = step.gate.backward(dout, step.cache)
    ran = Ran(step.gate, [one.value for one in given], step.value, step.cache, dout, back)
    names = {place: one.name.removeprefix(f"{layer.name}.") for place, one in enumerate(given)}
    moved = (place for place, one in enumerate(given) if one.name not in net.buffers)
    checks = tuple(check_input(ran, place, plan, names[place]) for place in moved)
    mine = [one for one in given if one.name.startswith(f"{layer.name}.")]
    return LayerCheck(
        name=layer.name,
        kind=layer.kind,
        output=Volume((*reversed(step.value.shape[2:]), step.value.shape[1])),
        params=sum(one.value.size for one in mine if one.name in net.params),
        buffers=sum(one.value.size for one in mine if one.name in net.buffers),
        multiplications=plan.work // how.batch,
        gradients=checks,
        health=health(layer.kind, step.value, step.gradient),
    )


def _doubts(row: LayerCheck, layer: LayerReport, how: How) -> Iterator[str]:
    """Say what speaks against a layer."""
    pairs = (
        ("the volume", row.output, layer.output),
        ("the parameters", row.params, layer.params),
        ("the buffers", row.buffers, layer.buffers),
        ("the multiplications", row.multiplications, layer.macs),
    )
    for what, measured, calculated in pairs:
        if measured != calculated:
            yield f"{what}: the arrays say {measured}, the calculator {calculated}"
    if row.health.mean is not None and not isfinite(row.health.mean):
        yield "its values are not finite"
    for check in row.gradients:
        if not check.error <= TOLERANCE[how.dtype]:
            yield f"the gradient of {check.name} is off by {check.error:.1e}"


def _against(loss: float, whole: GradientCheck, field: FieldCheck | None, dtype: str) -> Iterator[str]:
    """Say what speaks against the network as a whole."""
    if not isfinite(loss):
        yield f"the loss is {loss}"
    if not whole.error <= tolerance(whole, dtype):
        yield f"the gradient of the loss, end to end, is off by {whole.error:.1e}"
    if field is not None and not field.passed:
        yield f"the receptive field of {field.layer} is not the one calculated"
