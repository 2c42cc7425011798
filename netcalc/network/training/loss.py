"""What training would minimise: the kind of loss, and the penalty on the weights."""

from collections.abc import Mapping
from typing import Any, Final, Literal, NamedTuple, TypeAlias, get_args

from netcalc.layers.written.values import within, wrong

LossKind: TypeAlias = Literal["softmax", "svm", "logistic", "mse"]
LOSSES: Final[tuple[LossKind, ...]] = get_args(LossKind)
PENALISED: Final = "{softmax: {l2: 0.001}}"


class Loss(NamedTuple):
    """What training would minimise: its kind, and the strength of the L2 penalty on the weights."""

    kind: LossKind
    l2: float = 0.0


LossLike: TypeAlias = LossKind | Loss | Mapping[LossKind, Mapping[str, float]]


def read_loss(value: object) -> Loss:
    """Read a loss: its kind alone, or with its penalty."""
    takes = f"{', '.join(LOSSES[:-1])} or {LOSSES[-1]}, or {PENALISED}"
    if isinstance(value, Loss):
        return value
    kind, options = next(iter(value.items())) if isinstance(value, Mapping) and len(value) == 1 else (value, {})
    l2 = options.get("l2", 0.0) if isinstance(options, Mapping) and set(options) <= {"l2"} else None
    if kind not in LOSSES or isinstance(l2, bool) or not isinstance(l2, int | float) or not within(l2) >= 0:
        raise wrong(takes, value, LOSSES)
    return Loss(kind, float(l2))


def loss_schema() -> dict[str, Any]:
    """Offer the kinds of loss, alone or with a penalty."""
    options = {"type": "object", "properties": {"l2": {"type": "number", "minimum": 0}}, "additionalProperties": False}
    kinds = {"type": "object", "properties": dict.fromkeys(LOSSES, options), "additionalProperties": False}
    return {"anyOf": [{"enum": list(LOSSES)}, {**kinds, "minProperties": 1, "maxProperties": 1}]}
