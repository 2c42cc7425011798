"""What is said of the course's bill beside PyTorch's peak: an upper bound where it is one."""

from typing import Any

import pytest

from netcalc import Network, calculate
from netcalc.render.formats import text
from netcalc.render.pages.report.summary import page
from netcalc.render.pages.report.window import sources

RECURRENT: tuple[str, list[Any]] = ("1000x16", [{"lstm": {"units": 64, "output": "last"}}, {"fc": 2}])
ATTENTIVE: tuple[str, list[Any]] = ("512x32", [{"attention": 8}, {"attention": 8}])
PLAIN: tuple[str, list[Any]] = ("8x8x3", [{"conv": {"filters": 4, "size": 3}}, "relu", {"fc": 10}])


def shown(given: str, layers: list[Any], *, memory: bool, **options: Any) -> str:
    report = calculate(Network(input=given, layers=layers), **options)
    return text.write(page(report, memory=memory), None)


@pytest.mark.parametrize(("given", "layers"), [RECURRENT, ATTENTIVE])
def test_where_pytorch_holds_more_nobody_says_upper_bound(given: str, layers: list[Any]) -> None:
    memory = calculate(Network(input=given, layers=layers)).memory
    assert memory.peak is not None
    assert memory.training is not None
    assert memory.peak > memory.training
    assert "upper bound" not in shown(given, layers, memory=False)
    assert "PyTorch's peak can be higher" in shown(given, layers, memory=False)
    assert "which is no upper bound here" in shown(given, layers, memory=True)


# Adam's update makes two arrays as large as the largest: the bill of many weights is then exceeded.
@pytest.mark.parametrize(("optimizer", "bound"), [("sgd", True), ("adam", False)])
def test_the_bill_is_called_an_upper_bound_where_it_is_one(optimizer: str, *, bound: bool) -> None:
    layers = [{"fc": 500}, "relu", {"fc": 10}]
    memory = calculate(Network(input="8x8x3", layers=layers), optimizer=optimizer).memory
    assert memory.peak is not None
    assert memory.training is not None
    assert (memory.peak <= memory.training) is bound
    page = shown("8x8x3", layers, memory=True, optimizer=optimizer)
    assert ("is an upper bound here" in page, "is no upper bound here" in page) == (bound, not bound)


def test_what_comes_to_little_is_not_said() -> None:
    assert "can be higher" not in shown(*PLAIN, memory=False)
    assert "training: " in shown(*PLAIN, memory=False)


# Micikevicius et al. 2018 keep weights in half precision; torch.amp keeps them in float32, so it is not PyTorch's.
def test_mixed_precision_is_not_called_pytorchs() -> None:
    page = shown(*PLAIN, memory=True, dtype="mixed")
    assert "in half precision, a training step" in page
    assert "in PyTorch, " not in page


def test_bytes_of_a_batch_stand_beside_its_examples() -> None:
    held = 8 * 8 * 3 + 6 * 6 * 4 + 10
    assert f"{held} values held x 32 examples ({held * 32 * 4 / 1024:.1f} KiB)" in shown(*PLAIN, memory=False, batch=32)


def test_from_names_a_row() -> None:
    inner = {"residual": {"layers": [{"fc": 6}]}}
    blocks = {"twice": {"layers": [{"fc": 6}, inner, {"add": ["fc1", "fc2"]}]}}
    report = calculate(Network(input="6", blocks=blocks, layers=[{"twice": {}}]))
    rows = {layer.name for layer in report.layers} | {"input"}
    assert all(name in rows for layer in report.layers for name in sources(layer).split(", "))
