"""Write conventions.json: what other tools count, of single layers and of torchvision's networks.

    pip install torch==2.13.0 torchvision torchinfo==1.8.0 fvcore==0.1.5.post20221221 ptflops==0.7.5
    pip install thop==0.1.1.post2209072238 calflops==0.3.2 transformers setuptools
    DS_BUILD_OPS=0 pip install --no-build-isolation deepspeed==0.19.8
    python tests/data/make_conventions.py > tests/data/conventions.json

A development-time oracle: the tests read the file and never run this. A case is a spec (its input and layers, or the
name of a bundled one) and for each tool the number that it gave, batch 1, in eval mode: `torchinfo` its Mult-Adds,
`thop` and `ptflops` their MACs, `fvcore` its flops, `calflops` and `deepspeed` their MACs and their FLOPs,
`flop-counter` PyTorch's FlopCounterMode; `params` are those that thop and torchinfo give. A tool that stumbled is left out.
"""

import contextlib
import io
import json
import sys
import warnings
from collections.abc import Callable
from typing import Any

import torch

BOXES = torch.library.Library("torchvision", "DEF")  # what torchvision's own library defines, if it can be loaded
for operator in ("nms", "qnms"):
    with contextlib.suppress(RuntimeError):
        BOXES.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")

# ruff: noqa: E402, E501  the operators come first; a case is a line
import calflops
import fvcore.nn
import ptflops
import thop
import torchinfo
import torchvision
from deepspeed.profiling.flops_profiler import get_model_profile
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

Made = Callable[[], nn.Module]
Spec = dict[str, Any]


