"""What holds of any graph: counts are those of the arrays there are, and shared gradients are sums over uses."""

from typing import Any, Final

import numpy as np

from netcalc import Network
from netcalc.reference import ReferenceNet
from tests.support.graph_arrays import BATCH, filled, weighed

WEIGHTED: Final = ("fc", "maxout", "conv", "local", "conv_transpose", "rnn", "lstm", "gru", "attention")


def counted(net: ReferenceNet) -> None:
    """Hold what is counted against a net that has run: its arrays, and the multiplications that it did."""
    told = [layer for layer in net.report if layer.kind == "stated"]
    arrays = {id(array): array.size for array in net.params.values()}
    assert net.report.totals.params == sum(arrays.values()) + sum(layer.params or 0 for layer in told)
    assert net.report.totals.buffers == sum(array.size for array in net.buffers.values())
    for place, (layer, gate) in enumerate(zip(net.report, net.gates, strict=True)):
        weighted = layer.kind in WEIGHTED or (layer.kind == "pool" and getattr(layer.working.layer, "trainable", False))
        neurons = net.value(place).size // BATCH if weighted else 0
        assert (layer.name, layer.neurons) == (layer.name, neurons)
        if layer.kind != "stated":
            assert (layer.name, layer.macs) == (layer.name, gate.multiplications // BATCH)


def unshared(item: Any) -> Any:
    """Take every `share` out of a spec."""
    if isinstance(item, dict):
        return {key: unshared(value) for key, value in item.items() if key != "share"}
    return list(map(unshared, item)) if isinstance(item, list) else item


def added_up(spec: dict[str, Any], seed: int) -> int:
    """Hold gradients of shared arrays against a net with a copy for each use; how many there are comes back."""
    net, apart = ReferenceNet(Network(**spec)), ReferenceNet(Network(**unshared(spec)))
    x = filled(net, seed)
    owners = {
        f"{layer.name}.{array.name}": (array.borrowed.array, array.borrowed.turned)
        for layer in net.report for array in layer.working.arrays if array.borrowed
    }  # fmt: skip
    assert apart.params.keys() | apart.buffers.keys() == net.params.keys() | net.buffers.keys() | owners.keys()
    for name, array in {**apart.params, **apart.buffers}.items():
        owner, turned = owners.get(name, (name, False))
        array[...] = net.array(owner).T if turned else net.array(owner)
    out, same = ({name: value.copy() for name, value in _ran(each, x).items()} for each in (net, apart))
    for name, value in out.items():
        np.testing.assert_allclose(value, same[name], rtol=1e-10, atol=1e-10)
    dout = {name: weighed(value.shape, seed) for name, value in out.items()}
    found, parts = net.backward(dout), apart.backward(dout)
    expected = {name: parts[name] for name in found}
    for name, (owner, turned) in owners.items():
        if owner in net.params:
            expected[owner] = expected[owner] + (parts[name].T if turned else parts[name])
    for name, gradient in found.items():
        np.testing.assert_allclose(gradient, expected[name], rtol=1e-9, atol=1e-9, err_msg=name)
    return len(owners)


def _ran(net: ReferenceNet, x: Any) -> Any:
    net.forward(x)
    return net.outputs
