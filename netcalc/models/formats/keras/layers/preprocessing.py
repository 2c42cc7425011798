"""Layers that prepare data: those that change shapes are worked out, the others leave what they read as it is."""

from netcalc.models.formats.keras.call import Call
from netcalc.models.formats.keras.tensor import Tensor


def _asked(call: Call) -> tuple[int, int]:
    return int(call.get("height", default=1)), int(call.get("width", default=1))


def cropped(call: Call) -> Tensor:
    """Cut rows and columns out of an image, in the middle or anywhere; a smaller image is made as large."""
    height, width = _asked(call)
    columns, rows = call.volume.spatial[:2]
    if height > rows or width > columns:
        return resized(call)
    top, left = (rows - height) // 2, (columns - width) // 2
    margin = {"left": left, "right": columns - width - left, "top": top, "bottom": rows - height - top}
    return call.add("crop", {"margin": margin})


def resized(call: Call) -> Tensor:
    """Make an image of another size."""
    height, width = _asked(call)
    return scaled(call, [width, height], str(call.get("interpolation", default="bilinear")))


def scaled(call: Call, size: list[int], how: str) -> Tensor:
    """Make a map of another size: larger by our own kind, else as a layer whose shape is known."""
    extents = call.volume.spatial
    if list(extents) == size:
        return call.reads[0]
    if all(made >= came for came, made in zip(extents, size, strict=True)):
        return call.add("upsample", {"size": size, "mode": "nearest" if how == "nearest" else "bilinear"})
    shape = (call.shape[0], size[1], size[0]) if call.order.first else (size[1], size[0], call.shape[-1])
    return call.state(f"a map of another size, {how[:20]}", shape)


def categories(call: Call) -> Tensor:
    """Make a place for each category: those that are there, or one of them at each position."""
    tokens = int(call.get("num_tokens", default=1))
    one = call.get("output_mode", default="multi_hot") == "one_hot"
    shape = (*call.shape, tokens) if one and call.shape[-1:] != (1,) else (*call.shape[:-1], tokens)
    return call.state("a place for each category", shape)


def numbered(call: Call) -> Tensor:
    """Make a whole number of each value: its bin, its hash, its place in a list."""
    return call.passed()
