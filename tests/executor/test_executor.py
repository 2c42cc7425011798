"""Work spread over processes and a Dask cluster: the same comes of it as here, and each piece once."""

import os
import sys
from contextlib import closing
from multiprocessing import active_children
from pathlib import Path

import pytest

from netcalc import executor
from netcalc.executor import Where, cluster, cores, spread
from netcalc.problems import SpecError, Unreadable
from netcalc.search import every
from tests.support.running import here

POWERS = [2**place for place in range(6)]


def by_place(where: Where) -> list[int]:
    return [made for _, made in sorted(spread(pow, 2, [*range(6)], where))]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes begin after the first piece, however little is left."""
    monkeypatch.setattr(executor, "STARTING", 0.0)


def test_pieces_are_done_here_one_after_the_other() -> None:
    assert [*spread(pow, 2, [3, 1], Where())] == [(0, 8), (1, 2)]
    assert [*spread(pow, 2, [], Where(jobs=3))] == []
    assert cores() >= 1


def test_little_work_starts_no_process() -> None:
    others = active_children()
    with closing(spread(pow, 2, [*range(6)], Where(jobs=2))) as found:
        assert next(found) == (0, 1)
        assert next(found) == (1, 2)
        assert active_children() == others


@pytest.mark.usefixtures("at_once")
def test_processes_make_the_same_tell_what_is_wrong_and_end_when_it_is_left_off() -> None:
    others = active_children()
    assert by_place(Where(jobs=2)) == POWERS
    with pytest.raises(ValueError, match="base must be"):
        dict(spread(int, "11", [2, 3, 40, 8], Where(jobs=2)))
    with closing(spread(pow, 2, [1, 2, 3], Where(jobs=2))) as left:
        next(left)
        next(left)
    assert active_children() == others


def test_a_process_that_dies_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executor, "_soon", lambda *_: False)
    with pytest.raises(Unreadable, match="ended before its work was done"):
        dict(spread(_leave, 3, [0], Where(jobs=2)))


def _leave(status: int, _piece: int) -> None:
    os._exit(status)


def test_no_scheduler_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "PATIENCE", 0.3)
    with pytest.raises(SpecError, match="no Dask scheduler answers"):
        by_place(Where(scheduler="tcp://127.0.0.1:1"))
    with pytest.raises(SpecError, match="no Dask scheduler answers"):
        by_place(Where(scheduler="nowhere://x"))


def test_the_package_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SpecError, match=r"netcalc-nn\[cluster\]"):
        by_place(Where(scheduler="tcp://127.0.0.1:1"))


# Workers that are threads begin at once; they are spoken to as all are, over TCP.
@pytest.mark.filterwarnings("default")  # what distributed says of itself
def test_a_scheduler_without_workers_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=0, processes=False, protocol="tcp", dashboard_address=None) as empty:
        monkeypatch.setattr(cluster, "PATIENCE", 0.5)
        with pytest.raises(SpecError, match="the scheduler has no worker"):
            by_place(Where(scheduler=empty.scheduler_address))


def test_workers_without_netcalc_are_said() -> None:
    class Client:
        def wait_for_workers(self, number: int, timeout: float) -> None: ...

        def scatter(self, shared: object, **_: object) -> None:
            message = "No module named 'netcalc'"
            raise ModuleNotFoundError(message)

    with pytest.raises(SpecError, match="cannot take the work: No module named 'netcalc'"):
        cluster.given(Client(), 2, "tcp://a:1")


@pytest.mark.filterwarnings("default")  # what distributed says of itself
def test_a_cluster_of_a_scheduler_and_two_workers_makes_the_same() -> None:
    distributed = pytest.importorskip("distributed")
    alone = {"processes": False, "protocol": "tcp", "host": "127.0.0.1", "dashboard_address": None}
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, **alone) as cluster:
        address = cluster.scheduler_address
        assert by_place(Where(scheduler=address)) == POWERS
        assert _swept(()) == _swept(("--scheduler", address))
        assert _searched() == _searched("--scheduler", address)
        with pytest.raises(ValueError, match="base must be"):
            dict(spread(int, "11", [2, 40], Where(scheduler=address)))


@pytest.mark.usefixtures("at_once")
def test_a_search_in_two_processes_makes_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(every, "AT_ONCE", 60)  # variants of a piece
    monkeypatch.setattr(every, "SINGLY", 60)
    assert _searched("--jobs", "1") == _searched("--jobs", "2")


def _searched(*words: str) -> str:
    """Search on columns, and one by one: the bytes that are shown."""
    asked = ("search", "-", "a.units=1..60", "b.units=3..4", "--sort=-totals.macs", "--format", "json", *words)
    spec = "input: 8\nlayers: [fc: {units: 1, name: a}, fc: {units: 1, name: b}]\n"
    made = [here((*asked, *more), Path.cwd(), stdin=spec) for more in ((), ("--where", "a.macs.percent > 1"))]
    assert [each.status for each in made] == [0, 0], made
    return "".join(each.out for each in made)


def _swept(words: tuple[str, ...]) -> str:
    spec = "input: 2\nvars: {units: 3}\nlayers: [fc: '${units}', relu, fc: 2]\n"
    asked = ("train", "-", "--data", "moons", "--epochs", "2", "--sweep", "units=2,3", "--format", "json")
    made = here((*asked, *words), Path.cwd(), stdin=spec)
    assert made.status == 0, made.err
    return made.out
