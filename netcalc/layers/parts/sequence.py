"""A sequence, T x D: one spatial axis and a depth; and how another volume becomes one."""

from netcalc.volume import Volume


def is_sequence(volume: Volume) -> bool:
    """Say whether it has one spatial axis."""
    return len(volume.spatial) == 1


def laid_in_a_row(volume: Volume) -> str:
    """Say what makes a volume a sequence.

    >>> laid_in_a_row(Volume((8, 8, 3)))
    '`reshape: 64x3` lays positions in a row'
    """
    made = f"`reshape: {volume.values // volume.depth}x{volume.depth}`"
    return f"{made} lays positions in a row" if volume.spatial else f"{made} makes a sequence of one"
