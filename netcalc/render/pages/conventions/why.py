"""Why another tool says another number, as a page: what explains it, with what makes the difference."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from netcalc.conventions.finding import OURS, Explanation, Why
from netcalc.render.document import Document, Heading, Part, item, sentence
from netcalc.render.table import Row, Table, words
from netcalc.render.values import number


def page(found: Why) -> Document:
    """Make the page of what was found of a number."""
    return Document(why_data(found), partial(_parts, found), lambda: rows(found))


def _parts(found: Why) -> Iterable[Part]:
    yield sentence(f"{found.written} for {found.of}, which netcalc counts {number(found.ours)}:", "bold")
    alike = [each.code for each in found.explanations if each.value == found.ours and each.code != OURS]
    for each in found.explanations:
        if each.code not in alike:
            yield from _explained(each)
    if alike:
        yield Heading(", ".join(alike))
        yield sentence("the same number")
    if not found.explanations:
        listed = "; the nearest:" if found.nearest else ""
        yield sentence(f"no tool and no convention that netcalc knows makes this number{listed}")
        yield from map(item, found.nearest)
    if found.instead:
        yield Heading("to be understood, write")
        yield sentence(found.instead)


def _explained(found: Explanation) -> Iterable[Part]:
    yield Heading(found.code)
    yield sentence(found.said)
    yield from (item(part.text) for part in found.parts)
    if found.instead:
        yield item(found.instead)


def rows(found: Why) -> Table:
    """Put an explanation a row."""
    return Table(
        words("code", "conventions", "value", "text"),
        tuple(Row((each.code, " ".join(each.conventions), _cell(each), each.text)) for each in found.explanations),
    )


def _cell(found: Explanation) -> str:
    return str(found.value)


def why_data(found: Why) -> dict[str, Any]:
    """Give what was found as plain data."""
    return {
        "number": found.number,
        "of": found.of,
        "ours": found.ours,
        "explanations": [
            {
                "code": each.code,
                "conventions": each.conventions,
                "text": each.text,
                "value": each.value,
                "parts": [
                    {"code": part.code, "difference": part.difference, "layers": part.layers} for part in each.parts
                ],
                "instead": each.instead,
            }
            for each in found.explanations
        ],
        "written": found.written,
        "instead": found.instead,
        "nearest": found.nearest,
    }
