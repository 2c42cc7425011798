"""Write torch_cases.json: random sequential nets, with the shapes and parameter counts that PyTorch gives them.

    pip install torch==2.13.0 && python tests/data/make_torch_cases.py 300 > tests/data/torch_cases.json

A development-time oracle: the tests read the file and never run this. A case is a spec's input and layers, and what
PyTorch says of each layer: its output (none where PyTorch refuses it), its parameters, its buffers.
"""

import importlib
import json
import random
import sys
from typing import Any

Spec = Any  # a layer as a spec writes it
Made = tuple[Spec, Any]  # the layer, and the torch module that it means

PLAIN = {
    "relu": "ReLU", "relu6": "ReLU6", "sigmoid": "Sigmoid", "tanh": "Tanh", "gelu": "GELU", "silu": "SiLU",
    "hard_swish": "Hardswish", "hard_sigmoid": "Hardsigmoid", "dropout": "Dropout", "flatten": "Flatten",
    "leaky_relu": "LeakyReLU", "elu": "ELU",
}  # fmt: skip
SIDES = (("left", "right"), ("top", "bottom"), ("front", "back"))


class Maker:
    """Makes random layers for a volume (spatial extents, then depth), each as a spec and as a torch module."""

    def __init__(self, seed: int) -> None:
        """Draw from this seed."""
        self.draw = random.Random(seed)  # noqa: S311  no secret
        self.nn = importlib.import_module("torch.nn")

    def numbers(self, axes: int, low: int, high: int) -> list[int]:
        """Draw a number for each axis."""
        return [self.draw.randint(low, high) for _ in range(axes)]

    def written(self, numbers: list[int]) -> Spec:
        """Write a number per axis in one of the ways a spec has."""
        if len(set(numbers)) == 1 and self.draw.random() < 0.7:
            return numbers[0]
        return numbers if self.draw.random() < 0.5 or len(numbers) == 1 else "x".join(map(str, numbers))

    def groups(self, depth: int) -> tuple[Spec, int, int]:
        """Draw groups that divide the depth: as written, as counted, and filters that they divide."""
        groups = self.draw.choice([number for number in (1, 1, 2, 3, depth) if depth % number == 0])
        written = "depth" if groups == depth and self.draw.random() < 0.5 else groups
        return written, groups, groups * self.draw.randint(1, 4)

    def window(self, axes: int) -> tuple[dict[str, Spec], dict[str, Any]]:
        """Draw a size, stride and dilation: as a spec writes them, and as torch does, its axes the other way round."""
        size, stride, dilation = self.numbers(axes, 1, 5), self.numbers(axes, 1, 3), self.numbers(axes, 1, 2)
        spec = {"size": self.written(size), "stride": self.written(stride), "dilation": self.written(dilation)}
        return spec, {"kernel_size": size[::-1], "stride": stride[::-1], "dilation": dilation[::-1]}

    def conv(self, *extents: int) -> Made:
        """Make a convolution with any padding that torch has."""
        axes, depth = len(extents) - 1, extents[-1]
        spec, module = self.window(axes)
        written, groups, filters = self.groups(depth)
        bias = self.draw.random() < 0.7
        pad, given, before = self.padding(axes)
        if pad == "same":
            spec, module = {**spec, "stride": 1}, {**module, "stride": 1}
        made = getattr(self.nn, f"Conv{axes}d")(depth, filters, **module, padding=given, groups=groups, bias=bias)
        fields = {**spec, "filters": filters, "pad": pad, "groups": written, "bias": bias}
        return {"conv": fields}, self.nn.Sequential(*before, made)

    def padding(self, axes: int) -> tuple[Spec, Any, list[Any]]:
        """Draw a padding: as written, as torch takes it, and what has to pad before."""
        form = self.draw.choice(["numbers", "numbers", "same", "valid", "sides"])
        if form in ("same", "valid"):
            return form, form, []
        if form == "numbers":
            pads = self.numbers(axes, 0, 3)
            return self.written(pads), pads[::-1], []
        sides = {side: self.draw.randint(0, 3) for pair in SIDES[:axes] for side in pair}
        return sides, 0, [getattr(self.nn, f"ConstantPad{axes}d")(tuple(sides.values()), 0.0)]

    def conv_transpose(self, *extents: int) -> Made:
        """Make a transposed convolution."""
        axes, depth = len(extents) - 1, extents[-1]
        spec, module = self.window(axes)
        written, groups, filters = self.groups(depth)
        pads, bias = self.numbers(axes, 0, 2), self.draw.random() < 0.7
        steps = zip(module["stride"][::-1], module["dilation"][::-1], strict=True)
        extra = [self.draw.randint(0, max(pair) - 1) for pair in steps]
        kind = getattr(self.nn, f"ConvTranspose{axes}d")
        more = {"padding": pads[::-1], "output_padding": extra[::-1], "groups": groups, "bias": bias}
        fields = {"filters": filters, "pad": self.written(pads), "output_pad": self.written(extra), "bias": bias}
        return {"conv_transpose": {**spec, **fields, "groups": written}}, kind(depth, filters, **module, **more)

    def pool(self, *extents: int) -> Made:
        """Make a pool, rounded down or up; no larger than what it reads, on which torch's pools do not agree."""
        axes, op = len(extents) - 1, self.draw.choice(["max", "avg"])
        size = [self.draw.randint(1, min(4, extent)) for extent in extents[:-1]]
        stride = self.numbers(axes, 1, 4)
        pads = [self.draw.randint(0, F // 2) for F in size]
        rounding = self.draw.choice(["floor", "ceil"])
        spec = {"size": self.written(size), "op": op, "pad": self.written(pads), "rounding": rounding}
        module = {"padding": pads[::-1], "ceil_mode": rounding == "ceil"}
        if self.draw.random() < 0.7:
            spec["stride"], module["stride"] = self.written(stride), stride[::-1]
        return {"pool": spec}, getattr(self.nn, f"{op.capitalize()}Pool{axes}d")(size[::-1], **module)

    def global_pool(self, *extents: int) -> Made:
        """Make a global pool."""
        op = self.draw.choice(["max", "avg"])
        return {"global_pool": op}, getattr(self.nn, f"Adaptive{op.capitalize()}Pool{len(extents) - 1}d")(1)

    def upsample(self, *extents: int) -> Made:
        """Make a nearest-neighbour upsampling."""
        factor = self.numbers(len(extents) - 1, 1, 3)
        return {"upsample": self.written(factor)}, self.nn.Upsample(scale_factor=tuple(factor[::-1]))

    def zero_pad(self, *extents: int) -> Made:
        """Make a padding that is a layer."""
        axes = len(extents) - 1
        sides = {side: self.draw.randint(0, 2) for pair in SIDES[:axes] for side in pair}
        return {"zero_pad": {"pad": sides}}, getattr(self.nn, f"ConstantPad{axes}d")(tuple(sides.values()), 0.0)

    def norm(self, *extents: int) -> Made:
        """Make a norm of any kind."""
        depth, affine = extents[-1], self.draw.random() < 0.7
        kind = self.draw.choice(["batchnorm", "layernorm", "groupnorm", "lrn"])
        if kind == "batchnorm":
            return {kind: {"affine": affine}}, getattr(self.nn, f"BatchNorm{max(1, len(extents) - 1)}d")(
                depth, affine=affine
            )
        if kind == "groupnorm":
            groups = self.draw.choice([number for number in range(1, depth + 1) if depth % number == 0])
            return {kind: {"groups": groups, "affine": affine}}, self.nn.GroupNorm(groups, depth, affine=affine)
        if kind == "lrn" and len(extents) > 1:
            return {kind: 3}, self.nn.LocalResponseNorm(3)
        return {"layernorm": {"affine": affine}}, self.over_depth(self.nn.LayerNorm(depth, elementwise_affine=affine))

    def over_depth(self, norm: Any) -> Any:
        """Let a module of torch's that works on the last axis work on the depth."""

        class OverDepth(type(norm)):  # type: ignore[misc]  # torch is not here
            def forward(self, x: Any) -> Any:
                return super().forward(x.movedim(1, -1)).movedim(-1, 1)

        norm.__class__ = OverDepth
        return norm

    def fc(self, *extents: int) -> Made:
        """Make a fully connected layer, which flattens first."""
        units, bias, values = self.draw.randint(1, 9), self.draw.random() < 0.7, 1
        for extent in extents:
            values *= extent
        made = self.nn.Sequential(self.nn.Flatten(), self.nn.Linear(values, units, bias=bias))
        return {"fc": {"units": units, "bias": bias}}, made

    def plain(self, *extents: int) -> Made:
        """Make a layer without fields, or prelu, or softmax."""
        kind = self.draw.choice([*PLAIN, "prelu", "softmax"])
        if kind == "prelu":
            return kind, self.nn.PReLU(extents[-1])
        return kind, self.nn.Softmax(1) if kind == "softmax" else getattr(self.nn, PLAIN[kind])()

    def layer(self, *extents: int) -> Made:
        """Make any layer that can read the volume."""
        spatial = (self.conv, self.conv, self.conv_transpose, self.pool, self.pool, self.upsample, self.zero_pad)
        makers = [self.norm, self.plain, *(spatial if len(extents) > 1 else ())]
        makers += [self.fc] if len(extents) == 1 or self.draw.random() < 0.1 else []
        makers += [self.global_pool] if len(extents) > 1 and self.draw.random() < 0.1 else []
        made: Made = self.draw.choice(makers)(*extents)
        return made


def case(seed: int) -> dict[str, Any]:
    """Make one case: layers until there are enough, or torch refuses one."""
    torch = importlib.import_module("torch")
    maker = Maker(seed)
    axes = maker.draw.randint(0, 3)
    extents = [maker.draw.randint(4, (40, 40, 20, 10)[axes]) for _ in range(axes)] + [maker.draw.randint(1, 6)]
    found: dict[str, Any] = {"input": extents, "layers": [], "outputs": [], "params": [], "buffers": []}
    x = torch.zeros(2, extents[-1], *extents[-2::-1])
    for _ in range(maker.draw.randint(1, 6)):
        spec, module = maker.layer(*x.shape[:1:-1], x.shape[1])
        found["layers"].append(spec)
        found["params"].append(sum(array.numel() for array in module.parameters()))
        found["buffers"].append(sum(array.numel() for name, array in module.named_buffers() if "running" in name))
        try:
            x = module.eval()(x)
        except RuntimeError:
            found["outputs"].append(None)
            break
        found["outputs"].append([*x.shape[:1:-1], x.shape[1]] if x.numel() else None)
        if not 0 < x.numel() < 200_000:
            break
    return found


def main() -> None:
    """Write as many cases as asked, a line each."""
    lines = ",\n".join(json.dumps(case(seed), separators=(",", ":")) for seed in range(int(sys.argv[1])))
    sys.stdout.write(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
