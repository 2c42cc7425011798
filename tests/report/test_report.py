"""A report: found by name, gone through in order, never changed."""

from dataclasses import FrozenInstanceError

import pytest

from netcalc import Network, Report, Volume, calculate
from netcalc.report.counts import COUNTS

REPORT = calculate(Network(name="Net", input="8x8x3", layers=[{"conv": {"filters": 4, "size": 3}}, "relu", {"fc": 10}]))


def test_layers_are_found_by_name_and_gone_through_in_order() -> None:
    assert [layer.name for layer in REPORT] == [layer.name for layer in REPORT.layers] == ["conv1", "relu1", "fc1"]
    assert REPORT["fc1"] is REPORT.layers[2]
    with pytest.raises(KeyError):
        REPORT["fc2"]


def test_it_says_what_it_is_of() -> None:
    assert isinstance(REPORT, Report)
    assert (REPORT.name, REPORT.input, REPORT.output, REPORT.valid) == ("Net", (8, 8, 3), (10,), True)
    assert isinstance(REPORT["conv1"].output, Volume)


@pytest.mark.parametrize("thing", [REPORT, REPORT.totals, REPORT.totals.unshared, REPORT["conv1"], REPORT.memory])
def test_it_cannot_be_changed(thing: object) -> None:
    name = next(iter(thing.__dataclass_fields__))  # type: ignore[attr-defined]  # one of them has fields
    with pytest.raises(FrozenInstanceError):
        setattr(thing, name, None)


def test_a_layer_has_every_count_that_the_totals_have() -> None:
    for count in COUNTS:
        assert hasattr(REPORT["conv1"], count)
        assert hasattr(REPORT.totals, count)
    assert COUNTS == (
        "neurons", "weights", "biases", "params", "buffers", "unshared", "connections", "macs", "flops",
        "training_flops", "activations",
    )  # fmt: skip


def test_every_count_is_a_python_integer() -> None:
    for counts in (REPORT.totals, *REPORT.layers):
        assert all(type(getattr(counts, count)) is int for count in COUNTS if count != "unshared")
