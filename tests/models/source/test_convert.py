"""Networks written as PyTorch programs: as a person would have written them, and with the same shapes and arrays."""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from netcalc import FC, Network, SpecError, calculate, convert, load
from netcalc.layers import CATALOGUE
from netcalc.models.source.pytorch.program import program
from netcalc.models.source.pytorch.reserved import PROGRAM
from netcalc.models.source.pytorch.table import WRITERS
from tests.support.round_trips import laid
from tests.support.running import ROOT, Run
from tests.support.sharing_nets import SHARED, sharing
from tests.support.sized import fitting, sized

STATED = "fast-rcnn"  # a region of interest that nobody can write
WIDE = "100"
NUMBERS = ("lenet5", "bilstm", "gru-text", "espcn", "maxout", "local-30-filters", "mnist-pytorch", "irnn")


@pytest.fixture(scope="module")
def programs() -> dict[str, str]:
    return {name: program(*sized(name)) for name in fitting() if name != STATED}


def test_every_kind_is_written() -> None:
    assert set(CATALOGUE) == set(WRITERS)


def test_every_bundled_spec_is_a_program_in_house_format(programs: dict[str, str], tmp_path: Path) -> None:
    for name, text in programs.items():
        ast.parse(text)
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    words = (sys.executable, "-m", "ruff", "format", "--isolated", "--check", "--line-length", WIDE, str(tmp_path))
    assert subprocess.run(words, capture_output=True, check=False).returncode == 0


def test_what_repeats_is_a_loop_and_what_is_a_block_a_class(programs: dict[str, str]) -> None:
    assert programs["resnet152"].count("\n") < 150
    assert programs["resnet152"].count("class ") == len(["ConvBn", "Bottleneck", "Stage", "ResNet152"])
    assert "nn.ModuleList(Block() for _ in range(12))" in programs["gpt2"]


def test_resnet_18_is_written_so(golden: Callable[[str, str], None], programs: dict[str, str]) -> None:
    golden("resnet18_pytorch.txt", programs["resnet18"])


def test_uses_of_a_block_that_crop_otherwise_are_one_class(programs: dict[str, str]) -> None:
    assert programs["unet"].count("class ") == len(["Crop", "TwoConvs", "Up", "UNet"])
    assert "self.up4 = Up(1024, 4)" in programs["unet"]


def test_shared_arrays_are_one_module(programs: dict[str, str]) -> None:
    assert "self.l(left)" in programs["siamese-koch"]
    assert "self.l(right)" in programs["siamese-koch"]
    assert "F.linear(self.layernorm25(x), self.tokens.weight)" in programs["gpt2"]


def test_a_layer_that_shares_across_blocks_stands_open_and_calls_the_others_module() -> None:
    text = sharing("across blocks").to_pytorch()
    assert "class " not in text.replace("class Net(", "")
    assert text.count("self.conv1(") == 3
    assert (
        "F.conv2d(self.a(x), self.a.weight, self.a.bias, stride=2, padding=1)" in sharing("another stride").to_pytorch()
    )
    turned = "F.conv_transpose2d(x, self.a.weight, self.conv_transpose1, stride=2, padding=1, output_padding=1)"
    assert turned in sharing("the other way round").to_pytorch()


def test_unequal_padding_stands_before_the_module() -> None:
    text = Network.of({"input": "7x7x3", "layers": [{"conv": {"filters": 2, "size": 4, "pad": "same"}}]}).to_pytorch()
    assert "self.conv1(F.pad(x, (1, 2, 1, 2)))" in text
    pooled = Network.of({"input": "8x8x3", "layers": [{"pool": {"size": 3, "stride": 2, "pad": "same"}}]}).to_pytorch()
    assert "F.pad(x, (0, 1, 0, 1), value=-torch.inf)" in pooled


