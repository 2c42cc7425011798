"""Random nets of sequences: counts by formula, by the arrays that are there, by multiplications done; gradients."""

from math import prod
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from netcalc import Network, calculate
from netcalc.reference import ReferenceNet
from netcalc.reference.verify.verify import verify

Made = tuple[dict[str, Any], int, int]  # a layer, the depth that leaves it, its parameters
ROWS = {"rnn": 1, "lstm": 4, "gru": 3}


@st.composite
def attention(draw: st.DrawFn, depth: int) -> Made:
    """Heads that divide the depth, or of a size of their own; some answer several."""
    kv_heads = draw(st.integers(1, 2))
    heads = kv_heads * draw(st.integers(1, 3))
    size = depth // heads if depth % heads == 0 and draw(st.booleans()) else draw(st.integers(1, 3))
    fields = {"heads": heads, "kv_heads": kv_heads, "head_size": size, "causal": draw(st.booleans())}
    bias = draw(st.booleans())
    rows = (heads + 2 * kv_heads) * size
    params = rows * depth + depth * heads * size + (rows + depth if bias else 0)
    return {"attention": {**fields, "bias": bias}}, depth, params


@st.composite
def recurrent(draw: st.DrawFn, depth: int) -> Made:
    kind, units = draw(st.sampled_from(sorted(ROWS))), draw(st.integers(1, 4))
    direction, bias = (
        draw(st.sampled_from(["forward", "backward", "both"])),
        draw(st.sampled_from([True, "one", False])),
    )
    fields: dict[str, Any] = {"units": units, "direction": direction, "bias": bias}
    if kind == "gru":
        fields["reset"] = draw(st.sampled_from(["after", "before"]))
    ways = 2 if direction == "both" else 1
    biases = {True: 2, "one": 1, False: 0}[bias]
    return {kind: fields}, ways * units, ways * ROWS[kind] * units * (depth + units + biases)


@st.composite
def each_position(draw: st.DrawFn, depth: int) -> Made:
    units, bias = draw(st.integers(1, 5)), draw(st.booleans())
    return {"fc": {"units": units, "flatten": False, "bias": bias}}, units, units * (depth + bias)


@st.composite
def nets(draw: st.DrawFn) -> tuple[Network, list[int]]:
    """Whole numbers looked up, or values as they come, then layers of sequences."""
    length, depth = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    words = draw(st.booleans())
    layers: list[Any] = [{"embedding": {"vocabulary": 7, "depth": depth}}] if words else []
    params = [7 * depth] if words else []
    given_ = f"{length}x{1 if words else depth}"
    for _ in range(draw(st.integers(1, 3))):
        layer, depth, count = draw(st.one_of(attention(depth), recurrent(depth), each_position(depth)))
        layers.append(layer)
        params.append(count)
    return Network(input=given_, layers=layers, loss="mse"), params


@settings(max_examples=15)
@given(nets())
def test_counts_are_those_of_the_formula_of_the_arrays_and_of_the_multiplications(
    case: tuple[Network, list[int]],
) -> None:
    network, params = case
    report, found = calculate(network), verify(network)
    assert [layer.params for layer in report] == params
    assert sum(array.size for array in ReferenceNet(network).params.values()) == report.totals.params
    assert [layer.multiplications for layer in found.layers] == [layer.macs for layer in report]
    assert [layer.reasons for layer in found.layers] == [()] * len(report.layers)
    assert found.passed


@given(
    w=st.integers(1, 4),
    h=st.integers(1, 4),
    across=st.integers(1, 3),
    down=st.integers(1, 3),
    heads=st.integers(1, 3),
    relative=st.booleans(),
)
def test_tiles_look_at_each_other_alone(w: int, h: int, across: int, down: int, heads: int, *, relative: bool) -> None:
    """What is multiplied is positions by tile; a shift moves no count."""
    fields = {"heads": heads, "head_size": 2, "window": [w, h], "relative_bias": relative}
    shifted = {**fields, "shift": [w // 2, h // 2]}
    given_ = [w * across, h * down, 3]
    plain, rolled = (
        calculate(Network(input=given_, layers=[{"attention": each}])).layers[0] for each in (fields, shifted)
    )
    T, inner = prod(given_[:2]), heads * 2
    assert plain.macs == rolled.macs == T * (3 * inner * 3 + inner * 3) + 2 * T * (w * h) * inner
    table = (2 * w - 1) * (2 * h - 1) * heads if relative else 0
    assert plain.params == rolled.params == 4 * inner * 3 + 3 * inner + 3 + table
