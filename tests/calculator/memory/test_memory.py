"""The training bill, line by line."""

from typing import Any

import pytest

from netcalc import Network, calculate
from netcalc.report.memory import Memory

NETWORK = Network(input="8x8x3", layers=[{"conv": {"filters": 4, "size": 3}}, "relu", {"fc": 10}])
PARAMS = (3 * 3 * 3 * 4 + 4) + (6 * 6 * 4 * 10 + 10)
HELD = 8 * 8 * 3 + 6 * 6 * 4 + 10


def memory(**options: Any) -> Memory:
    return calculate(NETWORK, **options).memory


def test_one_float32_image_with_sgd_is_the_default() -> None:
    bill = memory()
    assert (bill.batch, bill.dtype, bill.optimizer) == (1, "float32", "sgd")
    assert (bill.params, bill.activations) == (4 * PARAMS, 4 * HELD)
    assert bill.training == 4 * (2 * PARAMS + 2 * HELD)


# CS231n notes: parameters times three (value, gradient, cache of momentum); Adam keeps two moments.
@pytest.mark.parametrize(("optimizer", "kept"), [("sgd", 0), ("momentum", 1), ("adam", 2), ("adamw", 2)])
@pytest.mark.parametrize(("dtype", "size"), [("float64", 8), ("float32", 4), ("float16", 2), ("bfloat16", 2)])
def test_every_line_has_its_multiplier(optimizer: str, kept: int, dtype: str, size: int) -> None:
    bill = memory(optimizer=optimizer, dtype=dtype, batch=32)
    assert [(line.values, line.multiplier, line.bytes) for line in bill.lines] == [
        (PARAMS, 1, PARAMS * size),
        (PARAMS, 1, PARAMS * size),
        (PARAMS, kept, PARAMS * kept * size),
        (32 * HELD, 1, 32 * HELD * size),
        (32 * HELD, 1, 32 * HELD * size),
    ]
    assert bill.training == sum(line.bytes or 0 for line in bill.lines) == ((2 + kept) * PARAMS + 2 * 32 * HELD) * size


def test_a_batch_costs_activations_and_no_parameters() -> None:
    one, many = memory(), memory(batch=64)
    assert many.params == one.params
    assert many.activations == 64 * (one.activations or 0)


def test_what_does_not_fit_has_no_bill() -> None:
    layers = [{"conv": {"filters": 4, "size": 9}}]
    bill = calculate(Network(input="8x8x3", layers=layers)).memory
    assert (bill.params, bill.activations, bill.training) == (4 * (9 * 9 * 3 * 4 + 4), None, None)


# Micikevicius et al. 2018: weights, gradients and activations in half precision, a master copy and moments in float32.
def test_mixed_precision_keeps_a_master_copy() -> None:
    bill = memory(optimizer="adam", dtype="mixed", batch=32)
    assert [(line.name, line.values, line.multiplier, line.size) for line in bill.lines] == [
        ("weights", PARAMS, 1, 2),
        ("master weights", PARAMS, 1, 4),
        ("gradients", PARAMS, 1, 2),
        ("adam state", PARAMS, 2, 4),
        ("activations", 32 * HELD, 1, 2),
        ("activation gradients", 32 * HELD, 1, 2),
    ]
    assert (bill.params, bill.activations) == (2 * PARAMS, 2 * 32 * HELD)
    assert bill.training == (2 + 4 + 2 + 2 * 4) * PARAMS + 2 * 2 * 32 * HELD


def test_nobody_trains_in_int8() -> None:
    bill = memory(dtype="int8", batch=2)
    assert (bill.params, bill.activations) == (PARAMS, 2 * HELD)
    assert (bill.training, bill.peak) == (None, None)
    assert bill.inference == PARAMS + 2 * (8 * 8 * 3 + 6 * 6 * 4)


def test_a_moment_has_the_sizes_of_its_type() -> None:
    half, mixed = (memory(dtype=dtype, optimizer="momentum").moments.training for dtype in ("float16", "mixed"))
    assert half is not None
    assert mixed is not None
    assert {line.name: line.size for line in half.lines} | {"master weights": 4, "momentum state": 4} == {
        line.name: line.size for line in mixed.lines
    }
