"""How each count of a layer is made: a rule by the count's name."""

from collections.abc import Callable, Iterable, Mapping
from math import prod
from typing import Final, NamedTuple

from netcalc.calculator.rules import Rules
from netcalc.layers.array import Parameter, Products
from netcalc.layers.base import Layer
from netcalc.report.counts import Known
from netcalc.volume import Volume


class Worked(NamedTuple):
    """A layer worked out: what leaves it, and its arrays; None where they are unknown."""

    layer: Layer
    made: Volume | None
    arrays: tuple[Parameter, ...] | None
    rules: Rules
    products: Products | None = ()
    learns: tuple[bool, ...] = ()

    def stored(self, kept: str) -> Known:
        """Count the values of the arrays that are kept as weights, biases or buffers."""
        return added(None if self.arrays is None else [each.count for each in self.arrays if each.kept == kept])

    def unshared(self, kept: str) -> Known:
        """Count them as if every use had a value of its own."""
        return added(None if self.arrays is None else [each.unshared for each in self.arrays if each.kept == kept])


def added(numbers: Iterable[Known] | None) -> Known:
    """Add counts up; unknown where one is."""
    every = [None] if numbers is None else list(numbers)
    return None if None in every else sum(every)  # type: ignore[arg-type]  # none of them is None


def _neurons(worked: Worked) -> Known:
    if worked.arrays is None:
        return None
    return worked.rules.neurons(worked.made, weighted=any(array.role == "weight" for array in worked.arrays))


def _connections(worked: Worked) -> Known:
    arrays = worked.arrays
    return added(None if arrays is None else (each.connections for each in arrays if each.kept != "buffers"))


def _macs(worked: Worked) -> Known:
    """Count what is multiplied by weights, and values by values."""
    if worked.arrays is None or worked.products is None:
        return None
    by_values = (prod(number for _, number in product) for product in worked.products)
    return added((*(each.unshared for each in worked.arrays if each.role == "weight"), *by_values))


def _flops(worked: Worked) -> Known:
    macs = _macs(worked)
    return None if macs is None else worked.rules.flops(macs)


def _training_flops(worked: Worked) -> Known:
    """Count forward and backward; what would give a gradient that nobody needs is spared."""
    macs, arrays, products = _macs(worked), worked.arrays, worked.products
    if macs is None or arrays is None or products is None:
        return None
    spared = worked.layer.spared(*arrays, learns=worked.learns, products=products)
    rules = worked.rules
    return None if spared is None else rules.training_flops(rules.flops(macs), rules.flops(spared))


def _weights_per_neuron(worked: Worked) -> Known:
    """Divide the weights by the neurons that have some of their own: of a position, where positions share them.

    Of a layer that shares, they are its owner's.
    """
    weights = [array for array in worked.arrays or () if array.role == "weight"]
    if worked.made is None or not weights or not worked.layer.even():
        return None
    shared = any(array.uses for array in weights)
    held, neurons = sum(array.size for array in weights), worked.made.depth if shared else worked.made.values
    return None if neurons < 1 or held % neurons else held // neurons  # a broken rule leaves none, or fewer


def _activations(worked: Worked) -> Known:
    if worked.made is None:
        return None
    return 0 if worked.layer.in_place else worked.made.values


RULES: Final[Mapping[str, Callable[[Worked], Known]]] = {
    "neurons": _neurons,
    "weights": lambda worked: worked.stored("weights"),
    "biases": lambda worked: worked.stored("biases"),
    "params": lambda worked: added((worked.stored("weights"), worked.stored("biases"))),
    "buffers": lambda worked: worked.stored("buffers"),
    "unshared.weights": lambda worked: worked.unshared("weights"),
    "unshared.biases": lambda worked: worked.unshared("biases"),
    "unshared.params": lambda worked: added((worked.unshared("weights"), worked.unshared("biases"))),
    "connections": _connections,
    "macs": _macs,
    "flops": _flops,
    "training_flops": _training_flops,
    "weights_per_neuron": _weights_per_neuron,
    "activations": _activations,
}


def counted(worked: Worked) -> dict[str, Known]:
    """Make every count of a layer."""
    return {name: rule(worked) for name, rule in RULES.items()}
