"""Problems as a compiler shows them: what, where, the line with a mark under it, and what to write instead."""

from collections.abc import Sequence
from typing import Final

from netcalc.problems import Place, Problem
from netcalc.render.formats.text import Line, Span, line

STYLES: Final = {"error": "bold red", "warning": "bold yellow", "advice": "bold blue"}
GITHUB: Final = {"error": "error", "warning": "warning", "advice": "notice"}
MOST: Final = 50
WIDEST: Final = 100


def problem_lines(problems: Sequence[Problem]) -> list[Line]:
    """Lay problems out one below the other; of very many, the first."""
    lines: list[Line] = []
    for problem in problems[:MOST]:
        lines += [*_problem(problem), line()]
    if len(problems) > MOST:
        lines.append(line(f"... and {len(problems) - MOST:,} more (`--format json` has them all)"))
    return lines


def _about(problem: Problem) -> str:
    """Name the layer, unless the sentence begins with it."""
    return f"{problem.layer}: " if problem.layer and not problem.message.startswith(problem.layer) else ""


def _problem(problem: Problem) -> list[Line]:
    about = _about(problem)
    head = (
        Span(f"{problem.severity}[{problem.code}]", STYLES[problem.severity]),
        Span(f": {about}{problem.message}", "bold"),
    )
    place = problem.place
    width = len(str(place.line)) if place else 1
    margin = " " * width
    excerpt = _excerpt(place, margin, STYLES[problem.severity]) if place else []
    hint = [(Span(f"{margin} = ", "blue"), Span("help: ", "bold"), Span(problem.hint))] if problem.hint else []
    used = [_use(margin, place) for place in problem.used]
    return [head, *excerpt, *used, *hint]


def _use(margin: str, place: Place) -> Line:
    where = f"{place.file}:{place.line}:{place.column}: {place.text.strip()[:WIDEST]}"
    return (Span(f"{margin} = ", "blue"), Span("used at: ", "bold"), Span(where))


def _excerpt(place: Place, margin: str, style: str) -> list[Line]:
    where = (Span(f"{margin}--> ", "blue"), Span(f"{place.file}:{place.line}:{place.column}"))
    if not place.text.strip():
        return [where]
    start = max(0, place.column - 1 - WIDEST // 2)
    text = place.text.expandtabs(1)[start : start + WIDEST]
    column = place.column - 1 - start
    mark = "^" * max(1, min(place.width, len(text) - column))
    return [
        where,
        (Span(f"{margin} |", "blue"),),
        (Span(f"{place.line} | ", "blue"), Span(text)),
        (Span(f"{margin} | ", "blue"), Span(" " * column), Span(mark, style)),
    ]


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
