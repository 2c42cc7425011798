"""Volumes of unlike shape, stretched to one: an extent or a depth of 1, and what has no spatial axes at all."""

from collections.abc import Sequence

from netcalc.volume import Volume

RULE = "an extent or a depth of 1 is stretched, and what has no spatial axes stands at every position"


def stretched(given: Sequence[Volume]) -> Volume | None:
    """Give the volume that all are stretched to; None where there is none.

    >>> str(stretched([Volume((7, 7, 64)), Volume((64,)), Volume((7, 1, 1))]))
    '7x7x64'
    """
    axes = max(len(volume) for volume in given)
    alike = [volume for volume in given if len(volume) == axes]
    full = tuple(map(max, zip(*alike, strict=True)))
    full = (*full[:-1], max(volume.depth for volume in given))
    fits = all(_fits(volume, full) for volume in given)
    return Volume(full) if fits else None


def _fits(volume: Volume, full: tuple[int, ...]) -> bool:
    """Say whether a volume can be stretched: with no spatial axis, or with all."""
    if volume.depth not in (1, full[-1]) or len(volume) not in (1, len(full)):
        return False
    return all(W in (1, most) for W, most in zip(volume.spatial, full[:-1], strict=False))


def remark(given: Sequence[Volume], made: Volume) -> str:
    """Say which volumes were stretched; nothing where none was."""
    unlike = list(dict.fromkeys(volume for volume in given if volume != made))
    if not unlike:
        return ""
    verb = "is" if len(unlike) == 1 else "are"
    return f"{' and '.join(map(str, unlike))} {verb} stretched to it"
