"""The highest moments of memory on columns: of a training step, of a forward pass alone; for each variant its own."""

from collections.abc import Sequence
from functools import reduce
from typing import Any, Final, NamedTuple

from netcalc.calculator.memory.held import Run
from netcalc.calculator.memory.highest import Terms, bytes_of
from netcalc.calculator.memory.inference import Inference
from netcalc.calculator.memory.places import Plan, planned
from netcalc.calculator.memory.sizes import UNTRAINED, UPDATING
from netcalc.calculator.memory.training import Training
from netcalc.layers.base import Layer
from netcalc.layers.written.waiting import resolved
from netcalc.network.network import Network
from netcalc.report.report import Working
from netcalc.search.vectors.columns.rules import ManyRules
from netcalc.search.vectors.made import Known, Made
from netcalc.search.vectors.walk import Walk, both
from netcalc.volume import Volume

PEAK: Final = "memory.peak"
INFERENCE: Final = "memory.inference"


class Row(NamedTuple):
    """What memory wants of a layer: what leaves it, what it was made of, how much it stores."""

    output: Volume
    working: Working
    params: Any


def there(walk: Walk) -> Known:
    """Say in which variants every layer makes its volume, and every count is known."""
    found: Known = True
    for each in walk.nodes:
        found = both(both(found, each.alive), each.counts["params"].known)
    return found


def highest(word: str, network: Network, walk: Walk, terms: Terms, batch: Any) -> Any:
    """Give the bytes of a highest moment, where each layer makes its volume; None where there is no moment."""
    if word == PEAK and terms.dtype in UNTRAINED:
        return None
    loss = network.loss
    rows: Any = _rows(network, walk)
    plan = planned(network.graph, rows, batch, softmax=loss is not None and loss.kind == "softmax")
    if plan is None or not plan.places:
        return None
    always = terms.trained() if word == PEAK else terms.stored()
    moments = [bytes_of(held, terms.sizes()) for held in _run(word, plan, terms).moments()]
    return reduce(lambda one, other: _larger(walk.rules, one, other), moments) + sum(each.bytes or 0 for each in always)


def _run(word: str, plan: Plan, terms: Terms) -> Run:
    return Training(plan, UPDATING[terms.optimizer]) if word == PEAK else Inference(plan)


def _larger(rules: ManyRules, one: Any, other: Any) -> Any:
    return rules.chosen(one, other, one, other)


def _rows(network: Network, walk: Walk) -> Sequence[Row]:
    """Work the arrays of each layer out again, of the volumes of all variants."""
    rows = list[Row]()
    for number, node in enumerate(network.graph.nodes):
        made = walk.made[number]
        given = tuple(_volume(walk.made[read]) for read in node.given)
        layer: Layer = resolved(node.layer, given)
        output = _volume(made)
        arrays = layer.parameters(*given, made=output, rules=walk.rules)
        rows.append(Row(output, Working(layer, given, arrays, None), made.counts["params"].number))
    return rows


def _volume(made: Made) -> Volume:
    return Volume(made.extents or (1,))
