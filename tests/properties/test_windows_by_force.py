"""Windows, pads, pools and upsamplings against plain enumeration, pixel by pixel, which knows none of the formulas."""

from fractions import Fraction
from math import ceil
from typing import Any, TypeAlias

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from netcalc import Network, calculate
from netcalc.reference import ReferenceNet
from netcalc.reference.verify.how import How
from netcalc.reference.verify.verify import verify

W, F, S, D, PAD = st.integers(1, 9), st.integers(1, 4), st.integers(1, 3), st.integers(1, 3), st.integers(0, 5)
WINDOW = st.tuples(W, F, S, D)
Numbers: TypeAlias = tuple[int, int, int, int]
NUMPYS = {"reflect": "reflect", "replicate": "edge", "circular": "wrap"}


def one(kind: str, fields: dict[str, Any], extent: int, rounding: str = "floor") -> Network:
    return Network(input=f"{extent}x1", rounding=rounding, layers=[{kind: fields}])


def run(network: Network, x: Any) -> Any:
    """Give what a net of one slice makes of lines of pixels, (N, W), all weights being 1."""
    net = ReferenceNet(network)
    for array in net.params.values():
        array[...] = 1
    return net.forward(np.asarray(x, float)[:, None])[:, 0]


def meetings(network: Network) -> list[list[int]]:
    """Give how often each position sees each pixel: what comes out where one pixel is lit."""
    assert network.input is not None
    width = network.input.spatial[0]
    seen: list[list[int]] = np.rint(run(network, np.eye(width)).T).astype(int).tolist()
    return seen


def counted(starts: list[int], size: int, spacing: int, places: list[int | None], width: int) -> list[list[int]]:
    """Count the same by going through every place of every window; `places` says which pixel stands where."""
    seen = [[0] * width for _ in starts]
    for row, start in zip(seen, starts, strict=True):
        for tap in range(size):
            pixel = places[start + tap * spacing]
            if pixel is not None:
                row[pixel] += 1
    return seen


def padded(width: int, before: int, after: int, mode: str = "zeros") -> list[int | None]:
    """Give the pixel that stands at each place of a padded line."""
    if mode == "zeros":
        return [None] * before + list(range(width)) + [None] * after
    return np.pad(np.arange(width), (before, after), NUMPYS[mode]).tolist()  # type: ignore[call-overload,no-any-return]  # NumPy's words


def starts(length: int, reach: int, stride: int) -> list[int]:
    return [start for start in range(0, length, stride) if start + reach <= length]


@given(W, F, S, D, st.sampled_from(["same", "same_start"]), st.sampled_from(["zeros", *NUMPYS]))
def test_same_is_the_least_padding_that_gives_a_window_every_stride(
    width: int, size: int, stride: int, spacing: int, word: str, mode: str
) -> None:
    reach, wanted = spacing * (size - 1) + 1, ceil(Fraction(width, stride))
    total = next(pad for pad in range(99) if len(starts(width + pad, reach, stride)) >= wanted)
    less, more = total // 2, total - total // 2
    before, after = (less, more) if word == "same" else (more, less)
    assume(mode != "reflect" or more < width)
    assume(mode != "circular" or more <= width)
    fields = {"filters": 1, "size": size, "stride": stride, "dilation": spacing, "pad": word, "pad_mode": mode}
    places = padded(width, before, after, mode)
    expected = counted(starts(len(places), reach, stride)[:wanted], size, spacing, places, width)
    network = one("conv", {**fields, "bias": False}, width, "exact")
    assert calculate(network).problems == ()
    assert meetings(network) == expected


@given(W, F, S, D)
def test_a_causal_window_ends_where_it_stands(width: int, size: int, stride: int, spacing: int) -> None:
    fields = {"filters": 1, "size": size, "stride": stride, "dilation": spacing, "pad": "causal", "bias": False}
    network = one("conv", fields, width)
    seen = meetings(network)
    assert calculate(network).output == (len(seen), 1)
    assert [max(pixel for pixel in range(width) if row[pixel]) for row in seen] == list(range(0, width, stride))
    for row, last in zip(seen, range(0, width, stride), strict=True):
        taps = {last - spacing * tap for tap in range(size)}
        assert {pixel for pixel in range(width) if row[pixel]} == taps & set(range(width))


