"""Work on the workers of a Dask scheduler, which have netcalc installed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from netcalc.executor.work import Submit, failed

if TYPE_CHECKING:
    from distributed import Client

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
    with client:
        held = given(client, shared, scheduler)
        with client.get_executor(pure=False) as pool:
            yield lambda work, piece: pool.submit(work, held, piece)


def given(client: "Client", shared: object, scheduler: str) -> object:
    """Give the workers what all pieces share; Unreadable where there are none, or they cannot take it."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise failed(scheduler, "the scheduler has no worker", f"start some with `dask worker {scheduler}`") from None
    try:
        return client.scatter(shared, broadcast=True, hash=False)
    except Exception as error:  # noqa: BLE001  a worker's own error comes as a bare Exception
        hint = "install netcalc, of this version, where the workers run"
        raise failed(scheduler, f"the workers cannot take the work: {error}", hint) from None
