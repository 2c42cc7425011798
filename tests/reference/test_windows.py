"""The witness works windows out itself: a calculator whose windows or extents are wrong is found out."""

from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcalc import Network, calculate
from netcalc.layers import CATALOGUE, conv, pool, shape, upsample
from netcalc.layers.base import Layer
from netcalc.layers.parts import sliding
from netcalc.reference.kinds.activation.erf import erf
from netcalc.reference.net.net import ReferenceNet
from netcalc.reference.verify.verify import verify
from netcalc.volume import Volume

KINDS: Final[dict[str, tuple[type[Layer], dict[str, Any] | int]]] = {
    "conv": (sliding.Sliding, {"filters": 2, "size": 3, "pad": 1}),
    "local": (sliding.Sliding, {"filters": 2, "size": 3, "pad": 1}),
    "pool": (pool.Pool, {"size": 3, "stride": 1, "pad": 1}),
    "conv_transpose": (conv.ConvTranspose, {"filters": 2, "size": 3, "stride": 2, "pad": 1}),
    "upsample": (upsample.Upsample, 2),
    "zero_pad": (shape.ZeroPad, 1),
    "crop": (shape.Crop, 1),
}
BROKEN: Final[dict[str, dict[str, int]]] = {  # what is added to the calculator's window, along its first axis
    "shifted by a pixel": {"before": 1, "after": -1},
    "wider by a pixel": {"size": 1, "after": 1},
    "wider spaced": {"dilation": 1},
    "a stride more": {"stride": 1},
}


def net(kind: str) -> Network:
    return Network(input="9x9x2", rounding="floor", layers=[{kind: KINDS[kind][1]}], loss="mse")


@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_window_is_seen(monkeypatch: pytest.MonkeyPatch, kind: str, what: str) -> None:
    right = KINDS[kind][0].window

    def wrong(*given: Any, **rest: Any) -> Any:
        first, *others = right(*given, **rest) or ()
        moved = {field: getattr(first, field) + more for field, more in BROKEN[what].items()}
        return (first._replace(**moved), *others)

    assert verify(net(kind)).passed
    monkeypatch.setattr(KINDS[kind][0], "window", wrong)
    found = verify(net(kind))
    assert not found.passed
    assert found.layers[0].reasons[0].startswith("the window: the layer's fields say size ")
    assert ", the calculator size " in found.layers[0].reasons[0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_extent_is_seen(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    right = CATALOGUE[kind].output

    def narrower(*given: Any, **rest: Any) -> Volume:
        width, *others = right(*given, **rest)
        return Volume((width - 1, *others))

    monkeypatch.setattr(CATALOGUE[kind], "output", narrower)
    (found,) = verify(net(kind)).layers
    assert any(reason.startswith(("the volume: the arrays say ", "the parameters: ")) for reason in found.reasons)


PADS = st.one_of(
    st.integers(0, 2), st.just("same"), st.fixed_dictionaries({"left": st.integers(0, 2), "bottom": st.integers(0, 2)})
)
FIELDS = st.fixed_dictionaries(
    {
        "size": st.sampled_from([1, 3, "2x3", [3, 2]]),
        "stride": st.sampled_from([1, 2, "1x2"]),
        "pad": PADS,
        "rounding": st.sampled_from(["floor", "ceil"]),
    }
)


@settings(max_examples=60)
@given(FIELDS, st.sampled_from(["conv", "local"]), st.sampled_from([1, 2]))
def test_windows_and_extents_are_those_of_the_calculator(fields: dict[str, Any], kind: str, spacing: int) -> None:
    fields = {**fields, "filters": 2, **({"dilation": spacing} if kind == "conv" else {})}
    report = calculate(network := Network(input="6x5x1", layers=[{kind: fields}]))
    made = ReferenceNet(network).forward(np.ones((1, 1, 5, 6)))
    assert report.output is not None
    assert made.shape[1:] == (report.output.depth, *reversed(report.output.spatial))
    assert [reason for layer in verify(network).layers for reason in layer.reasons] == []


def test_erf_of_what_is_not_finite() -> None:
    assert np.array_equal(erf(np.array([np.nan, np.inf, -np.inf, 0])), [np.nan, 1, -1, 0], equal_nan=True)
    assert np.isnan(erf(np.array(np.nan)))