@given(WINDOW, st.tuples(PAD, PAD), st.sampled_from(["conv", "local"]), st.sampled_from([*NUMPYS]))
def test_padding_stands_for_other_pixels(window: Numbers, around: tuple[int, int], kind: str, mode: str) -> None:
    (width, size, stride, spacing), (before, after) = window, around
    pads = {"left": before, "right": after}
    fields: dict[str, Any] = {
        "filters": 1,
        "size": size,
        "stride": stride,
        "pad": pads,
        "pad_mode": mode,
        "bias": False,
    }
    spacing = spacing if kind == "conv" else 1
    report = calculate(network := one(kind, {**fields, **({"dilation": spacing} if kind == "conv" else {})}, width))
    limit = {"reflect": width - 1, "circular": width}.get(mode, 99)
    if max(before, after) > limit:
        assert [(each.code, each.path[-1]) for each in report.problems if each.severity == "error"] == [
            ("shape-mismatch", "pad")
        ]
        return
    reach = spacing * (size - 1) + 1
    assume(reach <= width + before + after)
    places = padded(width, before, after, mode)
    expected = counted(starts(len(places), reach, stride), size, spacing, places, width)
    assert meetings(network) == expected


@given(W, st.integers(1, 6), S, D)
def test_a_transposed_same_is_cut_out_of_all_that_is_laid_down(
    width: int, size: int, stride: int, spacing: int
) -> None:
    fields = {"filters": 1, "size": size, "stride": stride, "dilation": spacing, "pad": "same", "bias": False}
    reach, wanted = spacing * (size - 1) + 1, width * stride
    full = [[0] * width for _ in range(max(wanted, (width - 1) * stride + reach) + reach)]
    for pixel in range(width):
        for tap in range(size):
            full[pixel * stride + tap * spacing][pixel] += 1
    lost = max(0, reach - stride) // 2
    assert meetings(one("conv_transpose", fields, width)) == full[lost : lost + wanted]


@given(WINDOW, st.integers(0, 3), st.sampled_from(["max", "avg"]), st.sampled_from(["floor", "ceil"]), st.data())
def test_a_pool_with_gaps(window: Numbers, pad: int, op: str, rounding: str, data: st.DataObject) -> None:
    width, size, stride, spacing = window
    assume(pad < size)
    fields = {"size": size, "stride": stride, "dilation": spacing, "pad": pad, "op": op, "rounding": rounding}
    report = calculate(network := one("pool", fields, width))
    reach, line = spacing * (size - 1) + 1, data.draw(st.lists(st.integers(-9, -1), min_size=width, max_size=width))
    found = []
    for start in range(-pad, width, stride):
        whole = start + reach <= width + pad
        if whole or (rounding == "ceil" and start - stride + reach < width + pad):
            taps = [start + spacing * tap for tap in range(size)]
            found.append([tap for tap in taps if tap < width + pad])
    read = [[line[tap] for tap in taps if 0 <= tap < width] for taps in found]
    if not found or (op == "max" and not all(read)):
        assert not report.valid
        return
    expected = [
        max(values) if op == "max" else sum(values) / len(taps) for values, taps in zip(read, found, strict=True)
    ]
    np.testing.assert_allclose(run(network, [line])[0], expected, atol=1e-12)


@given(W, st.integers(1, 12), st.sampled_from(["max", "avg"]), st.data())
def test_an_adaptive_window_has_the_pixels_that_its_share_touches(
    width: int, made: int, op: str, data: st.DataObject
) -> None:
    line = data.draw(st.lists(st.integers(-9, 9), min_size=width, max_size=width))
    share = Fraction(width, made)
    touched = [[p for p in range(width) if p < (i + 1) * share and p + 1 > i * share] for i in range(made)]
    values = [[line[p] for p in pixels] for pixels in touched]
    expected = [max(each) if op == "max" else sum(each) / len(each) for each in values]
    network = one("adaptive_pool", {"size": made, "op": op}, width)
    np.testing.assert_allclose(run(network, [line])[0], expected, atol=1e-12)
    alike = len({len(pixels) for pixels in touched}) == 1 and (width % made == 0 or made % width == 0)
    answer = calculate(network).layers[0].receptive_field_is
    assert answer == ("all" if made == 1 else "spans" if alike else "unknown")


