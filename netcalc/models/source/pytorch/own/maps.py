"""Modules over maps that PyTorch has not: crops, factors, pools that learn, filters not shared."""

from typing import Final

MAPS: Final[dict[str, str]] = {
    "Crop": '''\
class Crop(nn.Module):
    """A map without so many pixels at each side."""

    def __init__(self, margin):
        super().__init__()
        self.margin = margin

    def forward(self, x):
        return F.pad(x, [-self.margin] * 2 * (x.dim() - 2))
''',
    "Scale": '''\
class Scale(nn.Module):
    """A learned factor, and perhaps a shift, for each channel."""

    def __init__(self, depth, axes, bias=False):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(depth, *[1] * axes))
        self.bias = nn.Parameter(torch.zeros(depth, *[1] * axes)) if bias else 0.0

    def forward(self, x):
        return x * self.weight + self.bias
''',
    **{
        f"Trained{pool}Pool{axes}d": f'''\
class Trained{pool}Pool{axes}d(nn.{pool}Pool{axes}d):
    """A pool with a learned factor and shift for each channel (LeNet-5's subsampling)."""

    def __init__(self, depth, *size, **window):
        super().__init__(*size, **window)
        self.weight = nn.Parameter(torch.ones(depth{", 1" * axes}))
        self.bias = nn.Parameter(torch.zeros(depth{", 1" * axes}))

    def forward(self, x):
        return super().forward(x) * self.weight + self.bias
'''
        for pool in ("Avg", "Max")
        for axes in (1, 2, 3)
    },
    "DilatedMean": '''\
class DilatedMean(nn.Module):
    """An average pool whose values stand apart."""

    def __init__(self, depth, size, **window):
        super().__init__()
        self.depth, self.window = depth, window
        self.register_buffer(
            "mean", torch.full((depth, 1, *size), 1 / math.prod(size)), persistent=False
        )

    def forward(self, x):
        conv = (F.conv1d, F.conv2d, F.conv3d)[x.dim() - 3]
        return conv(x, self.mean, groups=self.depth, **self.window)
''',
    **{
        f"ChosenConv{axes}d": f'''\
class ChosenConv{axes}d(nn.Module):
    """A convolution whose filters read chosen channels of the input (LeNet-5's C3)."""

    def __init__(self, slices, size, **window):
        super().__init__()
        self.slices = slices
        self.filters = nn.ModuleList(nn.Conv{axes}d(len(chosen), 1, size, **window) for chosen in slices)

    def forward(self, x):
        made = [conv(x[:, list(chosen)]) for conv, chosen in zip(self.filters, self.slices)]
        return torch.cat(made, dim=1)
'''
        for axes in (1, 2, 3)
    },
    "Local": '''\
class Local(nn.Module):
    """A convolution whose filters are not shared: each position has its own."""

    def __init__(self, depth, filters, extents, size, stride, bias=True):
        super().__init__()
        self.size, self.stride = size, stride
        self.weight = nn.Parameter(torch.randn(filters, *extents, depth, *size))
        self.bias = nn.Parameter(torch.zeros(filters, *extents)) if bias else 0.0

    def forward(self, x):
        for axis, (size, stride) in enumerate(zip(self.size, self.stride)):
            x = x.unfold(2 + axis, size, stride)  # (N, D, *extents, *size)
        axes = len(self.size)
        x = x[(slice(None), slice(None), *map(slice, self.weight.shape[1 : 1 + axes]))]
        windows = x.movedim(1, 1 + axes).unsqueeze(1)  # (N, 1, *extents, D, *size)
        return (windows * self.weight).flatten(2 + axes).sum(-1) + self.bias
''',
}
