"""Random graphs of every form: values, gradients and counts as PyTorch has them (tests/data/make_torch_graphs.py)."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from netcalc import Network
from netcalc.layers import CATALOGUE
from netcalc.reference import ReferenceNet
from tests.support.graph_arrays import filled, told, weighed
from tests.support.graph_checks import counted

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent.parent / "data/torch_graphs.json").read_text())
WITHIN = 1e-9


def held(found: dict[str, list[float]], expected: dict[str, list[float]]) -> None:
    """Hold arrays, each told in two numbers, against each other by name."""
    assert found.keys() == expected.keys()
    for name, numbers in expected.items():
        np.testing.assert_allclose(found[name], numbers, rtol=WITHIN, atol=WITHIN, err_msg=name)


def agreeing(net: ReferenceNet, case: dict[str, Any]) -> None:
    """Hold what comes out, the gradients and the number of parameters against PyTorch's."""
    seed = case["seed"]
    net.forward(filled(net, seed))
    held({name: told(array, seed) for name, array in net.outputs.items()}, case["out"])
    gradients = net.backward({name: weighed(array.shape, seed) for name, array in net.outputs.items()})
    held({name: told(array, seed) for name, array in gradients.items()}, case["grad"])
    assert net.report.totals.params == case["params"] + _stated(net)


@pytest.mark.parametrize("part", range(14))
def test_any_graph_is_pytorchs_and_counted_as_it_runs(part: int) -> None:
    for case in CASES[part::14]:
        net = ReferenceNet(Network(**case["spec"]))
        agreeing(net, case)
        counted(net)


def _stated(net: ReferenceNet) -> int:
    """Count what layers say that they store, and the net does not hold."""
    return sum(layer.params or 0 for layer in net.report if layer.kind == "stated")


def test_the_graphs_are_of_every_form() -> None:
    written = [json.dumps(case["spec"]) for case in CASES]
    kinds = {node.layer.kind for case in CASES for node in Network(**case["spec"]).graph.nodes}
    assert len(CASES) >= 500
    assert kinds == set(CATALOGUE)
    for word in ("inputs", "outputs", "share", 'transpose": true', "residual", "parallel", "blocks", "index", "when"):
        assert sum(word in text for text in written) >= 3, word
