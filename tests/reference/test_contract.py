"""The contract over the catalogue: every kind has a gate, its arrays are as calculated, its gradients are right."""

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest

from netcalc import Network
from netcalc.layers import CATALOGUE, conv, norm
from netcalc.layers import fc as fc_layer
from netcalc.layers.array import axis
from netcalc.layers.base import SEVERAL, TWO, Layer
from netcalc.reference import ReferenceNet
from netcalc.reference.kinds import fc, table
from netcalc.reference.tape.gate import Array, Gradients
from netcalc.reference.verify.how import How
from netcalc.reference.verify.verify import verify
from netcalc.text.source import Source
from tests.support.graph_arrays import filled

FOLDER: Final = Path(table.__file__).parent
FAMILIES: Final = {place.partition(".")[0] for place in table.GATES.values()}


ALONE: Final = {
    "embedding": "10x1",
    "matmul": "8x8",
    "reshape": "12x12x8",
    **dict.fromkeys(("rnn", "lstm", "gru"), "5x4"),
}  # what a kind reads that no conv makes


def small_net(kind: str) -> Network:
    """Put a kind, as its own example writes it, on a small volume."""
    joined = CATALOGUE[kind].volumes in (SEVERAL, TWO)
    layer = f"{kind}: [conv1, conv2]" if joined else CATALOGUE[kind].example
    if kind in ALONE:
        layer = layer.replace("conv1, conv2", "input, input")
        return Network.read(Source(f"input: {ALONE[kind]}\nlayers:\n- {layer}", "net.yaml"))
    text = (
        f"input: 10x10x2\nlayers:\n- conv: {{filters: 8, size: 3, pad: 1}}\n- conv: {{filters: 8, size: 1}}\n- {layer}"
    )
    return Network.read(Source(text, "net.yaml"))


@pytest.mark.parametrize("kind", CATALOGUE)
def test_every_kind_is_verified(kind: str) -> None:
    found = verify(small_net(kind), How(batch=3))
    assert found.layers[-1].kind == kind
    assert found.layers[-1].reasons == found.reasons == ()


# Of data nobody wants the gradient: what is learned is the same without it.
@pytest.mark.parametrize("kind", CATALOGUE)
def test_what_a_kind_learns_is_the_same_where_it_reads_data(kind: str) -> None:
    net = ReferenceNet(small_net(kind), seed=1)
    net.forward(filled(net, 1))
    step = net.step(len(net.gates) - 1)
    assert step.gate is not None
    dout = np.random.default_rng(2).standard_normal(step.value.shape)
    alone, due = step.gate.learned(dout, step.cache), step.gate.backward(dout, step.cache)[1:]
    assert len(alone) == len(due)
    assert all(one is other is None or np.array_equal(one, other) for one, other in zip(alone, due, strict=True))


def test_every_kind_has_a_gate() -> None:
    assert [table.MISSING.format(kind) for kind in CATALOGUE if kind not in table.GATES] == []
    assert [f"{kind} has a gate, but is no kind" for kind in table.GATES if kind not in CATALOGUE] == []


def test_the_table_is_the_catalogue() -> None:
    assert list(table.GATES) == list(CATALOGUE)


def test_the_files_are_named_as_those_of_the_layers() -> None:
    assert all((FOLDER.parent.parent / "layers" / f"{family}.py").exists() for family in FAMILIES)


def test_a_kind_without_reference_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(table.GATES, "tanh")
    with pytest.raises(KeyError, match="tanh has no gate: write a class in a file of reference/kinds/"):
        verify(small_net("tanh"))


class Narrow(fc.FC):
    """Drops its last unit: a wrong shape."""

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        out, cache = super().forward(*inputs)
        return out[:, :-1], cache

    def backward(self, dout: Array, cache: Any) -> Gradients:
        return super().backward(np.pad(dout, ((0, 0), (0, 1))), cache)


class Unsummed(fc.FC):
    """Forgets all but the first example in db: a wrong gradient."""

    def backward(self, dout: Array, cache: Any) -> Gradients:
        dx, dw, _ = super().backward(dout, cache)
        return dx, dw, dout[0]


class Idle(fc.FC):
    """Multiplies without counting on every second value: fewer multiplications than calculated."""

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        out, cache = super().forward(*inputs)
        self.products.count //= 2
        return out, cache


@pytest.mark.parametrize(
    ("planted", "reason"), [(Narrow, "the volume"), (Unsummed, "the gradient of bias"), (Idle, "the multiplications")]
)
def test_a_wrong_reference_is_found(monkeypatch: pytest.MonkeyPatch, planted: type[fc.FC], reason: str) -> None:
    monkeypatch.setattr(fc, "FC", planted)
    found = verify(small_net("fc"))
    assert not found.passed
    assert [row.name for row in found.layers if not row.passed] == ["fc1"]
    assert any(said.startswith(reason) for said in found.layers[-1].reasons)


PLANTED: Final[dict[str, type[Layer]]] = {
    "conv": conv.Conv,
    "fc": fc_layer.FC,
    "batchnorm": norm.BatchNorm,
    "layernorm": norm.LayerNorm,
}


@pytest.mark.parametrize("kind", PLANTED)
def test_a_calculator_that_forgets_an_array_is_found(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    network, right = small_net(kind), PLANTED[kind].parameters
    monkeypatch.setattr(PLANTED[kind], "parameters", lambda *given, **rest: (right(*given, **rest) or ())[1:])
    found = verify(network)
    assert found.layers[-1].kind == kind
    assert found.layers[-1].reasons[0].startswith("the parameters: ")


def test_weights_that_ignore_their_groups_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    layers = [{"conv": {"filters": 4, "size": 3, "groups": 2}}, {"fc": 3}]
    monkeypatch.setattr(conv, "axis", lambda label, number, *_: axis(label, number))
    found = verify(Network(input="8x8x4", layers=layers))
    assert found.layers[0].reasons == ("the parameters: 4x2x3x3, 4 are needed, the calculator says 4x4x3x3, 4",)


def test_a_wrong_shape_amid_a_net_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fc, "FC", Narrow)
    found = verify(Network(input="4x4x2", layers=[{"fc": 5}, "relu", {"fc": 3}]))
    assert [row.reasons for row in found.layers] == [("the volume: the arrays say 4, the calculator 5",)]
    assert found.whole is None


def test_a_wrong_wiring_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    network = Network(input="4x4x2", layers=[{"conv": {"filters": 2, "size": 1}}, "tanh", {"add": ["tanh1", "input"]}])
    assert verify(network).passed
    from netcalc.reference.tape.tape import Tape

    def overwritten(tape: Tape, inputs: tuple[int, ...], gradients: Gradients) -> None:
        for number, gradient in zip(inputs, gradients, strict=True):
            tape[number].gradient = gradient

    monkeypatch.setattr(Tape, "_spread", overwritten)
    found = verify(network)
    assert all(row.passed for row in found.layers)
    assert "end to end" in found.reasons[0]


def test_how_is_kept() -> None:
    how = How(seed=7, batch=3, dtype="float32", init="xavier")
    found = verify(small_net("conv"), how)
    assert (found.seed, found.batch, found.dtype, found.init) == (7, 3, "float32", "xavier")
    assert found.passed
    assert verify(small_net("conv"), replace(how, seed=8)).loss != found.loss
