"""What PyTorch holds: the highest moment of a training step and of a pass alone, held against what was measured."""

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcalc import Network, calculate, load
from netcalc.calculator.memory.places import planned
from netcalc.calculator.memory.training import Training
from netcalc.network.bundle import bundled
from netcalc.report.fold import folded
from netcalc.report.memory import FLOWING, LEARNED, Moment
from tests.support.running import ROOT

MIB = 2**20
CASES: list[dict[str, Any]] = json.loads((ROOT / "tests/data/memory.json").read_text())
MEASURED = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['name']}-{case['optimizer']}")
INNER = {"branches", "norms"}  # a pool's indices, what lrn makes inside: no volumes, and PyTorch makes them here too


def of(case: dict[str, Any]) -> Network:
    return Network(input=case["input"], layers=case["layers"])


def saved(network: Network, batch: int) -> int:
    """Count the bytes that are saved when a forward pass is done."""
    plan = planned(network.graph, calculate(network).layers, batch)
    assert plan is not None
    last = [held for held in Training(plan, 0).moments() if held.at == "forward"][-1]
    return 4 * last.saved + 8 * last.indices


# data/make_memory.py: what torch 2.13 held, array by array.
@MEASURED
def test_a_step_holds_what_pytorch_held(case: dict[str, Any]) -> None:
    memory = calculate(of(case), batch=case["batch"], optimizer=case["optimizer"]).memory
    assert memory.peak == pytest.approx(case["peak"], rel=0.02)


# torch 2.13, measured as above, with `scores = net(x); loss = cross_entropy(scores, target)`: 3,331,560 and 4,818,360
# bytes, the loss itself (8) among them.
@pytest.mark.parametrize(
    ("layers", "peak"),
    [
        ([{"conv": {"filters": 50, "size": 3, "pad": 1}}], 3_331_560),
        ([{"conv": {"filters": 50, "size": 3, "pad": 1}}, "relu", {"conv": {"filters": 60, "size": 1}}], 4_818_360),
    ],
)
def test_a_softmax_loss_keeps_its_logarithm_and_the_gradient_on_it(layers: list[Any], peak: int) -> None:
    report = calculate(Network(input="32x32x3", layers=layers, loss="softmax"), batch=4)
    assert report.memory.peak == peak - 8
    moment = report.memory.moments.training
    assert moment is not None
    assert moment.where == "backward through the loss"
    held, scores = {array.name: array.values for array in moment.alive}, report.output
    assert scores is not None
    assert held["log_softmax of the loss"] == held["dlog_softmax of the loss"] == 4 * scores.values
    other = calculate(Network(input="32x32x3", layers=layers, loss="svm"), batch=4).memory
    assert other.peak is not None
    assert other.peak < peak - 8


def test_mixed_precision_works_the_loss_out_in_float32() -> None:
    wide = Network(input="4", layers=[{"fc": 1000}], loss="softmax")
    moment, _ = moments(wide, batch=8, dtype="mixed")
    weights, scores = 4 * 1000 + 1000, 8 * 1000
    held = {line.name: line.bytes for line in moment.lines}
    parts = (held["saved activations"], held["passing activations"], held["the loss"])
    assert moment.where == "backward through the loss"
    # The scores in half; their softmax's logarithm, the gradients on it and on them in float32.
    assert parts == (2 * 32, 2 * scores, 3 * 4 * scores)
    assert moment.bytes == (2 + 4) * weights + sum(parts)


def test_the_moment_of_the_loss_stays_in_a_folded_report() -> None:
    block = [{"conv": {"filters": 50, "size": 3, "pad": 1}}]
    network = Network(input="32x32x3", blocks={"b": block}, layers=["b"], loss="softmax")
    moment = folded(calculate(network), 1).memory.moments.training
    assert moment is not None
    assert moment.where == "backward through the loss"


@MEASURED
def test_the_layers_save_what_pytorch_saved(case: dict[str, Any]) -> None:
    assert saved(of(case), case["batch"]) == case["saved"]


@MEASURED
def test_a_pass_alone_holds_what_pytorch_held(case: dict[str, Any]) -> None:
    memory = calculate(of(case), batch=case["batch"]).memory
    if case["name"] not in INNER:
        assert memory.inference == pytest.approx(case["inference"], rel=0.1)


