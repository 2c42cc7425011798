"""`--set` on the commands that open a spec: vars, fields, inputs, the batch; what is wrong, where it was typed."""

import pytest

from netcalc.network.network import Network
from netcalc.problems import Unreadable
from tests.conftest import Run

WIDE = "input: 8x8x1\nvars: {width: 4, batch: 2}\nlayers:\n  - conv: {filters: '${width * batch}', size: 3}\n"
TWO = "inputs: {left: 4, right: 4}\nlayers: [add: {from: [left, right]}]\n"


@pytest.mark.parametrize(
    ("spec", "settings", "query", "value"),
    [
        ("lenet5", ["conv1.stride=1", "fc1.units=4*10"], "fc1.output", "40"),
        ("lenet5", ["input=64x64x1"], "conv1.output", "60x60x6"),
        ("lenet5", ["batch=3"], "memory.activations", str(9118 * 4 * 3)),
        (WIDE, ["width=3"], "conv1.output", "6x6x6"),
        (WIDE, ["batch=3"], "conv1.output", "6x6x12"),
        (TWO, ["left=5", "right=5"], "output", "5"),
    ],
)
def test_anything_is_set(run: Run, spec: str, settings: list[str], query: str, value: str) -> None:
    words = [word for each in settings for word in ("--set", each)]
    ran = run("ask", "-" if "\n" in spec else spec, query, *words, stdin=spec)
    assert (ran.status, ran.out) == (0, f"{value}\n")


@pytest.mark.parametrize(
    ("setting", "mark", "said"),
    [
        ("conv1.strid=2", "      ^^^^^", "write `stride`"),
        ("conv9.stride=1", "^^^^^^^^^^^^", "there is no layer `conv9`"),
        ("conv1.stride=0", "             ^", "at least 1"),
        ("conv1.size = 3 x 4 x", "             ^^^^^^^", "takes a whole number"),
        ("conv1.name=x", "^^^^^^^^^^", "cannot be set"),
        ("inptu=3", "^^^^^", "did you mean `input`?"),
        ("input=3x", "      ^^", "takes a volume"),
        ("batch=none", "      ^^^^", "`batch` takes a whole number"),
    ],
)
def test_what_is_wrong_stands_where_it_was_typed(run: Run, setting: str, mark: str, said: str) -> None:
    ran = run("summary", "lenet5", "--set", "fc1.units=9", "--set", setting)
    assert ran.status > 0
    assert f"\n1 | {setting}\n  | {mark}\n" in ran.err
    assert said in ran.err


def test_where_no_memory_is_counted_there_is_no_batch(run: Run) -> None:
    assert "there is no var `batch`" in run("draw", "lenet5", "--set", "batch=3").err


def test_inputs_are_set_in_python_too() -> None:
    network = Network(input="8x8x1", layers=["relu"])
    assert network.replace(set={"input": "4x4x2"}).input == (4, 4, 2)
    with pytest.raises(Unreadable, match="did you mean `input`"):
        network.replace(set={"inputs": 3})
