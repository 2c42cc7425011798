"""Many pieces of work at once: on the cores of this machine, or on a Dask cluster; the same comes of it."""

import os
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import as_completed
from contextlib import AbstractContextManager
from time import process_time
from typing import Final, NamedTuple, TypeVar

from netcalc.executor.cluster import on_cluster
from netcalc.executor.processes import in_processes
from netcalc.executor.work import Submit

Shared = TypeVar("Shared")
Piece = TypeVar("Piece")
Made = TypeVar("Made")

STARTING: Final = 2.0  # seconds of the processor that beginning others takes: less work is done sooner here


class Where(NamedTuple):
    """Where work is done: by so many processes of this machine, or by the cluster of a Dask scheduler."""

    jobs: int = 1
    scheduler: str | None = None


def cores() -> int:
    """Give how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    work: Callable[[Shared, Piece], Made], shared: Shared, pieces: Sequence[Piece], where: Where
) -> Generator[tuple[int, Made]]:
    """Give each piece's place and `work(shared, piece)`, as they are done; leaving off stops the rest.

    What all pieces share goes to each process once. Unreadable where there is no cluster, or a process died.

    >>> sorted(spread(pow, 2, [3, 5], Where()))
    [(0, 8), (1, 32)]
    """
    done = 0
    if where.scheduler is None:
        begun = process_time()
        while done < len(pieces) and (where.jobs == 1 or _soon(begun, done, len(pieces))):
            yield done, work(shared, pieces[done])
            done += 1
    if done < len(pieces):
        with _workers(shared, where) as submit:
            futures = {submit(work, piece): place for place, piece in enumerate(pieces[done:], done)}
            for future in as_completed(futures):
                yield futures[future], future.result()


def _soon(begun: float, done: int, pieces: int) -> bool:
    """Say whether all would be done here before other processes have begun."""
    return done == 0 or (process_time() - begun) / done * (pieces - done) < STARTING


def _workers(shared: object, where: Where) -> AbstractContextManager[Submit]:
    return in_processes(shared, where.jobs) if where.scheduler is None else on_cluster(shared, where.scheduler)
