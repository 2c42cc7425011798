"""Networks written as Keras programs: a function a block, and with the same shapes and counts."""

import ast
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from netcalc import Network, SpecError, calculate, convert
from netcalc.layers import CATALOGUE
from netcalc.models.source.keras.program import program
from netcalc.models.source.keras.table import WRITERS
from tests.support.running import Run
from tests.support.sharing_nets import SHARED, sharing
from tests.support.sized import fitting, sized
from tests.support.small_nets import NETS, random_net, small

WIDE = "120"
UNFIT = {
    "fast-rcnn", "lenet5-1998", "luong-attention", "membrane", "nin", "swin-t",
}  # fmt: skip


def test_every_kind_is_written() -> None:
    assert set(CATALOGUE) == set(WRITERS)


@pytest.fixture(scope="module")
def programs() -> dict[str, str]:
    found = {}
    for name in fitting():
        try:
            found[name] = program(*sized(name))
        except SpecError as error:
            found[name] = ""
            assert {problem.code for problem in error.problems} == {"unfit-format"}  # noqa: PT017  of many
    return found


def test_bundled_specs_are_programs_in_house_format(programs: dict[str, str], tmp_path: Path) -> None:
    assert {name for name, text in programs.items() if not text} == UNFIT
    for name, text in programs.items():
        ast.parse(text)
        (tmp_path / f"{name}.py").write_text(text or "\n", encoding="utf-8")
    words = (sys.executable, "-m", "ruff", "format", "--isolated", "--check", "--line-length", WIDE, str(tmp_path))
    ran = subprocess.run(words, capture_output=True, check=False)
    assert ran.returncode == 0


def test_what_repeats_is_a_loop_and_a_block_a_function(programs: dict[str, str]) -> None:
    assert programs["resnet152"].count("\n") < 100
    assert "for _ in range(times):" in programs["resnet152"]
    assert "def bottleneck(x, filters):" in programs["resnet152"]
    assert "for _ in range(12):" in programs["gpt2"]


def test_shared_arrays_are_one_layer(programs: dict[str, str]) -> None:
    assert "l = keras.Model(l_in, tower(l_in))" in programs["siamese-koch"]
    assert "l(right)" in programs["siamese-koch"]
    assert "tokens = layers.ReversibleEmbedding(50257, 768)" in programs["gpt2"]
    assert "tokens(layers.LayerNormalization(epsilon=1e-05)(x), reverse=True)" in programs["gpt2"]


def test_a_block_that_is_called_on_several_extents_has_them_open() -> None:
    heads = [{"head": {"name": "wide", "from": "input"}}, {"pool": {"size": 2, "from": "input"}},
             {"head": {"name": "half", "share": "wide"}}]  # fmt: skip
    head = [{"conv": {"filters": 4, "size": 3, "pad": 1}}, "relu"]
    net = Network.of({"input": "8x6x3", "blocks": {"head": head}, "layers": heads, "outputs": ["wide", "half"]})
    assert "wide_in = keras.Input((None, None, 3))" in convert(net, to="keras")


def test_a_loop_leaves_what_is_read_behind_it_alone(programs: dict[str, str]) -> None:
    whole = programs["inception-v3"]
    branch = whole[whole.index("def module17_2(x)") : whole.index("def from17to8(x)")]
    assert "x = " not in branch.replace("unit1_3 = unit", "").replace("y = unit", "")
    assert "mean(x, 192)" in branch


def test_padding_is_said_as_keras_says_it() -> None:
    def of(conv: dict[str, Any]) -> str:
        return convert(Network.of({"input": "8x8x3", "rounding": "floor", "layers": [{"conv": conv}]}), to="keras")

    assert 'layers.Conv2D(4, 3, padding="same")' in of({"filters": 4, "size": 3, "pad": 1})
    assert "layers.ZeroPadding2D(1)(inputs)" in of({"filters": 4, "size": 3, "pad": 1, "stride": 2})
    assert "padding" not in of({"filters": 4, "size": 3})


def test_gaps_behind_a_transposed_convolution_are_cut() -> None:
    """Keras makes 3 · 2 of three values, where (3 - 1) · 2 + 1 are wanted."""
    layer = {"conv_transpose": {"filters": 1, "size": 1, "stride": 2}}
    assert "layers.Cropping1D((0, 1))(" in convert(Network.of({"input": "3x1", "layers": [layer]}), to="keras")


