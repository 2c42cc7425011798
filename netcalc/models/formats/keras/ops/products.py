"""Operations that multiply values by values, and those of images."""

from math import prod
from typing import Any

from netcalc.models.formats.keras.call import Call
from netcalc.models.formats.keras.layers.preprocessing import scaled
from netcalc.models.formats.keras.layers.windows import pool
from netcalc.models.formats.keras.ops.values import array
from netcalc.models.formats.keras.shapes import Shape
from netcalc.models.formats.keras.tensor import Tensor


def _operands(call: Call) -> list[Shape]:
    """Give the shapes of two operands with the batch as 1: tensors, or constants that stand in the call."""
    listed = call.given[0] if len(call.given) == 1 and isinstance(call.given[0], list) else call.given
    found = []
    for each in listed:
        constant = array(each)
        if isinstance(each, Tensor):
            found.append((1, *each.shape))
        elif constant is not None:
            found.append(constant)
    return found


def matmul(call: Call) -> Tensor:
    """Multiply matrices: of two tensors that are matrices by our own kind."""
    one, other = (_operands(call) + [(1, *call.shape)] * 2)[:2]
    left, right = one if len(one) > 1 else (1, *one), other if len(other) > 1 else (*other, 1)
    before = _stretched(left[:-2], right[:-2])
    plain = len(one) == len(other) == 3 and len(call.reads) == 2
    if plain and call.reads[0] != call.reads[1] and not call.order.first:
        return call.shaped().add("matmul")
    shape = (*before, left[-2], right[-1])[1:]
    return call.state("products of matrices", shape or (1,), macs=prod(before) * left[-2] * left[-1] * right[-1])


def _stretched(one: Shape, other: Shape) -> Shape:
    longest = max(len(one), len(other))
    pairs = zip((1,) * (longest - len(one)) + one, (1,) * (longest - len(other)) + other, strict=True)
    return tuple(map(max, pairs))


def dot(call: Call) -> Tensor:
    """Multiply along the last axis of one and the last but one of the other."""
    one, other = (_operands(call) + [(1, *call.shape)] * 2)[:2]
    rest = (*other[:-2], *other[-1:]) if len(other) > 1 else ()
    shape = (*one[:-1], *rest)
    return call.state("products of tensors", shape[1:] or (1,), macs=prod(shape) * one[-1])


def einsum(call: Call) -> Tensor:
    """Multiply and add as letters say."""
    equation = str(call.get("subscripts", default="")).replace(" ", "")
    terms, _, made = equation.partition("->")
    shapes = _operands(call)
    letters = terms.split(",")
    if "." in equation or not made or [len(each) for each in letters] != [len(shape) for shape in shapes]:
        return call.unknown()
    sizes: dict[str, int] = {}
    for term, shape in zip(letters, shapes, strict=True):
        for letter, extent in zip(term, shape, strict=True):
            sizes[letter] = max(extent, sizes.get(letter, 1))
    found = tuple(sizes[letter] for letter in made)[1:]
    macs = prod(sizes.values()) if len(shapes) > 1 else 0
    return call.state(f"a sum of products, {equation[:40]}", found or (1,), macs=macs)


def attention(call: Call) -> Tensor:
    """Multiply queries by keys, and shares by values: positions, heads, values of a head."""
    query, key, value = (call.reads * 3)[:3]
    T, heads, size = query.shape
    macs = T * key.shape[0] * heads * (size + value.shape[-1])
    few = call._replace(reads=(query, key, value))
    return few.state("attention of queries, keys and values", (T, heads, value.shape[-1]), macs=macs)


def pooled(op: str) -> Any:
    """Make a pool."""
    return lambda call: pool(op)(call.shaped())


def resized(call: Call) -> Tensor:
    """Make a map of another size."""
    height, width = (int(each) for each in call.get("size", default=[1, 1]))
    return scaled(call.shaped(), [width, height], str(call.get("interpolation", default="bilinear")))


def patches(call: Call) -> Tensor:
    """Lay the values of each window one behind the other in the depth."""
    if call.stated is not None:
        return call.state("the values of each window", call.stated)
    return call.unknown()


def shuffled(kind: str) -> Any:
    """Make depth into space, or space into depth."""
    return lambda call: call.shaped().add(kind, {"factor": int(call.get("block_size", default=2))})


def cropped(call: Call) -> Tensor:
    """Cut a part out of an image."""
    columns, rows = call.volume.spatial[:2]
    top, left = (int(call.get(f"{side}_cropping", default=0)) for side in ("top", "left"))
    height = int(call.get("target_height", default=rows - top - int(call.get("bottom_cropping", default=0))))
    width = int(call.get("target_width", default=columns - left - int(call.get("right_cropping", default=0))))
    margin = {"left": left, "right": columns - left - width, "top": top, "bottom": rows - top - height}
    return call.shaped().add("crop", {"margin": margin})
