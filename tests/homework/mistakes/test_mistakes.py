"""Every mistake is named on several architectures, and a right answer never is."""

from typing import Any

import pytest

from netcalc.homework.grading import grade, key
from netcalc.homework.key.worked import CANNOT
from netcalc.homework.marking.marked import MarkedQuestion
from netcalc.homework.mistakes import CATALOGUE, MISTAKES, SLIPS, hint
from tests.support.keys import keyed

Net = dict[str, Any]


def net(volume: str, *layers: object, **more: object) -> Net:
    return {"input": volume, "layers": list(layers), **more}


def conv(filters: int, size: int | str, **more: object) -> Net:
    return {"conv": {"filters": filters, "size": size, **more}}


def marked(network: Net | str, ask: str, answer: object, **sheet: object) -> MarkedQuestion:
    made = {"network": network, "questions": [{"id": "q", "ask": ask}], **sheet}
    return grade(keyed(made), {"q": answer})["q"]


POOL = {"pool": 2}
EMBEDDED = net("9x1", {"embedding": {"vocabulary": 50, "depth": 4}})
LOCAL = {"local": {"filters": 4, "size": 3}}
CONCAT = net("28x28x16", {"parallel": {"join": "concat", "branches": [[conv(8, 1)], [conv(4, 1)]]}})
UP = net("4x4x8", {"conv_transpose": {"filters": 4, "size": 3, "stride": 2, "pad": 1}})
TABLE = [[0, 1, 2], [1, 2, 3], [2, 3, 0], [0, 1, 2, 3]]
CASES: list[tuple[str, Net | str, str, object]] = [
    ("forgot-bias", net("32x32x3", conv(100, 5)), "conv1.params", 5 * 5 * 3 * 100),
    ("forgot-bias", net("32x32x3", conv(10, 5), POOL, {"fc": 10}), "totals.params", 5 * 5 * 3 * 10 + 14 * 14 * 10 * 10),
    ("forgot-bias", "lenet5", "totals.params", 61470),
    ("forgot-bias", "vgg16", "totals.params", 138344128),
    ("forgot-bias", net("20x16", {"lstm": 32}), "lstm1.params", 4 * (32 * 16 + 32 * 32)),
    ("forgot-bias", net("10x64", {"attention": 8}), "attention1.params", 4 * 64 * 64),
    ("forgot-bias", net("10x64", {"attention": {"heads": 8, "kv_heads": 2}}), "attention1.params", 64 * (64 + 32 + 64)),
    ("forgot-bias", net("10x64", {"fc": {"units": 5, "flatten": False}}), "fc1.params", 64 * 5),
    ("multiplied-by-spatial-positions", net("20x16", {"gru": 8}), "gru1.params", 20 * 3 * 8 * (16 + 8) + 6 * 8),
    ("multiplied-by-spatial-positions", net("10x64", {"fc": {"units": 5, "flatten": False}}), "fc1.params", 3205),
    ("one-bias-per-layer", net("300x300x3", {"fc": 100}), "fc1.params", 27_000_001),
    ("one-bias-per-layer", net("20", {"fc": 7}), "fc1.params", 20 * 7 + 1),
    ("one-bias-per-layer", net("5x5x16", {"fc": 120}), "fc1.params", 48001),
    ("forgot-depth", net("32x32x4", conv(100, 5)), "conv1.params", 2600),
    ("forgot-depth", net("14x14x6", conv(64, 5)), "conv1.params", 1664),
    ("forgot-depth", net("32x32x3", conv(100, 5)), "conv1.params", 2600),
    ("forgot-depth+forgot-bias", net("8x8x3", conv(5, 3)), "conv1.params", 45),
    ("forgot-depth+one-bias-per-layer", net("300x300x3", {"fc": 100}), "fc1.params", 9_000_001),
    ("forgot-depth+one-bias-per-layer", net("32x32x4", conv(100, 5)), "conv1.params", 2501),
    ("multiplied-by-spatial-positions", net("64x64x1", conv(1, 1)), "conv1.params", 64 * 64 + 1),
    ("multiplied-by-spatial-positions", net("32x32x3", conv(8, 5)), "conv1.params", 28 * 28 * 5 * 5 * 3 * 8 + 8),
    ("multiplied-by-spatial-positions", net("9x9x2", conv(3, 3)), "conv1.weights", 9 * 9 * 3 * 3 * 2 * 3),
    ("multiplied-by-spatial-positions", net("256x256x3", conv(128, 7)), "conv1.params", 1_233_125_504),
    ("bias-per-filter-in-local-layer", net("10x10x2", LOCAL), "local1.params", 8 * 8 * 4 * 3 * 3 * 2 + 4),
    ("bias-per-filter-in-local-layer", net("7x7x1", LOCAL), "local1.biases", 4),
    ("bias-added-on-the-output-side", net("128", {"fc": 256}), "fc1.params", 128 * 257),
    ("bias-added-on-the-output-side", net("20", {"fc": 7}), "fc1.params", 20 * 8),
    ("assumed-rgb", net("64x64x1", {"fc": 1024}), "fc1.weights", 12_582_912),
    ("assumed-rgb", net("28x28x1", conv(6, 5)), "conv1.params", 5 * 5 * 3 * 6 + 6),
    ("assumed-gray", net("300x300x3", {"fc": 100}), "fc1.params", 9_000_100),
    ("assumed-gray", net("32x32x3", {"fc": 10}, {"fc": 3}), "totals.params", 32 * 32 * 10 + 10 + 33),
    ("forgot-units", net("32x32x3", {"fc": 50}), "fc1.weights", 3072),
    ("forgot-units", net("32x32x3", conv(12, 5)), "conv1.weights", 75),
    ("forgot-flatten", net("7x7x512", {"fc": 4096}), "fc1.params", 512 * 4096 + 4096),
    ("forgot-flatten", net("6x5x8", {"fc": 10}), "fc1.output", "6x5x10"),
    ("ignored-groups", net("27x27x96", conv(256, 5, groups=2)), "conv1.params", 5 * 5 * 96 * 256 + 256),
    ("ignored-groups", "alexnet", "totals.params", 62_378_344),
    ("ignored-connection-table", net("14x14x4", conv(4, 5, connect=TABLE)), "conv1.params", 5 * 5 * 4 * 4 + 4),
    ("ignored-connection-table", "lenet5-1998", "C3.params", 2416),
    ("counted-pool-parameters", net("32x32x10", POOL), "pool1.params", 40),
    ("counted-pool-parameters", net("9x9x2", {"pool": {"size": 3, "stride": 3}}), "pool1.params", 18),
    ("modern-pooling-assumed", net("28x28x6", {"pool": {"size": 2, "trainable": True}}), "pool1.params", 0),
    ("modern-pooling-assumed", "lenet5-1998", "S2.params", 0),
    ("counted-running-statistics", net("8x8x64", "batchnorm"), "batchnorm1.params", 256),
    ("counted-running-statistics", "resnet18", "totals.params", 11689512 + 9600),
    ("padding-counted-once", net("32x32x3", conv(8, 5, pad=2)), "conv1.output", "30x30x8"),
    ("padding-counted-once", net("15x15x8", {"zero_pad": 2}), "zero_pad1.output", "17x17x8"),
    ("ignored-padding", net("120x120x3", conv(32, 3, pad=1)), "conv1.output", "118x118x32"),
    ("ignored-padding", net("32x32x3", conv(8, 5, pad="same")), "conv1.output", "28x28x8"),
    ("ignored-stride", net("7x7x1", conv(1, 3, stride=2)), "conv1.output", "5x5x1"),
    ("ignored-stride", net("32x32x4", POOL), "pool1.output", "31x31x4"),
    ("forgot-plus-one", net("32x32x3", conv(16, 3, stride=2, pad=1), rounding="floor"), "conv1.output", "15x15x16"),
    ("forgot-plus-one", net("28x28x1", conv(6, 5)), "conv1.output", "23x23x6"),
    ("silent-floor", net("7x7x1", conv(1, 3, stride=3)), "conv1.output", "2x2"),
    ("silent-floor", net("10x10x1", conv(1, 3, stride=2)), "conv1.output", "4x4x1"),
    ("silent-ceil", net("7x7x1", conv(1, 3, stride=3)), "conv1.output", "3x3x1"),
    ("silent-ceil", net("10x10x1", conv(1, 3, stride=2)), "conv1.neurons", 25),
    ("kept-input-depth", net("31x31x16", conv(8, 3)), "conv1.output", "29x29x16"),
    ("kept-input-depth", net("32x32x3", conv(10, 5)), "conv1.output", "28x28x3"),
    ("pooled-depth", net("64x64x16", POOL), "pool1.output", "32x32x8"),
    ("pooled-depth", net("28x28x6", POOL), "pool1.output", "14x14x3"),
    ("padded-depth", net("15x15x8", {"zero_pad": 2}), "zero_pad1.output", "19x19x12"),
    ("padded-depth", net("6x6x1", {"zero_pad": 1}), "zero_pad1.output", "8x8x3"),
    ("total-padding-instead-of-per-side", net("32x32x3", conv(8, 5, pad=2)), "conv1.output", "36x36x8"),
    ("total-padding-instead-of-per-side", net("9x9x1", conv(1, 3, pad=1)), "conv1.output", "11x11x1"),
    ("counted-inputs-as-neurons", "mlp-3-4-2", "totals.neurons", 9),
    ("counted-inputs-as-neurons", net("20", {"fc": 7}, {"fc": 3}), "totals.neurons", 30),
    ("counted-input-layer", "mlp-3-4-2", "totals.weighted_layers", 3),
    ("counted-hidden-only", "mlp-3-4-2", "totals.neurons", 4),
    ("counted-hidden-only", "mlp-3-4-4-1", "totals.neurons", 8),
    ("added-sizes", net("32x32x3", conv(8, 3), conv(8, 3)), "conv2.receptive_field.size", 6),
    ("added-sizes", net("32x32x3", conv(8, 5), conv(8, 3), conv(8, 3)), "conv3.receptive_field.size", "11x11"),
    ("forgot-jump", net("33x33x3", conv(8, 3, stride=2), conv(8, 3)), "conv2.receptive_field.size", 5),
    ("forgot-jump", "lenet5", "conv2.receptive_field.size", "10x10"),
    ("off-by-one", "lenet5", "conv2.receptive_field.size", "13x13"),
    ("off-by-one", net("60x60x3", conv(8, "49x43")), "conv1.receptive_field.size", "48x42"),
    ("gave-area", "lenet5", "conv2.receptive_field.size", 196),
    ("gave-area", net("32x32x3", conv(8, 5)), "conv1.receptive_field.size", 25),
    ("wrong-dilation-base", net("32x32x3", conv(8, 3, dilation=2)), "conv1.output", "26x26x8"),
    ("wrong-dilation-base", net("32x32x3", conv(8, 3, dilation=2)), "conv1.receptive_field.size", "3x3"),
    ("flops-2-per-mac", "vgg16", "totals.macs", "30.94G"),
    ("flops-2-per-mac", net("20", {"fc": 7}), "totals.macs", 280),
    ("macs-for-flops", "vgg16", "totals.flops", "15.47G"),
    ("macs-for-flops", net("20", {"fc": 7}), "fc1.flops", 140),
    ("mb-for-mib", "lenet5", "memory.params", "241 KB"),
    ("mb-for-mib", "vgg16", "memory.activations", "58.1 MB"),
    ("bits-for-bytes", "lenet5", "memory.params", 61706 * 32),
    ("bits-for-bytes", net("20", {"fc": 7}), "memory.params", 147 * 32),
    ("swapped-height-width", net("32x24x3", conv(8, 5)), "conv1.output", "20x28x8"),
    ("swapped-height-width", net("9x7x1", conv(2, 3)), "conv1.output", "5x7x2"),
    ("wrong-volume-order", "lenet5", "conv1.output", "6x28x28"),
    ("wrong-volume-order", net("32x24x3", conv(8, 5)), "conv1.output", "8x20x28"),
    ("exact-fit-expected", "resnet18", "conv1.conv1.output", "cannot"),
    ("exact-fit-expected", net("10x10x1", conv(1, 3, stride=2), rounding="floor"), "conv1.output", "does not fit"),
    ("forgot-shift", net("8x8x64", "batchnorm"), "batchnorm1.params", 64),
    ("one-pair-per-layer", net("8x8x64", "batchnorm"), "batchnorm1.params", 2),
    ("forgot-pieces", net("20", {"maxout": {"units": 7, "pieces": 2}}), "maxout1.params", 147),
    ("forgot-one-axis", net("7x7x512", {"fc": 10}), "fc1.params", 7 * 512 * 10 + 10),
    ("forgot-one-axis", net("7x7x512", "flatten"), "flatten1.output", 3584),
    ("forgot-one-axis", net("32x32x3", conv(10, 5)), "conv1.params", 5 * 3 * 10 + 10),
    ("counted-bias", net("224x224x3", conv(64, 3)), "conv1.weights", 1792),
    ("assumed-bias", net("32x32x3", conv(10, 5, bias=False)), "conv1.params", 760),
    ("counted-biases-as-macs", "lenet5", "conv1.macs", 122304),
    ("gave-shared-count", "lenet5", "conv1.unshared.weights", 150),
    ("gave-shared-count", net("6x6x4", LOCAL), "local1.params", 148),
    ("params-for-connections", "lenet5", "conv1.connections", 156),
    ("added-instead-of-multiplied", net("64", {"fc": 3}), "fc1.params", 67),
    ("multiplied-through", net("5", {"fc": 8}, {"fc": 3}), "totals.weights", 120),
    ("forgot-output-bias", net("5", {"fc": 8}, {"fc": 3}), "totals.params", 72),
    ("multiplied-depths", net("24x24x3", conv(10, 3)), "output", "22x22x30"),
    ("divided-depths", net("24x24x5", conv(10, 3)), "conv1.output", "22x22x2"),
    ("largest-branch", CONCAT, "concat1.output", "28x28x8"),
    ("kept-input-depth", CONCAT, "concat1.output", "28x28x16"),
    ("upsampled-depth", net("4x4x6", {"upsample": {"factor": 2}}), "upsample1.output", "8x8x12"),
    ("used-conv-formula", UP, "conv_transpose1.output", "2x2x4"),
    ("counted-output-positions", UP, "conv_transpose1.macs", 14112),
    ("multiplied-sizes", net("32x32x3", conv(8, 3), conv(8, 3)), "conv2.receptive_field.size", 9),
    ("ignored-dilation", net("64x1", conv(1, 8), conv(1, 8, dilation=2)), "conv2.receptive_field.size", 15),
    ("left-fraction", net("32x32x32", {"pool": {"size": 3, "stride": 2}}), "pool1.output", "15.5x15.5x32"),
    ("assumed-same-padding", net("64x64x1", conv(1, 5)), "conv1.output", "64x64x1"),
    ("gave-filter-size", net("32x32x3", conv(8, 5)), "conv1.output", "5x5x8"),
    ("took-size-for-stride", net("27x27x8", {"pool": {"size": 3, "stride": 2}}), "pool1.output", "9x9x8"),
    ("halved", net("55x55x8", {"pool": {"size": 3, "stride": 2}}), "pool1.output", "28x28x8"),
    ("halved-twice", net("224x224x3", conv(64, 7, stride=2, pad=3), rounding="floor"), "output", "56x56x64"),
    ("assumed-size-3", net("32x32x3", conv(8, 5)), "conv1.output", "30x30x8"),
    ("assumed-size-3", net("32x32x3", conv(8, 5)), "conv1.params", 3 * 3 * 3 * 8 + 8),
    ("counted-filters-as-neurons", "lenet5", "conv1.neurons", 6),
    ("counted-one-map", "lenet5", "conv1.neurons", 28 * 28),
    ("counted-pool-outputs-as-neurons", net("32x32x3", conv(10, 5), POOL), "totals.neurons", 7840 + 1960),
    ("counted-activations-twice", net("4", {"fc": 4}), "totals.activations", 16),
    ("values-for-bytes", "lenet5", "memory.params", "61706 bytes"),
    ("double-precision", "lenet5", "memory.params", 61706 * 8),
    ("forgot-pool", net("4x4x6", POOL, {"fc": 10}), "fc1.params", 970),
    ("gave-the-input", net("32x32x3", conv(10, 5)), "conv1.output", "32x32x3"),
    ("left-out-a-layer", net("5", {"fc": 8}, {"fc": 3}), "totals.params", 27),
    ("another-layers-number", net("5", {"fc": 8}, {"fc": 3}), "fc1.params", 27),
    ("lost-factor-of-ten", "vgg16", "totals.params", 1383575440),
    ("one-bias-vector", net("9x5", {"lstm": 6}), "lstm1.params", 4 * (6 * 5 + 6 * 6 + 6)),
    ("one-bias-vector", net("9x5", {"gru": 6}, {"fc": 2}), "totals.params", 3 * 6 * 12 + 9 * 6 * 2 + 2),
    ("one-direction", net("9x5", {"gru": {"units": 6, "direction": "both"}}), "gru1.params", 3 * (6 * 11 + 12)),
    ("one-direction", net("9x5", {"lstm": {"units": 6, "direction": "both"}}), "lstm1.output", (9, 6)),
    ("forgot-gates", net("9x5", {"lstm": 6}), "lstm1.params", 6 * 5 + 6 * 6 + 12),
    ("wrong-number-of-gates", net("9x5", {"gru": 6}), "gru1.params", 2 * (6 * 11 + 12)),
    ("wrong-number-of-gates", net("9x5", {"lstm": 6}), "lstm1.macs", 9 * 3 * 6 * 11),
    ("forgot-state-weights", net("9x5", {"lstm": 6}), "lstm1.params", 4 * (6 * 5 + 6)),
    ("forgot-attention-products", net("10x24", {"attention": 3}), "attention1.macs", 4 * 10 * 24 * 24),
    ("forgot-attention-products", net("10x24", {"attention": 3}), "attention1.macs", 4 * 10 * 24 * 24 + 10 * 10 * 24),
    ("forgot-projections", net("10x24", {"attention": 3}), "attention1.macs", 2 * 10 * 10 * 24),
    ("forgot-output-projection", net("10x24", {"attention": 3}), "attention1.params", 3 * (24 * 24 + 24)),
    ("forgot-output-projection", net("10x24", {"attention": 3}), "attention1.weights", 3 * 24 * 24),
    ("multiplied-by-heads", net("10x24", {"attention": 3}), "attention1.params", 9 * (24 * 24 + 24) + 24 * 24 + 24),
    (
        "ignored-kv-heads",
        net("10x24", {"attention": {"heads": 6, "kv_heads": 2}}),
        "attention1.weights",
        4 * 24 * 24,
    ),
    ("took-image-for-filter", net("20x20x4", conv(7, 3)), "conv1.params", (20 * 20 * 4 + 1) * 7),
    ("took-image-for-filter", net("64x8", conv(7, 3)), "conv1.weights", 64 * 8 * 7),
    ("counted-weights", net("20x20x4", conv(7, 3)), "conv1.biases", 3 * 3 * 4 * 7 + 7),
    ("kept-every-state", net("9x5", {"lstm": {"units": 6, "output": "last"}}), "lstm1.output", (9, 6)),
    ("one-projection", net("10x24", {"attention": 3}), "attention1.params", 24 * 24 + 24),
    ("multiplied-by-heads", net("10x24", {"attention": 3}), "attention1.macs", 4 * 10 * 576 + 3 * 2 * 10 * 10 * 24),
    ("counted-every-neuron", net("20x20x4", conv(7, 3)), "conv1.weights_per_neuron", 3 * 3 * 4 * 7),
    ("gave-the-rest", net("5", {"fc": 8}, {"fc": 3}), "fc2.params.percent", "64%"),
    ("gave-the-rest", net("5", {"fc": 8}, {"fc": 3}), "fc2.params.percent", "0.64"),
    ("lost-factor-of-ten", net("5", {"fc": 8}, {"fc": 3}), "fc2.params.percent", "3.6%"),
    ("wrong-prefix", net("20x20x4", conv(7, 3)), "memory.params", "1036 KB"),
    ("another-layers-number", net("20x20x4", conv(7, 3), conv(7, 3)), "conv2.receptive_field.size", (3, 3)),
    ("forgot-pool", net("8x8x6", {"global_pool": "avg"}, {"fc": 10}), "fc1.params", 8 * 8 * 6 * 10 + 10),
    ("assumed-same-padding", net("120x2", conv(7, 9, stride=4)), "conv1.output", (30, 7)),
    ("assumed-same-padding", net("20x20x4", conv(7, 3)), "conv1.neurons", 20 * 20 * 7),
    ("two-bias-vectors", net("9x5", {"gru": {"units": 6, "bias": "one"}}), "gru1.params", 3 * (6 * 11 + 12)),
    ("multiplied-by-spatial-positions", net("8x8x6", "layernorm"), "layernorm1.params", 8 * 8 * 2 * 6),
    (
        "multiplied-by-spatial-positions",
        EMBEDDED,
        "embedding1.params",
        1800,
    ),
    ("added-depths", net("8x8x6", {"residual": ["relu"]}), "add1.output", (8, 8, 12)),
    ("counted-the-gaps", net("20x20x4", conv(7, 3, dilation=3)), "conv1.weights", 7 * 7 * 4 * 7),
    ("forgot-positions", net("20x20x4", conv(7, 3)), "conv1.macs", 3 * 3 * 4 * 7),
    ("counted-every-layer", net("20x20x4", conv(7, 3), POOL, {"fc": 3}), "totals.weighted_layers", 3),
    ("left-out-a-layer", net("20x20x4", conv(7, 3), conv(5, 3), {"fc": 3}), "totals.params", 16 * 16 * 5 * 3 + 3),
]


