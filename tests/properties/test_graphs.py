"""Random graphs of every form: shared gradients, round trips, verify."""

import pytest

from netcalc import Network, calculate
from netcalc.reference import ReferenceNet
from netcalc.reference.verify.verify import verify
from tests.reference.test_torch_graphs import CASES
from tests.support.any_graphs import drawn
from tests.support.graph_arrays import filled
from tests.support.graph_checks import added_up, counted

FRESH = 20_000  # seeds that no file holds


def test_the_gradient_of_a_shared_array_is_the_sum_over_its_uses() -> None:
    sharing = [case for case in CASES if "share" in str(case["spec"])][::3]
    assert sum(added_up(case["spec"], case["seed"]) for case in sharing) > 50


def test_a_spec_comes_back_from_its_mapping() -> None:
    for case in CASES[::9]:
        network = Network(**case["spec"])
        again = Network(**network.to_dict())
        assert again == network
        assert calculate(again).to_dict() == calculate(network).to_dict()


@pytest.mark.parametrize("seed", range(FRESH, FRESH + 40))
def test_a_graph_is_verified(seed: int) -> None:
    spec = drawn(seed)
    net = ReferenceNet(Network(**spec))
    net.forward(filled(net, seed))
    counted(net)
    found = verify(Network(**spec))
    assert found.passed, (spec, found.reasons, [(layer.name, layer.reasons) for layer in found.layers if layer.reasons])
