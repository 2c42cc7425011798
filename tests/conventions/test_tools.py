"""Each tool's conventions give what the tool itself printed: of single layers, and of torchvision's networks."""

import json
from functools import cache
from typing import Any

import pytest

from netcalc import Network, load
from netcalc.conventions.counting import CountedNetwork, like
from netcalc.conventions.tools import TOOLS
from tests.support.running import ROOT

CASES: dict[str, Any] = {
    case["name"]: case for case in json.loads((ROOT / "tests/data/conventions.json").read_text(encoding="utf-8"))
}
NUMBERS = {
    "torchinfo": ("torchinfo", "macs"),
    "torchinfo params": ("torchinfo", "params"),
    "thop": ("thop", "macs"),
    "thop params": ("thop", "params"),
    "ptflops": ("ptflops", "macs"),
    "fvcore": ("fvcore", "macs"),
    "calflops": ("calflops", "macs"),
    "calflops flops": ("calflops", "flops"),
    "deepspeed": ("deepspeed", "macs"),
    "deepspeed flops": ("deepspeed", "flops"),
    "flop-counter": ("flop-counter", "flops"),
    "ptflops aten": ("ptflops", "macs"),
    "fvcore training": ("fvcore", "macs"),
}
WRITTEN_OTHERWISE = {"convnext-tiny"}  # torchvision's has linear layers where the spec has convolutions of 1x1
OTHER_READINGS = {
    ("nearest, as a function", "thop"): None,  # a function: no rule of thop's sees it
    ("nearest, as a function", "ptflops"): "where sliding pools are called as functions",
    ("attention", "flop-counter"): "in eval mode, where attention takes a fast path that it does not see",
    ("vit-b16", "flop-counter"): "in eval mode, where attention takes a fast path that it does not see",
    ("mobilenet-v2", "thop"): "where global pools are called as functions",
    ("mobilenet-v2", "ptflops"): "where global pools are called as functions",
    ("densenet121", "thop"): "where global pools are called as functions",
    ("densenet121", "ptflops"): None,  # its last ReLU alone is a function
    ("inception-v3", "thop"): "where sliding pools are called as functions",
    ("inception-v3", "ptflops"): None,  # some pools are functions
    ("swin-t", "fvcore"): "where attention is written out as products",
    ("swin-t", "calflops"): "where attention is written out as products",
    ("swin-t", "deepspeed flops"): None,
    ("swin-t", "calflops flops"): None,  # attention's softmax too
    ("swin-t", "ptflops"): None,  # what it calls F.linear, ptflops does not see
    ("swin-t", "ptflops aten"): None,
}
# torchvision's VGG has a pool to 7x7 where 7x7 comes in
FLAT_POOLS = {"thop": 2, "ptflops": 2, "fvcore": 1, "calflops flops": 1, "deepspeed flops": 1}
OFF = {
    ("adaptive pool, uneven", "thop"): -1,  # (30/7)·(30/7)·392 is a little less than 7,200 in floating point
    **{(net, tool): 7 * 7 * 512 * times for net in ("vgg11", "vgg16") for tool, times in FLAT_POOLS.items()},
}
READINGS = {"ptflops aten": "with its aten backend", "fvcore training": "in training mode"}
SINGLE = [name for name, case in CASES.items() if not isinstance(case["spec"], str)]
NETS = [name for name in CASES if name not in SINGLE and name not in WRITTEN_OTHERWISE]


@cache
def counted(name: str) -> CountedNetwork:
    """Count a case, once for all tools."""
    spec = CASES[name]["spec"]
    return CountedNetwork(load(spec) if isinstance(spec, str) else Network(**spec))


def ours(name: str, printed: str) -> int | None:
    tool, total = NUMBERS[printed]
    when = OTHER_READINGS.get((name, printed), READINGS.get(printed, ""))
    reading = next(each for each in TOOLS[tool].readings if each.when == when)
    found = counted(name).total(total, reading.conventions)
    return None if found is None else found + OFF.get((name, printed), 0)


@pytest.mark.parametrize("name", [*SINGLE, *NETS])
def test_what_a_tool_printed(name: str) -> None:
    known = {key: n for key, n in CASES[name]["counts"].items() if OTHER_READINGS.get((name, key), "") is not None}
    assert {printed: ours(name, printed) for printed in known} == known


def test_ten_networks_and_more_were_asked_about() -> None:
    in_the_table = {"vgg16", "resnet50", "mobilenet-v2", "vit-b16"}
    assert len(set(NETS) - in_the_table) >= 10


@pytest.mark.parametrize("tool", TOOLS)
def test_a_report_as_a_tool_counts_has_the_totals_that_its_conventions_give(tool: str) -> None:
    network = counted("mobilenet-v3-small").network
    found = like(network, TOOLS[tool])
    for gives in TOOLS[tool].gives:
        mine = getattr(found.totals, gives.total)
        assert mine == counted("mobilenet-v3-small").total(gives.total, TOOLS[tool].usual.conventions)
    assert found.name == f"MobileNetV3-Small, as {TOOLS[tool].name} counts"


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("name", ["resnet50", "swin-t", "lstm", "transposed conv"])
def test_the_parts_add_up_to_the_whole_difference(tool: str, name: str) -> None:
    network, reading = counted(name), TOOLS[tool].usual
    for gives in TOOLS[tool].gives:
        plain, found = network.total(gives.total), network.total(gives.total, reading.conventions)
        assert plain is not None
        assert found is not None
        assert sum(part.difference for part in network.parts(gives.total, reading.conventions)) == found - plain


def test_fvcore_on_resnet50_counts_norms_and_the_last_pool() -> None:
    norms, pool = counted("resnet50").parts("macs", TOOLS["fvcore"].usual.conventions)
    assert (norms.code, norms.difference, len(norms.layers)) == ("counted-norms", 22_227_968, 53)
    assert (pool.code, pool.difference, pool.layers) == ("counted-pools", 7 * 7 * 2048, ("global_pool1",))


def test_the_counts_of_a_layer_and_of_a_group() -> None:
    network, thop = counted("resnet50"), TOOLS["thop"].usual.conventions
    block = next(iter(network.network.graph.groups))
    inside = [network.layer(name, "macs", thop) for name in network.names if name.startswith(f"{block}.")]
    assert network.layer(block, "macs", thop) == sum(filter(None, inside))
    assert network.layer("global_pool1", "macs", thop) == 7 * 7 * 2048 + 2048


def test_a_pool_that_changes_nothing_is_a_reading_of_its_own() -> None:
    vgg = counted("vgg16")
    for printed, times in FLAT_POOLS.items():
        tool, total = NUMBERS[printed]
        (reading,) = [each for each in TOOLS[tool].readings if "torchvision's VGG" in each.when]
        assert vgg.total(total, reading.conventions) == CASES["vgg16"]["counts"][printed]
        assert times in (1, 2)


def test_no_word_of_a_tool_scales_what_stands_in_full() -> None:
    words = [gives.word for tool in TOOLS.values() for gives in tool.gives]
    assert [word for word in words if word[:2] in ("GF", "BF", "GM", "MF")] == []
