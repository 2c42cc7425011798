"""Advice: what each rule finds, what it leaves alone, and that it fails nothing."""

from pathlib import Path
from typing import Any

import pytest

from netcalc import Network, Report, calculate
from netcalc.calculator.advice import advice
from netcalc.network.bundle import load
from netcalc.problems import ADVICE, CODES
from netcalc.report.fold import folded

SPECS = Path(__file__).parents[2] / "specs"


def conv(filters: int = 8, size: int = 3, **fields: object) -> dict[str, Any]:
    return {"conv": {"filters": filters, "size": size, "pad": (size - 1) // 2, **fields}}


def report(*layers: object, volume: str = "16x16x3", **fields: Any) -> Report:
    return calculate(Network(input=volume, layers=list(layers), **fields))


def advised(*layers: object, volume: str = "16x16x3", **fields: Any) -> list[tuple[str, str | None]]:
    return [(each.code, each.layer) for each in report(*layers, volume=volume, **fields).advice]


def test_every_code_has_its_rule_and_its_sentence() -> None:
    assert set(advice.RULES) == set(ADVICE)
    assert not set(ADVICE) & set(CODES)
    assert all(len(sentence.split()) >= 5 for sentence in ADVICE.values())


def test_advice_is_no_problem() -> None:
    found = report({"fc": 4}, "softmax", volume="3", loss="softmax")
    (each,) = found.advice
    assert (each.severity, each.code, found.valid, found.problems) == ("advice", "softmax-twice", True, ())
    assert each.hint


@pytest.mark.parametrize(
    ("loss", "last", "found"),
    [
        ("softmax", "softmax", ["softmax-twice"]),
        ("svm", "softmax", []),
        ("softmax", "log_softmax", ["softmax-twice"]),
        ("softmax", "mish", ["activation-on-scores"]),
        ("svm", "glu", ["activation-on-scores"]),
        ("mse", "softmax", []),
        (None, "softmax", []),
        ("softmax", "relu", ["activation-on-scores"]),
        ("svm", "tanh", ["activation-on-scores"]),
        ("mse", "sigmoid", []),
        (None, "relu", []),
        ("softmax", "dropout", []),
        ("softmax", "batchnorm", []),
    ],
)
def test_the_last_layer_suits_its_loss(loss: str | None, last: str, found: list[str]) -> None:
    fields = {"loss": loss} if loss else {}
    assert [code for code, _ in advised({"fc": {"units": 4, "bias": False}}, last, volume="3", **fields)] == found


FC = {"fc": {"units": 8, "bias": False}}
LINEAR = [("linear-on-linear", "fc2")]


@pytest.mark.parametrize(
    ("layers", "found"),
    [
        ([{"fc": 8}, {"fc": 8}], LINEAR),
        ([{"fc": 8}, "dropout", {"fc": 8}], LINEAR),
        ([FC, "batchnorm", "scale", "dropout", {"fc": 8}], LINEAR),
        ([{"fc": 8}, "relu", {"fc": 8}], []),
        ([{"fc": 8}, "layernorm", {"fc": 8}], []),
        ([{"fc": 2}, {"fc": 8}], []),  # a bottleneck: 16 x 16 x 3 values, 2, 8
        ([{"fc": 2}, {"fc": 2}], LINEAR),
        ([{"fc": 999}, {"fc": 2}], LINEAR),
    ],
)
def test_two_linear_layers_in_a_row_are_one(layers: list[Any], found: list[tuple[str, str]]) -> None:
    assert advised(*layers) == found


@pytest.mark.parametrize(
    ("layers", "fields", "found"),
    [
        ([conv(), conv()], {}, []),
        ([conv(), conv()], {"loss": "svm"}, ["conv2"]),
        ([conv(), conv(), "relu"], {}, ["conv2"]),
        ([conv(), {"fc": 4}], {}, ["fc1"]),
        ([conv(), "flatten", {"fc": 4}], {}, ["fc1"]),
        ([conv(), "global_pool", {"fc": 4}], {}, []),
        ([conv(), conv(groups="depth"), "relu"], {}, []),
        ([conv(groups=1), conv(groups=2), "relu"], {}, []),
        ([conv(), "relu", conv(2, 1), conv(16, 1), "relu"], {}, []),
        ([conv(), "relu", conv(2, 1), conv(2, 1), "relu"], {}, ["conv3"]),
        ([conv(), {"residual": [conv()]}, "relu"], {}, ["conv2"]),
    ],
)
def test_two_convs_in_a_row_are_one(layers: list[Any], fields: dict[str, Any], found: list[str]) -> None:
    assert [layer for code, layer in advised(*layers, **fields) if code == "linear-on-linear"] == found


@pytest.mark.parametrize(
    ("layers", "found"),
    [
        ([conv(), "batchnorm"], ["conv1"]),
        ([{"fc": 8}, "batchnorm"], ["fc1"]),
        ([conv(bias=False), "batchnorm"], []),
        ([conv(), {"groupnorm": 8}], ["conv1"]),
        ([conv(), {"groupnorm": 4}], []),
        ([conv(), "instancenorm"], ["conv1"]),
        ([conv(), "rmsnorm"], []),
        ([conv(), "layernorm"], []),
        ([conv(), "relu", "batchnorm"], []),
        ([conv(), "batchnorm", {"add": ["conv1", "batchnorm1"]}], []),
        ([conv(), {"batchnorm": {"name": "a"}}, {"batchnorm": {"from": "conv1", "name": "b"}}, {"add": ["a", "b"]}],
         ["conv1"]),
    ],
)  # fmt: skip
def test_a_bias_before_a_norm_is_taken_away_again(layers: list[Any], found: list[str]) -> None:
    assert [layer for code, layer in advised(*layers) if code == "bias-before-norm"] == found


def test_a_bias_that_leaves_the_network_counts() -> None:
    assert advised(conv(), "batchnorm", outputs=["conv1", "batchnorm1"]) == []


@pytest.mark.parametrize(
    ("between", "found"),
    [
        (["tanh", "tanh", "tanh"], ["tanh3"]),
        (["sigmoid", "tanh", "sigmoid", "tanh"], ["sigmoid2"]),
        (["tanh", "tanh"], []),
        (["tanh", "relu", "tanh", "tanh"], []),
    ],
)
def test_saturating_activations_in_a_row(between: list[str], found: list[str]) -> None:
    layers = [layer for activation in between for layer in ({"fc": 8}, activation)]
    assert [layer for code, layer in advised(*layers, {"fc": 2}) if code == "saturating"] == found


def test_saturating_activations_without_weights_between_count_once() -> None:
    assert advised({"fc": 8}, "tanh", "tanh", "tanh", {"fc": 8}, "tanh", {"fc": 2}) == []


# Hu, Shen and Sun 2018: the sigmoid of a squeeze-and-excite is a gate.
def test_gates_do_not_saturate_a_path() -> None:
    gated: list[object] = []
    for number in range(1, 5):
        gated += [
            {"relu": {"name": f"x{number}"}},
            "global_pool",
            conv(3, 1),
            {"sigmoid": {"name": f"g{number}"}},
            {"multiply": [f"x{number}", f"g{number}"]},
        ]
    assert [code for code, _ in advised(*gated)] == []


@pytest.mark.parametrize(
    ("volume", "layers", "found"),
    [
        # 32 - 3 · 4 = 20: 12 of 32 pixels are more than a third; the lecture's 32, 28, 24 are not yet.
        ("32x32x3", [{"conv": {"filters": 6, "size": 5}}, "relu"] * 3, ["conv3"]),
        ("32x32x3", [{"conv": {"filters": 6, "size": 5}}, "relu"] * 2, []),
        ("12x99x3", [{"conv": {"filters": 6, "size": 3}}, "relu"] * 3, ["conv3"]),
        ("12x12x3", [{"conv": {"filters": 6, "size": 3}}, "relu"] * 2, []),
        ("32x32x3", [{"conv": {"filters": 6, "size": 5}}, "relu", conv(6), "relu"] * 4, []),
        ("32x32x3", [{"conv": {"filters": 6, "size": 5}}, "relu", {"pool": 2}] * 2, []),
        ("8x8x3", [{"conv": {"filters": 6, "size": 8}}, "relu"], []),  # it reads all there is: no border
        ("128x64x3", [{"conv": {"filters": 6, "size": "1x64"}}, "relu"], []),  # all along H, nothing along W
        ("9x9x3", [{"conv": {"filters": 6, "size": 3, "dilation": 2}}, "relu"], ["conv1"]),
        ("19x19x3", [{"conv": {"filters": 6, "size": 3, "stride": 2}}, "relu"] * 2 + [
            {"conv": {"filters": 6, "size": 2}}, "relu"], ["conv3"]),  # 2 + 2·2 + 1·4 = 10
    ],
)  # fmt: skip
def test_borders_wash_away(volume: str, layers: list[Any], found: list[str]) -> None:
    assert [layer for code, layer in advised(*layers, volume=volume) if code == "border-washes-away"] == found


def test_advice_is_given_once_for_each_place_where_it_is_written() -> None:
    blocks = {"unit": {"layers": [conv(), "batchnorm", "relu"]}}
    layers = [{"repeat": {"times": 3, "layers": ["unit"]}}]
    assert advised(*layers, blocks=blocks) == [("bias-before-norm", "unit1.conv1")]


def test_a_folded_report_gives_the_advice_of_the_whole() -> None:
    whole = calculate(load("lenet5"))
    assert [each.code for each in whole.advice] == ["saturating"]
    assert folded(whole, 1).advice == whole.advice
    assert whole.advice[0].place is not None


# What the published networks were built with, and the lecture would do otherwise today.
def test_the_bundled_specs_draw_this_advice() -> None:
    drawn = {
        name: [each.code for each in found]
        for name in sorted(each.stem for each in SPECS.iterdir())
        if (found := calculate(load(name)).advice)
    }
    assert drawn == {
        "conv-valid": ["border-washes-away"],  # 9, 7, 5: 4 of 9
        "lenet5": ["saturating"],
        "lenet5-1998": ["saturating"],
        "mobilenet-v3-small": ["linear-on-linear"],  # its first unit leaves 16 channels as 16
        "wavenet": ["linear-on-linear", "linear-on-linear"],  # the first layer bends nothing, as in the paper
        "mlp-3-4-4-1": ["saturating"],
        "cyclegan-generator": ["bias-before-norm"] * 2,  # as its authors' code has them
        "ddpm-cifar10": ["linear-on-linear"],  # a shortcut that widens reads what halves the map
        "pointnet": ["bias-before-norm"] * 3,  # as its authors' code has them: once for each block, and mlp3
    }
