"""Layers with weights that slide no window: fully connected ones, tables, sums of products."""

from math import prod
from typing import Any

from netcalc.models.formats.keras.call import Call
from netcalc.models.formats.keras.layers.functions import activated
from netcalc.models.formats.keras.layers.windows import biased
from netcalc.models.formats.keras.shapes import Order, volume_of
from netcalc.models.formats.keras.tensor import Tensor


def dense(call: Call) -> Tensor:
    """Make a fully connected layer: it works on the last axis alone, at each position."""
    flat = {"flatten": False} if call.volume.spatial else {}
    fields = {"units": call.get("units", "output_dim"), **flat, **biased(call)}
    return activated(call, call.add("fc", fields))


def maxout(call: Call) -> Tensor:
    """Make the largest of several sums for each unit."""
    return call.add("maxout", {"units": call.get("output_dim"), "pieces": call.get("nb_feature", default=4)})


def embedding(call: Call) -> Tensor:
    """Make a table of which a whole number at each position takes a row."""
    reverse = call.words.get("reverse")
    if reverse:
        return _scores(call)
    read = call.reads[0]
    wanted = volume_of([*read.shape, 1], Order(first=False))
    if call.draft.volume(read.number) != wanted:
        number = call.draft.add("reshape", {"to": str(wanted)}, [read.number], call.path)
        read = read._replace(number=number)
    fields = {"vocabulary": call.get("input_dim"), "depth": call.get("output_dim")}
    made = call.add("embedding", fields, [read])
    return made._replace(shape=(*read.shape, made.shape[-1]))


def _scores(call: Call) -> Tensor:
    """Make the scores of all rows: the table of an embedding used the other way round."""
    flat = {"flatten": False} if call.volume.spatial else {}
    tied = bool(call.get("tie_weights", default=True))
    part = "embedding" if tied else "reverse"
    return call.add("fc", {"units": call.get("input_dim"), **flat, "bias": False}, part=part)


def einsum(call: Call) -> Tensor:
    """Make a sum of products with a kernel whose shape the equation and the output say."""
    equation = str(call.get("equation", default="")).replace(" ", "")
    terms, _, made = equation.partition("->")
    read, _, kernel = terms.partition(",")
    asked = call.get("output_shape")
    listed = list(asked) if isinstance(asked, list) else [asked]
    sizes = _sizes(read, (1, *call.shape))
    if sizes is None or not made or not kernel:
        return call.unknown()
    ends = made.replace("...", "")
    for letter, extent in zip(reversed(ends), reversed(listed), strict=False):
        if type(extent) is int:
            sizes[letter] = extent
    if any(letter not in sizes for letter in kernel + ends):
        return call.unknown()
    weights = prod(sizes[letter] for letter in kernel)
    biases = prod(sizes[letter] for letter in set(call.get("bias_axes") or ""))
    biases = biases if call.get("bias_axes") else 0
    spread = made.startswith("...")
    before = [1, *call.shape][: len(call.shape) + 1 - len(read.replace("...", ""))] if spread else []
    shape = (*before, *(sizes[letter] for letter in ends))[1:]
    if _is_dense(call, read, kernel, made, biases=biases, out=sizes[ends[-1]]):
        flat = {"flatten": False} if call.volume.spatial else {}
        fields = {"units": sizes[ends[-1]], **flat, **({} if biases else {"bias": False})}
        return activated(call, call.add("fc", fields))
    letters = {*read, *kernel} - {"."}
    macs = prod(sizes[letter] for letter in letters) * prod(before)
    found = call.state(f"a sum of products, {equation[:40]}", shape, params=weights + biases, macs=macs)
    return activated(call, found)


def _sizes(term: str, shape: tuple[int, ...]) -> dict[str, int] | None:
    """Give the size of each letter of what is read; None where they are not as many as its axes."""
    letters = term.replace("...", "")
    if "..." not in term:
        return dict(zip(letters, shape, strict=True)) if len(letters) == len(shape) else None
    return dict(zip(reversed(letters), reversed(shape), strict=False)) if len(letters) <= len(shape) else None


def _is_dense(call: Call, read: str, kernel: str, made: str, *, biases: int, out: int) -> bool:
    """Say whether it is a fully connected layer on the last axis."""
    matrix = len(kernel) == 2 and read[-1] == kernel[0] and made[-1] == kernel[1]
    bias: Any = call.get("bias_axes") or made[-1]
    return matrix and read[:-1] == made[:-1] and bias == made[-1] and biases in (0, out)
