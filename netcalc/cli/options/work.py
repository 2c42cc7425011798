"""Where work is done that can be spread: by processes of this machine, or on a Dask cluster."""

from typing import Annotated, TypeAlias

import typer

Jobs: TypeAlias = Annotated[
    int | None, typer.Option("--jobs", min=1, max=1000, help="Processes (all cores).", metavar="N", show_default=False)
]
Scheduler: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        help="Run on a Dask cluster: the address of its scheduler.",
        metavar="tcp://HOST:PORT",
        show_default=False,
    ),
]
