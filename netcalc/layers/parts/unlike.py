"""What would make volumes alike that are to be joined: cropping, pooling, upsampling, a 1x1 conv."""

from netcalc.layers.written.values import SIDES
from netcalc.volume import Volume


def mended(given: tuple[Volume, ...], *, depth: bool, stretched: bool = False) -> str:
    """Say what to put before a join of these volumes; `depth`: their depths have to agree too.

    `stretched`: what has no spatial axes stands at every position.
    """
    if depth and stretched and (vector := _vector(given)):
        return vector
    if len({len(volume) for volume in given}) > 1:
        return "join volumes with as many axes; `flatten` leaves the depth alone"
    found = []
    if len({volume.spatial for volume in given}) > 1:
        found.append(_extents(given))
    if depth and len({volume.depth for volume in given}) > 1:
        others = next(volume for volume in given if volume.depth != given[0].depth)
        found.append(f"a 1x1 conv changes the depth: `conv: {{filters: {given[0].depth}, size: 1}}` on {others}")
    return "; ".join(found)


def _vector(given: tuple[Volume, ...]) -> str:
    """Bring what has no spatial axes to the depth of what has some."""
    depths = {volume.depth for volume in given if volume.spatial}
    vectors = [volume for volume in given if not volume.spatial and volume.depth not in (1, *depths)]
    alike = len({volume.spatial for volume in given if volume.spatial}) == 1
    if not alike or len(depths) != 1 or not vectors:
        return ""
    (depth,) = depths
    return f"the depths differ: write `fc: {depth}` where {' and '.join(map(str, vectors))} is made, or after it"


def _extents(given: tuple[Volume, ...]) -> str:
    """Bring the larger volumes to the smallest extents, or the other way round."""
    small = tuple(map(min, zip(*(volume.spatial for volume in given), strict=True)))
    larger = [volume for volume in dict.fromkeys(given) if volume.spatial != small]
    least = next((volume for volume in given if volume.spatial == small), None)
    if least and len(larger) == 1 and all(W % w == 0 for W, w in zip(larger[0].spatial, small, strict=True)):
        factor = "x".join(str(W // w) for W, w in zip(larger[0].spatial, small, strict=True))
        factor = factor.partition("x")[0] if len(set(factor.split("x"))) == 1 else factor
        if factor != "1" and max(small) > 1:
            return f"`pool: {factor}` (or such a stride) on {larger[0]}, or `upsample: {factor}` on {least}"
    crops = " and ".join(f"`{_crop(volume, small)}` on {volume}" for volume in larger)
    nearly = all(W - w <= 1 for volume in larger for W, w in zip(volume.spatial, small, strict=True))
    return crops + (", or `rounding: floor` or `ceil` in the pool before" if nearly else ", or pad the smaller")


def _crop(volume: Volume, small: tuple[int, ...]) -> str:
    """Write the crop that takes what is too much off the ends."""
    much = [(ends[1], W - w) for ends, W, w in zip(SIDES, volume.spatial, small, strict=False) if w < W]
    return "crop: {" + ", ".join(f"{side}: {pixels}" for side, pixels in much) + "}"
