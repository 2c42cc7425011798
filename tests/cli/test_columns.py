"""`summary --columns`: the columns that somebody chose, in every form."""

import csv
import io
import json

import pytest

from netcalc.render.pages.report.columns import COLUMNS
from tests.support.running import Run

CHOSEN = ("summary", "mlp-3-4-2", "--columns", "output,params,params.percent,macs")


def test_a_table_of_these_columns(run: Run) -> None:
    title, _, head, _, first, *_, total = run(*CHOSEN).out.splitlines()
    assert title == "3-4-2 net: 3 -> 2, 2 layers with weights, 3 in all"
    assert head.split() == ["layer", "output", "params", "params.percent", "macs"]
    assert first.split() == ["fc1", "4", "16", "61.54", "12"]
    assert total.split() == ["total", "26", "100.00", "20"]


def test_nothing_has_no_share(run: Run) -> None:
    chosen = ("summary", "max-pool", "--columns", "params.percent,macs.percent,activations.percent")
    assert run(*chosen).out.splitlines()[-1].split() == ["total", "-", "-", "100.00"]


def test_csv_of_these_columns(run: Run) -> None:
    head, *rows = csv.reader(io.StringIO(run(*CHOSEN, "--format", "csv").out))
    assert head == ["name", "output", "params", "params.percent", "macs"]
    assert rows[2] == ["fc2", "2", "10", "38.46", "8"]


def test_json_of_these_columns(run: Run) -> None:
    found = json.loads(run(*CHOSEN, "--format", "json").out)
    assert found["layers"][0] == {"name": "fc1", "output": [4], "params": 16, "params.percent": 61.54, "macs": 12}
    assert found["totals"] == {"params": 26, "macs": 20}


@pytest.mark.parametrize("form", ["table", "markdown", "latex", "csv", "json", "html"])
def test_every_column_is_shown_in_every_form(run: Run, form: str) -> None:
    ran = run("summary", "lenet5", "--columns", ",".join(COLUMNS), "--format", form)
    assert ran.status == 0
    assert "28.23" in ran.out


def test_a_column_that_there_is_none_of_is_named_with_what_was_meant(run: Run) -> None:
    ran = run("summary", "lenet5", "--columns", "outptu,macs,speed")
    assert ran.status == 2
    assert "there is no column `outptu`\n  = help: did you mean `output`?" in ran.err
    assert "there is no column `speed`\n  = help: the columns are window, kind" in ran.err


def test_the_name_is_no_column_to_ask_for(run: Run) -> None:
    ran = run("summary", "lenet5", "--columns", "name,speed")
    assert "a layer's name is always shown" in ran.err
    assert max(map(len, ran.err.splitlines())) < 330


def test_columns_go_with_depth_and_memory(run: Run) -> None:
    out = run("summary", "resnet18", "--columns", "params", "--depth", "1", "--memory").out
    assert "conv2_x" in out
    assert "in PyTorch, a training step" in out


def test_csv_says_whose_arrays_a_layer_shares(run: Run) -> None:
    spec = "input: '4'\nlayers: [fc: {units: 4, name: a}, fc: {units: 4, share: a}]\n"
    head, *rows = (line.split(",") for line in run("summary", "-", "--format", "csv", stdin=spec).out.splitlines())
    assert [row[head.index("shares")] for row in rows] == ["", "a"]
