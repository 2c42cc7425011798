"""Networks that share arrays in every way in which a program may have to say it."""

from typing import Any, Final

from netcalc import Network

CONV: Final[dict[str, Any]] = {"filters": 4, "size": 3, "pad": 1}
ALIKE: Final[list[Any]] = [{"conv": {**CONV, "name": name}} for name in "abc"]
BACK: Final[dict[str, Any]] = {**CONV, "stride": 2, "output_pad": 1, "share": {"layer": "a", "transpose": True}}
BLOCKS: Final[dict[str, list[Any]]] = {
    "unit": [{"conv": CONV}, "relu"],
    "other": ["tanh", {"conv": {**CONV, "share": "p.conv1"}}],
    "pair": [ALIKE[0], "relu", {"conv": {**CONV, "share": "a"}}],
    "one": [{"conv": CONV}],
}
SHARED: Final[dict[str, list[Any]]] = {
    "of three that are alike": [
        *ALIKE, {"conv": {**CONV, "share": "b", "name": "d"}}, {"conv": {**CONV, "share": "d"}},
    ],
    "another stride": [ALIKE[0], {"conv": {**CONV, "stride": 2, "share": "a"}}],
    "across blocks": [{"unit": {"name": "p"}}, {"other": {"name": "q"}}, {"unit": {"share": "p"}}],
    "within a block": [{"pair": {}}, {"pair": {}}],
    "a block of one layer": [{"one": {"name": "p"}}, {"one": {"share": "p"}}],
    "a block, thrice": [
        *({"unit": {"name": name}} for name in "pq"), {"unit": {"share": "q", "name": "r"}}, {"unit": {"share": "r"}},
    ],
    "in a repeat": [{"unit": {"name": "p"}}, {"repeat": {"times": 3, "layers": [{"unit": {"share": "p"}}]}}],
    "the other way round": [{"conv": {**CONV, "stride": 2, "name": "a"}}, {"conv_transpose": BACK}],
}  # fmt: skip


def sharing(name: str) -> Network:
    """Give a network that shares arrays so."""
    layers = SHARED[name]
    used = {key: {"layers": block} for key, block in BLOCKS.items() if f"'{key}'" in str(layers)}
    blocks: dict[str, Any] = {"blocks": used} if used else {}
    return Network.of({"name": "net", "input": "8x8x4", "rounding": "floor", **blocks, "layers": layers})
