"""Networks written as specs: blocks for what is alike, repeats for what comes again, and the same numbers."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from netcalc import FC, Network, Repeat, Report, calculate, convert, load
from netcalc.models.source.spec.program import program
from netcalc.text.source import Source
from tests.support.any_graphs import drawn
from tests.support.running import ROOT, Run
from tests.support.sized import fitting, sized

FILES = ROOT / "tests/data/models"
MODELS = sorted(path.name for path in FILES.glob("*.*") if path.suffix in {".pt2", ".onnx", ".keras", ".prototxt"})


def again(text: str) -> Network:
    return Network.read(Source(text, "again.yaml"))


def held(network: Network, report: Report | None = None) -> Network:
    """Write a network as a spec, and hold what is read back against it."""
    report = report or calculate(network)
    made = again(program(network, report))
    found = calculate(made, strict=True)  # what is claimed holds
    assert found.totals == report.totals
    assert [layer.output for layer in found] == [layer.output for layer in report]
    assert [(layer.kind, layer.params) for layer in found] == [(layer.kind, layer.params) for layer in report]
    assert [each.output for each in found.outputs] == [each.output for each in report.outputs]
    return made


@cache
def bundled(name: str) -> Network:
    """Give what comes back of a bundled spec; it is held once."""
    return held(*sized(name))


def test_every_bundled_spec_comes_back() -> None:
    for name in fitting():
        assert len(bundled(name).claims) == len(sized(name)[0].claims), name


@pytest.mark.parametrize("name", MODELS)
def test_model_files_come_back(name: str) -> None:
    network = load(FILES / name)
    made = held(network)
    assert {claim.query.text for claim in made.claims} == {"totals.params", "totals.macs"}
    assert below(convert(made, to="yaml")) == below(convert(network, to="yaml"))


def below(text: str) -> str:
    """Give a spec without its first line, which names the file that it was made of."""
    return text.partition("\n")[2]


def test_what_was_written_is_written_again_the_same() -> None:
    """Modules that PyTorch numbers, of which some repeat; extents that are alike; lists too long for a line."""
    block: list[Any] = [
        {"conv": {"filters": 4, "size": [3, 3], "stride": [1, 1], "pad": 1, "name": "0"}},
        {"relu": {"name": "1"}},
    ]
    again_: dict[str, Any] = {"times": 2, "layers": [{"conv": {"filters": 4, "size": 3, "pad": 1}}, "relu"]}
    table: dict[str, Any] = {"filters": 9, "size": 1, "connect": [[0, 1, 2, 3]] * 9, "name": "wide"}
    network = Network.of({
        "input": "8x8x4", "blocks": {"Sequential": [*block, {"repeat": again_}]},
        "layers": [{"Sequential": {"name": "features"}}, {"conv": table}],
    })  # fmt: skip
    text = convert(network, to="yaml")
    assert below(convert(held(network), to="yaml")) == below(text)
    assert "- conv: {filters: 4, size: 3, pad: 1, name: '0'}" in text
    assert "repeat:" in text
    assert max(map(len, text.splitlines())) <= 120


def test_a_resnet_is_written_so(golden: Callable[[str, str], None]) -> None:
    golden("resnet50_spec.txt", convert(load("resnet50"), to="yaml"))


def test_names_are_kept_and_claims_follow_them() -> None:
    """What follows and is alike is one repeat only where its names stay: SqueezeNet's fire2 and fire3 are none."""
    for name in ("squeezenet", "resnet50"):
        network, _ = sized(name)
        assert [node.name for node in bundled(name).graph.nodes] == [node.name for node in network.graph.nodes]
        assert str(convert(network, to="yaml")).count("  fire2.params: 11920") == (name == "squeezenet")


def test_a_layer_keeps_the_name_that_somebody_gave_it() -> None:
    layers = [FC(units=8, name="t"), "relu", FC(units=8, name="u"), "relu", FC(units=8), "relu", FC(units=8), "relu"]
    network = Network(input=8, layers=[*layers, Repeat(times=2, layers=[FC(units=8, name="v")])])
    made = again(convert(network, to="yaml"))
    assert [node.name for node in made.graph.nodes] == [node.name for node in network.graph.nodes]
    assert convert(network, to="yaml").count("repeat") == 2