class Upsampled(nn.Module):  # type: ignore[misc]  # torch is not here
    """Upsamples by interpolate, called as a function."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return nn.functional.interpolate(x, scale_factor=2, mode="nearest")


class Attending(nn.Module):  # type: ignore[misc]  # torch is not here
    """Self-attention over (N, T, D)."""

    def __init__(self) -> None:
        super().__init__()
        self.attention = nn.MultiheadAttention(64, 4, batch_first=True)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.attention(x, x, x, need_weights=False)[0]


class Held(nn.Module):  # type: ignore[misc]  # torch is not here
    """A net with one more parameter: calflops asks for the first, and stumbles where there is none."""

    def __init__(self, net: nn.Module) -> None:
        super().__init__()
        self.net, self.spare = net, nn.Parameter(torch.zeros(1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.net(x)


def _single(shape: str, layer: Any, made: Made, given: tuple[int, ...]) -> tuple[Spec, Made, tuple[int, ...]]:
    return {"input": shape, "layers": [layer]}, made, given


MAP, ROW = (8, 32, 32), (10, 16)
SINGLES: dict[str, tuple[Spec, Made, tuple[int, ...]]] = {
    "conv": _single("32x32x3", {"conv": {"filters": 8, "size": 3, "pad": 1}}, lambda: nn.Conv2d(3, 8, 3, padding=1), (3, 32, 32)),
    "conv without bias": _single("32x32x3", {"conv": {"filters": 8, "size": 3, "bias": False}}, lambda: nn.Conv2d(3, 8, 3, bias=False), (3, 32, 32)),
    "grouped conv": _single("32x32x8", {"conv": {"filters": 16, "size": 3, "pad": 1, "groups": 4}}, lambda: nn.Conv2d(8, 16, 3, padding=1, groups=4), MAP),
    "conv over time": _single("50x6", {"conv": {"filters": 9, "size": 5}}, lambda: nn.Conv1d(6, 9, 5), (6, 50)),
    "transposed conv": _single("16x16x8", {"conv_transpose": {"filters": 4, "size": 4, "stride": 2, "pad": 1}}, lambda: nn.ConvTranspose2d(8, 4, 4, 2, 1), (8, 16, 16)),
    "fc": _single("300", {"fc": 7}, lambda: nn.Linear(300, 7), (300,)),
    "fc without bias": _single("300", {"fc": {"units": 7, "bias": False}}, lambda: nn.Linear(300, 7, bias=False), (300,)),
    "fc at positions": _single("10x3", {"fc": {"units": 8, "flatten": False}}, lambda: nn.Linear(3, 8), (10, 3)),
    "batchnorm": _single("32x32x8", "batchnorm", lambda: nn.BatchNorm2d(8), MAP),
    "batchnorm without scale": _single("32x32x8", {"batchnorm": {"affine": False}}, lambda: nn.BatchNorm2d(8, affine=False), MAP),
    "layernorm": _single("10x16", "layernorm", lambda: nn.LayerNorm(16), ROW),
    "groupnorm": _single("32x32x8", {"groupnorm": 4}, lambda: nn.GroupNorm(4, 8), MAP),
    "instancenorm": _single("32x32x8", "instancenorm", lambda: nn.InstanceNorm2d(8), MAP),
    "instancenorm with scale": _single("32x32x8", {"instancenorm": {"affine": True}}, lambda: nn.InstanceNorm2d(8, affine=True), MAP),
    "rmsnorm": _single("10x16", "rmsnorm", lambda: nn.RMSNorm(16), ROW),
    "max pool": _single("32x32x8", {"pool": {"size": 3, "stride": 2, "rounding": "floor"}}, lambda: nn.MaxPool2d(3, 2), MAP),
    "average pool": _single("32x32x8", {"pool": {"size": 2, "op": "avg"}}, lambda: nn.AvgPool2d(2), MAP),
    "global pool": _single("32x32x8", "global_pool", lambda: nn.AdaptiveAvgPool2d(1), MAP),
    "global max pool": _single("32x32x8", {"global_pool": "max"}, lambda: nn.AdaptiveMaxPool2d(1), MAP),
    "adaptive pool": _single("32x32x8", {"adaptive_pool": 4}, lambda: nn.AdaptiveAvgPool2d(4), MAP),
    "adaptive pool, uneven": _single("30x30x8", {"adaptive_pool": 7}, lambda: nn.AdaptiveAvgPool2d(7), (8, 30, 30)),
    "relu": _single("32x32x8", "relu", nn.ReLU, MAP),
    "relu6": _single("32x32x8", "relu6", nn.ReLU6, MAP),
    "leaky relu": _single("32x32x8", "leaky_relu", nn.LeakyReLU, MAP),
    "elu": _single("32x32x8", "elu", nn.ELU, MAP),
    "prelu": _single("32x32x8", "prelu", lambda: nn.PReLU(8), MAP),
    "sigmoid": _single("32x32x8", "sigmoid", nn.Sigmoid, MAP),
    "tanh": _single("32x32x8", "tanh", nn.Tanh, MAP),
    "gelu": _single("32x32x8", "gelu", nn.GELU, MAP),
    "silu": _single("32x32x8", "silu", nn.SiLU, MAP),
    "hard swish": _single("32x32x8", "hard_swish", nn.Hardswish, MAP),
    "softmax": _single("100", "softmax", lambda: nn.Softmax(dim=1), (100,)),
    "softplus": _single("32x32x8", "softplus", nn.Softplus, MAP),
    "dropout": _single("32x32x8", "dropout", nn.Dropout, MAP),
    "flatten": _single("32x32x8", "flatten", nn.Flatten, MAP),
    "nearest": _single("16x16x8", {"upsample": 2}, lambda: nn.Upsample(scale_factor=2), (8, 16, 16)),
    "bilinear": _single("16x16x8", {"upsample": {"factor": 2, "mode": "bilinear"}}, lambda: nn.Upsample(scale_factor=2, mode="bilinear"), (8, 16, 16)),
    "nearest, as a function": _single("16x16x8", {"upsample": 2}, Upsampled, (8, 16, 16)),
    "rnn": _single("10x16", {"rnn": 32}, lambda: nn.RNN(16, 32, batch_first=True), ROW),
    "lstm": _single("10x16", {"lstm": 32}, lambda: nn.LSTM(16, 32, batch_first=True), ROW),
    "gru": _single("10x16", {"gru": 32}, lambda: nn.GRU(16, 32, batch_first=True), ROW),
    "lstm, both ways": _single("10x16", {"lstm": {"units": 32, "direction": "both"}}, lambda: nn.LSTM(16, 32, batch_first=True, bidirectional=True), ROW),
    "attention": _single("10x64", {"attention": {"heads": 4}}, Attending, (10, 64)),
    "pixel shuffle": _single("16x16x8", {"pixel_shuffle": 2}, lambda: nn.PixelShuffle(2), (8, 16, 16)),
    "lrn": _single("32x32x8", "lrn", lambda: nn.LocalResponseNorm(5), MAP),
}  # fmt: skip
NETS = {
    "vgg11": ("vgg11", "vgg11", 224), "vgg16": ("vgg16", "vgg16", 224),
    "resnet18": ("resnet18", "resnet18", 224), "resnet50": ("resnet50", "resnet50", 224),
    "resnext50": ("resnext50", "resnext50_32x4d", 224), "wide-resnet50": ("wide-resnet50", "wide_resnet50_2", 224),
    "densenet121": ("densenet121", "densenet121", 224), "squeezenet": ("squeezenet", "squeezenet1_0", 227),
    "squeezenet1.1": ("squeezenet1.1", "squeezenet1_1", 227), "mobilenet-v2": ("mobilenet-v2", "mobilenet_v2", 224),
    "mobilenet-v3-small": ("mobilenet-v3-small", "mobilenet_v3_small", 224),
    "shufflenet-v2": ("shufflenet-v2", "shufflenet_v2_x1_0", 224),
    "efficientnet-b0": ("efficientnet-b0", "efficientnet_b0", 224),
    "efficientnet-v2-s": ("efficientnet-v2-s", "efficientnet_v2_s", 384),
    "convnext-tiny": ("convnext-tiny", "convnext_tiny", 224), "vit-b16": ("vit-b16", "vit_b_16", 224),
    "swin-t": ("swin-t", "swin_t", 224), "inception-v3": ("inception-v3", "inception_v3", 299),
}  # fmt: skip
PLAIN = {"inception_v3": {"aux_logits": False, "init_weights": False}}


def _torchinfo(net: nn.Module, given: tuple[int, ...]) -> dict[str, int]:
    found = torchinfo.summary(net, input_size=(1, *given), verbose=0, device="cpu", mode="eval")
    return {"torchinfo": int(found.total_mult_adds), "torchinfo params": int(found.total_params)}


def _thop(net: nn.Module, given: tuple[int, ...]) -> dict[str, int]:
    inside = nn.Sequential(net)  # a lone module would be its own root, which thop passes over
    macs, params = thop.profile(inside, inputs=(torch.zeros(1, *given),), verbose=False)
    return {"thop": int(macs), "thop params": int(params)}


def _ptflops(net: nn.Module, given: tuple[int, ...]) -> dict[str, int]:
    of = {"as_strings": False, "print_per_layer_stat": False, "verbose": False}
    macs, _ = ptflops.get_model_complexity_info(nn.Sequential(net), given, backend="pytorch", **of)
    aten, _ = ptflops.get_model_complexity_info(nn.Sequential(net), given, backend="aten", **of)
    return {"ptflops": int(macs), "ptflops aten": int(aten)}


def _fvcore(net: nn.Module, given: tuple[int, ...]) -> dict[str, int]:
    found = fvcore.nn.FlopCountAnalysis(net, torch.zeros(1, *given))
    return {
        "fvcore": int(found.unsupported_ops_warnings(enabled=False).uncalled_modules_warnings(enabled=False).total())
    }


def _fvcore_training(net: nn.Module, given: tuple[int, ...]) -> dict[str, int]:
    found = fvcore.nn.FlopCountAnalysis(net.train(), torch.zeros(1, *given))
    total = int(found.unsupported_ops_warnings(enabled=False).uncalled_modules_warnings(enabled=False).total())
    net.eval()
    return {"fvcore training": total}


def _calflops(net: nn.Module, given: tuple[int, ...]) -> dict[str, int]:
    flops, macs, _ = calflops.calculate_flops(
        Held(net), input_shape=(1, *given), print_results=False, output_as_string=False
    )
    return {"calflops": int(macs), "calflops flops": int(flops)}


def _deepspeed(net: nn.Module, given: tuple[int, ...]) -> dict[str, int]:
    flops, macs, _ = get_model_profile(
        Held(net), input_shape=(1, *given), print_profile=False, detailed=False, as_string=False, warm_up=0
    )
    return {"deepspeed": int(macs), "deepspeed flops": int(flops)}


def _counter(net: nn.Module, given: tuple[int, ...]) -> dict[str, int]:
    with torch.no_grad(), FlopCounterMode(display=False) as found:
        net(torch.zeros(1, *given))
    return {"flop-counter": int(found.get_total_flops())}


TOOLS = (_counter, _torchinfo, _fvcore, _thop, _ptflops, _calflops, _deepspeed)


def _counted(made: Made, given: tuple[int, ...], *, training: bool) -> dict[str, int]:
    """Ask every tool, each about a net of its own."""
    counts: dict[str, int] = {}
    for tool in (*TOOLS, *((_fvcore_training,) if training else ())):
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                counts |= tool(made().eval(), given)
        except Exception as error:  # noqa: BLE001  whatever a tool stumbles over
            sys.stderr.write(f"{tool.__name__}: {type(error).__name__}: {error}"[:200] + "\n")
    return counts


def main() -> None:
    """Ask the tools about each case."""
    warnings.simplefilter("ignore")
    torch.manual_seed(0)
    cases = []
    for name, (spec, made, given) in SINGLES.items():
        sys.stderr.write(f"{name}\n")
        cases.append({"name": name, "spec": spec, "counts": _counted(made, given, training="norm" in name)})
    for name, (bundled, model, side) in NETS.items():
        sys.stderr.write(f"{name}\n")

        def made(model: str = model) -> nn.Module:
            return torchvision.models.get_model(model, weights=None, **PLAIN.get(model, {}))

        cases.append({"name": name, "spec": bundled, "counts": _counted(made, (3, side, side), training=False)})
    sys.stdout.write(json.dumps(cases, indent=1) + "\n")


if __name__ == "__main__":
    main()
