"""What came of attacks: nothing hangs, blows up or shows a traceback."""

import copy
import pickle
from typing import Any

import pytest

from netcalc import Network, SpecError, calculate
from netcalc.explanation.explain import explain_all
from netcalc.network.bundle import bundled, load
from netcalc.report.query import Query, value
from netcalc.text.source import Source
from tests.support.running import Run


def test_a_chain_of_blocks_used_from_the_bottom_up_is_refused() -> None:
    blocks: dict[str, Any] = {"b0": {"layers": ["relu"]}} | {f"b{n}": {"layers": [f"b{n - 1}"]} for n in range(1, 300)}
    with pytest.raises(SpecError, match="nests deeper than 60"):
        Network(input="3", layers=[f"b{n}" for n in range(300)], blocks=blocks)


def test_a_chain_of_aliases_is_refused() -> None:
    lines = ["a0: &a0 [1]", *(f"a{n}: &a{n} {'[' * 9}*a{n - 1}{']' * 9}" for n in range(1, 20))]
    with pytest.raises(SpecError, match="too deep"):
        Source("\n".join(lines), "x").data()


@pytest.mark.parametrize("layer", [{"parallel": [[], []]}, {"upsample": 10**9}])
def test_volumes_do_not_grow_without_end(layer: Any) -> None:
    report = calculate(Network(input="1x1x1", layers=[{"repeat": {"times": 300, "layers": [layer]}}]))
    assert report.problems[0].code == "limit-exceeded"
    assert report.output is None


def test_names_do_not_grow_without_end() -> None:
    long = "n" * 200
    blocks: dict[str, Any] = {"b0": {"layers": ["relu"]}}
    blocks |= {f"b{n}": {"layers": [{f"b{n - 1}": {"name": long}}]} for n in range(1, 20)}
    with pytest.raises(SpecError, match="longer than 1000 characters"):
        Network(input="3", layers=[{"b19": {"name": long}}], blocks=blocks)


@pytest.mark.parametrize("layers", ["null", "", "3", "[]", "[b]", "[{fc: '${zz}'}]"])
def test_a_block_written_wrong_is_said_used_or_not(layers: str) -> None:
    for use in ("b", "relu"):
        text = f"input: 8x8x3\nblocks:\n  b: {{layers: {layers}}}\nlayers: [{use}, fc: 3]\n"
        with pytest.raises(SpecError):
            Network.read(Source(text, "x"))


def test_templates_are_exact_across_names() -> None:
    made = Network(input="3", vars={"w": 10, "third": "${w/3}"}, layers=[{"fc": "${third*3}"}])
    assert calculate(made).output == (10,)


def test_a_group_that_holds_nothing_cannot_be_asked() -> None:
    nothing = {"repeat": {"times": 0, "name": "r", "layers": ["relu"]}}
    with pytest.raises(SpecError, match="nothing is called"):
        Network(input="3", layers=["relu", nothing], expect={"r.params": 0})
    assert Network(input="3", layers=["relu", nothing, {"fc": {"units": 2, "from": "r"}}]).names


def test_a_net_that_does_not_fit_folds(run: Run) -> None:
    spec = (
        "input: 8x8x1\nblocks: {b: {layers: [conv: {filters: 1, size: 9}, relu: {from: input}]}}\nlayers: [b, fc: 3]\n"
    )
    ran = run("summary", "-", "--depth", "1", stdin=spec)
    assert ran.status == 1
    assert "no totals" in ran.out


def test_a_conv_without_spatial_axes_has_no_params() -> None:
    report = calculate(Network(input="9", layers=[{"conv": {"filters": 2, "size": 5}}]))
    assert report["conv1"].params is None
    assert [problem.code for problem in report.problems] == ["shape-mismatch"]


def test_a_layer_that_is_wrong_twice_says_both() -> None:
    report = calculate(Network(input="8x8x3", layers=[{"conv": {"filters": 4, "size": 50, "groups": 7}}]))
    assert [problem.code for problem in report.problems] == ["window-too-large", "groups-do-not-divide"]


def test_networks_can_be_copied_and_pickled() -> None:
    network = load("lenet5")
    for made in (copy.deepcopy(network), pickle.loads(pickle.dumps(network))):  # noqa: S301  our own
        assert calculate(made).totals == calculate(network).totals


@pytest.mark.parametrize("wrong", [{"batch": 0}, {"dtype": "int4"}, {"optimizer": "lion"}])
def test_memory_terms_that_do_not_exist_are_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match="a batch is at least 1"):
        calculate(load("lenet5"), **wrong)


def test_control_characters_do_not_reach_the_terminal(run: Run) -> None:
    spec = 'name: "a\\e[31mb"\ninput: 3\nlayers: [fc: 2]\n'
    assert "\x1b" not in run("summary", "-", stdin=spec).out


def test_a_full_disk_is_no_traceback() -> None:
    import subprocess
    import sys
    from pathlib import Path

    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    with full.open("wb") as out:
        called = [sys.executable, "-m", "netcalc", "summary", "lenet5"]
        made = subprocess.run(called, stdout=out, stderr=subprocess.PIPE, check=False, timeout=60)
    assert made.returncode == 2
    assert b"Traceback" not in made.stderr


@pytest.mark.parametrize("spec", bundled())
def test_every_explanation_of_every_bundled_spec_is_what_the_report_says(spec: str) -> None:
    report = calculate(load(spec))
    for found in explain_all(report)[:-1]:
        for step in found.steps:
            part = {"R2": 0, "start2": 0, "J2": 0, "R2_w": 0, "R2_h": 1}.get(step.symbol)
            if part is not None:
                expected = value(report, Query("", found.name, step.number))
                assert isinstance(expected, tuple)
                assert step.value == expected[part], (found.name, step)
            if step.numbers and "⌊" not in step.numbers and "⌈" not in step.numbers:
                assert eval(step.numbers.replace("·", "*")) == step.value, (found.name, step)  # noqa: S307
