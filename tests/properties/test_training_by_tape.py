"""Operations of a training step, against the multiplications that a backward pass does, on random graphs."""

from typing import Any

import pytest

from netcalc import Network
from netcalc.reference import ReferenceNet
from netcalc.reference.kinds.table import plain_gate
from netcalc.report.report import LayerReport
from tests.support.any_graphs import drawn
from tests.support.graph_arrays import BATCH, filled
from tests.support.products_done import needed

LEFT_OUT = ("stated", "trainable")  # a constant in the place of a layer; products that are no matrix products


def first(layer: LayerReport) -> int:
    """Count the gradient on the state before the first, which nobody needs, and frameworks make: it is not spared."""
    rows = [each.shape for each in layer.working.arrays if "weight_hh" in each.name]
    return sum(shape[0] * shape[1] for shape in rows)


def held(spec: dict[str, Any], seed: int, patched: pytest.MonkeyPatch) -> int:
    """Hold every layer that a gradient comes back to against what was done; how many there were comes back."""
    patched.setattr("netcalc.reference.net.net.gate_for", plain_gate)
    net = ReferenceNet(Network(**spec))
    net.forward(filled(net, seed))
    forward = {layer.name: gate.multiplications for layer, gate in zip(net.report, net.gates, strict=True)}
    backward = needed(net, patched)
    reached = {step.name for step in net.tape.steps if step.gradient is not None}
    layers = [layer for layer in net.report if layer.name in reached and layer.macs]
    for layer in layers:
        done = forward[layer.name] + backward.get(layer.name, 0) + BATCH * first(layer)
        assert (layer.name, layer.training_flops) == (layer.name, 2 * done // BATCH)
    return len(layers)


@pytest.mark.parametrize("start", range(10_000, 10_060, 10))
def test_a_training_step_multiplies_as_often_as_is_said(start: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(start, start + 10):
        spec = drawn(seed)
        if not any(word in str(spec) for word in LEFT_OUT):
            held(spec, seed, monkeypatch)
