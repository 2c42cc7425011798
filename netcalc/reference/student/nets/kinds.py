"""The nets of the assignments: how each is made, what stands in its params, and the same in gates."""

import inspect
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from netcalc.reference.kinds.activation.rectified import ReLU
from netcalc.reference.kinds.conv import Conv
from netcalc.reference.kinds.norm.single import LayerNorm
from netcalc.reference.kinds.pool.window import MaxPool
from netcalc.reference.student.gates import BatchNormAsTaught, FCAsTaught
from netcalc.reference.tape.gate import Gate
from netcalc.reference.windows.window import Window

EPS: Final = 1e-5
N, D, C = 5, 6, 4  # examples, inputs, classes
HIDDEN: Final = (7, 3)
IMAGE: Final = (2, 6, 4)
FILTERS, F = 3, 3
TWO: Final = {
    "input_dim": D, "input_size": D, "hidden_dim": 7, "hidden_size": 7, "num_classes": C, "output_size": C,
    "output_dim": C,
}  # fmt: skip
MANY: Final = {"hidden_dims": [*HIDDEN], "input_dim": D, "num_classes": C}
CONV: Final = {
    "input_dim": IMAGE, "num_filters": FILTERS, "filter_size": F, "hidden_dim": 7, "num_classes": C,
}  # fmt: skip
NETS: Final[dict[str, Mapping[str, Any]]] = {
    "two_layer_net": TWO,
    "fully_connected_net": MANY,
    "three_layer_conv_net": CONV,
}
Gates = list[tuple[Gate, int]]


class Plan(NamedTuple):
    """A net to be made: what its class is given, and what it should then be: gates, names and shapes of params."""

    what: str
    given: dict[str, Any]
    gates: Gates
    params: dict[str, tuple[int, ...]]
    X: tuple[int, ...]
    dropout: bool = False


def net_kind(made: type) -> str | None:
    """Guess which net a class is, by what it is made with; None for other classes."""
    takes = parameters(made)
    if not callable(getattr(made, "loss", None)):
        return None
    if "hidden_dims" in takes:
        return "fully_connected_net"
    if "num_filters" in takes:
        return "three_layer_conv_net"
    return "two_layer_net" if {"hidden_dim", "hidden_size"} & takes else None


def parameters(made: type) -> set[str]:
    """Name what a class is made with."""
    try:
        return {*inspect.signature(made).parameters}
    except (TypeError, ValueError):
        return set()


def plans(kind: str, made: type) -> list[Plan]:
    """Give the nets that a class should be able to make."""
    takes = parameters(made)
    given = {name: value for name, value in NETS[kind].items() if name in takes}
    if kind == "three_layer_conv_net":
        return [_convolutional(given)]
    hidden = HIDDEN if kind == "fully_connected_net" else (7,)
    found = [_connected("", given, hidden)]
    if "normalization" in takes:
        found += [_connected(norm, {**given, "normalization": norm}, hidden) for norm in ("batchnorm", "layernorm")]
    elif "use_batchnorm" in takes:
        found.append(_connected("batchnorm", {**given, "use_batchnorm": True}, hidden))
    kept = next((name for name in ("dropout_keep_ratio", "dropout") if name in takes), None)
    if kept:
        plain = _connected("", {**given, kept: 0.6, "seed": 5}, hidden)
        found.append(plain._replace(what=f"{plain.what}, dropout 0.6", dropout=True))
    return found


def _connected(norm: str, given: dict[str, Any], hidden: tuple[int, ...]) -> Plan:
    gates: Gates = []
    shapes: dict[str, tuple[int, ...]] = {}
    for layer, (n, units) in enumerate(zip((D, *hidden), hidden, strict=False), start=1):
        shapes |= {f"W{layer}": (n, units), f"b{layer}": (units,)}
        gates.append((FCAsTaught(), 2))
        if norm:
            shapes |= {f"gamma{layer}": (units,), f"beta{layer}": (units,)}
            gates.append((BatchNormAsTaught(EPS) if norm == "batchnorm" else LayerNorm(EPS), 2))
        gates.append((ReLU(), 0))
    last = len(hidden) + 1
    shapes |= {f"W{last}": (hidden[-1], C), f"b{last}": (C,)}
    what = "-".join(map(str, (D, *hidden, C)))
    return Plan(f"{what}{', ' if norm else ''}{norm}", given, [*gates, (FCAsTaught(), 2)], shapes, (N, D))


def _convolutional(given: dict[str, Any]) -> Plan:
    depth, H, W = IMAGE
    shapes = {
        "W1": (FILTERS, depth, F, F), "b1": (FILTERS,), "W2": (FILTERS * (H // 2) * (W // 2), 7), "b2": (7,),
        "W3": (7, C), "b3": (C,),
    }  # fmt: skip
    side = Window(F, 1, F // 2, F // 2)
    gates: Gates = [(Conv((side, side)), 2), (ReLU(), 0), (MaxPool((Window(2, 2),) * 2), 0)]
    gates += [(FCAsTaught(), 2), (ReLU(), 0), (FCAsTaught(), 2)]
    return Plan(f"{depth}x{H}x{W}, {FILTERS} filters {F}x{F}, 7-{C}", given, gates, shapes, (3, *IMAGE))