# Measured with torchvision's networks at a batch of 32 with Adam, the batch itself not counted: MiB.
@pytest.mark.parametrize(
    ("spec", "peak"), [("resnet18", 817), ("resnet50", 2928), ("vgg16", 4312), ("mobilenet-v2", 2429)]
)
def test_a_step_of_a_well_known_network(spec: str, peak: int) -> None:
    memory = calculate(load(spec), batch=32, optimizer="adam").memory
    images = 32 * 224 * 224 * 3 * 4
    assert memory.peak is not None
    assert (memory.peak - images) / MIB == pytest.approx(peak, rel=0.005)


@pytest.mark.parametrize(
    ("spec", "parts"),
    [("resnet50", (97.5, 195.0, 7.8, 2603.3, 24.5)), ("vgg16", (527.8, 1055.6, 498.7, 2131.5, 98.0))],
)
def test_the_parts_of_a_step_are_those_that_were_measured(spec: str, parts: tuple[float, ...]) -> None:
    moment = calculate(load(spec), batch=32, optimizer="adam").memory.moments.training
    assert moment is not None
    held = {line.name: (line.bytes or 0) / MIB for line in moment.lines}
    saved = held["saved activations"] + held["indices"] - 32 * 224 * 224 * 3 * 4 / MIB
    found = (held["weights"], held["adam state"], held[LEARNED], saved, held[FLOWING])
    assert found == pytest.approx(parts, abs=0.3)


@pytest.mark.parametrize(("spec", "inference"), [("resnet50", 416.2), ("vgg16", 1311.8)])
def test_a_pass_alone_of_a_well_known_network(spec: str, inference: float) -> None:
    found = calculate(load(spec), batch=32).memory.inference
    assert found is not None
    assert round(found / MIB, 1) == inference


def moments(network: Network, **options: Any) -> tuple[Moment, Moment]:
    training, inference = calculate(network, **options).memory.moments
    assert training is not None
    assert inference is not None
    return training, inference


def test_each_input_that_is_held_has_its_own_name() -> None:
    towers = [{"fc": {"units": 2, "from": "left"}}, {"fc": {"units": 2, "from": "right"}}, {"add": ["fc1", "fc2"]}]
    _, alone = moments(Network(inputs={"left": "9", "right": "7"}, layers=towers))
    held = {array.name: array.values for array in alone.alive}
    assert (held["left"], held["right"]) == (9, 7)


def test_what_is_alive_adds_up_to_each_line() -> None:
    for moment in moments(load("resnet18"), batch=2, optimizer="adam"):
        for line in moment.then:
            assert sum(array.values for array in moment.alive if array.line == line.name) == line.values


def test_a_relu_is_counted_once_with_the_conv_that_reads_it() -> None:
    layers = [{"conv": {"filters": 4, "size": 1}}, "relu", {"conv": {"filters": 4, "size": 1}}]
    training, _ = moments(Network(input="8x8x4", layers=layers))
    assert [array.name for array in training.alive if array.line == "saved activations"] == ["input", "relu1"]


def test_a_relu_takes_an_array_of_its_own_where_another_layer_needs_what_it_reads() -> None:
    layers: list[Any] = [{"conv": {"filters": 4, "size": 1}}, "relu", {"add": ["conv1", "relu1"]}]
    chain = [*layers[:2], {"add": ["relu1", "relu1"]}]
    ours, theirs = (moments(Network(input="8x8x4", layers=each))[1].bytes for each in (layers, chain))
    assert ours - theirs == 8 * 8 * 4 * 4


def test_what_no_output_hangs_on_saves_nothing() -> None:
    layers: list[Any] = [{"conv": {"filters": 4, "size": 1}}, {"conv": {"filters": 64, "size": 1, "from": "input"}}]
    with_it, alone = (
        Network(input="8x8x4", layers=[*layers[:count], {"fc": {"units": 2, "from": "conv1"}}]) for count in (2, 1)
    )
    assert saved(with_it, 1) == saved(alone, 1)


def test_a_net_that_learns_nothing_saves_nothing() -> None:
    training, inference = moments(Network(input="8x8x4", layers=["tanh", {"pool": 2}]))
    assert training.bytes == inference.bytes == (8 * 8 * 4 + 8 * 8 * 4) * 4


