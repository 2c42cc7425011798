"""Work on the workers of a Dask scheduler, which have netcalc installed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from netcalc.executor.work import Submit, failed

PATIENCE: Final = 10  # seconds for a scheduler to answer
MISSING: Final = "a Dask cluster needs the package distributed: pip install 'netcalc-nn[cluster]'"


@contextmanager
def on_cluster(shared: object, scheduler: str) -> Iterator[Submit]:
    """Give what hands a piece of work to a scheduler's workers; Unreadable where none answers."""
    try:
        from distributed import Client
    except ImportError:
        raise failed(scheduler, MISSING) from None
    try:
        client = Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        hint = "start one with `dask scheduler`, and workers with `dask worker ADDRESS`"
        raise failed(scheduler, f"no Dask scheduler answers: {error}", hint) from None
    with client, client.get_executor(pure=False) as pool:
        held = client.scatter(shared, broadcast=True, hash=False)
        yield lambda work, piece: pool.submit(work, held, piece)
