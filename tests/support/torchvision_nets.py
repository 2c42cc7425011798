"""The classification networks of torchvision, built without numbers, exported and counted by PyTorch and by netcalc."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from netcalc import Report, calculate, from_torch

LARGE = {"inception_v3": 299}
SIDE = 224
STATISTICS = ("running_mean", "running_var")


class Told(NamedTuple):
    """What is said of a network: its parameters, statistics of norms, output, multiplications."""

    params: int | None
    buffers: int | None
    output: str
    macs: int | None


def names() -> list[str]:
    """Give the names of all classification networks."""
    from torchvision import models

    return list(models.list_models(module=models))


@contextmanager
def without_numbers() -> Iterator[None]:
    """Let arrays be made, but not filled, which touches no memory."""
    from torch.nn import init

    every = {name: each for name, each in vars(init).items() if name.endswith("_") and not name.startswith("_")}
    kept = ("zeros_", "ones_", "constant_")  # small arrays
    for name in every.keys() - set(kept):
        setattr(init, name, lambda tensor, *_, **__: tensor)
    try:
        yield
    finally:
        for name, each in every.items():
            setattr(init, name, each)


def both(name: str) -> tuple[Told, Told, Report]:
    """Say what PyTorch says of a network and what netcalc says, and give the report."""
    import torch
    from torch.utils.flop_counter import FlopCounterMode
    from torchvision import models

    side = LARGE.get(name, SIDE)
    with without_numbers():
        module = models.get_model(name, weights=None).eval()
    module = module.to("meta")
    x = torch.zeros(1, 3, side, side, device="meta")
    with torch.no_grad(), FlopCounterMode(display=False) as counted:
        made = module(x)
    params = sum(each.numel() for each in module.parameters())
    buffers = sum(each.numel() for key, each in module.named_buffers() if key.endswith(STATISTICS))
    report = calculate(from_torch(module, x))
    theirs = Told(params, buffers, str(made.shape[-1]), counted.get_total_flops() // 2)
    totals = report.totals
    return theirs, Told(totals.params, totals.buffers, str(report.output), totals.macs), report


def attentions(module: Any) -> int:
    """Count the attentions of a module: those of PyTorch, and those in windows."""
    found = ("MultiheadAttention", "ShiftedWindowAttention", "ShiftedWindowAttentionV2",
             "RelativePositionalMultiHeadAttention")  # fmt: skip
    return sum(type(each).__name__ in found for each in module.modules())
