"""The steps that lead to a number of a network: those of what it is made of first, layer by layer where it is a sum."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from netcalc.explanation.explain import TOTALS, explain
from netcalc.explanation.step import Step
from netcalc.homework.key.of_choice import FitsSolution
from netcalc.homework.key.of_network import NetworkSolution
from netcalc.homework.key.worked import CANNOT
from netcalc.homework.marking.working import steps as own_steps
from netcalc.report.query import Query
from netcalc.report.report import LayerReport, Report

MOST_LAYERS: Final = 16  # of a sum that are worked out one by one
MADE_OF: Final = {
    "neurons": ("output",), "activations": ("output",), "macs": ("output",), "unshared.weights": ("output",),
    "unshared.biases": ("output",), "params": ("weights", "biases"), "flops": ("macs",),
    "training_flops": ("macs", "flops"), "unshared.params": ("unshared.weights", "unshared.biases"),
    "connections": ("unshared.params",),
}  # fmt: skip
FIELD: Final = "receptive_field"
PARTS: Final = (f"{FIELD}.start", f"{FIELD}.size", f"{FIELD}.step")
OWN: Final = {"memory.params": "bytes of params", "memory.activations": "bytes of activations"}


class Worked(NamedTuple):
    """Steps that belong together: of which layer, or of the totals."""

    of: str
    steps: tuple[Step, ...]


def worked(solution: NetworkSolution) -> tuple[Worked, ...]:
    """Give the steps to what a question on a network asks."""
    query, report = solution.query, solution.network.report()
    if solution.right == CANNOT:
        found = _misfits(solution, report)
    elif query.word.startswith(FIELD) and query.layer in report:
        found = _fields(query, report)
    elif query.layer is None and query.word.startswith(f"{TOTALS}."):
        found = (*_layers(_counted(solution), report), Worked(TOTALS, tuple(own_steps(solution))))
    elif query.word in OWN:
        found = _bytes(query, report)
    else:
        found = (_single(solution, query, report),)
    return tuple(each for each in found if each.steps)


def _bytes(query: Query, report: Report) -> tuple[Worked, ...]:
    """Give the count, layer by layer, then its bytes."""
    whole = query._replace(word=f"{TOTALS}.{query.word.removeprefix('memory.')}")
    steps = explain(report, TOTALS).steps
    count = [step for step in steps if step.number == whole.word]
    held = [step for step in steps if step.symbol == OWN[query.word]]
    return (*_layers(whole, report), Worked(TOTALS, (*count, *held[:1])))


def fitted(solution: FitsSolution) -> tuple[Worked, ...]:
    """Give the steps to what a condition asks, with the least value that fits."""
    from netcalc.calculator.calculator import calculate

    report = calculate(solution.network.replace(set={solution.of: solution.right}))
    asked = ((report[each.query.layer], [*_parts(each.query.word)]) for each in solution.claims if each.query.layer)
    found = (Worked(layer.name, _of(report, layer, words)) for layer, words in asked)
    return tuple(each for each in found if each.steps)


def _single(solution: NetworkSolution, query: Query, report: Report) -> Worked:
    """Give the steps to a number of one layer, or to the network's output."""
    if query.layer is None and query.word == "output" and report.outputs[-1].name in report:
        query = query._replace(layer=report.outputs[-1].name)
    count = query.word.removesuffix(".percent")
    words = tuple(dict.fromkeys(_parts(count)))
    steps = [step for step in explain(report, query.layer or TOTALS).steps if step.number in words[:-1]]
    own = own_steps(solution) if query.word == solution.query.word == count and solution.query.layer else ()
    last = own or [step for step in explain(report, query.layer or TOTALS).steps if step.number == count]
    return Worked(query.layer or TOTALS, (*steps, *last))


def _parts(word: str) -> Iterator[str]:
    """Name the numbers that a number is made of, then itself."""
    for part in MADE_OF.get(word, ()):
        yield from _parts(part)
    yield word


def _counted(solution: NetworkSolution) -> Query:
    """Give the number that a sum adds up: where a multiply-add is one operation, of flops the macs."""
    query = solution.query
    counts_once = solution.conventions.flop == "mac" and query.word == f"{TOTALS}.flops"
    return query._replace(word=f"{TOTALS}.macs") if counts_once else query


def _layers(query: Query, report: Report) -> tuple[Worked, ...]:
    """Give the number of each layer that a sum is made of, with its parts that are no volumes."""
    count = query.word.removeprefix(f"{TOTALS}.")
    words = [word for word in _parts(count) if word != "output"]
    layers = [layer for layer in report.layers if _has(layer, count)]
    if len(layers) <= MOST_LAYERS:
        return tuple(Worked(layer.name, _of(report, layer, words)) for layer in layers)
    names = list(dict.fromkeys(layer.name.partition(".")[0] for layer in layers))  # blocks stand for their layers
    known = len(names) <= MOST_LAYERS and all(name in report or name in report.groups for name in names)
    made = ((name, explain(report, name).steps) for name in names) if known else ()
    return tuple(Worked(name, tuple(step for step in steps if step.number == count)) for name, steps in made)


def _has(layer: LayerReport, count: str) -> bool:
    if count.startswith("unshared."):
        return bool(getattr(layer.unshared, count.removeprefix("unshared."), None))
    return bool(getattr(layer, count, None))


def _of(report: Report, layer: LayerReport, words: list[str]) -> tuple[Step, ...]:
    return tuple(step for step in explain(report, layer.name).steps if step.number in words)


def _fields(query: Query, report: Report) -> tuple[Worked, ...]:
    """Give the receptive fields of the layers with windows on the way to a layer, then its own."""
    asked = query.layer or ""
    before = [name for name in way(report, asked)[:-1] if report[name].working.looks]
    own = [FIELD, *(PARTS if query.word == FIELD else (query.word,))]
    needed = list(dict.fromkeys((*own, PARTS[-1])))  # the steps between values go into sizes and starts
    earlier = [Worked(name, _of(report, report[name], needed)) for name in before]
    return (*earlier, Worked(asked, _of(report, report[asked], own)))


def way(report: Report, name: str) -> list[str]:
    """Name the layers from the input to this one, each the first that the next one reads."""
    found: list[str] = []
    while name in report and name not in found:
        found.insert(0, name)
        name = next(iter(report[name].from_), "")
    return found


def _misfits(solution: NetworkSolution, report: Report) -> tuple[Worked, ...]:
    """Give the division that leaves something over, in the layer where it does."""
    name = next(iter(solution.network.calculation().misfits), "")
    if name not in report:
        return ()
    steps = explain(report, name).steps
    return (Worked(name, tuple(step for step in steps if step.number == "output" and step.note)),)
