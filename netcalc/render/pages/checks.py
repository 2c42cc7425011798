"""The lines of a check: a verdict for each spec, its problems below."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from netcalc.problems import Problem
from netcalc.render.formats import data
from netcalc.render.formats.text import Line, Span, number
from netcalc.render.pages.problems import github as annotation
from netcalc.render.pages.problems import problem_lines
from netcalc.report.report import Report


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 or word == 'advice' else 's'}"


def failed(problems: Sequence[Problem]) -> str:
    """Say how many problems there are of each severity."""
    counts = Counter(problem.severity for problem in problems)
    return ", ".join(
        _counted(counts[severity], severity) for severity in ("error", "warning", "advice") if counts[severity]
    )


def passed(report: Report, claims: int, problems: Sequence[Problem]) -> str:
    """Say what was found right."""
    held = f"{_counted(claims, 'claim')} true" if claims else "no claims"
    fits = f"{number(report.totals.params)} params" if report.valid else "does not fit, as claimed"
    return ", ".join([_counted(len(report.layers), "layer"), fits, held, *([failed(problems)] if problems else [])])


def text_lines(spec: str, verdict: str, problems: Sequence[Problem], *, passed: bool) -> list[Line]:
    """Write a spec's line, and its problems below."""
    head = (Span("ok  " if passed else "FAIL", "green" if passed else "bold red"), Span(f"  {spec}: {verdict}"))
    return [head, *problem_lines(problems)]


def github(problems: Sequence[Problem]) -> str:
    """Write problems as annotations for GitHub Actions."""
    return "".join(annotation(problem) + "\n" for problem in problems)


def json_text(checked: Sequence[tuple[str, bool, Sequence[Problem]]]) -> str:
    """Write what came of each spec as JSON."""
    rows: list[dict[str, Any]] = [
        {"spec": spec, "passed": passed, "problems": [data.problem(problem) for problem in problems]}
        for spec, passed, problems in checked
    ]
    return data.dumps(rows)
