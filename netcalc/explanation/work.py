"""What a layer multiplies, forward and in a training step, and how many weights one of its neurons has."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import add, mul

from netcalc.explanation.formulas.formula import Formula, formula
from netcalc.explanation.formulas.letters import Spoken, word
from netcalc.explanation.step import Step, step
from netcalc.layers.array import Axis, Factor, Parameter, sized
from netcalc.layers.labels import Put
from netcalc.report.report import LayerReport
from netcalc.volume import Volume


def product(factors: Iterable[Factor], put: Put[Formula]) -> Formula:
    """Multiply labelled numbers."""
    return reduce(mul, (put(label, number) for label, number in factors))


def size(array: Parameter, put: Put[Formula], *times: Iterable[Factor]) -> Formula:
    """Multiply the axes, then what else is given."""
    axes = [sized(each, Spoken(), put) for each in reversed(array.axes)]
    return reduce(mul, [*axes, *(put(label, number) for factors in times for label, number in factors)])


def work_steps(layer: LayerReport, parameters: tuple[Parameter, ...], put: Put[Formula]) -> Iterator[Step]:
    """Explain the multiplications: forward, and of a training step; then those of one neuron."""
    if layer.macs is None:
        return
    weights = [array for array in parameters if array.role == "weight"]
    by_weights = (size(each, put, each.uses or ()) for array in weights for each in array.pieces)
    by_values = (product(factors, put) for factors in layer.working.products)
    yield step("macs", "macs", reduce(add, (*by_weights, *by_values)), _values_note(layer, weighted=bool(weights)))
    yield step("flops", "flops", Spoken().flops(word(layer.macs, "macs")))
    yield from _training(layer, layer.macs)
    if weights and layer.output is not None:
        yield _one_neuron(layer, layer.output, weights, put)


def _values_note(layer: LayerReport, *, weighted: bool) -> str:
    """Say which terms multiply no weights."""
    count = len(layer.working.products)
    if not count or not weighted:
        return ""
    return "the last term is values by values" if count == 1 else f"the last {count} terms are values by values"


def _training(layer: LayerReport, macs: int) -> Iterator[Step]:
    """Explain the operations of a training step: three times as many, less those for a gradient nobody needs."""
    if layer.training_flops is None or layer.flops is None:
        return
    each = Spoken().flops(formula(1)).value
    spared = (3 * layer.flops - layer.training_flops) // int(each)
    left_out = word(spared, "macs" if spared == macs else "macs on the input") if spared else formula(0)
    made = Spoken().training_flops(word(layer.flops, "flops"), Spoken().flops(left_out))
    note = "nobody needs the gradient on the network's input" if spared else ""
    yield step("training_flops", "training flops", made, note)


def _one_neuron(layer: LayerReport, made: Volume, weights: list[Parameter], put: Put[Formula]) -> Step:
    """Explain the weights of one neuron: those of all arrays, without the axes that number the neurons."""
    name, found = "weights per neuron", layer.weights_per_neuron
    if found is None:
        return Step("weights_per_neuron", name, None, note="its neurons do not all have the same number")
    axes = 1 if any(array.uses for array in weights) else len(made)
    labels = {label for each in layer.working.layer.depth(*_given(layer)) for label, _ in each.factors}
    one = reduce(add, (_without(array, axes, labels, made.depth, put) for array in weights))
    if one.value != found:
        held = word(sum(array.size for array in weights), f"weights of {layer.shares}" if layer.shares else "weights")
        one = held / (word(made.values, "neurons") if axes > 1 else put("D2", made.depth))
    return step("weights_per_neuron", name, one)


def _given(layer: LayerReport) -> tuple[Volume, ...]:
    return tuple(volume for volume in layer.working.given if volume is not None)


def _without(array: Parameter, axes: int, labels: set[str], depth: int, put: Put[Formula]) -> Formula:
    """Multiply the axes behind those that number the neurons, and what else is in the first (the pieces of maxout)."""
    first, rest = array.axes[0], array.axes[axes:]
    own = () if first.size == depth else tuple(factor for factor in first.factors if factor[0] not in labels)
    sizes = [sized(each, Spoken(), put) for each in (*reversed(rest), *((Axis(own),) if own else ()))]
    return reduce(mul, sizes, formula(1))
