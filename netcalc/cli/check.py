"""`netcalc check`: whether specs are valid and what they claim is true, for CI."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from netcalc.cli import show
from netcalc.cli.options import CHANGES, Advice, Changes, complete_spec, format_option
from netcalc.problems import Problem, SpecError

if TYPE_CHECKING:
    from netcalc.network.network import Network
    from netcalc.report.report import Report


class Checked(NamedTuple):
    """What came of one spec: the words for its line, its problems, its exit status, the lecture's advice."""

    spec: str
    verdict: str
    problems: tuple[Problem, ...]
    status: int
    advice: tuple[Problem, ...] = ()


class Held(NamedTuple):
    """What a spec is held against: a checkpoint, another network."""

    weights: Annotated[
        str | None,
        typer.Option("--weights", metavar="FILE", help="Hold a checkpoint (.pth, .safetensors, .npz) against it."),
    ] = None
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="FILE",
            help="Hold another network against it: a model file, a spec, or model.py:Net, whose code is run (PyTorch).",
        ),
    ] = None


HELD: Final = Held()


def check(
    specs: Annotated[
        list[str],
        typer.Argument(
            metavar="SPEC...", help="Files, `-`, or bundled names.", autocompletion=complete_spec, show_default=False
        ),
    ],
    *,
    form: Annotated[str, format_option("text", "json", "github")] = "text",
    changes: Changes = CHANGES,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    advice: Advice = False,
    held: Held = HELD,
) -> None:
    """Check that specs are valid and that what they claim under `expect` is true, a line each.

    \b
    Examples:
      netcalc check specs/*.yaml
      netcalc check net.yaml --strict --format github
      netcalc check net.yaml --advice
      netcalc check net.yaml --weights net.pth --against net.onnx
      netcalc check net.yaml --against model.py:Net
    """  # noqa: D301
    found = []
    for spec in specs:
        found.append(_checked(spec, changes, held, strict=strict, advice=advice))
        _show(found[-1], form)
    if form == "json":
        _show_data(found)
    raise typer.Exit(show.highest(each.status for each in found))


def _show(checked: Checked, form: str) -> None:
    """Show what came of a spec as soon as it is known; as data all are shown at the end."""
    from netcalc.render.pages.report import checks

    problems = (*checked.problems, *checked.advice)
    if form == "text":
        show.lines([checks.head(checked.spec, checked.verdict, passed=checked.status == 0)])
        show.problems(problems, error=False)
    elif form == "github":
        show.text(checks.github(problems))


def _show_data(found: Sequence[Checked]) -> None:
    from netcalc.render.pages.report import checks
    from netcalc.render.plain import dumps

    data = [checks.Checked(each.spec, each.status == 0, each.problems, each.advice) for each in found]
    show.text(dumps(data), form="json")


def _checked(spec: str, changes: Changes, held: Held, *, strict: bool, advice: bool) -> Checked:
    from netcalc.calculator.calculator import calculate
    from netcalc.calculator.check import checked
    from netcalc.render.pages.report.checks import failed, passed

    try:
        network = changes.load(spec)
    except SpecError as error:
        return Checked(spec, failed(error.problems), error.problems, show.status(error))
    report = calculate(network)
    problems = (*checked(network, report), *_differing(network, report, held))
    wrong = (strict and bool(problems)) or any(problem.severity == "error" for problem in problems)
    verdict = failed(problems) if wrong else passed(report, len(network.claims), problems)
    return Checked(spec, verdict, problems, show.WRONG if wrong else 0, report.advice if advice else ())


def _differing(network: "Network", report: "Report", held: Held) -> tuple[Problem, ...]:
    """Say where a network is not as a checkpoint, or as another network, has it."""
    found: tuple[Problem, ...] = ()
    if held.weights is not None:
        from netcalc.models.checkpoints import arrays_of
        from netcalc.models.comparing import weights

        found = weights.differences(report, arrays_of(held.weights), held.weights)
    if held.against is not None:
        from netcalc.models.comparing.holding import held_against

        found = (*found, *held_against(network, report, held.against))
    return found
