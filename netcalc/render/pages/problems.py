"""Problems as a compiler shows them: what, where, the line with a mark under it, and what to write instead."""

from collections.abc import Sequence
from typing import Final

from netcalc.problems import Place, Problem
from netcalc.render.document import Line, Span, line
from netcalc.render.formats.text import wrapped

STYLES: Final = {"error": "bold red", "warning": "bold yellow", "advice": "bold blue"}
GITHUB: Final = {"error": "error", "warning": "warning", "advice": "notice"}
MOST: Final = 50
WIDEST: Final = 100
MARGIN: Final = 4  # what stands before a line of the file, beside its number


def problem_lines(problems: Sequence[Problem], width: int | None = None, sentences: int | None = None) -> list[Line]:
    """Lay problems out one below the other; of very many, the first.

    Lines of the file fit into `width`; sentences are broken at `sentences`, on a terminal, so that elsewhere a
    program finds them whole.
    """
    lines: list[Line] = []
    for problem in problems[:MOST]:
        lines += [*_problem(problem, min(WIDEST, width or WIDEST), sentences), line()]
    if len(problems) > MOST:
        lines.append(line(f"... and {len(problems) - MOST:,} more (`--format json` has them all)"))
    return lines


def _about(problem: Problem) -> str:
    """Name the layer, unless the sentence begins with it."""
    return f"{problem.layer}: " if problem.layer and not problem.message.startswith(problem.layer) else ""


def _problem(problem: Problem, width: int, sentences: int | None) -> list[Line]:
    about = _about(problem)
    head = (
        Span(f"{problem.severity}[{problem.code}]", STYLES[problem.severity]),
        Span(f": {about}{problem.message}", "bold"),
    )
    place = problem.place
    margin = " " * (len(str(place.line)) if place else 1)
    excerpt = _excerpt(place, margin, STYLES[problem.severity], width) if place else []
    hint = (Span(f"{margin} = ", "blue"), Span("help: ", "bold"), Span(problem.hint))
    said = wrapped(hint, sentences, hanging=" " * (len(margin) + 9)) if problem.hint else []
    used = [_use(margin, place, width) for place in problem.used]
    return [*wrapped(head, sentences, hanging="  "), *excerpt, *used, *said]


def _use(margin: str, place: Place, width: int) -> Line:
    where = f"{place.file}:{place.line}:{place.column}: "
    room = max(MARGIN, width - len(margin) - len(" = used at: ") - len(where))
    return (Span(f"{margin} = ", "blue"), Span("used at: ", "bold"), Span(where + place.text.strip()[:room]))


def _excerpt(place: Place, margin: str, style: str, width: int) -> list[Line]:
    where = (Span(f"{margin}--> ", "blue"), Span(f"{place.file}:{place.line}:{place.column}"))
    if not place.text.strip():
        return [where]
    room = max(MARGIN, width - len(margin) - MARGIN)
    text, column = _around(place.text.expandtabs(1), place.column - 1, place.width, room)
    mark = "^" * max(1, min(place.width, len(text) - column))
    return [
        where,
        (Span(f"{margin} |", "blue"),),
        (Span(f"{place.line} | ", "blue"), Span(text)),
        (Span(f"{margin} | ", "blue"), Span(" " * column), Span(mark, style)),
    ]


def _around(text: str, column: int, wide: int, room: int) -> tuple[str, int]:
    """Cut a long line so that its marked place is seen, and as much before it as there is room for."""
    if len(text) <= room:
        return text, column
    start = min(max(0, column + min(wide, room // 2) - room // 2), max(0, len(text) - room))
    return text[start : start + room], column - start


def github(problem: Problem) -> str:
    """Write a problem as an annotation that GitHub Actions shows beside the line."""
    place = problem.place
    fields = {"title": problem.code}
    if place:
        fields = {"file": place.file, "line": str(place.line), "col": str(place.column), **fields}
    text = _about(problem) + problem.message + (f"\n{problem.hint}" if problem.hint else "")
    properties = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in fields.items())
    return f"::{GITHUB[problem.severity]} {properties}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    for sign in "%\r\n" + more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