CHOSEN: dict[str, Any] = {"filters": 2, "size": 2, "pad": "same", "connect": [[0], [0, 1]]}
RARE: dict[str, Any] = {
    "chosen slices": ("6x5x2", {"conv": {**CHOSEN, "pad_mode": "circular"}}, "ChosenConv2d(((0,), (0, 1)), 2)"),
    "of a sequence": ("6x2", {"conv": {**CHOSEN, "dilation": 2}}, "ChosenConv1d(((0,), (0, 1)), 2, padding=1, d"),
    "a pool that learns": ("6x2", {"pool": {"size": 4, "pad": 1, "trainable": True}}, "TrainedMaxPool1d(2, 4, pad"),
    "of a film": ("4x4x4x2", {"pool": {"size": 2, "trainable": True}}, "TrainedMaxPool3d(2, 2)"),
    "attention to a point": ("4", {"attention": {"heads": 2}}, "attended(self.attention1, x.unsqueeze(2)).squeeze(2)"),
    "a tile of a point": ("4", {"attention": {"heads": 2, "relative_bias": True}}, "(4, 2, (1,), shift=(0,)"),
    "a response norm of a point": ("4", {"lrn": 3}, "self.lrn1(x.unsqueeze(2)).squeeze(2)"),
    "a group a slice": ("6x2", {"conv_transpose": {"filters": 4, "size": 2, "groups": "depth"}}, "groups=2"),
}  # fmt: skip


@pytest.mark.parametrize("name", RARE)
def test_windows_that_are_rare(name: str) -> None:
    coming, layer, expected = RARE[name]
    assert expected in Network(input=coming, layers=[layer]).to_pytorch()


@pytest.mark.torch
@pytest.mark.parametrize("name", RARE)
def test_windows_that_are_rare_have_the_same_shapes_and_counts(name: str) -> None:
    torch = pytest.importorskip("torch", reason="no PyTorch")
    network = Network(input=RARE[name][0], layers=[RARE[name][1]])
    (volume,), report = network.inputs.values(), calculate(network)
    module = built(network.to_pytorch())
    made = module(torch.zeros(2, volume.depth, *reversed(volume.spatial)))
    assert sum(each.numel() for each in module.parameters()) == report.totals.params
    assert (*reversed(made.shape[2:]), made.shape[1]) == report.output


def test_names_stay_python() -> None:
    layers: list[Any] = [{"fc": {"units": 3, "name": "class"}}, {"fc": {"units": 4, "name": "2nd"}}, "relu"]
    text = Network(name='"""x\\', input=3, layers=layers).to_pytorch()
    ast.parse(text)
    assert "self.layer_2nd" in text


def test_what_cannot_be_written_is_named_at_its_place(run: Run) -> None:
    ran = run("convert", STATED, "--to", "pytorch")
    assert ran.status == 1
    assert "its numbers are stated" in ran.err
    with pytest.raises(SpecError) as raised:
        Network(input="7x7x1", layers=[{"conv": {"filters": 1, "size": 3, "stride": 3}}]).to_pytorch()
    assert raised.value.problems[0].code == "window-does-not-fit"


def test_arrays_alone_are_said_to_be_no_network(run: Run) -> None:
    ran = run("convert", str(ROOT / "tests/data/models/towers.pth"), "--to", "pytorch")
    assert ran.status == 1
    assert "tower.0: nobody says what it reads, nor what leaves it" in ran.err
    assert "convert the exported model (.pt2, .onnx)" in ran.err


def test_into_which_nothing_comes_has_one_example() -> None:
    free = Network(inputs="none", layers=[{"learned": "4x8"}, {"noise": "4x8"}, {"add": ["learned1", "noise1"]}])
    text = free.to_pytorch()
    assert "self.learned1.expand(1, -1, -1)" in text
    assert "torch.randn(1, 8, 4)" in text
    with pytest.raises(SpecError, match="a model of Keras has an input"):
        convert(free, to="keras")


def test_arrays_that_come_again_are_a_list_of_arrays() -> None:
    text = Network(input="4x8", layers=[{"learned": "4x8"}, {"add": ["learned1", "input"]}, {"learned": "4x8"},
                                        {"add": ["learned2", "add1"]}]).to_pytorch()  # fmt: skip
    assert "nn.ParameterList(nn.Parameter(torch.randn(8, 4)) for _ in range(2))" in text


