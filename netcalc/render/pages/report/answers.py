"""The answers to queries, a line each."""

from collections.abc import Mapping, Sequence

from netcalc.render.document import Document, sentence
from netcalc.render.table import Row, Table, words
from netcalc.render.values import value
from netcalc.report.query import Value


def page(found: Mapping[str, Value], asked: Sequence[str]) -> Document:
    """Make the page of answers, in the order in which they were asked."""
    rows = tuple(Row((query, value(found[query]))) for query in asked)
    return Document(
        found, lambda: [sentence(value(found[each])) for each in asked], lambda: Table(words("query", "value"), rows)
    )
