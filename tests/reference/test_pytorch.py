"""Values and gradients of nets of every kind, as PyTorch computes them (tests/data/make_reference.py and the like)."""

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest

from netcalc import Network
from netcalc.layers import CATALOGUE
from netcalc.reference import ReferenceNet

DATA: Final = Path(__file__).parent.parent / "data"
FAMILIES: Final = {file.name.removesuffix("-cases.json"): file for file in sorted(DATA.glob("*-cases.json"))}
HELD: Final = {name: family for family, file in FAMILIES.items() for name in json.loads(file.read_text())}
CASES: Final[dict[str, dict[str, Any]]] = {
    name: case for file in FAMILIES.values() for name, case in json.loads(file.read_text()).items()
}
WITHIN: Final = 1e-9


def found(name: str) -> dict[str, Any]:
    with np.load(DATA / f"{HELD[name]}.npz") as held:
        return {key.removeprefix(f"{name}:"): held[key] for key in held.files if key.startswith(f"{name}:")}


def loaded(name: str, dtype: str = "float64") -> tuple[ReferenceNet, dict[str, Any]]:
    case, arrays = dict(CASES[name]), found(name)
    case.pop("training", None)
    net = ReferenceNet(Network(**case), dtype=dtype)
    net.load({key.split("/")[1]: array for key, array in arrays.items() if key.startswith(("param/", "buffer/"))})
    return net, arrays


@pytest.mark.parametrize("name", CASES)
def test_equals_pytorch(name: str) -> None:
    net, arrays = loaded(name)
    out = net.forward(arrays["x"], training=CASES[name].get("training", False))
    np.testing.assert_allclose(out, arrays["out"], rtol=WITHIN, atol=WITHIN)
    gradients = net.backward(arrays["dout"])
    assert sorted(gradients) == sorted(key[5:] for key in arrays if key.startswith("grad/"))
    for key, gradient in gradients.items():
        np.testing.assert_allclose(gradient, arrays[f"grad/{key}"], rtol=WITHIN, atol=WITHIN, err_msg=key)
        assert gradient.shape == net.params.get(key, arrays["x"]).shape
    for key, buffer in net.buffers.items():
        np.testing.assert_allclose(buffer, arrays[f"after/{key}"], rtol=WITHIN, atol=WITHIN, err_msg=key)


@pytest.mark.parametrize("name", CASES)
def test_float32_stays_float32(name: str) -> None:
    net, arrays = loaded(name, "float32")
    out = net.forward(arrays["x"], training=CASES[name].get("training", False))
    gradients = net.backward(arrays["dout"])
    assert {array.dtype for array in (out, *gradients.values(), *net.buffers.values())} == {np.dtype("float32")}
    np.testing.assert_allclose(out, arrays["out"], rtol=1e-3, atol=1e-3)
    for key, gradient in gradients.items():
        np.testing.assert_allclose(gradient, arrays[f"grad/{key}"], rtol=1e-2, atol=1e-2, err_msg=key)


def test_every_kind_is_compared() -> None:
    kinds = {node.layer.kind for name in CASES for node in loaded(name)[0].network.graph.nodes}
    assert kinds == set(CATALOGUE)