@pytest.mark.parametrize(("code", "network", "ask", "answer"), CASES)
def test_a_mistake_is_named(code: str, network: Net | str, ask: str, answer: object) -> None:
    question = marked(network, ask, answer)
    assert not question.correct
    assert question.score == 0
    named = [question.mistake, *question.also]
    assert code in named


@pytest.mark.parametrize(
    ("network", "ask"), sorted({(str(net), ask): (net, ask) for _, net, ask, _ in CASES}.values(), key=str)
)
def test_a_right_answer_is_never_named(network: Net | str, ask: str) -> None:
    made = key({"network": network, "questions": [{"id": "q", "ask": ask}]})
    right = made.solutions["q"].right
    written = "cannot" if right == CANNOT else list(right) if isinstance(right, tuple) else right
    question = grade(made, {"q": written})["q"]
    assert (question.correct, question.mistake, question.also) == (True, None, ())


@pytest.mark.parametrize(("volume", "batch"), [("lenet5", 10), ("mlp-3-4-2", 128)])
def test_a_number_for_the_whole_batch(volume: str, batch: int) -> None:
    right = key({"network": volume, "questions": [{"id": "q", "ask": "totals.macs"}]}).solutions["q"].right
    assert isinstance(right, int)
    assert marked(volume, "totals.macs", right * batch, batch=batch).mistake == "multiplied-by-batch"


