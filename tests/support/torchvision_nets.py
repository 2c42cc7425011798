"""The classification networks of torchvision, built without numbers, exported and counted by PyTorch and by netcalc."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from netcalc import Report, calculate, from_torch, load

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
    """Say what PyTorch says of a network and what netcalc says of its export, and give the report."""
    module, x = _built(name)
    theirs = _counted(module.to("meta"), x.to("meta"))
    report = calculate(from_torch(module, x.to("meta")))
    return theirs, _told(report), report


def both_by_onnx(name: str) -> tuple[Told, Told, Report]:
    """Say the same of a network as PyTorch's exporter writes it for ONNX, its weights beside it, with other numbers."""
    import torch

    module, x = _built(name)
    with torch.no_grad():
        for each in module.parameters():  # equal arrays would be one, and zeros none
            each.uniform_(-0.1, 0.1)
        for key, each in module.named_buffers():
            if key.endswith(STATISTICS):
                each.uniform_(0.5, 1)
    with TemporaryDirectory() as folder:
        path = Path(folder, f"{name}.onnx")
        torch.onnx.export(module, (x,), dynamo=True, verbose=False).save(path, external_data=True)
        report = calculate(load(path))
    return _counted(module.to("meta"), x.to("meta")), _told(report), report


def _built(name: str) -> tuple[Any, Any]:
    """Build a network without filling its arrays, and what it reads."""
    import torch
    from torchvision import models

    side = LARGE.get(name, SIDE)
    with without_numbers():
        return models.get_model(name, weights=None).eval(), torch.zeros(1, 3, side, side)


def _counted(module: Any, x: Any) -> Told:
    """Let PyTorch count."""
    import torch
    from torch.utils.flop_counter import FlopCounterMode

    with torch.no_grad(), FlopCounterMode(display=False) as counted:
        made = module(x)
    params = sum(each.numel() for each in module.parameters())
    buffers = sum(each.numel() for key, each in module.named_buffers() if key.endswith(STATISTICS))
    return Told(params, buffers, str(made.shape[-1]), counted.get_total_flops() // 2)


def _told(report: Report) -> Told:
    totals = report.totals
    return Told(totals.params, totals.buffers, str(report.output), totals.macs)


def attentions(module: Any) -> int:
    """Count the attentions of a module: those of PyTorch, and those in windows."""
    found = ("MultiheadAttention", "ShiftedWindowAttention", "ShiftedWindowAttentionV2",
             "RelativePositionalMultiHeadAttention")  # fmt: skip
    return sum(type(each).__name__ in found for each in module.modules())
