"""What PyTorch has no module for, as classes and functions that are written above the network that needs them."""

from typing import Final

OWN: Final[dict[str, str]] = {
    "gated": '''\
def gated(x, op, dim=1):
    """The first half of the channels times op of the second."""
    first, second = x.chunk(2, dim)
    return first * op(second)
''',
    "attended": '''\
def attended(attention, x, keys=None, causal=False):
    """Attention over all positions of (N, D, ...); of `keys` where they are given."""
    queries = x.flatten(2).transpose(1, 2)
    keys = queries if keys is None else keys.flatten(2).transpose(1, 2)
    hidden = torch.ones(queries.shape[1], keys.shape[1], dtype=torch.bool, device=x.device).triu(1)
    y, _ = attention(queries, keys, keys, attn_mask=hidden if causal else None, need_weights=False)
    return y.transpose(1, 2).reshape(x.shape)
''',
    "later": '''\
def later(x, keys):
    """Which positions of (N, T, D) each may not see: those behind it."""
    return torch.ones(x.shape[1], keys.shape[1], dtype=torch.bool, device=x.device).triu(1)
''',
    "over_positions": '''\
def over_positions(attention, x, keys=None):
    """Attention over all positions of (N, D, ...); of `keys` where they are given."""
    queries = x.flatten(2).transpose(1, 2)
    keys = queries if keys is None else keys.flatten(2).transpose(1, 2)
    return attention(queries, keys).transpose(1, 2).reshape(x.shape)
''',
    "ended": '''\
def ended(layer, x):
    """The state in which each direction of a recurrent layer ends, side by side, of (N, T, D)."""
    _, state = layer(x)
    state = state[0] if isinstance(state, tuple) else state
    return state.transpose(0, 1).flatten(1)
''',
    "depth_to_space": '''\
def depth_to_space(x, factor):
    """Channels laid out along every spatial axis."""
    axes = x.dim() - 2
    y = x.unflatten(1, (-1, *[factor] * axes))
    order = [0, 1, *(part for axis in range(axes) for part in (2 + axes + axis, 2 + axis))]
    return y.permute(order).reshape(len(x), -1, *(extent * factor for extent in x.shape[2:]))
''',
    "space_to_depth": '''\
def space_to_depth(x, factor):
    """Pixels of every spatial axis laid into channels."""
    axes = x.dim() - 2
    extents = [extent // factor for extent in x.shape[2:]]
    y = x.reshape(*x.shape[:2], *(part for extent in extents for part in (extent, factor)))
    order = [0, 1, *range(3, 3 + 2 * axes, 2), *range(2, 2 + 2 * axes, 2)]
    return y.permute(order).reshape(len(x), -1, *extents)
''',
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
    "GroupedAttention": '''\
class GroupedAttention(nn.Module):
    """Attention over (N, T, D) in which query heads share a key head, or heads are of another size."""

    def __init__(self, depth, heads, kv_heads, head_size, key_depth=None, bias=True, causal=False):
        super().__init__()
        self.heads, self.kv_heads, self.causal = heads, kv_heads, causal
        key_depth = depth if key_depth is None else key_depth
        self.q_proj = nn.Linear(depth, heads * head_size, bias)
        self.k_proj = nn.Linear(key_depth, kv_heads * head_size, bias)
        self.v_proj = nn.Linear(key_depth, kv_heads * head_size, bias)
        self.out_proj = nn.Linear(heads * head_size, depth, bias)

    def forward(self, x, keys=None):
        keys = x if keys is None else keys
        q, k, v = (
            proj(given)
            .unflatten(2, (heads, -1))
            .transpose(1, 2)
            .repeat_interleave(self.heads // heads, dim=1)
            for proj, given, heads in (
                (self.q_proj, x, self.heads),
                (self.k_proj, keys, self.kv_heads),
                (self.v_proj, keys, self.kv_heads),
            )
        )
        y = F.scaled_dot_product_attention(q, k, v, is_causal=self.causal)
        return self.out_proj(y.transpose(1, 2).flatten(2))
''',
    "WindowAttention": '''\
class WindowAttention(nn.Module):
    """Attention within tiles of a map, which may be rolled first, with a bias for each offset (Swin)."""

    def __init__(self, depth, heads, window, shift=(0, 0), relative_bias=False, bias=True):
        super().__init__()
        self.heads, self.window, self.shift = heads, window, shift
        self.in_proj = nn.Linear(depth, 3 * depth, bias)
        self.out_proj = nn.Linear(depth, depth, bias)
        offsets = math.prod(2 * extent - 1 for extent in window)
        self.table = nn.Parameter(torch.zeros(offsets, heads)) if relative_bias else None

    def forward(self, x):
        axes = tuple(range(2, x.dim()))
        y = torch.roll(x, [-shift for shift in self.shift], axes)
        tokens = self.cut(y)
        tiles = tokens.shape[1]
        q, k, v = (
            part.unflatten(3, (self.heads, -1)).transpose(2, 3)
            for part in self.in_proj(tokens).chunk(3, dim=3)
        )
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=self.added(x, tiles))
        y = self.out_proj(y.transpose(2, 3).flatten(3))
        return torch.roll(self.put_back(y, x.shape), self.shift, axes)

    def cut(self, x):
        """Give the positions tile by tile: (N, tiles, positions, D)."""
        n = len(self.window)
        x = x.reshape(
            *x.shape[:2],
            *(
                part
                for extent, tile in zip(x.shape[2:], self.window)
                for part in (extent // tile, tile)
            ),
        )
        x = x.permute(0, *range(2, 2 * n + 2, 2), *range(3, 2 * n + 3, 2), 1)
        return x.flatten(1 + n, 2 * n).flatten(1, n)

    def put_back(self, tokens, shape):
        """Undo the cut."""
        n = len(self.window)
        counts = [extent // tile for extent, tile in zip(shape[2:], self.window)]
        x = tokens.reshape(len(tokens), *counts, *self.window, tokens.shape[3])
        pairs = [place for axis in range(n) for place in (1 + axis, 1 + n + axis)]
        return x.permute(0, 2 * n + 1, *pairs).reshape(shape)

    def added(self, x, tiles):
        """Give what is added to the scores: biases of offsets, and minus infinity between parts of the map."""
        places = torch.stack(
            torch.meshgrid(
                *(torch.arange(extent, device=x.device) for extent in self.window), indexing="ij"
            )
        ).flatten(1)
        number = 0
        for extent, along in zip(self.window, places):
            number = number * (2 * extent - 1) + along[:, None] - along[None, :] + extent - 1
        added = x.new_zeros(1, 1, 1, *number.shape)
        if self.table is not None:
            added = added + self.table[number].permute(2, 0, 1)
        if any(self.shift):
            region = torch.zeros(1, 1, *x.shape[2:], device=x.device)
            for axis, shift in enumerate(self.shift):
                wrapped = (
                    torch.arange(x.shape[2 + axis], device=x.device) >= x.shape[2 + axis] - shift
                )
                region = region + (wrapped * 2**axis).reshape(
                    [-1] + [1] * (len(self.shift) - 1 - axis)
                )
            region = self.cut(region)[..., 0]
            apart = region[:, :, None, :, None] != region[:, :, None, None, :]
            added = added.masked_fill(apart, -torch.inf)
        return added.expand(1, tiles, *added.shape[2:])
''',
    "one_bias": '''\
def one_bias(layer):
    """Leave a recurrent layer one bias a gate, where PyTorch has two: the other stays zero."""
    for name, bias in list(layer.named_parameters()):
        if name.startswith("bias_hh"):
            delattr(layer, name)
            layer.register_buffer(name, torch.zeros_like(bias), persistent=False)
    return layer
''',
    "ResetBefore": '''\
class ResetBefore(nn.Module):
    """A GRU whose state is reset before its product (Cho et al. 2014), where PyTorch resets it after."""

    def __init__(self, depth, units, bias="true", bidirectional=False):
        super().__init__()
        self.units, rows = units, 3 * units
        self.ends = ("", "_reverse") if bidirectional else ("",)
        for end in self.ends:
            self.register_parameter(
                f"weight_ih{end}", nn.Parameter(torch.randn(rows, depth) / depth**0.5)
            )
            self.register_parameter(
                f"weight_hh{end}", nn.Parameter(torch.randn(rows, units) / units**0.5)
            )
            for name, there in (("bias_ih", bias != "false"), ("bias_hh", bias == "true")):
                self.register_parameter(
                    f"{name}{end}", nn.Parameter(torch.zeros(rows)) if there else None
                )

    def forward(self, x):
        made, ends = [], []
        for end in self.ends:
            names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
            weight_ih, weight_hh, bias_ih, bias_hh = (
                getattr(self, f"{name}{end}") for name in names
            )
            gates, new = weight_hh.split((2 * self.units, self.units))
            bias_gates, bias_new = (
                (None, None) if bias_hh is None else bias_hh.split((2 * self.units, self.units))
            )
            h, states = x.new_zeros(len(x), self.units), []
            for step in (x.flip(1) if end else x).unbind(1):
                xr, xz, xn = F.linear(step, weight_ih, bias_ih).chunk(3, dim=1)
                hr, hz = F.linear(h, gates, bias_gates).chunk(2, dim=1)
                z = torch.sigmoid(xz + hz)
                h = (1 - z) * torch.tanh(
                    xn + F.linear(torch.sigmoid(xr + hr) * h, new, bias_new)
                ) + z * h
                states.append(h)
            y = torch.stack(states, dim=1)
            made.append(y.flip(1) if end else y)
            ends.append(h)
        return torch.cat(made, dim=2), torch.stack(ends)
''',
}