@pytest.mark.parametrize(
    ("network", "ask", "unit"), [("alexnet", "memory.training", "MiB"), ("lenet5", "memory.params", "KB")]
)
def test_a_number_in_bytes_where_another_unit_is_meant(network: str, ask: str, unit: str) -> None:
    sheet = {"conventions": {"memory": unit}}
    right = key({"network": network, "questions": [{"id": "q", "ask": ask}], **sheet}).solutions["q"].right
    assert marked(network, ask, str(right), **sheet).mistake == "bytes-for-unit"
    assert marked(network, ask, f"{right} bytes", **sheet).correct


@pytest.mark.parametrize("answer", ["7", "10", "1.1"])
def test_two_mistakes_are_not_read_into_a_figure_of_two_digits(answer: str) -> None:
    assert marked("alexnet", "memory.params", answer, conventions={"memory": "MiB"}).mistake is None


def test_every_code_has_a_case_and_a_hint() -> None:
    shown = {part for code, *_ in CASES for part in code.split("+")} | {"multiplied-by-batch", "bytes-for-unit"}
    assert shown == {mistake.code for mistake in MISTAKES}
    assert all(hint(mistake.code).endswith(".") for mistake in CATALOGUE)
    assert SLIPS


def test_one_mistake_comes_before_two_and_the_others_are_listed() -> None:
    question = marked(net("32x32x3", conv(10, 5)), "conv1.params", 260)
    assert question.mistake == "forgot-depth"
    assert "assumed-gray" in question.also


def test_the_arithmetic_that_was_written_says_which_mistake_it_was() -> None:
    network = net("32x32x3", conv(10, 5))
    assert marked(network, "conv1.params", "5*5*1*10 + 10").mistake == "assumed-gray"
    assert marked(network, "conv1.params", "5*5*10 + 10").mistake == "forgot-depth"


def test_where_no_mistake_explains_it_none_is_named() -> None:
    question = marked("lenet5", "totals.params", 12345)
    assert (question.mistake, question.also, question.feedback) == (None, (), "Wrong.")
