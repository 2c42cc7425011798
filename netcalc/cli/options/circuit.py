"""The options of `netcalc circuit`, in groups: what is laid out, and what is shown of it."""

from pathlib import Path
from typing import Annotated, Final, NamedTuple

import typer

from netcalc.cli.options.drawing import Dark, named
from netcalc.cli.options.forms import one_of

NO_PLACE: Final = {"--truth-table": ("--nudge", "--full", "--draw"), "--code": ("--nudge", "--full")}
FORMS: Final = ("scalar", "matrix")


class Laying(NamedTuple):
    """What is laid out, in which gates, and what its values are drawn from."""

    expand: Annotated[bool, typer.Option("--expand", help="Break sigmoid and its like into primitive gates.")] = False
    group: Annotated[bool, typer.Option("--group", help="Make 1/(1 + exp(-u)) one sigmoid gate.")] = False
    spec: Annotated[
        str | None, typer.Option("--spec", help="Take a small fully connected net for it.", metavar="SPEC")
    ] = None
    net_form: Annotated[
        str,
        typer.Option(
            "--form", help="How --spec --code writes a net: scalar or matrix.", metavar="FORM", parser=one_of(FORMS)
        ),
    ] = "scalar"
    seed: Annotated[int, typer.Option("--seed", min=0, help="What values are drawn from.")] = 0


class Showing(NamedTuple):
    """What is shown of it."""

    step: Annotated[bool, typer.Option("--step", help="Walk forward, then backward, a gate a line.")] = False
    code: Annotated[bool, typer.Option("--code", help="Print it as Python that runs, forward and backward.")] = False
    nudge: Annotated[
        list[str] | None,
        typer.Option("--nudge", help="Move an input: what its gradient promises, and what comes.", metavar="x=0.01"),
    ] = None
    draw: Annotated[
        Path | None,
        typer.Option("--draw", help="Draw it in this file: .svg, .png, .pdf or .tex.", metavar="FILE", callback=named),
    ] = None
    dark: Dark = False
    truth: Annotated[
        str | None, typer.Option("--truth-table", help="Print the Boolean function of these.", metavar="NAMES")
    ] = None
    full: Annotated[bool, typer.Option("--full", help="Show all values of arrays.")] = False

    @property
    def pages(self) -> list[str]:
        """The pages that are asked for."""
        asked = {"--truth-table": self.truth is not None, "--code": self.code, "--step": self.step}
        return [page for page in asked if asked[page]]

    @property
    def lost(self) -> list[str]:
        """What the page that is asked for has no place for."""
        details = {"--nudge": bool(self.nudge), "--full": self.full, "--draw": self.draw is not None}
        none = NO_PLACE.get(self.pages[0], ()) if self.pages else ()
        return [each for each in details if details[each] and each in none]


LAYING: Final = Laying()
SHOWING: Final = Showing()


def go_together(form: str, laying: Laying, showing: Showing) -> None:
    """Refuse opposites, two pages at once, and what a page has no place for."""
    asked, lost = showing.pages, showing.lost
    if laying.expand and laying.group:
        message = "--expand and --group are opposites"
    elif len(asked) > 1 or lost:
        one, other = (*asked, *lost)[:2]
        message = f"{one} and {other} do not go together: ask for one, then for the other"
    elif laying.spec is not None and showing.code and showing.draw is not None:
        message = "--spec --code and --draw do not go together: a net's program has no gates; draw it without --code"
    elif asked in (["--step"], ["--code"]) and form in ("json", "csv"):
        message = f"--step and --code are text; `--format {form}` has all of it"
    else:
        return
    raise typer.BadParameter(message)
