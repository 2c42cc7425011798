"""Work in processes of this machine, each of which is given once what all pieces share."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from typing import Any, Final, TypeVar

from netcalc.executor.work import Submit, failed

Piece = TypeVar("Piece")
Made = TypeVar("Made")

HINT: Final = 'is there enough memory? a program of your own keeps its work below `if __name__ == "__main__":`'


@contextmanager
def in_processes(shared: object, jobs: int) -> Iterator[Submit]:
    """Start processes; where the work is left off they are ended."""
    others = {*active_children()}
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _ready, (shared,))
    try:
        yield lambda work, piece: pool.submit(_with_shared, work, piece)
    except BrokenProcessPool:
        raise failed("--jobs", "a process ended before its work was done", HINT) from None
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
