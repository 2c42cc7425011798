"""Shared arrays: what may share with what, what is counted where, and gradients as sums over the uses."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcalc import Network, SpecError, calculate
from netcalc.reference import ReferenceNet
from netcalc.reference.verify.verify import verify

CONV = {"filters": 4, "size": 3, "pad": 1}
TOWERS: dict[str, Any] = {
    "inputs": {"left": "8x8x2", "right": "8x8x2"},
    "blocks": {
        "tower": [
            {"conv": {"filters": 4, "size": 3}},
            "batchnorm",
            {"repeat": {"times": 2, "layers": [{"conv": CONV}, "relu"]}},
            {"fc": 3},
        ]
    },
    "layers": [
        {"tower": {"name": "l", "from": "left"}},
        {"tower": {"name": "r", "from": "right", "share": "l"}},
        {"subtract": ["l", "r"]},
        {"fc": 1},
    ],
    "loss": "mse",
}


def found(layers: list[Any], **fields: Any) -> list[tuple[str, tuple[Any, ...], str]]:
    """Give what is wrong, whether the network is understood or not."""
    try:
        problems = calculate(Network(**{"input": "8x8x4", "layers": layers, **fields})).problems
    except SpecError as error:
        problems = error.problems
    return [(problem.code, problem.path, problem.message) for problem in problems]


def test_the_uses_of_a_block_share_layer_by_layer() -> None:
    report = calculate(Network(**TOWERS))
    own, other = report["l"], report["r"]
    assert own.params == (3 * 3 * 2 + 1) * 4 + 2 * 4 + 2 * (3 * 3 * 4 + 1) * 4 + (6 * 6 * 4 + 1) * 3
    assert (other.params, other.weights, other.biases, other.buffers) == (0, 0, 0, 0)
    assert (other.macs, other.neurons, other.unshared, other.connections) == (
        own.macs, own.neurons, own.unshared, own.connections,
    )  # fmt: skip
    assert [layer.shares for layer in report] == [
        *[None] * 7, "l.conv1", "l.batchnorm1", "l.conv2", None, "l.conv3", None, "l.fc1", None, None,
    ]  # fmt: skip
    assert (other.shares, own.shares) == ("l", None)
    assert report.totals.params == (own.params or 0) + 3 + 1
    assert report.problems == ()


def test_a_net_has_the_owners_arrays_alone_and_adds_up_their_gradients() -> None:
    net = ReferenceNet(Network(**TOWERS))
    assert not any(name.startswith("r.") for name in (*net.params, *net.buffers))
    assert sum(array.size for array in net.params.values()) == net.report.totals.params
    x = {name: np.random.default_rng(1).standard_normal((2, 2, 8, 8)) for name in ("left", "right")}
    net.forward(x)
    net.backward(np.ones((2, 1)))
    assert verify(Network(**TOWERS)).passed


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"conv": {**CONV, "name": "a"}}, {"conv": {**CONV, "stride": 2, "dilation": 2, "share": "a"}}),
        ({"batchnorm": {"name": "a"}}, {"batchnorm": {"share": "a"}}),
        ({"prelu": {"name": "a"}}, {"prelu": {"share": "a"}}),
        ({"conv": {**CONV, "name": "a"}}, {"conv_transpose": {**CONV, "share": {"layer": "a", "transpose": True}}}),
        (
            {"fc": {"units": 6, "flatten": False, "name": "a"}},
            {"fc": {"units": 4, "flatten": False, "share": {"layer": "a", "transpose": True}}},
        ),
    ],
)
def test_what_shares_is_verified_and_counted_by_identity(first: Any, second: Any) -> None:
    network = Network(input="5x5x4", layers=[first, "tanh", second, {"fc": 3}])
    report, net = calculate(network), ReferenceNet(network)
    assert report.layers[2].shares == "a"
    assert report.layers[2].weights == 0
    assert report.totals.params == sum(array.size for array in net.params.values())
    assert report.totals.buffers == sum(array.size for array in net.buffers.values())
    assert verify(network).passed


def test_a_transposed_layer_has_a_bias_of_its_own() -> None:
    tied = Network(
        input="6",
        layers=[
            {"fc": {"units": 4, "name": "code"}},
            {"fc": {"units": 6, "share": {"layer": "code", "transpose": True}}},
        ],
    )
    report, net = calculate(tied), ReferenceNet(tied)
    other = report.layers[1]
    assert (other.weights, other.biases, other.macs, other.unshared.params) == (0, 6, 24, 30)
    assert set(net.params) == {"code.weight", "code.bias", f"{other.name}.bias"}
    x = np.random.default_rng(0).standard_normal((3, 6))
    hidden = x @ net.params["code.weight"].T + net.params["code.bias"]
    assert np.allclose(net.forward(x), hidden @ net.params["code.weight"])
    dout = np.ones((3, 6))
    assert np.allclose(net.backward(dout)["code.weight"], (dout @ net.params["code.weight"].T).T @ x + hidden.T @ dout)


def test_an_fc_takes_the_table_of_an_embedding_as_it_is() -> None:
    network = Network(
        input="7x1",
        layers=[
            {"embedding": {"vocabulary": 11, "depth": 5, "name": "words"}},
            "tanh",
            {"fc": {"units": 11, "flatten": False, "bias": False, "share": {"layer": "words", "transpose": True}}},
        ],
    )
    report = calculate(network)
    assert (report.totals.params, report.layers[-1].macs) == (11 * 5, 7 * 5 * 11)
    assert verify(network).passed


def test_of_a_layer_that_shares_the_owner_is_meant() -> None:
    layers = [
        {"conv": {**CONV, "name": "a"}},
        {"conv": {**CONV, "name": "b", "share": "a"}},
        {"conv": {**CONV, "share": "b"}},
    ]
    assert [layer.shares for layer in calculate(Network(input="8x8x4", layers=layers))] == [None, "a", "a"]


def test_a_pass_of_a_repeat_shares_with_its_own_or_with_an_earlier_one() -> None:
    inside = [{"conv": {**CONV, "name": "a"}}, {"conv": {**CONV, "name": "b", "share": "a"}}]
    report = calculate(Network(input="8x8x4", layers=[{"repeat": {"times": 2, "layers": inside}}]))
    assert [layer.shares for layer in report] == [None, "a.1", None, "a.2"]
    once = [{"conv": {**CONV, "name": "w"}}, {"repeat": {"times": 3, "layers": [{"conv": {**CONV, "share": "w"}}]}}]
    assert calculate(Network(input="8x8x4", layers=once)).totals.params == (3 * 3 * 4 + 1) * 4


FIRST = {"conv": {**CONV, "name": "a"}}
BLOCK = {
    "b": [{"conv": CONV}, "relu"],
    "c": {"args": {"n": 1}, "layers": [{"repeat": {"times": "${n}", "layers": ["relu"]}}]},
}


@pytest.mark.parametrize(
    ("layers", "code", "said"),
    [
        ([{"conv": {**CONV, "name": "a", "share": "a"}}], "unknown-reference", "`a` cannot share with itself"),
        ([{"conv": {**CONV, "share": "later"}}, {"conv": {**CONV, "name": "later"}}], "unknown-reference", "`later`"),
        ([{"conv": {**CONV, "share": "input"}}], "unknown-reference", "`input` is an input"),
        (
            [FIRST, {"conv": {**CONV, "filters": 5, "share": "a"}}],
            "shape-mismatch",
            "conv needs weight 5x4x3x3 and bias 5",
        ),
        ([FIRST, {"conv": {**CONV, "bias": False, "share": "a"}}], "shape-mismatch", "a has weight 4x4x3x3 and bias 4"),
        ([FIRST, {"local": {**CONV, "share": "a"}}], "shape-mismatch", "local shares with a layer of its kind"),
        (
            [FIRST, {"fc": {"units": 3, "share": {"layer": "a", "transpose": True}}}],
            "shape-mismatch",
            "fc or embedding",
        ),
        ([{"b": {"name": "x"}}, {"conv": {**CONV, "share": "x"}}], "shape-mismatch", "a use of the block b"),
        ([FIRST, {"b": {"share": "a"}}], "shape-mismatch", "a is a layer"),
        ([{"b": {"name": "x"}}, {"c": {"share": "x"}}], "shape-mismatch", "x is a use of b"),
        ([{"c": {"name": "x", "n": 2}}, {"c": {"share": "x", "n": 3}}], "shape-mismatch", "x has 2 layers"),
        ([{"b": {"name": "x"}}, {"b": {"share": {"layer": "x", "transpose": True}}}], "invalid-value", "for one layer"),
        ([FIRST, {"conv": {**CONV, "share": 3}}], "invalid-value", "`share` takes the name of a layer"),
        ([FIRST, {"conv": {**CONV, "share": {"of": "a"}}}], "invalid-value", "`share` takes the name of a layer"),
    ],
)
def test_what_cannot_be_shared_is_said_at_its_share(layers: list[Any], code: str, said: str) -> None:
    ((found_code, path, message),) = found(layers, blocks=BLOCK)
    assert (found_code, path[-1]) == (code, "share")
    assert said in message


def test_what_cannot_be_shared_counts_as_its_own() -> None:
    wider = {"conv": {**CONV, "filters": 5}}
    report = calculate(Network(input="8x8x4", layers=[FIRST, {"conv": {**wider["conv"], "share": "a"}}]))
    alone = calculate(Network(input="8x8x4", layers=[FIRST, wider]))
    assert (report.totals, report.layers[1].shares) == (alone.totals, None)


def test_share_is_written_as_it_was() -> None:
    network = Network(
        input="6",
        layers=[{"fc": {"units": 4, "name": "a"}}, {"fc": {"units": 6, "share": {"layer": "a", "transpose": True}}}],
    )
    assert Network(**network.to_dict()) == network
    again = Network(input="6", layers=network.layers)
    assert calculate(again).totals == calculate(network).totals
    assert again.to_dict()["layers"][1]["fc"]["share"] == {"layer": "a", "transpose": True}
    assert Network(**Network(**TOWERS).to_dict()) == Network(**TOWERS)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(min_value=-1, max_value=5), min_size=1, max_size=6), st.integers(0, 99))
def test_shared_arrays_are_counted_once_whoever_shares(chosen: list[int], seed: int) -> None:
    layers: list[Any] = []
    for place, owner in enumerate(chosen):
        share = {"share": f"n{owner}"} if 0 <= owner < place else {}
        layers += [{"fc": {"units": 3, "name": f"n{place}", **share}}, "tanh"]
    network = Network(input="3", layers=layers)
    net, report = ReferenceNet(network, seed=seed), calculate(network)
    assert sum(array.size for array in net.params.values()) == report.totals.params
    x = np.random.default_rng(seed).standard_normal((2, 3))
    net.forward(x)
    grads = net.backward(np.ones((2, 3)))
    for name, array in net.params.items():
        moved = np.zeros_like(array)
        for at in np.ndindex(array.shape):
            ends = []
            for step in (1e-6, -1e-6):
                kept, array[at] = array[at], array[at] + step
                ends.append(float(net.forward(x).sum()))
                array[at] = kept
            moved[at] = (ends[0] - ends[1]) / 2e-6
        assert np.allclose(grads[name], moved, atol=1e-7)
