"""Counting: neurons, weights, parameters and multiplications, with and without sharing."""

from typing import Any, Final

from netcalc.course.quiz.draws import Draws
from netcalc.course.quiz.question import Kind, Question, of_network

NEURONS: Final = "The inputs are given, not computed: every layer behind them has neurons."
FULL: Final = "Every neuron has a weight for each of its inputs, and a bias: (n + 1)·u."
FILTER: Final = "A filter reaches through the whole depth: F·F·D weights and a bias, K times."
SHARED: Final = (
    "A filter is shared by all positions. Without sharing each neuron, W2·H2·K of them, has F·F·D weights and a bias."
)
MACS: Final = "Each of the W2·H2·K neurons does F·F·D multiplications; biases are added, not multiplied."
GROUPS: Final = "With g groups a filter sees only D/g slices: F·F·D/g weights and a bias, K times."
SUM: Final = "Count layer by layer, biases too, and add: pools and ReLUs have none."


def _fc(draws: Draws) -> tuple[str, dict[str, Any]]:
    """Draw a small fully connected net: in words, and as a network."""
    sizes = [draws.between(2, 9) for _ in range(draws.between(3, 4))]
    layers = [layer for size in sizes[1:] for layer in ({"fc": size}, "relu")][:-1]
    return "-".join(map(str, sizes)), {"input": sizes[0], "layers": layers}


def _conv(draws: Draws) -> tuple[str, dict[str, Any]]:
    """Draw a convolution that keeps the size."""
    width, depth = draws.one(16, 28, 32), draws.one(1, 3, 8, 16)
    filters, size = draws.between(4, 32), draws.one(3, 5, 7)
    text = f"A volume of {width}x{width}x{depth}, {filters} filters of {size}x{size}, stride 1, pad {(size - 1) // 2}"
    fields = {"filters": filters, "size": size, "pad": (size - 1) // 2}
    return text, {"input": f"{width}x{width}x{depth}", "layers": [{"conv": fields}]}


def neurons(draws: Draws) -> Question:
    """Ask for the neurons of a small net."""
    text, net = _fc(draws)
    return of_network(f"A fully connected net of {text}: how many neurons?", "totals.neurons", net, NEURONS)


def weights(draws: Draws) -> Question:
    """Ask for the parameters of a small net."""
    text, net = _fc(draws)
    return of_network(f"A fully connected net of {text}: how many parameters?", "totals.params", net, FULL)


def filters(draws: Draws) -> Question:
    """Ask for the parameters of a convolution."""
    text, net = _conv(draws)
    return of_network(f"{text}: how many parameters?", "conv1.params", net, FILTER)


def flattened(draws: Draws) -> Question:
    """Ask for the parameters of a fully connected layer on a volume."""
    width, depth, units = draws.between(4, 8), draws.between(8, 64), draws.one(10, 20, 100)
    text = (
        f"A volume of {width}x{width}x{depth} goes into a fully connected layer of {units}: how many parameters has it?"
    )
    net = {"input": f"{width}x{width}x{depth}", "layers": [{"fc": units}]}
    return of_network(text, "fc1.params", net, f"It reads every value of the volume. {FULL}")


def multiplied(draws: Draws) -> Question:
    """Ask for the multiplications of a convolution."""
    text, net = _conv(draws)
    return of_network(f"{text}: how many multiplications?", "conv1.macs", net, MACS)


def summed(draws: Draws) -> Question:
    """Ask for the parameters of a whole convnet."""
    width, first, units = 4 * draws.between(4, 8), draws.between(4, 12), draws.one(10, 20)
    second = 2 * first
    text = (
        f"A {width}x{width}x3 image; {first} filters of 3x3 with pad 1, a ReLU, a 2x2 pool; {second} filters of 3x3 "
        f"with pad 1, a ReLU, a 2x2 pool; {units} class scores: how many parameters in all?"
    )
    block = [{"conv": {"filters": first, "size": 3, "pad": 1}}, "relu", {"pool": 2}]
    again = [{"conv": {"filters": second, "size": 3, "pad": 1}}, "relu", {"pool": 2}]
    net = {"input": f"{width}x{width}x3", "layers": [*block, *again, {"fc": units}]}
    return of_network(text, "totals.params", net, SUM)


def each(draws: Draws) -> Question:
    """Ask how many weights one neuron of a convolution has."""
    text, net = _conv(draws)
    hint = "A neuron sees a window of FxF through the whole depth: F·F·D."
    return of_network(f"{text}: how many weights has each neuron?", "conv1.weights_per_neuron", net, hint)


def shared(draws: Draws) -> Question:
    """Ask for the weights of a convolution, with sharing."""
    text, net = _conv(draws)
    return of_network(f"{text}: how many weights, with sharing and without biases?", "conv1.weights", net, SHARED)


def unshared(draws: Draws) -> Question:
    """Ask for the parameters of a convolution without sharing."""
    text, net = _conv(draws)
    asked = f"{text}: how many parameters, if every neuron had its own?"
    return of_network(asked, "conv1.unshared.params", net, SHARED)


def connected(draws: Draws) -> Question:
    """Ask for the neurons of a convolution."""
    text, net = _conv(draws)
    hint = "A filter makes a neuron at each of its positions: W2·H2·K."
    return of_network(f"{text}: how many neurons?", "conv1.neurons", net, hint)


def grouped(draws: Draws) -> Question:
    """Ask for the parameters of a convolution in groups."""
    groups, width, size = draws.one(2, 4), draws.one(14, 28), draws.one(3, 5)
    depth, filters = groups * draws.between(2, 8), groups * draws.between(2, 12)
    about = f"{filters} filters of {size}x{size} in {groups} groups"
    text = f"A volume of {width}x{width}x{depth}, {about}: how many parameters?"
    fields = {"filters": filters, "size": size, "groups": groups}
    net = {"input": f"{width}x{width}x{depth}", "layers": [{"conv": fields}]}
    return of_network(text, "conv1.params", net, GROUPS)


def times(draws: Draws) -> Question:
    """Ask how many times fewer weights sharing leaves."""
    width, size, filters = draws.one(16, 28, 32, 64), draws.one(3, 5, 7), draws.between(4, 32)
    text = (
        f"A {width}x{width}x3 image, {filters} filters of {size}x{size}, stride 1, no padding: how many times as many "
        "weights would there be without sharing?"
    )
    fields = {"text": text, "answer": f"({width} - {size} + 1)*({width} - {size} + 1)"}
    return Question(fields, "A filter is used at each of its positions: W2·H2 times.")


COUNTING: Final[tuple[tuple[Kind, ...], ...]] = ((neurons, weights), (filters, flattened), (multiplied, summed))
SHARING: Final[tuple[tuple[Kind, ...], ...]] = ((each, shared), (connected, unshared), (grouped, times))
