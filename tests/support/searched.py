"""Random searches: specs of every form, what may be varied of them, columns held against the exact calculator."""

from collections import Counter
from random import Random
from typing import Any

from netcalc.network.network import Network
from netcalc.problems import SpecError
from netcalc.report.counts import TOTALLED
from netcalc.report.query import Query, Value, understand
from netcalc.search.asking.conditions import Condition
from netcalc.search.asking.ranges import read_range
from netcalc.search.asking.ranking import ALIKE, Ranking, Row
from netcalc.search.asking.space import Space
from netcalc.search.asking.unknowns import understood
from netcalc.search.exact import Counted, answers
from netcalc.search.piece import Asked
from netcalc.search.vectors.boxes import cut
from netcalc.search.vectors.piece import in_columns
from netcalc.volume import Volume
from tests.support.any_graphs import drawn

Answered = dict[int, dict[Query, Value] | None]
WIDE = 10**6
FEW = 7  # queries of a search
OF_ALL = (
    *(f"totals.{word}" for word in TOTALLED),
    "memory.params",
    "memory.activations",
    "memory.training",
    "memory.peak",
    "memory.inference",
)
OF_LAYERS = ("params", "macs", "neurons", "training_flops", "weights_per_neuron", "connections", "unshared.params")


def space(seed: int, most: int = 60) -> Space | None:
    """Draw a network, and two or three things that are varied, invalid values among them; None where nothing may be."""
    draw = Random(f"searched {seed}")  # noqa: S311  no secret
    network = Network(**{**drawn(seed), "rounding": draw.choice(["exact", "exact", "floor", "ceil"])})
    fields = [*_fields(network), *_inputs(network), *(["few", "batch"] if draw.random() < 0.5 else [])]
    made: dict[str, Any] = {}
    size = 1
    for name in draw.sample(fields, min(len(fields), draw.choice([1, 2, 2, 3]))):
        low = draw.choice([0, 1, 1, 2]) if "." in name and name.partition(".")[0] not in network.inputs else 1
        count = min(draw.randint(2, 8), max(1, most // size))
        made[name] = read_range(f"{low}..{low + count - 1}")
        size *= count
    try:
        return Space(network, understood(network, made)) if made else None
    except SpecError:
        return None


def _fields(network: Network) -> list[str]:
    """Name the fields of layers that hold a whole number, or one an axis."""
    return [
        f"{node.name}.{field}"
        for node in network.graph.nodes
        for field, value in vars(node.layer).items()
        if _whole(field, value)
    ]


def _whole(field: str, value: object) -> bool:
    each = value if isinstance(value, tuple) and value else (value,)
    return not field.endswith("_") and not isinstance(value, Volume) and all(type(one) is int for one in each)


def _inputs(network: Network) -> list[str]:
    extents = ("width", "height", "length")
    return [
        f"{name}.{extent}"
        for name, volume in network.inputs.items()
        for extent in (*extents[: len(volume) - 1], "depth")
    ]


def queries(space: Space, draw: Random) -> list[Query]:
    """Choose what is asked: of all, and of some layers."""
    names = space.network.names
    layer = draw.choice(space.network.graph.nodes).name
    of_layer = [f"{layer}.{word}" for word in (*OF_LAYERS, "output", "input")]
    texts = draw.sample([*OF_ALL, *of_layer], FEW)
    return [understand(text, names) for text in (*texts, "output", "valid")]


def compared(seed: int) -> Counter[str]:
    """Hold one search against the exact calculator, query by query; AssertionError where a variant differs."""
    here = space(seed)
    if here is None:
        return Counter()
    draw = Random(seed)  # noqa: S311  no secret
    asked = queries(here, draw)
    exact: Answered = {number: _plain(answers(here, Counted(), number, asked)) for number in range(here.size)}
    known = {number: found for number, found in exact.items() if found is not None}
    left = 0
    for query in asked:
        left = max(left, _one(here, query, known))
    fine = sum(bool(found[asked[-1]]) for found in known.values())
    return Counter(variants=here.size, understood=len(known), valid=fine, left=left)


def _plain(found: Any) -> dict[Query, Value] | None:
    return None if found is None else dict(found)


def _one(here: Space, query: Query, known: dict[int, dict[Query, Value]]) -> int:
    """Hold one query against the exact answers; give how many variants the columns left to the exact calculator."""
    values = {number: found[query] for number, found in known.items()}
    number = all(value is None or type(value) is int for value in values.values()) and query.word != "valid"
    one = next((value for value in values.values() if value is not None), None)
    if not number and one is None:
        return 0
    ranking = Ranking(query) if number else Ranking()
    asked = Asked(here, () if number else (_equal(query, one),), ranking, WIDE, Counted())
    made = in_columns(asked, next(cut(here, WIDE)))
    rest = made.left.tolist()
    fits = {each for each, value in values.items() if number or value == one} - {*rest}
    rows = sorted(Row(ranking.key(values[each]) if number else ALIKE, each) for each in fits)
    assert [*made.part.rows] == rows, query.text
    assert made.part.tried == here.size - len(rest)
    return len(rest)


def _equal(query: Query, value: Any) -> Condition:
    return Condition("", query, "==", value)
