"""How each count of a layer is made: a rule by the count's name."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

from netcalc.calculator.rules import Worked
from netcalc.layers.array import multiplied
from netcalc.report.counts import Known


class Counted(dict[str, Known]):
    """The counts of a layer by their names, each made when it is first wanted; one may be made of others."""

    def __init__(self, worked: Worked) -> None:
        """Count nothing yet of this layer."""
        super().__init__()
        self.worked = worked

    def __missing__(self, name: str) -> Known:
        self[name] = made = RULES[name](self.worked, self)
        return made

    def every(self) -> dict[str, Known]:
        """Make every count."""
        return {name: self[name] for name in RULES}


Rule: TypeAlias = Callable[[Worked, Counted], Known]


def _stored(kept: str) -> Rule:
    """Count the values of the arrays that are kept as weights, biases or buffers."""

    def stored(worked: Worked, _: Counted) -> Known:
        known = None if worked.arrays is None or worked.layer.alone else worked.arrays
        return added(None if known is None else [each.count for each in known if each.kept == kept])

    return stored


def _params(worked: Worked, counts: Counted) -> Known:
    """Add weights and biases up; of arrays alone nobody says which is which."""
    if worked.layer.alone and worked.arrays is not None:
        return added(each.count for each in worked.arrays if each.kept != "buffers")
    return added((counts["weights"], counts["biases"]))


def _buffers(worked: Worked, _: Counted) -> Known:
    return added(None if worked.arrays is None else [each.count for each in worked.arrays if each.kept == "buffers"])


def _unshared(kept: str) -> Rule:
    """Count them as if every use had a value of its own."""

    def unshared(worked: Worked, _: Counted) -> Known:
        known = None if worked.arrays is None or worked.layer.alone else worked.arrays
        return added(None if known is None else [each.unshared for each in known if each.kept == kept])

    return unshared


def _together(*names: str) -> Rule:
    """Add other counts of the layer up."""
    return lambda _, counts: added([counts[name] for name in names])


def added(numbers: Iterable[Known] | None) -> Known:
    """Add counts up; unknown where one is."""
    every = [None] if numbers is None else list(numbers)
    return None if None in every else sum(every)  # type: ignore[arg-type]  # none of them is None


def _neurons(worked: Worked, _: Counted) -> Known:
    if worked.arrays is None or worked.layer.alone:
        return None
    return worked.rules.neurons(worked.made, weighted=any(array.role == "weight" for array in worked.arrays))


def _connections(worked: Worked, _: Counted) -> Known:
    arrays = None if worked.layer.alone else worked.arrays
    return added(None if arrays is None else [each.connections for each in arrays if each.kept != "buffers"])


def _macs(worked: Worked, _: Counted) -> Known:
    """Count what is multiplied by weights, and values by values."""
    if worked.arrays is None or worked.products is None:
        return None
    by_weights = (each.unshared for each in worked.arrays if each.role == "weight")
    macs = added([*by_weights, multiplied(worked.products)])
    return None if macs is None else worked.rules.multiplies(macs, worked)


def _flops(worked: Worked, counts: Counted) -> Known:
    macs = counts["macs"]
    return None if macs is None else worked.rules.operates(worked.rules.flops(macs), worked)


def _training_flops(worked: Worked, counts: Counted) -> Known:
    """Count forward and backward; what would give a gradient that nobody needs is spared."""
    flops, arrays, products = counts["flops"], worked.arrays, worked.products
    if flops is None or arrays is None or products is None:
        return None
    spared = worked.layer.spared(*arrays, learns=worked.learns, products=products)
    rules = worked.rules
    return None if spared is None else rules.training_flops(flops, rules.flops(spared))


def _weights_per_neuron(worked: Worked, _: Counted) -> Known:
    """Divide the weights by the neurons that have some of their own: of a position, where positions share them.

    Of a layer that shares, they are its owner's.
    """
    weights = [array for array in worked.arrays or () if array.role == "weight"]
    if worked.made is None or not weights or not worked.layer.even():
        return None
    shared = any(array.uses for array in weights)
    held, neurons = sum(array.size for array in weights), worked.made.depth if shared else worked.made.values
    return None if neurons < 1 or held % neurons else held // neurons  # a broken rule leaves none, or fewer


def _activations(worked: Worked, _: Counted) -> Known:
    if worked.made is None:
        return None
    return 0 if worked.layer.in_place else worked.made.values


RULES: Final[Mapping[str, Rule]] = {
    "neurons": _neurons,
    "weights": _stored("weights"),
    "biases": _stored("biases"),
    "params": _params,
    "buffers": _buffers,
    "unshared.weights": _unshared("weights"),
    "unshared.biases": _unshared("biases"),
    "unshared.params": _together("unshared.weights", "unshared.biases"),
    "connections": _connections,
    "macs": _macs,
    "flops": _flops,
    "training_flops": _training_flops,
    "weights_per_neuron": _weights_per_neuron,
    "activations": _activations,
}
