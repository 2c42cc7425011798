"""`netcalc check`: whether specs are valid and what they claim is true, for CI."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

import typer

from netcalc.cli import show
from netcalc.cli.options import Input, Settings, complete_spec, overrides
from netcalc.problems import Problem, SpecError


class Format(StrEnum):
    """The forms a check takes."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one spec: the words for its line, its problems, its exit status."""

    spec: str
    verdict: str
    problems: tuple[Problem, ...]
    status: int


def check(
    specs: Annotated[
        list[str],
        typer.Argument(
            metavar="SPEC...", help="Files, `-`, or bundled names.", autocompletion=complete_spec, show_default=False
        ),
    ],
    *,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TEXT,
    given: Input = None,
    settings: Settings = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings and advice too.")] = False,
) -> None:
    """Check that specs are valid and that what they claim under `expect` is true, a line each.

    \b
    Examples:
      netcalc check specs/*.yaml
      netcalc check net.yaml --strict --format github
    """  # noqa: D301
    from netcalc.render.pages import checks

    found = []
    for spec in specs:
        checked = _checked(spec, overrides(given, settings), strict=strict)
        found.append(checked)
        if form is Format.TEXT:
            show.lines(checks.text_lines(checked.spec, checked.verdict, checked.problems, passed=checked.status == 0))
        elif form is Format.GITHUB:
            show.text(checks.github(checked.problems))
    if form is Format.JSON:
        show.text(checks.json_text([(each.spec, each.status == 0, each.problems) for each in found]))
    raise typer.Exit(show.highest(each.status for each in found))


def _checked(spec: str, changes: dict[str, Any], *, strict: bool) -> Checked:
    from netcalc.calculator.calculator import calculate
    from netcalc.network.bundle import load
    from netcalc.render.pages.checks import failed, passed
    from netcalc.report import claims

    try:
        network = load(spec, **changes)
    except SpecError as error:
        return Checked(spec, failed(error.problems), error.problems, show.status(error))
    report = calculate(network)
    meant = claims.meant_invalid(network.claims)
    false = network.located(claims.failures(network.claims, report))
    problems = network.located((*(() if meant and not report.valid else report.problems), *false))
    wrong = bool(false) or not (report.valid or meant) or (strict and bool(problems))
    verdict = failed(problems) if wrong else passed(report, len(network.claims), problems)
    return Checked(spec, verdict, problems, show.WRONG if wrong else 0)