def test_the_command(run: Run, tmp_path: Path) -> None:
    ran = run("convert", "mlp-3-4-2", "--to", "pytorch", "-o", "net.py")
    assert (ran.status, ran.out) == (0, "")
    assert (tmp_path / "net.py").read_text() == run("convert", "mlp-3-4-2", "--to", "pytorch").out
    assert run("convert", "mlp-3-4-2", "--to", "pytorch", "-o", "net.txt").status == 2
    assert run("convert", "mlp-3-4-2", "--to", "pytorch", "-o", "no/net.py").status == 2
    near = run("convert", "mlp-3-4-2", "--to", "PyTorch")
    assert near.status == 2
    assert "pytorch" in near.err
    with pytest.raises(ValueError, match="pytorch"):
        convert(Network(input=3, layers=[FC(units=1)]), to="caffe")  # type: ignore[call-overload]  # there is none


@pytest.mark.parametrize(
    "name", ["forward", "training", "parameters", "torch", "F", "self", "_modules", "__init__", "len"]
)
def test_a_name_of_the_framework_is_kept_clear_of(name: str) -> None:
    fc: dict[str, Any] = {"units": 3}
    text = Network(input=3, layers=[{"fc": {**fc, "name": name}}, "relu", {"add": [name, "relu1"]}]).to_pytorch()
    assert f"self.{name} = " not in text
    assert f" {name} = " not in text
    looped = Network(input=3, layers=[{"fc": {**fc, "name": name}}, {"fc": fc}, {"fc": fc}]).to_pytorch()
    assert name not in PROGRAM or f"for {name} in " not in looped


def flat(passes: Iterable[list[Any]]) -> list[Any]:
    """Give the layers of all passes."""
    return [each for one in passes for each in one]


def norms(*depths: int) -> list[Any]:
    """Give convolutions of these depths, a norm behind each."""
    return flat([{"conv": {"filters": depth, "size": 1}}, "batchnorm", "relu"] for depth in depths)


def dense(times: int, growth: int | str) -> list[Any]:
    """Give convolutions that read all before them."""
    layer = ["batchnorm", "relu", {"conv": {"filters": growth, "size": 1}}]
    return [{"parallel": [[], layer]} for _ in range(times)]


def stages(*every: tuple[int, int]) -> dict[str, Any]:
    """Make a network of dense blocks of so many layers and growths."""
    repeat = {"repeat": {"times": "${times}", "layers": dense(1, "${growth}")}}
    block = {"args": {"times": None, "growth": None}, "layers": [repeat]}
    used = [{"dense": {"times": times, "growth": growth}} for times, growth in every]
    return {"input": "4x4x8", "blocks": {"dense": block}, "layers": [*used, {"fc": 2}]}


