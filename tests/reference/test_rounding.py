"""Networks that round up: the arrays make the volumes that the calculator says, and gradients come back."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from netcalc import Network, calculate
from netcalc.reference.verify.verify import verify

SMALL, PAD = st.integers(1, 4), st.integers(0, 4)
WINDOW = st.fixed_dictionaries({"size": SMALL, "stride": SMALL, "pad": PAD})
POOL = WINDOW.map(lambda fields: {**fields, "pad": min(fields["pad"], fields["size"] - 1)})
LAYERS = st.one_of(
    st.tuples(WINDOW, st.integers(1, 2)).map(lambda drawn: {"conv": {**drawn[0], "filters": 2, "dilation": drawn[1]}}),
    WINDOW.map(lambda fields: {"local": {**fields, "filters": 2}}),
    st.tuples(POOL, st.sampled_from(["max", "avg"]), st.booleans()).map(
        lambda drawn: {"pool": {**drawn[0], "op": drawn[1], "trainable": drawn[2]}}
    ),
)


@settings(max_examples=40)
@given(st.integers(1, 9), st.lists(LAYERS, min_size=1, max_size=3))
def test_what_is_rounded_up_is_what_the_arrays_make(W: int, layers: list[Any]) -> None:
    network = Network(input=[W, 1], rounding="ceil", layers=layers, loss="mse")
    report = calculate(network)
    assume(report.valid and (report.output or (99,))[0] < 20)
    found = verify(network)
    assert [row.output for row in found.layers] == [layer.output for layer in report]
    assert all(not row.reasons for row in found.layers)


@pytest.mark.parametrize(
    ("W", "window", "made"),
    [
        (8, {"size": 3, "pad": 3}, 8 + 2 * 3 - 3 + 1),
        (9, {"size": 3, "stride": 2, "pad": 4}, (9 + 2 * 4 - 3) // 2 + 1),
        (52, {"size": 1, "pad": 1}, 52 + 2),
        (3, {"size": 4, "stride": 4}, 1),
    ],
)
def test_padding_wider_than_the_window_takes_no_window_away(W: int, window: dict[str, int], made: int) -> None:
    network = Network(input=[W, W, 1], rounding="ceil", layers=[{"conv": {**window, "filters": 1}}], loss="mse")
    layer = calculate(network)["conv1"]
    assert (layer.output, layer.macs) == ((made, made, 1), made * made * window["size"] ** 2)
    assert verify(network).passed
