"""PyTorch's shapes and parameter counts of random nets, as it gave them once (data/make_torch_cases.py)."""

import json
from pathlib import Path
from typing import Any

import pytest

from netcalc import Network, calculate

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent.parent / "data" / "torch_cases.json").read_text())


@pytest.mark.parametrize(
    "case",
    CASES,
    ids=lambda case: "-".join(next(iter(layer), "") if isinstance(layer, dict) else layer for layer in case["layers"]),
)
def test_pytorch_agrees(case: dict[str, Any]) -> None:
    report = calculate(Network(input=case["input"], rounding="floor", layers=case["layers"]))
    assert [None if layer.output is None else list(layer.output) for layer in report.layers] == case["outputs"]
    assert [layer.params for layer in report.layers] == case["params"]
    assert [layer.buffers for layer in report.layers] == case["buffers"]


def test_the_cases_cover_every_kind_that_pytorch_has() -> None:
    kinds = {next(iter(layer)) if isinstance(layer, dict) else layer for case in CASES for layer in case["layers"]}
    assert kinds >= {"conv", "conv_transpose", "pool", "global_pool", "fc", "batchnorm", "layernorm", "groupnorm"}
    assert kinds >= {"lrn", "prelu", "upsample", "zero_pad", "flatten", "softmax", "relu", "gelu", "dropout"}
    assert {len(case["input"]) for case in CASES} == {1, 2, 3, 4}
    assert any(None in case["outputs"] for case in CASES)
