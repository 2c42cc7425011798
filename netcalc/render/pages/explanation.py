"""Explanations as a page of arithmetic: a heading a layer, a line a number."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from netcalc.explanation.legend import legend
from netcalc.explanation.step import Explanation
from netcalc.render.document import Document, Equation, Heading, Part, aside, sentence
from netcalc.render.table import Row, Table, words


def page(found: tuple[Explanation, ...]) -> Document:
    """Make the page of explanations: symbol = formula = the formula with its numbers = value."""
    return Document(explanation_data(found), partial(_parts, found), lambda: rows(found))


def _parts(found: tuple[Explanation, ...]) -> Iterable[Part]:
    for each in found:
        yield Heading(each.name, f"{each.kind}, reads {each.input}" if each.kind != each.name else "")
        if each.about:
            yield sentence(f"  {each.about}", "dim")
        yield from map(Equation, each.steps)
    yield from (aside(f"  {text}", "dim") for text in legend(found))


def rows(found: tuple[Explanation, ...]) -> Table:
    """Put a number a row."""
    cells = (
        (each.name, step.number, step.symbol, step.formula, step.numbers, _cell(step.value), step.note)
        for each in found
        for step in each.steps
    )
    return Table(words("layer", "number", "symbol", "formula", "numbers", "value", "note"), tuple(map(Row, cells)))


def _cell(value: object) -> str | int | None:
    return value if value is None or isinstance(value, int) else str(value)


def explanation_data(found: tuple[Explanation, ...]) -> Iterator[dict[str, Any]]:
    """Give explanations as plain data, one after the other."""
    words = ("number", "symbol", "formula", "numbers", "value", "note")
    for each in found:
        steps = [{word: getattr(step, word) for word in words} for step in each.steps]
        yield {"name": each.name, "kind": each.kind, "input": each.input, "steps": steps}