GROWING: dict[str, tuple[dict[str, Any], list[str]]] = {
    "by a step": ({"input": "4x4x8", "layers": dense(4, 2)}, ["Block(8 + 2 * i) for i in range(4)"]),
    "less": (
        {"input": "4x4x60", "layers": norms(50, 40, 30, 20)},
        ["Block(60 - 10 * i, 50 - 10 * i) for i in range(4)"],
    ),
    "two are no progression": ({"input": "4x4x8", "layers": [*dense(2, 2), *norms(9, 9)]}, []),
    "few are written out": ({"input": "4x4x8", "layers": norms(16, 24, 32)}, []),
    "from elsewhere": (stages((4, 2), (6, 2)), ["Block(depth + 2 * i) for i in range(times)", "Dense(6, 16)"]),
    "by another step": (
        stages((4, 2), (6, 3)),
        ["Block(depth + growth * i, growth) for i in range(times)", "Dense(4, 2, depth=8)", "Dense(6, 3, depth=16)"],
    ),
    "then no more": (
        {"input": "4x4x8", "layers": norms(10, 12, 14, 16, 16, 16, 16)},
        ["Block(8 + 2 * i, 10 + 2 * i) for i in range(4)", "Block(16, 16) for _ in range(3)"],
    ),
    "from what it is by itself": (
        {"input": "9x9x8", "layers": flat(
            [{"conv": {"filters": 8, "size": 3, "pad": n, "dilation": n}}, "batchnorm"] for n in (1, 2, 3, 4))},
        ["Block(1 + i) for i in range(4)"],
    ),
    "to a stride": (
        {"input": "200x200x2", "rounding": "floor", "layers": flat(
            [{"conv": {"filters": 2, "size": 1}}, "batchnorm", {"pool": {"size": n, "stride": 2}}] for n in (2, 3, 4))},
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GROWING)
def test_what_grows_by_as_much_each_pass_is_a_loop(name: str) -> None:
    spec, lines = GROWING[name]
    text = Network(**spec).to_pytorch()
    assert [line for line in lines if line not in text] == []
    assert lines or " * i" not in text


def test_dense_layers_are_a_loop(programs: dict[str, str]) -> None:
    assert programs["densenet121"].count("\n") < 100
    assert "nn.ModuleList(Block(depth + 32 * i) for i in range(times))" in programs["densenet121"]


def test_two_loops_of_a_list_are_two_lists() -> None:
    text = Network(input="4x4x8", layers=norms(8, 8, 4, 4, 4)).to_pytorch()
    assert "self.blocks = " in text
    assert "self.blocks_2 = " in text


def test_uses_of_a_pool_whose_stride_is_its_size_once_say_the_stride() -> None:
    block = {"args": {"size": None}, "layers": ["relu", {"pool": {"size": "${size}", "stride": 2}}]}
    layers = [{"p": {"size": 2}}, {"conv": {"filters": 3, "size": 1}}, {"p": {"size": 3}}]
    net: dict[str, Any] = {"input": "10x10x3", "rounding": "floor", "blocks": {"p": block}, "layers": layers}
    assert "MaxPool2d(size, stride=2)" in Network(**net).to_pytorch()
    assert "MaxPooling2D(size, strides=2)" in convert(Network(**net), "keras")


@pytest.mark.torch
@pytest.mark.parametrize("name", GROWING)
def test_what_grows_runs_with_the_same_counts(name: str) -> None:
    torch = pytest.importorskip("torch", reason="no PyTorch")
    network = Network(**GROWING[name][0])
    report = calculate(network)
    module = built(network.to_pytorch())
    (given,), (leaving,) = report.inputs.values(), report.outputs
    made = module(torch.zeros(2, given.depth, *reversed(given.spatial)))
    assert (*reversed(made.shape[2:]), made.shape[1]) == leaving.output
    assert sum(each.numel() for each in module.parameters()) == report.totals.params


@pytest.mark.torch
def test_they_run_with_the_same_shapes_and_counts(programs: dict[str, str]) -> None:
    torch = pytest.importorskip("torch", reason="no PyTorch")
    for name, text in programs.items():
        _, report = sized(name)
        with torch.device("meta"):
            module = built(text)
            made = ran(module, [[torch.zeros(shape) for shape in laid(volume)] for volume in report.inputs.values()])
        assert sum(each.numel() for each in module.parameters()) == report.totals.params, name
        assert len(made) == len(report.outputs)
        for each, output in zip(made, report.outputs, strict=True):
            assert output.output is not None
            assert tuple(each.shape) in laid(output.output), name


def ran(module: Any, given: list[list[Any]]) -> tuple[Any, ...]:
    """Run a module on the first of the examples that it takes: a sequence has its depth last, or second."""
    *before, final = product(*given)
    for example in before:
        with suppress(RuntimeError):
            made = module(*example)
            return made if isinstance(made, tuple) else (made,)
    made = module(*final)
    return made if isinstance(made, tuple) else (made,)


def built(text: str) -> Any:
    """Make the last module of a program, at rest."""
    names: dict[str, Any] = {}
    exec(compile(text, "program", "exec"), names)  # noqa: S102  a test runs what was written
    return list(names.values())[-1]().eval()


@pytest.mark.torch
@pytest.mark.parametrize("name", SHARED)
def test_shared_arrays_are_stored_once(name: str) -> None:
    torch = pytest.importorskip("torch", reason="no PyTorch")
    report = calculate(sharing(name))
    module = built(sharing(name).to_pytorch())
    assert sum(each.numel() for each in module.parameters()) == report.totals.params
    (volume,) = (each.output for each in report.outputs)
    made = module(torch.zeros(2, 4, 8, 8))
    assert (*reversed(made.shape[2:]), made.shape[1]) == volume


@pytest.mark.torch
def test_they_give_the_same_values() -> None:
    """Small nets, the arrays of the reference net put into the modules in their order."""
    torch = pytest.importorskip("torch", reason="no PyTorch")
    import numpy as np

    from netcalc.reference import ReferenceNet

    draw = np.random.default_rng(1)
    for name in (
        "lenet5",
        "cbam",
        "bilstm",
        "gru-text",
        "espcn",
        "maxout",
        "local-30-filters",
        "mnist-pytorch",
        "deepface",
    ):
        network = load(name)
        net = ReferenceNet(network, seed=1)
        module = built(network.to_pytorch()).double()
        with torch.no_grad():
            for ours, theirs in zip(net.params.values(), module.parameters(), strict=True):
                ours[...] = draw.standard_normal(ours.shape) * 0.1
                theirs.copy_(torch.from_numpy(ours).reshape(theirs.shape))
            (volume,) = network.inputs.values()
            shape = (2, volume.depth, *reversed(volume.spatial))
            whole = network.graph.nodes[0].layer.kind == "embedding"
            x = draw.integers(0, 5, shape).astype(float) if whole else draw.standard_normal(shape)
            theirs = module(torch.from_numpy(x))
            theirs = theirs.movedim(-1, 1) if "Sequences are (N, T, D)" in network.to_pytorch() else theirs
        made = net.forward(x)
        pairs = zip(made.values(), theirs, strict=True) if isinstance(made, dict) else [(made, theirs)]
        assert all(np.allclose(one, other.numpy(), rtol=1e-9, atol=1e-9) for one, other in pairs), name


CONV: dict[str, Any] = {"filters": 6, "size": 3, "pad": 1}
MIXED: dict[str, Any] = {
    "name": "net", "input": "5x6",
    "blocks": {"mixing": {"layers": [
        {"residual": ["layernorm", {"conv": CONV}, "relu", {"fc": {"units": 12, "flatten": False}}, "glu"]},
    ]}},
    "layers": [
        {"mixing": {}}, {"mixing": {}}, {"slice": {"axis": "depth", "stop": 4, "name": "keys"}},
        {"fc": {"units": 4, "flatten": False, "from": "mixing2", "name": "queries"}},
        {"matmul": {"from": ["queries", "keys"], "transpose_second": True}}, "softmax", {"fc": 3},
    ],
}  # fmt: skip


def test_axes_are_turned_only_where_the_depth_is_read_otherwise() -> None:
    text = Network.of(MIXED).to_pytorch()
    assert text.count("class ") == len(["Mixing", "Net"])
    assert "y = self.layernorm1(x).transpose(1, 2)" in text
    assert "return F.glu(self.fc1(y), dim=-1) + x" in text
    assert "F.softmax(self.queries(x) @ keys.transpose(1, 2), dim=-1).transpose(1, 2)" in text
    assert "(N, T, D)" in text
    plain = Network(input="5x6", layers=[{"conv": CONV}, "relu", {"residual": [{"conv": CONV}, "relu"]}]).to_pytorch()
    assert "transpose" not in plain
    assert "(N, T, D)" not in plain


def test_a_block_that_reads_a_sequence_in_both_ways_is_one_class() -> None:
    both = {"both": {"layers": [{"residual": [{"fc": {"units": 6, "flatten": False}}, {"conv": CONV}]}]}}
    layers: list[Any] = [{"conv": CONV}, "relu", {"both": {}}, {"conv": CONV}, {"both": {}}]
    text = Network.of({"name": "net", "input": "5x6", "blocks": both, "layers": layers}).to_pytorch()
    assert text.count("class ") == len(["Both", "Net"])


@pytest.mark.torch
def test_turned_axes_give_the_same_values() -> None:
    torch = pytest.importorskip("torch", reason="no PyTorch")
    import numpy as np

    from netcalc.reference import ReferenceNet

    network, draw = Network.of(MIXED), np.random.default_rng(1)
    net, module = ReferenceNet(network, seed=1), built(network.to_pytorch()).double()
    with torch.no_grad():
        for ours, theirs in zip(net.params.values(), module.parameters(), strict=True):
            ours[...] = draw.standard_normal(ours.shape)
            theirs.copy_(torch.from_numpy(ours).reshape(theirs.shape))
        x = draw.standard_normal((2, 6, 5))
        made = module(torch.from_numpy(x).movedim(1, -1))
    assert np.allclose(net.forward(x), made.numpy(), rtol=1e-9, atol=1e-9)


def test_layers_that_are_called_by_numbers_alone_are_written() -> None:
    network = Network(input=4, layers=[FC(units=3, name="1"), FC(units=2, name="2")])
    assert "self.layer_1 = nn.Linear(4, 3)" in convert(network, "pytorch")
