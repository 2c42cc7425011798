"""What is twice as long takes about twice the work, counted in lines run: no wrong word costs more than its own."""

from collections.abc import Callable
from contextlib import suppress

import pytest

from netcalc import Network, SpecError, calculate
from netcalc.render.pages.report.summary import table
from tests.support.work import lines_run

SIZE = 150
TWICE = 2.4  # as much work for twice as much text, and something over


def _chained(size: int) -> object:
    return Network(input=3, vars={f"v{at}": f"${{v{at - 1} + 1}}" if at else 1 for at in range(size)}, layers=["relu"])


def _wrong_vars(size: int) -> object:
    return Network(input=3, vars={f"v{at}": f"${{w{at}}}" for at in range(size)}, layers=["relu"])


def _unknown_kinds(size: int) -> object:
    return Network(input=3, layers=[f"quux{at}" for at in range(size)])


def _unknown_fields(size: int) -> object:
    return Network(input=3, layers=[{"fc": {"units": 3, f"quux{at}": 1}} for at in range(size)])


def _nested(size: int) -> object:
    inner: list[object] = ["relu"]
    for _ in range(size.bit_length()):
        inner = [{"repeat": {"times": 2, "layers": inner}}]
    return Network(input="3", layers=inner)


def _wrong_layers(size: int) -> object:
    return table(calculate(Network(input="8", layers=[{"relu": {"from": "input"}}] * size)))


@pytest.mark.parametrize("made", [_chained, _wrong_vars, _unknown_kinds, _unknown_fields, _nested, _wrong_layers])
def test_twice_as_much_takes_twice_the_work(made: Callable[[int], object]) -> None:
    def tried(size: int) -> None:
        with suppress(SpecError):
            made(size)

    def work(size: int) -> int:
        return lines_run(lambda: tried(size))

    tried(2 * SIZE)  # what is loaded once is no work
    assert work(2 * SIZE) <= TWICE * work(SIZE)
