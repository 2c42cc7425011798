"""`netcalc compare`: networks side by side."""

from typing import Annotated

import typer

from netcalc.cli import show
from netcalc.cli.options import COUNTED, Counted, Format, Like, complete_spec


def compare(
    specs: Annotated[
        list[str],
        typer.Argument(metavar="A B...", help="Two specs or more.", autocompletion=complete_spec, show_default=False),
    ],
    *,
    form: Format = "table",
    like: Like = None,
    how: Counted = COUNTED,
) -> None:
    """Put networks side by side: their totals with ratios, and the layers where two of them line up.

    \b
    Examples:
      netcalc compare vgg16 resnet50
      netcalc compare old.yaml new.yaml --format markdown
      netcalc compare resnet50 mobilenet-v2 --like thop
    """  # noqa: D301
    from netcalc.render.pages.report.comparison import page
    from netcalc.report.compare import compare as compare_reports

    if len(specs) < 2:
        message = "name two specs or more"
        raise typer.BadParameter(message)
    reports = [how.report(how.load(spec), like) for spec in specs]
    show.document(page(compare_reports(*reports)), form)
    for report in reports:
        show.problems(report.problems)
    raise typer.Exit(show.highest(0 if report.valid else show.WRONG for report in reports))
