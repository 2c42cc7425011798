"""One layer on the volumes it reads: what it makes, what it stores, every count, and what is wrong."""

from typing import Final, NamedTuple, TypeAlias

from netcalc.arithmetic import Arithmetic
from netcalc.calculator.fit import judge
from netcalc.layers.base import Layer, Misfit, Parameter, Window
from netcalc.problems import Problem
from netcalc.report.report import Unshared
from netcalc.volume import Volume

KINDS_KEPT: Final = ("weights", "biases", "buffers")
UNKNOWN: Final = Unshared(None, None, None)
NONE: Final = Unshared(0, 0, 0)

Known: TypeAlias = int | None
Numbers: TypeAlias = tuple[Known, Known, Known, Known, Known, Unshared, Known, Known, Known, Known]


class Outcome(NamedTuple):
    """What came of a layer; the problems say which field, not yet which layer."""

    made: Volume | None
    window: Window | None
    parameters: tuple[Parameter, ...] | None
    numbers: Numbers
    problems: tuple[Problem, ...]


def unknown(layer: Layer) -> Outcome:
    """Say what comes of a layer that reads what does not exist: nothing is known."""
    return Outcome(None, None, None, _count(layer, None, None, Arithmetic()), ())


def outcome(
    layer: Layer, given: tuple[Volume, ...], rules: Arithmetic, *, hints: bool, told: Volume | None = None
) -> Outcome:
    """Work a layer out on what it reads; `hints`: say of a window that does not fit what would.

    `told` is a volume that takes the place of the one it makes.
    """
    found: list[Problem] = []
    made, window = told, None
    try:
        made = told or rules.leaves(layer, given, layer.output(*given, rules=rules))
        window = layer.window(*given, rules=rules)
    except Misfit as misfit:
        found.append(_problem(misfit))
    problem = judge(layer, given[0], window, rules=rules, hints=hints) if window is not None else None
    if problem is not None:
        found.append(problem)
    parameters = None
    try:
        stored = layer.parameters(*given, made=made, rules=rules)
        parameters = None if stored is None else rules.stores(layer, given, stored)
    except Misfit as misfit:
        again = _problem(misfit)
        found += [again] if all((again.code, again.path) != (each.code, each.path) for each in found) else []
    return Outcome(made, window, parameters, _count(layer, made, parameters, rules), tuple(found))


def _problem(misfit: Misfit) -> Problem:
    return Problem(code=misfit.code, message=misfit.message, hint=misfit.hint, path=(misfit.field,))


def _count(layer: Layer, made: Volume | None, parameters: tuple[Parameter, ...] | None, rules: Arithmetic) -> Numbers:
    """Count a layer's numbers, in the order of `Counts`."""
    held = None if made is None else 0 if layer.in_place else made.values
    if parameters is None:
        return (None, None, None, None, None, UNKNOWN, None, None, None, held)
    if not parameters:
        return (0, 0, 0, 0, 0, NONE, 0, 0, 0, held)
    stored = dict.fromkeys(KINDS_KEPT, 0)
    unshared: dict[str, Known] = {**stored}
    macs: Known = 0
    connections: Known = 0
    for array in parameters:
        kept, every = array.kept, array.unshared
        stored[kept] += array.count
        unshared[kept] = plus(unshared[kept], every)
        if kept != "buffers":
            connections = plus(connections, array.connections)
        if array.role == "weight":
            macs = plus(macs, every)
    params = plus(unshared["weights"], unshared["biases"])
    return (
        rules.neurons(made, weighted=any(array.role == "weight" for array in parameters)),
        stored["weights"],
        stored["biases"],
        stored["weights"] + stored["biases"],
        stored["buffers"],
        Unshared(unshared["weights"], unshared["biases"], params),
        connections,
        macs,
        None if macs is None else rules.flops(macs),
        held,
    )


def plus(one: Known, other: Known) -> Known:
    """Add two counts; unknown where one is."""
    return None if one is None or other is None else one + other
