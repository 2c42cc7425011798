"""`why`: the measured numbers of other tools, each explained by its tool; what people write; what is no explanation."""

import json
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

import pytest

from netcalc import Network, load, why
from netcalc.conventions.counting import CountedNetwork
from netcalc.conventions.tools import TOOLS
from tests.support.running import Run

LENET = Network(
    input="28x28x1",
    layers=[
        {"conv": {"filters": 6, "size": 5, "pad": 2}}, "tanh", {"pool": {"size": 2, "op": "avg"}},
        {"conv": {"filters": 16, "size": 5}}, "tanh", {"pool": {"size": 2, "op": "avg"}},
        {"fc": 120}, "tanh", {"fc": 84}, "tanh", {"fc": 10},
    ],
)  # fmt: skip


def single(shape: str, layer: Any) -> Network:
    return Network(input=shape, layers=[layer])


CONV = single("32x32x3", {"conv": {"filters": 8, "size": 3, "pad": 1}})
GROUPED = single("32x32x8", {"conv": {"filters": 16, "size": 3, "pad": 1, "groups": 4}})
TRANSPOSED = single("16x16x8", {"conv_transpose": {"filters": 4, "size": 4, "stride": 2, "pad": 1}})
NORM = single("32x32x8", "batchnorm")
POSITIONS = single("10x3", {"fc": {"units": 8, "flatten": False}})
ATTENTION = single("10x64", {"attention": {"heads": 4}})
LSTM = single("10x16", {"lstm": 32})
NETS = {name: load(name) for name in ("vgg16", "resnet50", "mobilenet-v2", "vit-b16")}


