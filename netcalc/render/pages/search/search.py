"""Many networks as a page: a variant a row; where none fits, which condition stands in the way, and how far off."""

from collections.abc import Iterable
from fractions import Fraction
from functools import partial
from typing import Any, Final

from netcalc.render.document import Document, Part, sentence
from netcalc.render.plain import plain
from netcalc.render.table import Cell, Head, Row, Table
from netcalc.render.values import NOTHING, number, size, value
from netcalc.report.query import MEMORY_WORDS
from netcalc.search.found import Found, Miss, Variant
from netcalc.text.counted import counted
from netcalc.text.typed import typed
from netcalc.volume import Volume

BOUNDS: Final = ("<=", ">=", "<", ">", "~", "!=")


def page(found: Found) -> Document:
    """Make the page of a search."""
    return Document(search_data(found), partial(_parts, found), lambda: rows(found))


def search_data(found: Found) -> dict[str, Any]:
    """Give what was found as plain data: the unknowns, then the queries that were asked for."""
    return {
        "name": found.name,
        "unknowns": list(found.unknowns),
        "tried": found.tried,
        "found": found.found,
        "complete": found.complete,
        "variants": [_data(variant, found) for variant in found.variants],
        **({"interrupted": True} if found.interrupted else {}),
    }


def _data(variant: Variant, found: Found) -> dict[str, Any]:
    settings = {name: _setting(each) for name, each in variant.settings.items()}
    return {**settings, **{text: plain(variant.answers[text]) for text in found.shown if text not in settings}}


def _setting(given: Any) -> Any:
    return typed(given) if isinstance(given, str) else plain(given)


def columns(found: Found) -> tuple[str, ...]:
    """Name the queries of the table: those asked for, else those that conditions bound."""
    if found.shown and not (found.most or found.least):
        return found.shown
    if not found.conditions and not found.shown:
        return tuple(found.variants[0].answers)
    bound = [query.text for each in found.conditions if each.test in BOUNDS for query in each.queries]
    return tuple(dict.fromkeys([*found.shown, *bound]))


def rows(found: Found) -> Table:
    """Put a variant in a row, the queries that were asked for behind the unknowns; numbers are exact."""
    return _table(found, found.shown)


def _table(found: Found, queries: Iterable[str]) -> Table:
    shown = [text for text in queries if text not in found.unknowns]
    heads = tuple(Head(name, _holds(found, name)) for name in (*found.unknowns, *shown))
    return Table(heads, tuple(Row(_cells(variant, shown)) for variant in found.variants))


def _holds(found: Found, name: str) -> Any:
    plain_numbers = all(type(variant[name]) in (int, float, Fraction, type(None)) for variant in found.variants)
    return "numbers" if plain_numbers else "words"


def _cells(variant: Variant, queries: Iterable[str]) -> tuple[Cell, ...]:
    settings = (each if type(each) is int else written(each) for each in variant.settings.values())
    return (*settings, *(_cell(variant.answers[text]) for text in queries))


def _cell(answer: Any) -> Cell:
    return answer if type(answer) is int or answer is None else value(answer)


def written(given: Any) -> str:
    """Write the value of an unknown as it was typed."""
    return str(Volume(given)) if isinstance(given, tuple) else typed(given)


def _parts(found: Found) -> Iterable[Part]:
    yield sentence(_about(found), "bold")
    if found.variants:
        yield from _shown(found)
    if found.found is not None and found.found > len(found.variants) and not (found.most or found.least):
        which = f"the first {len(found.variants)}" if len(found.variants) > 1 else "the first"
        yield sentence(
            f"{which} of {found.found:,} {'are' if len(found.variants) > 1 else 'is'} shown; --limit shows more"
        )
    if found.interrupted:
        yield sentence(f"stopped by hand: {found.tried:,} of {counted(found.asked, 'variant')} were tried", "yellow")


def _shown(found: Found) -> Iterable[Part]:
    """Show the table; of the windows of one layer with the arithmetic of each."""
    from netcalc.render.pages.search.solutions import solutions

    table, solved = _table(found, columns(found)), solutions(found)
    if solved is not None:
        yield sentence(solved.words)
        rows = (Row((*row.cells, *cells)) for row, cells in zip(table.rows, solved.cells, strict=True))
        table = Table((*table.heads, *solved.heads), tuple(rows))
    yield table


def _about(found: Found) -> str:
    name = found.name or "the network"
    tried = f"{name}: {counted(found.tried, 'variant')} of {_listed(found.unknowns)}"
    which = " and ".join(f"`{each.text}`" for each in found.conditions)
    fits = f"meet{'s' if found.found == 1 else ''} {which}" if which else ""
    if not found.complete:
        sought = f"the {'most' if found.most else 'least'} {found.most or found.least} that meets {which}"
        return f"{name}: {sought}, by halving: {found.tried:,} of {found.asked:,} variants were tried"
    understood = "" if found.found == found.tried else f"; {found.found:,} can be understood"
    return f"{tried}; {found.found:,} {fits}" if fits else f"{tried}{understood}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def nothing_fits(found: Found) -> str:
    """Say why nothing fits."""
    miss = found.miss
    if miss is None:
        return "it was stopped by hand before anything was tried" if found.interrupted else "nothing was tried"
    tried = counted(found.tried, "variant")
    if miss.condition is None:
        if found.tried == 1:
            return "the one variant cannot be understood" + (f": {miss.problem.sentence}" if miss.problem else "")
        why = "" if miss.problem is None else f"\n  = of the first: {miss.problem.sentence}"
        return f"none of {tried} can be understood{why}"
    text = f"`{miss.condition.text}`"
    of = found.tried if found.interrupted else found.asked
    met = f"no variant of {of:,} meets" if miss.met == 0 else f"only {miss.met:,} of {tried} meet"
    tight = (
        f"{met} {text}"
        if len(found.conditions) == 1 or miss.met == 0
        else f"the tightest condition is {text}: {met} it"
    )
    return f"{tight}{_nearest(miss)}"


def _nearest(miss: Miss) -> str:
    """Say which variant comes nearest, and by how much it fails."""
    if miss.nearest is None or miss.condition is None:
        return ""
    where = ", ".join(f"{name} {written(each)}" for name, each in miss.nearest.settings.items())
    query = miss.condition.query
    found = miss.nearest.answers[query.text]
    rest = " of those that meet the others" if miss.rest and miss.met else ""
    if miss.off:
        far = _measured(query.word, miss.off)
        return f"\n  = nearest{rest}: {where}, whose {query.text} is {_said(query.word, found)}: off by {far}"
    why = f": {miss.problem.layer + ': ' if miss.problem.layer else ''}{miss.problem.sentence}" if miss.problem else ""
    if miss.absent:
        return f"\n  = for example {where}, which has no layer `{query.layer}`"
    return f"\n  = for example {where}, where {query.text} is {_said(query.word, found)}{why}"


def _said(word: str, found: Any) -> str:
    if found is None:
        return NOTHING
    if word in MEMORY_WORDS and isinstance(found, int):
        return size(found)
    return number(found) if type(found) is int else value(found)


def _measured(word: str, off: Fraction) -> str:
    whole = int(off) if off.denominator == 1 else off
    return size(whole) if word in MEMORY_WORDS and isinstance(whole, int) else number(whole)
