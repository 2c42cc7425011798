"""A class's variants as a page: how many differ, which numbers were drawn, how alike the sheets are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from netcalc.course.variants.drawing import Variant
from netcalc.course.variants.likeness import Drawn, Likeness, Spread
from netcalc.homework.sheet.ranges import Value
from netcalc.render.document import Document, Item, Part, Sentence, Span, sentence
from netcalc.render.table import Narrower, Row, Table, numbers, words
from netcalc.text.counted import counted

DIGITS: Final = (*words("right answers"), *numbers("least digits", "middle", "most digits"))
CANNOT: Final = numbers("does not fit")
NAMES: Final = words("name", "drawn")
ROWS: Final = words("student", "file")
WRAPPED: Final = (Narrower("wrap", ("drawn",), 20),)
MOST_SHOWN: Final = 8
WHOLE: Final = "the whole sheet"
MEASURE: Final = (
    "How difficult a sheet is, is measured by the digits of its right answers: they say how long the arithmetic is."
)
MISFITS: Final = "Where something does not fit, that is the answer: so many students have such a sheet."


def page(made: Sequence[Variant], files: Mapping[str, str], found: Likeness) -> Document:
    """Make the page of a class's variants, `files` being where each student's stands; in a spreadsheet a row each."""
    return Document(_data(made, files, found), lambda: _parts(found), lambda: _rows(made, files, found))


def _data(made: Sequence[Variant], files: Mapping[str, str], found: Likeness) -> dict[str, Any]:
    return {
        "students": found.students,
        "different": found.different,
        "names": {each.name: _drawn_data(each) for each in found.names},
        "digits": {each.question or WHOLE: [each.least, each.middle, each.most] for each in _spreads(found)},
        "does_not_fit": {each.question: each.cannot for each in found.questions if each.cannot},
        "shortest": found.shortest,
        "longest": found.longest,
        "variants": [
            {"student": each.student, "file": files[each.student], "values": dict(each.values)} for each in made
        ],
    }


def _drawn_data(drawn: Drawn) -> dict[str, Any]:
    counts = [{"value": value, "students": count} for value, count in drawn.counts.items()]
    return {"drawn": counts, "left_out": [{"value": value, "why": str(why)} for value, why in drawn.never.items()]}


def _spreads(found: Likeness) -> tuple[Spread, ...]:
    return (*found.questions, found.whole)


def _parts(found: Likeness) -> Iterable[Part]:
    students = counted(found.students, "student")
    yield sentence(f"{students}, {counted(found.different, 'different sheet')}", "bold")
    yield Table(NAMES, tuple(Row((each.name, _counts(each))) for each in found.names), narrower=WRAPPED)
    for each in found.names:
        yield from (Item((Span(_left_out(each.name, value, str(why)), "yellow"),)) for value, why in each.never.items())
    misfits = any(each.cannot for each in found.questions)
    rows = tuple(_row(each, misfits=misfits) for each in _spreads(found) if each.tells)
    yield Table((*DIGITS, *(CANNOT if misfits else ())), rows)
    yield from (Sentence((Span(said, "dim"),)) for said in (MEASURE, _ends(found), *([MISFITS] if misfits else [])))


def _counts(drawn: Drawn) -> str:
    """Say how often each value was drawn; of many, how many of them were."""
    had = {value: count for value, count in drawn.counts.items() if count}
    if len(drawn.counts) > MOST_SHOWN:
        return f"{len(had):,} of {len(drawn.counts):,} values, each by at most {counted(max(had.values()), 'student')}"
    return ", ".join(f"{value} by {count:,}" for value, count in had.items())


def _left_out(name: str, value: Value, why: str) -> str:
    return f"{name} {value} is left out: {why}."


def _ends(found: Likeness) -> str:
    """Say whose sheets are the shortest and the longest."""
    if found.whole.least == found.whole.most:
        return "All sheets are equally long."
    least, most = counted(found.whole.least, "digit"), counted(found.whole.most, "digit")
    return f"The shortest sheet is that of {found.shortest} ({least}), the longest that of {found.longest} ({most})."


def _row(spread: Spread, *, misfits: bool) -> Row:
    cells = (spread.question or WHOLE, f"{spread.least}", f"{spread.middle:g}", f"{spread.most}")
    return Row((*cells, *((f"{spread.cannot or ''}",) if misfits else ())))


def _rows(made: Sequence[Variant], files: Mapping[str, str], found: Likeness) -> Table:
    """Put a student a row: the file, and the numbers."""
    names = [each.name for each in found.names]
    rows = ((each.student, files[each.student], *(str(each.values[name]) for name in names)) for each in made)
    return Table((*ROWS, *words(*names)), tuple(map(Row, rows)))
