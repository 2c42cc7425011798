"""Darknet's recurrent sections: connected layers, or convolutions, on what comes and on the state, one step of them."""

from typing import Final

from netcalc.models.formats.darknet.net import Net
from netcalc.volume import Volume

GATES: Final = 4


def rnn(net: Net) -> int:
    """Add a layer on what comes, one on the state, one on both."""
    D, U, hidden = net.draft.volume(net.before).values, net.number("output", 1), net.number("hidden", 0)
    H = hidden or U
    return _stated(net, D * H + H * H + H * U, 2 * H + U, Volume((U,)))


def gated(net: Net, gates: int) -> int:
    """Add so many layers on what comes, and as many on the state."""
    D, U = net.draft.volume(net.before).values, net.number("output", 1)
    return _stated(net, gates * U * (D + U), 2 * gates * U, Volume((U,)))


def _stated(net: Net, weights: int, units: int, made: Volume, macs: int = 0) -> int:
    """Add what is stored for so many units, each with a bias and, where asked for, a norm."""
    norms = units if net.norms else 0
    what = f"the recurrent section {net.path[0]}, one step of it"
    params, macs = weights + units + norms, macs or weights
    return net.draft.state(what, made, [net.before], net.path, params=params, buffers=2 * norms, macs=macs)


def convolved(net: Net) -> int:
    """Add three convolutions: of what comes, of the state, of both."""
    volume = net.draft.volume(net.image)
    U = net.number("output", net.number("output_filters", 1))
    H = net.number("hidden", net.number("hidden_filters", U))
    each = _weights(net, [(volume.depth, H), (H, H), (H, U)])
    return _maps(net, volume, each, 2 * H + U, U)


def gated_maps(net: Net) -> int:
    """Add a convolution a gate of what comes, one of the state, and perhaps three of what is kept."""
    volume, U = net.draft.volume(net.image), net.number("output", 1)
    if net.number("bottleneck", 0):
        return net.draft.guessed("[conv_lstm] with bottleneck=1", volume, [net.before], net.path)
    own = GATES + (3 if net.number("peephole", 0) else 0)
    each = _weights(net, [(volume.depth, U)] * GATES + [(U, U)] * own)
    return _maps(net, volume, each, (GATES + own) * U, U)


def _weights(net: Net, pairs: list[tuple[int, int]]) -> int:
    """Count the weights of convolutions from so many slices to so many."""
    size, groups = net.number("size", 3), net.number("groups", 1)
    return sum(size * size * (depth // groups) * filters for depth, filters in pairs)


def _maps(net: Net, volume: Volume, weights: int, units: int, depth: int) -> int:
    """Add maps: padded by half the size where the file says so, or says nothing of size and padding."""
    size = net.number("size", 3)
    plain = not {"size", "pad", "padding"} & set(net.options)
    pad = size // 2 if plain or net.number("pad", 0) else net.number("padding", 0)
    stride = net.number("stride", 1)
    extents = [(W + 2 * pad - size) // stride + 1 for W in volume.spatial]
    made = Volume((*extents, depth))
    return _stated(net, weights, units, made, weights * made.values // depth)