def test_an_update_of_adam_makes_two_arrays_as_large_as_the_largest() -> None:
    training, _ = moments(Network(input="100", layers=[{"fc": 1000}, {"fc": 10}]), optimizer="adam")
    assert training.where == "the update"
    assert [line.values for line in training.then if line.name == "update"] == [2 * 100 * 1000]


def test_what_does_not_fit_has_no_moments() -> None:
    memory = calculate(Network(input="8x8x3", layers=[{"conv": {"filters": 4, "size": 9}}])).memory
    assert (memory.peak, memory.inference) == (None, None)


@pytest.mark.parametrize("spec", bundled())
def test_a_pass_alone_holds_less_than_a_step(spec: str) -> None:
    memory = calculate(load(spec)).memory
    assert memory.peak is not None
    assert memory.params is not None
    assert memory.params < (memory.inference or 0) <= memory.peak


NODE = st.tuples(st.sampled_from(["conv", "relu", "tanh", "concat"]), st.integers(0, 10**6), st.integers(1, 3))


@given(st.lists(NODE, min_size=1, max_size=9))
def test_a_pass_alone_is_what_brute_force_finds(drawn: list[tuple[str, int, int]]) -> None:
    """Random graphs, run with arrays that are objects: alive is what a variable holds that somebody still needs."""
    reads, layers = graph(drawn)
    network = Network(input="2x1x3", layers=layers)
    report = calculate(network)
    sizes = [0 if layer.output is None else layer.output.values for layer in report.layers]
    assert report.memory.inference == 4 * ((report.totals.params or 0) + brute_force(drawn, reads, sizes))


def graph(drawn: list[tuple[str, int, int]]) -> tuple[list[list[int]], list[Any]]:
    """Give what each layer reads (-1: the input), and the layers as a spec writes them."""
    reads, layers = [], []
    for number, (kind, seed, width) in enumerate(drawn):
        read = [seed % (number + 1) - 1]
        if kind == "concat":
            read += [seed // 10 % (number + 1) - 1]
        names = ["input" if each < 0 else f"l{each}" for each in read]
        more: dict[str, Any] = {"filters": width, "size": 1} if kind == "conv" else {}
        layers.append({kind: {"name": f"l{number}", "from": names if kind == "concat" else names[0], **more}})
        reads.append(read)
    return reads, layers


def brute_force(drawn: list[tuple[str, int, int]], reads: list[list[int]], sizes: list[int]) -> int:
    """Count the values alive at the highest moment: of all arrays that a variable holds which is needed yet."""
    end = len(reads)
    until = {number: needed_until(number, reads) for number in range(-1, end)}
    held: dict[int, list[int]] = {-1: [2 * 1 * 3]}
    most = 0
    for number, (kind, _, _) in enumerate(drawn):
        first = reads[number][0]
        sharing = [volume for volume, array in held.items() if array is held[first]]
        over = kind == "relu" and first >= 0 and sharing == [first] and until[first] == number
        held[number] = held[first] if over else [sizes[number]]
        most = max(most, sum({id(array): array[0] for array in held.values()}.values()))
        held = {volume: array for volume, array in held.items() if until[volume] > number}
    return most


def needed_until(volume: int, reads: list[list[int]]) -> int:
    """Give the last reader, or the first layer in which all paths from a volume to the end have met again."""
    end = len(reads) - 1
    readers = [number for number, read in enumerate(reads) if volume in read]
    if volume == end:
        return end + 1
    last = max(readers, default=volume)
    if volume < 0 or len(readers) < 2:
        return last
    met = set.intersection(*(set(way) for way in ways(volume, reads)))
    return max(last, min(met, default=last))


def ways(volume: int, reads: list[list[int]]) -> Iterator[list[int]]:
    """Go all ways from a volume: the layers behind it, one after the other."""
    readers = [number for number, read in enumerate(reads) if volume in read]
    for number in readers:
        further = list(ways(number, reads))
        yield from ([number, *way] for way in further) if further else [[number]]


def test_moments_of_a_chain_are_the_pairs() -> None:
    """A chain holds what a layer reads and what it makes; the widest pair is the highest moment."""
    widths = [3, 5, 40, 7, 20, 2]
    layers = [{"conv": {"filters": width, "size": 1}} for width in widths[1:]]
    _, inference = moments(Network(input="4x4x3", layers=layers))
    assert inference.bytes - (inference.always[0].bytes or 0) == 4 * 16 * max(
        one + other for one, other in pairwise(widths)
    )
