"""Functions that a written program calls: gates, attention over maps, ends of recurrence, pixels laid anew."""

from typing import Final

FUNCTIONS: Final[dict[str, str]] = {
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
}
