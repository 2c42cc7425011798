"""Kinds of installed packages: in YAML, in every command, in the schema; broken ones are said and hurt nobody."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from netcalc import Network, SpecError, calculate, explain
from netcalc.layers import installed as theirs
from netcalc.network.schema import schema
from netcalc.reference import ReferenceNet
from tests.support.installed import installed
from tests.support.marks import found
from tests.support.running import Run

KIND = '''"""A kind of somebody else's."""

from typing import ClassVar

import netcalc
from netcalc.layers.written.fields import Count


class Squeeze(netcalc.Layer):
    """Squeeze: the depth is divided, by a learned matrix at each position."""

    kind = "squeeze"
    main = "by"
    example: ClassVar[str] = "squeeze: 2"
    computed_by = "demo_gate:Squeeze"

    by: Count = 2

    def depth(self, *given):
        return (netcalc.Axis((("D1", given[0].depth),), self.by),)

    def parameters(self, *given, made, rules):
        (depth,) = self.depth(*given)
        axes = (depth, netcalc.Axis((("D1", given[0].depth),)))
        return (netcalc.Parameter("weight", "weight", axes, uses=(("positions", given[0].values // given[0].depth),)),)


class Odd(netcalc.Layer):
    """A kind that nothing computes."""

    kind = "odd"


class Faulty(netcalc.Layer):
    """A kind with a fault."""

    kind = "faulty"

    def depth(self, *given):
        return 1 / 0


class Impostor(netcalc.Layer):
    kind = "squeeze"


class Wild(netcalc.Layer):
    model_config = {"arbitrary_types_allowed": True}
    kind = "wild"
    what: object.__class__ = None
    which: "type(lambda: 0)"


number = 3
'''
GATE = '''"""Its gate."""

import numpy as np
from netcalc.reference import Gate


class Squeeze(Gate):
    """y = W x at each position."""

    @classmethod
    def at(cls, setting):
        return cls()

    def shapes(self, setting):
        depth = setting.given[0].depth
        return ((depth // setting.layer.by, depth),)

    def forward(self, x, w):
        self.multiplied = w.size * x[:, 0].size
        return np.einsum("kd,nd...->nk...", w, x), (x, w)

    @property
    def multiplications(self):
        return self.multiplied

    def backward(self, dout, cache):
        x, w = cache
        flat = dout.reshape(*dout.shape[:2], -1)
        return (
            np.einsum("kd,nk...->nd...", w, dout),
            np.einsum("nkp,ndp->kd", flat, x.reshape(*x.shape[:2], -1)),
        )
'''
OFFERED = {
    "squeeze": "demo_kinds:Squeeze",
    "odd": "demo_kinds:Odd",
    "faulty": "demo_kinds:Faulty",
    "conv": "demo_kinds:Squeeze",
    "gone": "no_such_module:Gone",
    "lost": "demo_kinds:Lost",
    "number": "demo_kinds:number",
    "other": "demo_kinds:Impostor",
    "repeat": "demo_kinds:Squeeze",
    "crash": "demo_crash:Crash",
}
SPEC = "input: 6x6x8\nlayers:\n- squeeze\n- squeeze: {by: 2, name: second}\n- fc: 3\n"


@pytest.fixture
def package(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "site"
    folder.mkdir()
    crash = "import sys\nsys.exit('never')\n"
    with installed(folder, {"demo_kinds": KIND, "demo_gate": GATE, "demo_crash": crash}, OFFERED):
        yield tmp_path


@pytest.fixture
def spec(package: Path) -> str:
    path = package / "net.yaml"
    path.write_text(SPEC, encoding="utf-8")
    return str(path)


@pytest.mark.usefixtures("package")
def test_it_is_a_kind_like_any_other() -> None:
    network = Network(input="6x6x8", layers=["squeeze", {"squeeze": 2}, {"squeeze": {"by": "${depth // 2}"}}])
    report = calculate(network, strict=True)
    assert [layer.output.depth for layer in report.layers if layer.output] == [8 // 2, 4 // 2, 2 // 1]
    assert report["squeeze1"].weights == 4 * 8
    assert report["squeeze1"].macs == 4 * 8 * 6 * 6
    assert str(explain(report, "squeeze1"))
    assert Network(**network.to_dict()) == network


def test_in_every_command(run: Run, spec: str) -> None:
    for command in (["summary"], ["check"], ["explain", "--format", "json"], ["compare"], ["verify"]):
        ran = run(*command, spec, *(["lenet5"] if command == ["compare"] else []))
        assert (ran.status, "Traceback" in ran.err) == (0, False), ran
    assert run("ask", spec, "second.output", "squeeze1.params").out == "6x6x2\n32\n"
    assert run("ask", spec, "squeeze1.params", "--set", "squeeze1.by=4").out == "16\n"


@pytest.mark.usefixtures("package")
def test_its_gate_runs_and_is_checked() -> None:
    net = ReferenceNet(Network(input="6x6x8", layers=["squeeze"]))
    assert net.params["squeeze1.weight"].shape == (4, 8)


def test_verify_says_how_a_gate_is_given(run: Run, package: Path) -> None:
    (package / "odd.yaml").write_text("input: 3\nlayers: [odd]\n", encoding="utf-8")
    ran = run("verify", str(package / "odd.yaml"))
    assert ran.status == 1
    assert "nothing computes `odd`: it has no gate" in ran.err
    assert 'computed_by = "package.module:Class"' in ran.err


@pytest.mark.usefixtures("package")
def test_the_catalogue_has_it_and_says_what_is_broken(run: Run) -> None:
    listed = run("kinds")
    assert listed.status == 0
    assert "squeeze" in listed.out
    for said in ("`conv` of demo 1.2 is left out", "`gone` of demo 1.2 cannot be loaded", "`repeat` of demo 1.2"):
        assert said in listed.err
    (odd,) = (line.split() for line in run("kinds", COLUMNS="300").out.splitlines() if line.startswith("odd"))
    assert odd[:2] == ["odd", "odd"]  # a kind without an example, which needs no field
    one = run("kinds", "squeeze")
    assert "Squeeze: the depth is divided" in one.out
    assert "by " in one.out
    assert run("kinds", "gone").status == 1
    assert run("kinds", "squeze").status == 2
    assert "squeeze" in json.loads(run("kinds", "--format", "json").out)


@pytest.mark.usefixtures("package")
def test_the_schema_has_it(run: Run) -> None:
    made = json.loads(run("schema").out)
    assert made["definitions"]["squeeze"]["anyOf"][1]["properties"]["by"]
    assert "squeeze" not in schema()["definitions"]


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("gone", "cannot be loaded: ModuleNotFoundError: No module named 'no_such_module'"),
        ("lost", "cannot be loaded: AttributeError"),
        ("number", "is no layer: demo_kinds:number"),
        ("other", "calls itself `squeeze`"),
        ("crash", "cannot be loaded: SystemExit: never"),
    ],
)
def test_a_broken_entry_point_is_a_problem_at_its_place(kind: str, said: str) -> None:
    (problem,) = found(f"input: 3\nlayers:\n- relu\n- {kind}: {{name: a}}\n- relu: {{from: a}}\n")
    assert problem.place is not None
    assert (problem.code, problem.place.line, problem.place.column) == ("unknown-layer", 4, 3)
    assert said in problem.message


def test_a_fault_in_a_kind_is_no_traceback(run: Run, package: Path) -> None:
    path = package / "faulty.yaml"
    path.write_text("input: 3\nlayers: [faulty]\n", encoding="utf-8")
    for command in ("summary", "check", "explain"):
        ran = run(command, str(path))
        assert ran.status == 1
        assert "`faulty` of demo_kinds failed: ZeroDivisionError: division by zero" in ran.err
        assert "in depth" in ran.err


@pytest.mark.usefixtures("package")
def test_ours_stays_ours() -> None:
    assert calculate(Network(input="6x6x8", layers=[{"conv": {"filters": 3, "size": 1}}]))["conv1"].params == 27


@pytest.mark.usefixtures("package")
def test_two_packages_with_one_kind_are_told_apart_by_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    with installed(folder, {"other_kinds": KIND}, {"squeeze": "other_kinds:Squeeze"}, "rival"):
        (problem,) = found("input: 6x6x8\nlayers: [squeeze]\n")
    assert "offered by rival 1.2 and demo 1.2" in problem.message


@pytest.mark.usefixtures("package")
def test_a_slip_finds_it_and_a_block_goes_first() -> None:
    (problem,) = found("input: 6x6x8\nlayers: [squeze]\n")
    assert problem.hint == "write `squeeze`"
    blocks: dict[str, Any] = {"squeeze": {"layers": ["relu"]}}
    assert calculate(Network(input="3", layers=["squeeze"], blocks=blocks)).layers[0].kind == "relu"


def test_nothing_is_looked_for_while_all_kinds_are_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(**_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(theirs, "entry_points", refused)
    monkeypatch.setattr(sys, "path", [*sys.path, "/nowhere/at/all"])
    assert calculate(Network(input="6x6x8", layers=["relu", {"fc": 3}])).valid
    with pytest.raises(AssertionError):
        Network(input="3", layers=["reluu"])


@pytest.mark.usefixtures("package")
def test_no_spec_names_code() -> None:
    with pytest.raises(SpecError):
        Network(input="3", layers=["demo_kinds:Squeeze"])
    with pytest.raises(SpecError):
        Network(input="3", layers=[{"squeeze": {"computed_by": "os:system"}}])