@pytest.mark.parametrize(
    "layers",
    [
        [{"crop": {"margin": {"left": 1}}}, {"zero_pad": {"pad": {"left": 1}}}],
        [{"parallel": {"join": "add", "branches": [[{"fc": 2}]]}}, "relu", {"add": ["add1", "relu1"]}],
        [{"repeat": {"times": 0, "layers": ["relu"]}}],
        [  # the name of the second fc is that of one in the repeat
            {"b": {"name": "b1"}},
            {"repeat": {"times": 2, "layers": [{"fc": 3}]}},
            {"fc": {"units": 3, "bias": False}},
            {"fc": {"units": 4, "bias": False}},
        ],
        [{"b": {"name": "first"}}, {"b": {"share": "first"}}],
    ],
    ids=["sides", "one branch", "nothing", "counted on", "a use that shares"],
)
def test_what_is_rare_comes_back(layers: list[Any]) -> None:
    block = [{"fc": {"units": 3, "name": "a"}}, {"fc": {"units": 3, "share": "a"}}, {"fc": {"units": 3, "share": "a"}}]
    held(Network.of({"input": "3x1x1", "blocks": {"b": block}, "layers": layers}))


def test_a_block_reads_by_name_what_its_own_layers_would_hide() -> None:
    network = Network.of(
        {
            "input": "8x8x4",
            "blocks": {
                "up": {
                    "args": {"skip": None},
                    "layers": [{"conv": {"filters": 4, "size": 3, "pad": 1}}, "relu", {"add": ["${skip}", "relu1"]}],
                }
            },
            "layers": [
                {"conv": {"filters": 4, "size": 1}}, "relu", {"pool": {"size": 3, "stride": 1, "pad": 1}},
                {"up": {"skip": "relu1"}}, {"up": {"skip": "relu1"}},
            ],
        }
    )  # fmt: skip
    assert [node.reads for node in held(network).graph.nodes] == [node.reads for node in network.graph.nodes]


def test_what_comes_again_is_a_repeat_and_is_read_behind_it() -> None:
    layers: list[object] = [{"fc": 8}, "relu"] * 5
    network = Network(input=8, layers=[*layers, {"fc": 3}, {"concat": ["relu5", "fc6"]}])
    text = convert(network, to="yaml")
    assert "times: 5" in text
    assert held(network).graph.nodes[-1].reads == (9, 10)


def test_shared_arrays_are_shared_again() -> None:
    for name in ("siamese-koch", "gpt2", "pointnet"):
        owners, found = (
            [node.share and (node.share.owner, node.share.transpose) for node in each.graph.nodes]
            for each in (sized(name)[0], bundled(name))
        )
        assert found == owners


def test_a_block_names_whose_arrays_it_takes_as_it_sees_them_from_where_it_stands() -> None:
    taking = {"args": {"s": None}, "layers": [{"layernorm": {"share": "${s}"}}, "relu"]}
    blocks = {"b": taking, "c": [{"layernorm": {"name": "n"}}, "relu", {"b": {"s": "n"}}]}
    network = Network.of({"input": "5x16", "blocks": blocks, "layers": [{"c": {"name": "one"}}, {"b": {"s": "one.n"}}]})
    assert [node.share.owner for node in held(network).graph.nodes if node.share] == [0, 0]


@pytest.mark.parametrize("seed", [2, 8, 18, 27])
def test_networks_of_every_form_come_back(seed: int) -> None:
    network = Network.of(drawn(seed))
    assert [sorted(node.reads) for node in held(network).graph.nodes] == [
        sorted(node.reads) for node in network.graph.nodes
    ]


def test_a_module_called_twice_is_a_block_used_twice() -> None:
    towers = load(FILES / "towers.pt2")
    assert "Sequential: {name: tower_2, from: right, share: tower}" in convert(towers, to="yaml")
    assert "self.tower(right)" in convert(towers, to="pytorch")
    assert "tower(right)" in convert(towers, to="keras")
    assert [node.share.owner for node in held(towers).graph.nodes if node.share] == [0, 1, 2, 3]


def test_the_command(run: Run, tmp_path: Path) -> None:
    assert run("convert", str(FILES / "image.pt2"), "--to", "yaml", "-o", "image.yaml").status == 0
    assert "Block-b: {name: '1'}" in (tmp_path / "image.yaml").read_text()
    assert run("check", "image.yaml", "--against", str(FILES / "image.pt2")).status == 0
    assert run("convert", "lenet5", "--to", "yaml", "-o", "net.py").status == 2


def test_the_file_that_is_read_is_not_written_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text("# mine\ninput: 3\nlayers: [fc: 2]\n")
    assert run("convert", "net.yaml", "--to", "yaml", "-o", "./net.yaml").status == 2
    assert (tmp_path / "net.yaml").read_text().startswith("# mine")


@pytest.mark.parametrize(("form", "hint"), [("torch", "mean pytorch?"), ("png", "draw makes"), ("yml", "mean yaml?")])
def test_another_word_for_a_form_is_told(form: str, hint: str, run: Run) -> None:
    assert hint in run("convert", "lenet5", "--to", form).err
