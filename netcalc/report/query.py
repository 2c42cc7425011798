"""Queries: `conv1.output`, `totals.params`, `memory.training`, and the values they stand for."""

from collections.abc import Collection, Iterable
from fractions import Fraction
from itertools import islice
from operator import attrgetter
from typing import Final, NamedTuple, TypeAlias

from netcalc.problems import UNKNOWN_REFERENCE, Problem, Unreadable
from netcalc.report.counts import CATALOGUE, COUNTED, SHARES, TOTALLED, Counts
from netcalc.report.memory import MEMORY
from netcalc.report.report import REACH, LayerReport, Reach, Report
from netcalc.text.nearness import slipped
from netcalc.text.numbers.quantity import BYTES
from netcalc.volume import Volume

Value: TypeAlias = (
    int
    | bool
    | str
    | Fraction
    | Volume
    | tuple[Volume | None, ...]
    | tuple[str, ...]
    | tuple[int | Fraction, ...]
    | tuple[Reach, ...]
    | None
)
FIELD: Final = "receptive_field"
SEES: Final = f"{FIELD}_is"
NOTE: Final = f"{FIELD}_note"
ALL: Final = "all"
NO_SPANS: Final = (ALL, "unknown")
MOST_NAMES: Final = 500
LONGEST: Final = 1_000
FIELD_WORDS: Final = (FIELD, *(f"{FIELD}.{part}" for part in REACH))
PERCENT: Final = ".percent"
PERCENTS: Final = tuple(count + PERCENT for count in SHARES)
LAYER_WORDS: Final = ("kind", "from", "input", "output", "shares", *COUNTED, *PERCENTS, *FIELD_WORDS, SEES, NOTE)
MEMORY_WORDS: Final = tuple(f"memory.{word}" for word in MEMORY)
NETWORK_WORDS: Final = (
    "name", "input", "output", "valid", *(f"totals.{word}" for word in TOTALLED), *MEMORY_WORDS
)  # fmt: skip


class Query(NamedTuple):
    """A question that was understood: a layer (None: the whole network), and the word asked of it."""

    text: str
    layer: str | None
    word: str


class UnknownQuery(Exception):
    """A question that asks for nothing there is."""

    def __init__(self, text: str, names: Collection[str]) -> None:
        """Say what was asked, and of which names."""
        super().__init__(f"nothing is called `{text[:200]}`")
        self.text, self.names = text, names

    @property
    def hint(self) -> str:
        """Say what may have been meant."""
        return _hint(self.text[:LONGEST], self.names)


def understand(text: str, names: Collection[str]) -> Query:
    """Take a query apart, the names being those of the layers; UnknownQuery where it asks for nothing.

    Of an input with a name, `left.output` is such a name itself.
    """
    if text in NETWORK_WORDS:
        return Query(text, None, text)
    if text in names and text.endswith(".output"):
        return Query(text, text.removesuffix(".output"), "output")
    for word in LAYER_WORDS:
        name = text.removesuffix(f".{word}")
        if name != text and name in names:
            return Query(text, name, word)
    raise UnknownQuery(text, names)


def measures(word: str) -> str | None:
    """Say what a query's number counts; None where it asks for no number.

    >>> measures("memory.training"), measures("totals.unshared.params"), measures("buffers")
    ('bytes', 'params', 'values')
    """
    count = CATALOGUE.get(word.removeprefix("totals."))
    return BYTES if word in MEMORY_WORDS else count.measures if count else None


def understood(texts: Iterable[str], names: Collection[str]) -> tuple[Query, ...]:
    """Take queries apart; Unreadable with all that ask for nothing."""
    queries, found = [], []
    for text in texts:
        try:
            queries.append(understand(text, names))
        except UnknownQuery as error:
            found.append(Problem(code=UNKNOWN_REFERENCE, message=str(error), hint=error.hint))
    if found:
        raise Unreadable(found)
    return tuple(queries)


def _hint(text: str, names: Collection[str]) -> str:
    if text in names:
        return f"ask for one of its numbers, such as `{text}.output` or `{text}.params`"
    parts = text.split(".")
    if PERCENT[1:] in parts and len(parts) > 1:
        name = parts[0] if parts[0] in names else "conv1"
        return f"a layer's share of a total is `{name}.params{PERCENT}`, or that of {' or '.join(SHARES[1:])}"
    for count in range(len(parts) - 1, 0, -1):
        name, word = ".".join(parts[:count]), ".".join(parts[count:])
        if name in names:
            near = slipped(word, LAYER_WORDS)
            return f"did you mean `{name}.{near}`?" if near else "a layer has " + ", ".join(LAYER_WORDS)
    whole = next((word for word in (f"totals.{text}", f"memory.{text}") if word in NETWORK_WORDS), None)
    near = whole or slipped(text, NETWORK_WORDS) or _with_a_name(text, tuple(islice(names, MOST_NAMES)))
    layer = next(iter(names), "conv1")
    return f"did you mean `{near}`?" if near else f"ask for `totals.params`, `output`, or a layer's `{layer}.output`"


def _with_a_name(text: str, names: Collection[str]) -> str | None:
    """Find the layer that was meant where its name has a slip, or the dot after it is missing."""
    head, _, word = text.rpartition(".")
    if word in LAYER_WORDS:
        near = slipped(head, names)
        return near and f"{near}.{word}"
    queries = (f"{name}.{word}" for word in LAYER_WORDS if text.endswith(word) for name in names)
    return next((query for query in queries if query.replace(".", "") == text.replace(".", "")), slipped(text, names))


def value(report: Report, query: Query) -> Value:
    """Look a query up in a report; None where the network does not fit and there is no such number."""
    if query.layer is not None:
        return report.inputs.get(query.layer) or _of_layer(report[query.layer], query.word)
    head, _, word = query.word.partition(".")
    if head == "totals":
        return _count(report.totals, word)
    if head == "memory":
        counted: Value = getattr(report.memory, word)
        return counted
    found: Value = getattr(report, query.word)
    return found


def _of_layer(layer: LayerReport, word: str) -> Value:
    if word in COUNTED:
        return _count(layer, word)
    if word in PERCENTS:
        return layer.share(word.removesuffix(PERCENT))
    if word == "from":
        return layer.from_
    if word in FIELD_WORDS:
        return _field(layer, word.removeprefix(FIELD).removeprefix("."))
    found: Value = getattr(layer, word)
    return found


def _field(layer: LayerReport, part: str) -> Value:
    """Give a part of the receptive field, or all of it; `all` or `unknown` where there are no spans to give."""
    field = layer.receptive_field
    if field is None:
        return layer.receptive_field_is
    return tuple(getattr(reach, part) for reach in field) if part else field


def _count(counts: Counts, word: str) -> int | None:
    found: int | None = attrgetter(word)(counts)
    return found
