"""Numbers for planning: bytes moved, operations a byte, times by the roofline; worked out here once more, by hand."""

import json
from fractions import Fraction

import pytest

from netcalc import Network, calculate, load
from netcalc.calculator.planning.devices import DEVICES, understood
from netcalc.calculator.planning.load import Planned
from netcalc.problems import Unreadable
from tests.support.running import Run

NET = Network(
    input="8x8x3",
    layers=[
        {"conv": {"filters": 4, "size": 3, "pad": 1}},
        "batchnorm",
        "relu",
        {"residual": [{"conv": {"filters": 4, "size": 1}}]},
        "flatten",
        "dropout",
        {"fc": 10},
    ],
)
MAP, IN = 8 * 8 * 4, 8 * 8 * 3
READ = {  # values read, and numbers of arrays: all of them once
    "conv1": (IN, 3 * 3 * 3 * 4 + 4),
    "batchnorm1": (MAP, 4 * 4),  # scale, shift, mean, variance
    "relu1": (MAP, 0),
    "conv2": (MAP, 4 * 4 + 4),
    "add1": (2 * MAP, 0),
    "flatten1": (0, 0),  # a view
    "dropout1": (0, 0),  # nothing, where nothing is trained
    "fc1": (MAP, MAP * 10 + 10),
}
WRITTEN = {"conv1": MAP, "batchnorm1": MAP, "relu1": MAP, "conv2": MAP, "add1": MAP, "fc1": 10}


@pytest.mark.parametrize(("batch", "dtype", "size"), [(1, "float32", 4), (5, "float16", 2), (3, "float64", 8)])
def test_bytes_that_each_layer_reads_and_writes(batch: int, dtype: str, size: int) -> None:
    found = Planned(calculate(NET, batch=batch, dtype=dtype))
    for name, (values, arrays) in READ.items():
        load_ = found.of(name)
        assert load_.bytes_read == size * (batch * values + arrays)
        assert load_.bytes_written == size * batch * WRITTEN.get(name, 0)
    assert found.total.bytes_read == size * sum(batch * values + arrays for values, arrays in READ.values())
    assert found.total.bytes_written == size * batch * sum(WRITTEN.values())


def test_mixed_precision_reads_two_bytes() -> None:
    assert Planned(calculate(NET, dtype="mixed")).of("relu1").bytes_read == 2 * MAP


def test_an_embedding_reads_the_rows_that_it_looks_up() -> None:
    words = Network(input="10x1", layers=[{"embedding": {"vocabulary": 50_000, "depth": 8}}])
    found = Planned(calculate(words)).of("embedding1")
    assert (found.bytes_read, found.bytes_written) == (4 * (10 + 10 * 8), 4 * 10 * 8)


def test_operations_a_byte() -> None:
    found = Planned(calculate(NET, batch=2)).of("fc1")
    assert found.intensity == Fraction(2 * 2 * MAP * 10, 4 * (2 * MAP + MAP * 10 + 10 + 2 * 10))
    assert Planned(calculate(NET)).of("flatten1").intensity is None


def test_a_layer_takes_the_longer_of_its_work_and_its_bytes() -> None:
    speed = understood("1 GFLOPS, 2 GB/s", "float32")
    found = Planned(calculate(NET), speed)
    for name in READ:
        one = found.of(name)
        assert one.flops is not None
        assert one.bytes_read is not None
        assert one.bytes_written is not None
        work, moved = Fraction(one.flops, 10**9), Fraction(one.bytes_read + one.bytes_written, 2 * 10**9)
        assert one.seconds == max(work, moved)
        assert one.bound == (None if moved == 0 else "compute" if work > moved else "memory")
    assert found.total.seconds == sum(found.of(name).seconds or 0 for name in READ)


def test_groups_are_as_their_layers_together() -> None:
    net = load("resnet18")
    found = Planned(calculate(net), understood("t4", "float32"))
    top = [found.of(name) for name in ("conv1", "relu1", "pool1", "conv2_x", "conv3_x", "conv4_x", "conv5_x")]
    rest = [found.of(name) for name in ("global_pool1", "fc1")]
    assert sum(each.bytes_read or 0 for each in (*top, *rest)) == found.total.bytes_read
    assert sum(each.seconds or 0 for each in (*top, *rest)) == found.total.seconds


@pytest.mark.parametrize(
    ("text", "operations", "bandwidth"),
    [
        ("312 TFLOPS, 2 TB/s", 312 * 10**12, 2 * 10**12),
        ("2 TB/s, 312 TFLOP/s", 312 * 10**12, 2 * 10**12),
        ("19.5 TFLOPs; 900 GB/s", 195 * 10**11, 900 * 10**9),
        ("1 PFLOPS and 1 GiB/s", 10**15, 2**30),
        ("100 GFLOPS,25GB/s", 10**11, 25 * 10**9),
        ("A100", 195 * 10**11, 2039 * 10**9),
    ],
)
def test_a_device_is_a_name_or_two_speeds(text: str, operations: Fraction, bandwidth: Fraction) -> None:
    found = understood(text, "float32")
    assert (found.operations, found.bandwidth) == (operations, bandwidth)


@pytest.mark.parametrize(
    "text",
    ["", "a10", "312 TFLOPS", "2 TB/s", "1 TFLOPS, 2 TFLOPS", "0 TFLOPS, 1 TB/s", "-1 TFLOPS, 2 TB/s", "x" * 999],
)
def test_what_is_no_device(text: str) -> None:
    with pytest.raises(Unreadable):
        understood(text, "float32")


def test_every_named_device_says_its_source_and_is_faster_with_less() -> None:
    for device in DEVICES.values():
        assert "datasheet" in device.source
        assert device.rates["float16"] > device.rates["float32"]


def test_json_has_seconds_and_the_device(run: Run) -> None:
    found = json.loads(run("summary", "lenet5", "--device", "1 GFLOPS, 1 TB/s", "--format", "json").out)
    assert found["layers"][0]["time"] == 2 * 117_600 / 10**9
    assert found["layers"][0]["bound"] == "compute"
    assert found["device"]["operations"] == 10**9
    assert found["totals"]["time"] >= 2 * 416_520 / 10**9


def test_the_table_calls_it_an_estimate_and_a_bound(run: Run) -> None:
    shown = run("summary", "lenet5", "--device", "h100", COLUMNS="200").out
    assert "time: an estimate by the roofline, and a bound" in shown
    assert "h100: NVIDIA H100 datasheet" in shown
    assert "a time takes a device" in run("summary", "lenet5", "--columns", "time").out
    assert run("summary", "lenet5", "--device", "t4", "--dtype", "bfloat16").status == 2


def test_a_layer_that_does_not_fit_has_no_time(run: Run) -> None:
    spec = "input: 8x8x1\nlayers:\n  - conv: {filters: 2, size: 9}\n  - fc: 3\n"
    ran = run("summary", "-", "--device", "t4", "--format", "json", stdin=spec)
    assert ran.status == 1
    assert json.loads(ran.out)["layers"][0]["time"] is None
