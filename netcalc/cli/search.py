"""`netcalc search`: many networks at once, and which of them fit."""

from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from netcalc.cli import show
from netcalc.cli.options import COUNTED, Counted, Spec, complete_query, format_option
from netcalc.cli.options.work import Jobs, Scheduler

if TYPE_CHECKING:
    from netcalc.search import Found

PARQUET: Final = "parquet"
LIMIT: Final = 1_000_000


class Wanted(NamedTuple):
    """Which variants are shown, what of them, in which order."""

    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where", metavar="CONDITION", help='A condition: valid, "conv1.output == 28x28x6", "totals.params <= 5M".'
        ),
    ] = None
    show: Annotated[
        list[str] | None,
        typer.Option(
            "--show",
            metavar="QUERY,...",
            help="What is shown of each: totals.params,output.",
            autocompletion=complete_query,
        ),
    ] = None
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            metavar="QUERY",
            help="The least first; the most first with a sign: --sort=-totals.macs. A volume goes by its values.",
        ),
    ] = None
    most: Annotated[
        str | None, typer.Option("--most", metavar="NAME", help="Only what has the most of an unknown or a query.")
    ] = None
    least: Annotated[
        str | None, typer.Option("--least", metavar="NAME", help="Only what has the least of an unknown or a query.")
    ] = None
    limit: Annotated[int, typer.Option("--limit", min=1, max=LIMIT, metavar="N", help="How many are shown.")] = 20


class Running(NamedTuple):
    """Where it runs."""

    jobs: Jobs = None
    scheduler: Scheduler = None


WANTED: Final = Wanted()
RUNNING: Final = Running()


def search(
    spec: Spec,
    unknowns: Annotated[
        list[str],
        typer.Argument(
            metavar="UNKNOWN=RANGE...",
            help="What is varied: a var, a layer's field, input, input.width, batch; 1..64, 8..512:8 or 3,5,7.",
            show_default=False,
        ),
    ],
    *,
    form: Annotated[str, format_option("table", "csv", "json", PARQUET, "markdown", "latex", "html")] = "table",
    wanted: Wanted = WANTED,
    running: Running = RUNNING,
    how: Counted = COUNTED,
) -> None:
    """Work out every variant of a network, and show those that meet the conditions.

    An unknown is a var of the spec, a layer's field (conv1.stride), input (each spatial extent), input.width, or
    batch. A condition holds a query against a value, or another query. Where nothing fits, it says which condition
    is the tightest, and how far off the nearest variant is; the status is then 1.

    \b
    Examples:
      netcalc search lenet5 conv1.size=1..11 conv1.pad=0..3 --where "conv1.output == 28x28x6"
      netcalc search net.yaml width=8..512 --where "totals.params <= 5M" --most width
      netcalc search resnet50 input=32..512 --where valid --show output,totals.macs
      netcalc search vgg16 batch=1..1000 --where "memory.peak <= 8GiB" --most batch
    """  # noqa: D301
    found = _found(spec, unknowns, wanted, running, how)
    _write(found, form)
    origin = found.space.network.origin
    if origin is not None and origin.at_least:
        show.problems(origin.found)
    if not found.variants:
        from netcalc.render.pages.search.search import nothing_fits

        show.text(f"nothing fits: {nothing_fits(found)}\n", error=True)
    raise typer.Exit(0 if found.variants else show.WRONG)


def _found(spec: str, unknowns: list[str], wanted: Wanted, running: Running, how: Counted) -> "Found":
    from netcalc.cli.progress.bar import bar
    from netcalc.executor import Where, cores
    from netcalc.search import search as searched
    from netcalc.search.asking.unknowns import read_unknown, refuse

    given = {}
    for text in unknowns:
        name, values = read_unknown(text)
        if name in given:
            refuse(f"`{name}` is given twice", "write its values in one range: 3,5,7")
        given[name] = values
    network = how.load(spec)
    queries = [each.strip() for text in wanted.show or () for each in text.split(",") if each.strip()]
    with bar() as told:
        return searched(
            network, given, where=wanted.where or (), show=queries, sort=wanted.sort, most=wanted.most,
            least=wanted.least, limit=wanted.limit, batch=how.batch_of(network), dtype=how.dtype.value,
            optimizer=how.optimizer.value, on=Where(running.jobs or cores(), running.scheduler), told=told,
        )  # fmt: skip


def _write(found: "Found", form: str) -> None:
    """Write what was found; Parquet is no text. Of a table there is nothing to show where nothing was found."""
    from netcalc.render.pages.search import search as page

    if form == PARQUET:
        from netcalc.cli.binary import binary
        from netcalc.render.parquet import parquet

        binary(lambda: parquet(page.rows(found)), "Parquet")
    elif found.variants or form != "table":
        show.document(page.page(found), form)
