"""Many pieces of work at once: on the cores of this machine, or on a Dask cluster; the same comes of it."""

import os
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import active_children, get_context
from time import process_time
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

from netcalc.problems import UNREADABLE, Problem, Unreadable

Shared = TypeVar("Shared")
Piece = TypeVar("Piece")
Made = TypeVar("Made")
Submit: TypeAlias = Callable[[Callable[..., Any], Any], "Future[Any]"]

STARTING: Final = 2.0  # seconds of the processor that beginning others takes: less work is done sooner here
PATIENCE: Final = 10  # seconds for a scheduler to answer
HINT: Final = 'is there enough memory? a program of your own keeps its work below `if __name__ == "__main__":`'
MISSING: Final = "a Dask cluster needs the package distributed: pip install 'netcalc-nn[cluster]'"


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
    return _processes(shared, where.jobs) if where.scheduler is None else _cluster(shared, where.scheduler)


@contextmanager
def _processes(shared: object, jobs: int) -> Iterator[Submit]:
    """Start processes; where the work is left off they are ended."""
    others = {*active_children()}
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _ready, (shared,))
    try:
        yield lambda work, piece: pool.submit(_with_shared, work, piece)
    except BrokenProcessPool:
        raise _failed("--jobs", "a process ended before its work was done", HINT) from None
    except BaseException:  # Ctrl-C, too
        for child in {*active_children()} - others:
            child.terminate()
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


class _Kept:
    """What all pieces share, in the process that works on them."""

    shared: Any = None


def _ready(shared: object) -> None:
    """Make a process ready: Ctrl-C is its parent's, and one thread does its products."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _Kept.shared = shared


def _with_shared(work: Callable[[Any, Piece], Made], piece: Piece) -> Made:
    return work(_Kept.shared, piece)


@contextmanager
def _cluster(shared: object, scheduler: str) -> Iterator[Submit]:
    """Ask a Dask scheduler's workers, who have netcalc installed."""
    try:
        from distributed import Client
    except ImportError:
        raise _failed(scheduler, MISSING) from None
    try:
        client = Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        hint = "start one with `dask scheduler`, and workers with `dask worker ADDRESS`"
        raise _failed(scheduler, f"no Dask scheduler answers: {error}", hint) from None
    with client, client.get_executor(pure=False) as pool:
        held = client.scatter(shared, broadcast=True, hash=False)
        yield lambda work, piece: pool.submit(work, held, piece)


def _failed(where: str, what: str, hint: str = "") -> Unreadable:
    return Unreadable([Problem(code=UNREADABLE, message=f"{where}: {what}", hint=hint)])
