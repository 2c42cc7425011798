"""Attention that PyTorch has no module for: grouped heads, windows."""

from typing import Final

ATTENTION: Final[dict[str, str]] = {
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
}
