"""What a layer stores and multiplies: the sizes of its arrays in the course's order F·F·D·K, times their uses."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import add
from typing import Final

from netcalc.explanation.formulas.formula import Formula
from netcalc.explanation.formulas.letters import putting, word
from netcalc.explanation.step import Step, step
from netcalc.explanation.work import product, size, work_steps
from netcalc.layers.array import Parameter, positions
from netcalc.layers.labels import Put
from netcalc.report.report import LayerReport
from netcalc.volume import Volume

UNKNOWN: Final = "no volume, so nobody can say"


def array_steps(layer: LayerReport) -> Iterator[Step]:
    """Explain what is counted of a layer's arrays and values, in the order of the report."""
    parameters, put = layer.working.parameters, putting(type(layer.working.layer))
    if parameters is None:
        return
    yield from _neurons(layer, put)
    yield from _stored(layer, parameters, put)
    if layer.params or layer.shares:
        yield from _unshared(layer, parameters, put)
    if layer.working.products or any(array.role == "weight" for array in parameters):
        yield from work_steps(layer, parameters, put)
    yield _held(layer, put)


def alone_steps(layer: LayerReport) -> Iterator[Step]:
    """Explain arrays alone: how many values they have is all that is known."""
    yield Step("output", "output", None, note="nobody says what it reads, or what leaves it")
    yield Step("params", "params", layer.params, note="the values of its arrays; which are weights is not said")
    if layer.buffers:
        yield Step("buffers", "buffers", layer.buffers, note="stored, not trained")


def _values(made: Volume, put: Put[Formula]) -> Formula:
    return product((*(positions(made, "2") or ()), ("D2", made.depth)), put)


def _neurons(layer: LayerReport, put: Put[Formula]) -> Iterator[Step]:
    if layer.neurons == 0:
        yield Step("neurons", "neurons", 0, note="its inputs are not weighted")
    elif layer.output is not None:
        yield step("neurons", "neurons", _values(layer.output, put))


def _stored(layer: LayerReport, parameters: tuple[Parameter, ...], put: Put[Formula]) -> Iterator[Step]:
    if not parameters:
        yield Step("params", "params", 0, note="it learns nothing")
        return
    for kept in ("weights", "biases", "buffers"):
        arrays = [array for array in parameters if array.kept == kept]
        sizes = [size(each, put) for array in arrays if not array.borrowed for each in array.pieces]
        if sizes:
            yield step(kept, kept, reduce(add, sizes), _terms(arrays))
        elif arrays:
            yield Step(kept, kept, 0, note=_lent(arrays))
    yield step("params", "params", word(layer.weights, "weights") + word(layer.biases, "biases"))


def _terms(arrays: Sequence[Parameter]) -> str:
    """Say which array each term is of, where there are several."""
    own = list(dict.fromkeys(array.name for array in arrays if not array.borrowed))
    return f"of {', '.join(own)}" if len(own) > 1 else ""


def _lent(arrays: Sequence[Parameter]) -> str:
    """Say whose arrays are used."""
    lent = [array.borrowed for array in arrays if array.borrowed]
    turned = ", used from outputs to inputs" if any(each.turned for each in lent) else ""
    return f"shared: those of {', '.join(dict.fromkeys(each.layer for each in lent))}{turned}, stored there once"


def _unshared(layer: LayerReport, parameters: tuple[Parameter, ...], put: Put[Formula]) -> Iterator[Step]:
    read = [array for array in parameters if array.kept != "buffers"]
    for kept in ("weights", "biases"):
        arrays, name = [array for array in read if array.kept == kept], f"unshared.{kept}"
        if any(array.uses is None for array in arrays):
            yield Step(name, name, None, note=UNKNOWN)
            return
        if arrays:
            yield step(
                name,
                name,
                reduce(add, (size(each, put, each.uses or ()) for array in arrays for each in array.pieces)),
            )
    every = layer.unshared
    both = word(every.weights, "unshared.weights") + word(every.biases, "unshared.biases")
    yield step("unshared.params", "unshared.params", both)
    made: Formula = word(layer.connections, "unshared.params")
    if any(array.reads for array in parameters):
        made = reduce(add, (size(array, put, array.uses or (), array.reads) for array in read))
    yield step("connections", "connections", made)


def _held(layer: LayerReport, put: Put[Formula]) -> Step:
    if layer.output is None:
        return Step("activations", "activations", None, note=UNKNOWN)
    if layer.activations == 0:
        return Step("activations", "activations", 0, note="it works in place")
    return step("activations", "activations", _values(layer.output, put))
