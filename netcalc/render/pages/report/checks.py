"""The lines of a check: a verdict for each spec, its problems below."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from netcalc.problems import Problem, Severity
from netcalc.render.document import Line, Span
from netcalc.render.pages.problems import github as annotation
from netcalc.render.values import number
from netcalc.report.report import Report
from netcalc.text.counted import counted

WORDS: Final[dict[Severity, tuple[str, ...]]] = {
    "error": ("error",),
    "warning": ("warning",),
    "advice": ("piece of advice", "pieces of advice"),
}


class Checked(NamedTuple):
    """What came of one spec; the advice where it was asked for."""

    spec: str
    passed: bool
    problems: tuple[Problem, ...]
    advice: tuple[Problem, ...]


def failed(problems: Sequence[Problem]) -> str:
    """Say how many problems there are of each severity."""
    counts = Counter(problem.severity for problem in problems)
    return ", ".join(counted(counts[each], *WORDS[each]) for each in WORDS if counts[each])


def passed(report: Report, claims: int, problems: Sequence[Problem]) -> str:
    """Say what was found right."""
    held = f"{counted(claims, 'claim')} true" if claims else "no claims"
    fits = f"{number(report.totals.params)} params" if report.valid else "does not fit, as claimed"
    return ", ".join([counted(len(report.layers), "layer"), fits, held, *([failed(problems)] if problems else [])])


def head(spec: str, verdict: str, *, passed: bool) -> Line:
    """Write a spec's line."""
    return (Span("ok  " if passed else "FAIL", "green" if passed else "bold red"), Span(f"  {spec}: {verdict}"))


def github(problems: Sequence[Problem]) -> str:
    """Write problems as annotations for GitHub Actions."""
    return "".join(annotation(problem) + "\n" for problem in problems)