@pytest.fixture(scope="module", autouse=True)
def walked_once() -> Iterator[None]:
    """Walk each network once: what is counted of it is the same whatever is asked."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(import_module("netcalc.conventions.why"), "CountedNetwork", cache(CountedNetwork))
        yield


# released versions, batch 1: torchinfo 1.8.0, fvcore 0.1.5, ptflops 0.7.5, thop 0.1.1
MEASURED: list[tuple[Network, str, str]] = [
    (LENET, "423,038", "torchinfo"),
    (LENET, "416,520", "fvcore"),
    (LENET, "435,646", "ptflops"),
    (LENET, "418,096", "thop"),
    (NETS["vgg16"], "15,483,821,032", "torchinfo"),
    (NETS["vgg16"], "15,470.29M", "fvcore"),
    (NETS["vgg16"], "15,523.23M", "ptflops"),
    (NETS["vgg16"], "15,470.31M", "thop"),
    (NETS["resnet50"], "4,089,238,376", "torchinfo"),
    (NETS["resnet50"], "4,111,512,576", "fvcore"),
    (NETS["resnet50"], "4,132,436,968", "ptflops"),
    (NETS["resnet50"], "4,133,742,592", "thop"),
    (NETS["mobilenet-v2"], "300.81M", "torchinfo"),
    (NETS["mobilenet-v2"], "314.19M", "fvcore"),
    (NETS["mobilenet-v2"], "320.30M", "ptflops"),
    (NETS["mobilenet-v2"], "327.49M", "thop"),
    (NETS["vit-b16"], "173.23M", "torchinfo"),
    (NETS["vit-b16"], "16,867.41M", "fvcore"),
    (NETS["vit-b16"], "17,606.03M", "ptflops"),
    (NETS["vit-b16"], "11,286.25M", "thop"),
    (CONV, "229,376", "torchinfo"),
    (GROUPED, "311,296", "torchinfo"),
    (TRANSPOSED, "528,384", "torchinfo"),
    (TRANSPOSED, "524,288", "thop"),
    (NORM, "32,768", "thop"),
    (NORM, "16,384", "ptflops"),
    (NORM, "16,384", "fvcore"),
    (NORM, "40,960", "fvcore"),
    (ATTENTION, "163,840", "fvcore"),
    (ATTENTION, "0", "torchinfo"),
    (ATTENTION, "0", "thop"),
    (LSTM, "64,000", "torchinfo"),
    (LSTM, "66,560", "thop"),
    (LSTM, "0", "fvcore"),
]


@pytest.mark.parametrize(("network", "number", "tool"), MEASURED)
def test_a_measured_number_is_explained_by_its_tool(network: Network, number: str, tool: str) -> None:
    found = why(network, number)
    assert tool in [each.code for each in found.explanations][:2]
    told = why(network, number, of="totals.macs")
    assert tool in [each.code for each in told.explanations][:2]


def test_norms_that_hold_as_many_parameters_as_torchinfo_calls_multiply_adds() -> None:
    assert why(NORM, 16).explanations[0].code == "same"  # its own params
    assert why(NORM, 16, of="totals.macs").explanations[0].code == "torchinfo"


def test_torchinfo_loses_the_positions_of_a_linear_layer() -> None:
    assert why(POSITIONS, 3 * 8 + 8, of="totals.macs").explanations[0].code == "torchinfo"


LAYER = {"conv": {"filters": 4, "size": 3}}
RESNET, VGG = NETS["resnet50"], NETS["vgg16"]


@pytest.mark.parametrize(
    ("network", "number", "of", "codes"),
    [
        (RESNET, 2 * 4_089_184_256, "totals.macs", ("two-per-multiply-add", "flop-counter")),
        (RESNET, 2 * 4_089_184_256, None, ("same", "flop-counter")),  # totals.flops
        (RESNET, 3 * 4_089_184_256, "totals.macs", ("with-backward-pass",)),
        (RESNET, 4_089_184_256, "totals.flops", ("one-per-multiply-add",)),
        (RESNET, 64 * 4_089_184_256, None, ("batch-folded-in",)),
        (RESNET, "523 GFLOPs", None, ("batch-folded-in",)),  # 64 x 8.178
        (RESNET, "8178368512 MACs", None, ("two-per-multiply-add", "flop-counter")),  # what is called MACs is no FLOP
        (RESNET, "8.18 GMACs", None, ("two-per-multiply-add",)),
        (RESNET, 25_557_032 + 53_120, None, ("keras", "with-running-statistics")),
        (RESNET, 25_557_032 + 53_120 + 53, None, ("with-running-statistics",)),  # and a count of batches a norm
        (RESNET, 4 * 25_557_032, "totals.params", ("bytes-for-values",)),
        (RESNET, 4 * 25_557_032, None, ("same",)),  # memory.params
        (RESNET, 25_557_032 - (2048 * 1000 + 1000), None, ("without-fully-connected",)),
        (RESNET, 25_557_032 - 990 * (2048 + 1), None, ("other-size",)),  # ten classes
        (RESNET, "23.5M", None, ("without-fully-connected",)),
        (RESNET, "97.8 MB", None, ("weights-file",)),  # as torchvision states it
        (RESNET, "177.83 MB", None, ("torchinfo",)),  # its forward/backward pass size
        (VGG, 138_357_544 - 13_416, None, ("same",)),  # CS231n's table: totals.weights
        (VGG, 138_357_544 - 13_416, "totals.params", ("weights-alone", "without-biases")),
        (VGG, "528 MB", None, ("same",)),
        (VGG, 15_470_264_320 + 13_556_712, None, ("torchinfo", "counted-biases")),
        (RESNET, 25_557_032 + 26_560, None, ("biases-everywhere",)),  # Keras' ResNet-50
        (RESNET, 25_583_592 + 53_120, None, ("with-running-statistics+biases-everywhere",)),  # as Keras prints it
        (load("resnet34"), "3.6 GFLOPs", None, ("same",)),  # the paper's, cut off
        (load("gpt2"), 124_439_808 + 50_257 * 768, None, ("shared-at-each-use",)),  # the tied head again
        (load("yolov3"), "65.86 BFLOPs", None, ("same",)),
        (load("yolov3"), "140.69 BFLOPs", None, ("another-input-size",)),  # 608, not 416
        (load("densenet121"), "2.87 GFLOPs", None, ("fvcore",)),
        (load("mobilenet-v2"), "300M", None, ("same",)),  # cut off
        (load("resnet18"), "1.82 GFLOPs", None, ("thop", "fvcore")),
        (load("resnet18"), "44.7MB", None, ("weights-file",)),
        (load("efficientnet-b0"), "0.39B", None, ("same",)),
        (LENET, 61_706 - 10_164, "totals.params", ("layer-left-out",)),  # without fc2
        (POSITIONS, 4 * 10 * 3 * 8, "totals.macs", ("batch-folded-in",)),  # four examples
        (POSITIONS, 4 * (3 * 8 + 8), "totals.macs", ("torchinfo+batch-folded-in",)),
        (VGG, "123.87 GMACs", None, ("torchinfo+batch-folded-in",)),  # eight
        (load("alexnet"), 62_378_344, None, ("without-groups",)),  # AlexNet on one GPU
        (load("alexnet"), "1.14 GFLOPs", None, ("without-groups",)),
        (RESNET, "25.6 MB", None, ("values-for-bytes", "other-precision")),  # int8
        (CONV, 216, "conv1.params", ("weights-alone",)),
        (LENET, "2400", "conv2.params", ("weights-alone",)),  # not 2,416, rounded
    ],
)
def test_what_makes_a_number(network: Network, number: int | str, of: str | None, codes: tuple[str, ...]) -> None:
    found = [each.code for each in why(network, number, of).explanations]
    assert set(codes) <= set(found[: len(codes)])


@pytest.mark.parametrize(
    ("network", "number"),
    [
        (load("shufflenet-v2"), "146M"),
        (load("gpt2"), "117M"),
        (LENET, 416_519),
        (LENET, "0.5M"),
        (CONV, "2.6e20"),
        (RESNET, "4.1 TFLOPs"),
        (RESNET, "4.09 TFLOPs"),
        (RESNET, "7.3 GMACs"),
        (RESNET, "1G"),
    ],
)
def test_no_explanation_by_coincidence(network: Network, number: int | str) -> None:
    found = why(network, number)
    assert found.explanations == ()
    assert found.ours is not None


def test_the_unit_says_what_is_asked() -> None:
    assert why(RESNET, "7.3 GMACs").of == why(RESNET, "8178368512 MACs").of == "totals.macs"
    assert why(RESNET, "7.3 GFLOPs").of == "totals.flops"
    assert why(RESNET, "4.1 GFLOPs").of == "totals.macs"  # as papers have it


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("7.3 GMACs", "thop counts 4,133,742,592 MACs, 43.4% less"),
        ("4.2G", "MACs, 1.6% less"),
        ("1G", "4.1 times it"),
        ("9.9G", "times less"),
    ],
)
def test_the_nearest_tools_are_told_with_how_far_they_are(number: str, said: str) -> None:
    assert said in why(RESNET, number, "totals.macs").nearest[0]


def test_two_digits_tell_no_tools_apart() -> None:
    found = why(RESNET, "4.1G").explanations
    assert found[0].code == "same"
    assert "rounded so, it is the same as what torchinfo, thop, ptflops and fvcore count" in found[0].text
    assert all(each.value == 4_089_184_256 for each in found)


def test_what_a_rounded_number_is_explained_by_rounds_to_it() -> None:
    for each in why(RESNET, "4.13G").explanations:
        assert round(each.value / 10**7) == 413


def test_two_conventions_together() -> None:
    both = 2 * (4_089_184_256 + 22_227_968 + 100_352)
    assert why(RESNET, both, "totals.macs").explanations[0].code == "fvcore+two-per-multiply-add"


def test_a_tool_on_another_input() -> None:
    spec = {"layers": [{"conv": {"filters": 8, "size": 3, "pad": 1}}, "batchnorm", {"pool": 2}, {"fc": 10}]}
    larger = CountedNetwork(Network(input="256x256x3", **spec)).total("macs")
    found = why(Network(input="224x224x3", **spec), larger or 0).explanations[0]
    assert (found.code, found.instead) == ("another-input-size", "`--input 256x256x3`")


def test_one_layers_number() -> None:
    net = Network(
        input="8x8x3",
        layers=[{"conv": {"filters": 4, "size": 3, "name": "a"}}, {"conv": {"filters": 4, "size": 3, "name": "b"}}],
    )
    assert why(net, "5", "b.receptive_field.size").explanations[0].code == "same"
    assert "a has it" in why(net, "3", "b.receptive_field.size").explanations[0].text


UNEVEN = Network(input="32x16x3", layers=[LAYER, {"conv": {"filters": 4, "size": "3x5"}}, {"fc": 2}])


@pytest.mark.parametrize(
    ("number", "query", "of", "ours", "codes"),
    [
        (3, "conv1.receptive_field", "conv1.receptive_field", 3, ["same"]),
        ("3x3", "conv1.receptive_field.size", "conv1.receptive_field.size", 3, ["same"]),
        (5, "conv2.receptive_field", "conv2.receptive_field (width)", 3 + (3 - 1), ["same"]),
        (7, "conv2.receptive_field", "conv2.receptive_field (height)", 3 + (5 - 1), ["same"]),
        (9, "conv2.receptive_field", "conv2.receptive_field (height)", 7, []),
        (32, "fc1.receptive_field", "fc1.receptive_field (width)", 32, ["same"]),  # all: the whole input
    ],
)
def test_a_receptive_field_is_a_number_an_axis(number: Any, query: str, of: str, ours: int, codes: list[str]) -> None:
    found = why(UNEVEN, number, query)
    assert (found.of, found.ours, [each.code for each in found.explanations]) == (of, ours, codes)


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tools_number_is_explained_by_it(tool: str) -> None:
    net = Network(input="16x16x3", layers=[LAYER, "batchnorm", "relu", {"pool": 2}, "global_pool", {"fc": 5}])
    for gives in TOOLS[tool].gives:
        number = CountedNetwork(net).total(gives.total, TOOLS[tool].usual.conventions)
        found = [each.code for each in why(net, number or 0, f"totals.{gives.total}").explanations]
        assert tool in found


def test_json_has_the_fields_that_scripts_read(run: Run) -> None:
    ran = run("why", "resnet50", "4133742592", "--format", "json")
    found = json.loads(ran.out)
    assert ran.status == 0
    assert list(found)[:4] == ["number", "of", "ours", "explanations"]
    assert (found["number"], found["of"], found["ours"]) == (4_133_742_592, "totals.macs", 4_089_184_256)
    first = found["explanations"][0]
    assert (first["code"], first["conventions"]) == ("thop", ["counted-norms", "counted-pools"])
    assert first["text"].startswith("thop counts 4,133,742,592 MACs. +44,455,936: norms, 4 a value (53 layers)")
    assert [part["difference"] for part in first["parts"]] == [4 * 11_113_984, 7 * 7 * 2048 + 2048]


def test_nothing_found_is_status_1_and_an_empty_list(run: Run) -> None:
    ran = run("why", "lenet5", "3.8G", "--format", "json")
    assert ran.status == 1
    assert json.loads(ran.out)["explanations"] == []
    assert "no tool and no convention" in run("why", "lenet5", "3.8G").out


@pytest.mark.parametrize("form", ["table", "markdown", "latex", "csv", "html"])
def test_every_form(run: Run, form: str) -> None:
    assert "22,227,968" in run("why", "resnet50", "4.11G", "--of", "totals.macs", "--format", form).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("resnet50", "4.1 parsecs"), "not a unit: parsecs. NUMBER is such as"),
        (("resnet50", ""), "not a number"),
        (("resnet50", "4.1", "--of", "totals.mac"), "did you mean `totals.macs`?"),
        (("resnet50", "4.1", "--of", "output"), "asks for no number that is counted"),
        (("nonet", "4.1"), "neither a file nor a bundled spec"),
    ],
)
def test_bad_usage_is_said_in_a_sentence(run: Run, words: tuple[str, ...], said: str) -> None:
    ran = run("why", *words)
    assert ran.status == 2
    assert said in ran.err


@pytest.mark.parametrize("number", ["0M params", "0 MiB"])
def test_nothing_is_rounded_to_0(run: Run, number: str) -> None:
    assert "no tool and no convention" in run("why", "lenet5", number).out


def test_a_network_that_does_not_fit_says_so(run: Run) -> None:
    spec = "input: 8x8x1\nlayers:\n  - conv: {filters: 2, size: 9}\n  - fc: 3\n"
    ran = run("why", "-", "20", stdin=spec)
    assert ran.status == 1
    assert "window-too-large" in ran.err


def test_it_stands_beside_search_too() -> None:
    from netcalc.search import why as beside

    assert beside is why
