"""Random graphs of every form: counts against arrays and multiplications, shared gradients, round trips, verify."""

from typing import Any

import numpy as np
import pytest

from netcalc import Network, calculate
from netcalc.reference import ReferenceNet
from netcalc.reference.verify.verify import verify
from tests.reference.test_torch_graphs import CASES
from tests.support.any_graphs import drawn
from tests.support.graph_arrays import BATCH, filled, weighed

FRESH = 20_000  # seeds that no file holds


def counted(spec: dict[str, Any], seed: int) -> None:
    """Hold what is counted against the arrays that are there and the multiplications that are done."""
    net = ReferenceNet(Network(**spec))
    net.forward(filled(net, seed))
    told = [layer for layer in net.report if layer.kind == "stated"]
    arrays = {id(array): array.size for array in net.params.values()}
    assert net.report.totals.params == sum(arrays.values()) + sum(layer.params or 0 for layer in told)
    assert net.report.totals.buffers == sum(array.size for array in net.buffers.values())
    for layer, gate in zip(net.report, net.gates, strict=True):
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


def test_counts_are_those_of_arrays_and_of_multiplications() -> None:
    for case in CASES:
        counted(case["spec"], case["seed"])


def test_the_gradient_of_a_shared_array_is_the_sum_over_its_uses() -> None:
    sharing = [case for case in CASES if "share" in str(case["spec"])]
    assert sum(added_up(case["spec"], case["seed"]) for case in sharing) > 50


def test_a_spec_comes_back_from_its_mapping() -> None:
    for case in CASES[::3]:
        network = Network(**case["spec"])
        again = Network(**network.to_dict())
        assert again == network
        assert calculate(again).to_dict() == calculate(network).to_dict()


@pytest.mark.parametrize("seed", range(FRESH, FRESH + 40))
def test_a_graph_is_verified(seed: int) -> None:
    spec = drawn(seed)
    counted(spec, seed)
    found = verify(Network(**spec))
    assert found.passed, (spec, found.reasons, [(layer.name, layer.reasons) for layer in found.layers if layer.reasons])