def test_a_bias_that_keras_has_not_is_refused_with_what_to_write() -> None:
    with pytest.raises(SpecError) as caught:
        convert(Network.of({"input": "8x3", "layers": [{"lstm": 4}]}), to="keras")
    assert "bias: one" in caught.value.problems[0].hint


def test_a_block_on_other_axes_is_refused() -> None:
    """A model that is called again has one number of axes in Keras."""
    layers = [{"head": {"name": "wide", "from": "input"}}, {"flatten": {"from": "input"}},
              {"head": {"name": "flat", "share": "wide"}}]  # fmt: skip
    head = [{"fc": {"units": 4, "flatten": True}}, "relu"]
    net = Network.of({"input": "8x3", "blocks": {"head": head}, "layers": layers, "outputs": ["wide", "flat"]})
    with pytest.raises(SpecError, match="called again on other axes"):
        convert(net, to="keras")


def test_edges_that_go_round_or_on_are_put_around_by_a_function() -> None:
    conv = {"filters": 4, "size": 3, "pad": 1, "pad_mode": "circular"}
    net = Network.of({"input": "8x8x3", "layers": [{"conv": conv}]})
    assert "wrapped(inputs, [(1, 1), (1, 1)])" in convert(net, to="keras")


def test_what_keras_cannot_say_is_refused(run: Run) -> None:
    ran = run("convert", "nin", "--to", "keras")
    assert ran.status == 1
    assert "one overhangs the padding" in ran.err


def built(text: str) -> Any:
    """Make the model of a program."""
    names: dict[str, Any] = {}
    exec(compile(text, "program", "exec"), names)  # noqa: S102  a test runs what was written
    return list(names.values())[-1]()


@pytest.mark.keras
def test_they_have_the_same_shapes_and_counts(programs: dict[str, str]) -> None:
    os.environ.setdefault("KERAS_BACKEND", "jax")
    pytest.importorskip("keras", reason="no Keras")
    for name, text in programs.items():
        if text:
            held(text, sized(name)[1])
    for name in NETS:
        try:
            held(convert(small(name), to="keras"), calculate(small(name)))
        except SpecError as error:
            assert error.problems[0].code == "unfit-format"  # noqa: PT017  of many


@pytest.mark.keras
@pytest.mark.parametrize("name", SHARED)
def test_shared_arrays_are_stored_once(name: str) -> None:
    os.environ.setdefault("KERAS_BACKEND", "jax")
    pytest.importorskip("keras", reason="no Keras")
    try:
        text = convert(sharing(name), to="keras")
    except SpecError as error:
        assert name in ("another stride", "the other way round")
        assert error.problems[0].code == "unfit-format"  # noqa: PT017  of many
    else:
        held(text, calculate(sharing(name)))


def held(text: str, report: Any) -> None:
    """Hold a program's model against a report; no number of its arrays is made."""
    keras = pytest.importorskip("keras", reason="no Keras")
    with keras.StatelessScope(initialize_variables=False):
        model = built(text)
    if all(problem.code != "unread-output" for problem in report.problems):  # a Keras model has what its outputs need
        assert model.count_params() == report.totals.params + report.totals.buffers
    made = [tuple(output.shape[1:]) for output in model.outputs]
    assert made == [(*reversed(each.output.spatial), each.output.depth) for each in report.outputs]


@pytest.mark.keras
@pytest.mark.parametrize(
    "name", ["same", "rounded up", "pools", "padded mean", "activations", "joins", "cut", "larger"]
)
def test_they_give_the_same_values(name: str) -> None:
    """Nets of convolutions alone: the arrays of the reference net put into the layers in their order."""
    os.environ.setdefault("KERAS_BACKEND", "jax")
    pytest.importorskip("keras", reason="no Keras")
    net, given, expected = random_net(small(name))
    model = built(convert(small(name), to="keras"))
    arrays = list(net.params.values())
    for layer in model.layers:
        if layer.weights:
            layer.set_weights([_turned(arrays.pop(0)) for _ in layer.weights])
    made = model(np.moveaxis(given, 1, -1).astype(np.float32))
    assert np.allclose(np.moveaxis(np.asarray(made), -1, 1), expected, rtol=1e-3, atol=1e-4 * np.abs(expected).max())


def _turned(array: Any) -> Any:
    """Give filters as Keras has them: (rows, columns, depth, filters)."""
    return np.transpose(array, (*range(2, array.ndim), 1, 0)) if array.ndim > 1 else array
