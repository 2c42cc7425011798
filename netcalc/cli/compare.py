"""`netcalc compare`: networks side by side."""

from typing import Annotated

import typer

from netcalc.cli import show
from netcalc.cli.options import Batch, Dtype, Input, Number, Optimizer, Settings, Trainer, complete_spec, overrides
from netcalc.cli.summary import Format
from netcalc.report.compare import Comparison
from netcalc.report.compare import compare as compare_reports


def compare(  # noqa: PLR0913  one parameter an option
    specs: Annotated[
        list[str],
        typer.Argument(metavar="A B...", help="Two specs or more.", autocompletion=complete_spec, show_default=False),
    ],
    *,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
    given: Input = None,
    settings: Settings = None,
    batch: Batch = 1,
    dtype: Dtype = Number.FLOAT32,
    optimizer: Trainer = Optimizer.SGD,
) -> None:
    """Put networks side by side: their totals with ratios, and the layers where two of them line up.

    \b
    Examples:
      netcalc compare vgg16 resnet50
      netcalc compare old.yaml new.yaml --format markdown
    """  # noqa: D301
    from netcalc.calculator.calculator import calculate
    from netcalc.network.bundle import load

    if len(specs) < 2:
        message = "name two specs or more"
        raise typer.BadParameter(message)
    networks = [load(spec, **overrides(given, settings)) for spec in specs]
    reports = [calculate(each, batch=batch, dtype=dtype.value, optimizer=optimizer.value) for each in networks]
    _write(compare_reports(*reports), form)
    for report in reports:
        show.problems(report.problems)
    raise typer.Exit(show.highest(0 if report.valid else show.WRONG for report in reports))


def _write(found: Comparison, form: Format) -> None:
    from netcalc.render.formats import data, markup
    from netcalc.render.pages import comparison

    if form is Format.TABLE:
        show.lines(comparison.comparison_lines(found))
    elif form is Format.JSON:
        show.text(data.dumps(comparison.comparison_data(found)))
    elif form is Format.CSV:
        show.text(comparison.comparison_csv(found))
    else:
        write = markup.markdown if form is Format.MARKDOWN else markup.latex
        show.text("\n".join(map(write, comparison.tables(found))))
