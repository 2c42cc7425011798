"""One layer of a net that ran: its arrays against the calculator, its gradients against differences."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from netcalc.reference.net.net import ReferenceNet
from netcalc.reference.tape.gate import Array
from netcalc.reference.verify.gradients.gradient import check_input
from netcalc.reference.verify.how import How
from netcalc.reference.verify.ran import Plan, Ran
from netcalc.reference.verify.verdict import LayerCheck
from netcalc.report.report import LayerReport
from netcalc.volume import Volume

TOLERANCE: Final = {"float64": 1e-6, "float32": 1e-3}


def checked(net: ReferenceNet, place: int, how: How) -> LayerCheck:
    """Check a layer, by its number, as it stands on the net's tape."""
    layer = net.report.layers[place]
    found = _measured(net, layer, place, how)
    if layer.working.layer.stated:
        return replace(found, gradients=(), left_out=True)
    finite = bool(np.isfinite(net.value(place)).all())
    return replace(found, reasons=tuple(_doubts(found, layer, how.dtype, finite=finite)))


def _measured(net: ReferenceNet, layer: LayerReport, place: int, how: How) -> LayerCheck:
    ran, names = _ran(net, place, np.random.default_rng([how.seed, place]))
    plan = Plan(np.random.default_rng([how.seed, place, 1]), how.samples, ran.gate.multiplications)
    moved = [at for at, name in enumerate(names) if name not in net.buffers and at not in ran.gate.fixed]
    own = [
        (name, array.size) for name, array in zip(names, ran.inputs, strict=True) if name.startswith(f"{layer.name}.")
    ]
    return LayerCheck(
        name=layer.name,
        kind=layer.kind,
        output=Volume((*reversed(ran.value.shape[2:]), ran.value.shape[1])),
        params=sum(size for name, size in own if name in net.params),
        buffers=sum(size for name, size in own if name in net.buffers),
        multiplications=plan.work // how.batch,
        gradients=tuple(check_input(ran, at, plan, names[at].removeprefix(f"{layer.name}.")) for at in moved),
    )


def _ran(net: ReferenceNet, place: int, rng: np.random.Generator) -> tuple[Ran, list[str]]:
    """Send a gradient of its own back through the layer; the names of what it reads come second."""
    step = net.step(place)
    assert step.gate is not None
    given = [net.tape[number] for number in step.inputs]
    dout: Array = rng.standard_normal(step.value.shape).astype(net.dtype)
    back = step.gate.backward(dout, step.cache)
    names = [one.name for one in given]
    own = frozenset(at for at, name in enumerate(names) if name in net.params and name not in net.shared)
    return Ran(step.gate, [one.value for one in given], step.value, step.cache, dout, back, own=own), names


def _doubts(found: LayerCheck, layer: LayerReport, dtype: str, *, finite: bool) -> Iterator[str]:
    """Say what speaks against a layer."""
    pairs = (
        ("the volume", found.output, layer.output),
        ("the parameters", found.params, layer.params),
        ("the buffers", found.buffers, layer.buffers),
        ("the multiplications", found.multiplications, layer.macs),
    )
    for what, measured, calculated in pairs:
        if measured != calculated:
            yield f"{what}: the arrays say {measured}, the calculator {calculated}"
    if not finite:
        yield "its values are not finite"
    for check in found.gradients:
        if not check.error <= TOLERANCE[dtype]:
            yield f"the gradient of {check.name} is off by {check.error:.1e}"