@given(W, st.integers(1, 20), st.sampled_from(["nearest", "bilinear"]), st.data())
def test_an_upsampling_takes_what_lies_there(width: int, made: int, mode: str, data: st.DataObject) -> None:
    line = data.draw(st.lists(st.integers(-9, 9), min_size=width, max_size=width))
    scale = Fraction(width, made)
    if mode == "nearest":
        expected = [float(line[int(i * scale)]) for i in range(made)]
    else:
        middles = [float((i + Fraction(1, 2)) * scale - Fraction(1, 2)) for i in range(made)]
        expected = np.interp(middles, range(width), line).tolist()
    network = one("upsample", {"size": made, "mode": mode}, width)
    np.testing.assert_allclose(run(network, [line])[0], expected, atol=1e-12)
    ((reach,),) = [layer.receptive_field or () for layer in calculate(network).layers]
    assert reach.step == scale
    for i, row in enumerate(run(network, np.eye(width)).T):
        assert np.flatnonzero(row).size <= reach.size
        assert i or not row[reach.start + reach.size :].any()


EXTENT = st.integers(1, 6)
PADS: dict[str, st.SearchStrategy[Any]] = {
    "conv": st.sampled_from([0, 1, 2, "same", "same_start", {"left": 1, "bottom": 2}]),
    "pool": st.sampled_from([0, 1, "same", "same_start"]),
    "conv_transpose": st.sampled_from([0, 1, "same"]),
}
GRAPH: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "conv": {"filters": st.just(2), "size": st.integers(1, 3), "stride": S, "dilation": st.integers(1, 2),
             "pad": PADS["conv"], "pad_mode": st.sampled_from(["zeros", *NUMPYS])},
    "local": {"filters": st.just(2), "size": st.integers(1, 2), "pad": PADS["conv"],
              "pad_mode": st.sampled_from([*NUMPYS])},
    "conv_transpose": {"filters": st.just(2), "size": st.integers(1, 4), "stride": S, "pad": PADS["conv_transpose"]},
    "pool": {"size": st.integers(2, 3), "stride": S, "dilation": st.integers(1, 2), "pad": PADS["pool"],
             "op": st.sampled_from(["max", "avg"])},
    "adaptive_pool": {"size": st.lists(EXTENT, min_size=2, max_size=2), "op": st.sampled_from(["max", "avg"])},
    "upsample": {"size": st.lists(EXTENT, min_size=2, max_size=2), "mode": st.sampled_from(["nearest", "bilinear"])},
    "crop": {"to": st.just("input")},
    "glu": {"op": st.sampled_from(["sigmoid", "silu", "gelu", "relu"])},
    "instancenorm": {"affine": st.booleans()},
    "rmsnorm": {"affine": st.booleans()},
}  # fmt: skip
LAYER = st.sampled_from(sorted(GRAPH)).flatmap(
    lambda kind: st.fixed_dictionaries(GRAPH[kind]).map(lambda fields: {kind: fields})
)


@settings(max_examples=10)
@given(st.lists(LAYER, min_size=1, max_size=4), st.sampled_from(["floor", "ceil"]))
def test_random_layers_agree_with_the_reference_pass(layers: list[dict[str, Any]], rounding: str) -> None:
    network = Network(input="5x4x2", rounding=rounding, layers=[*layers, {"conv": {"filters": 2, "size": 1}}])
    if not calculate(network).valid:
        return
    found = verify(network, How(batch=3))
    assert [(layer.name, layer.reasons) for layer in found.layers if layer.reasons] == []
    assert not [reason for reason in found.reasons if "receptive" in reason]
