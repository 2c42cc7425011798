"""Arrays that are another layer's: found, held against what the layer needs, and marked as borrowed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from netcalc.layers.array import Borrowed, Parameter
from netcalc.layers.base import Layer, Misfit
from netcalc.layers.written.written import COMMON
from netcalc.network.graph import Node
from netcalc.problems import SHAPE_MISMATCH
from netcalc.text.brief import brief

SHARE = "share"
Arrays = tuple[Parameter, ...]


class Owner(NamedTuple):
    """The layer whose arrays are used: its name, itself, its arrays (None: nobody knows them); what speaks against it.

    `transpose`: its weights are used from outputs to inputs.
    """

    name: str
    layer: Layer
    arrays: Arrays | None
    transpose: bool
    unlike: str = ""


def owner_of(node: Node, nodes: Sequence[Node], stored: Sequence[Arrays | None]) -> Owner | None:
    """Give the layer whose arrays a node uses; None where it uses its own."""
    if node.share is None:
        return None
    owner = nodes[node.share.owner]
    return Owner(owner.name, owner.layer, stored[node.share.owner], node.share.transpose, node.share.unlike)


def borrowed(layer: Layer, arrays: Arrays, owner: Owner) -> Arrays:
    """Mark the arrays that are the owner's; Misfit where they are not those that the layer needs."""
    if owner.unlike:
        raise Misfit(SHAPE_MISMATCH, SHARE, owner.unlike)
    if owner.transpose:
        return _turned(layer, arrays, owner)
    if owner.layer.kind != layer.kind:
        turned = owner.layer.kind in layer.turns
        hint = _turning(owner) if turned else ""
        raise Misfit(SHAPE_MISMATCH, SHARE, _kinds(layer, owner), hint)
    if owner.arrays is None:
        return tuple(replace(array, borrowed=Borrowed(owner.name, f"{owner.name}.{array.name}")) for array in arrays)
    ours, theirs = _shapes(arrays), _shapes(owner.arrays)
    if ours != theirs:
        message = f"{layer.kind} needs {_listed(ours)} here, and {owner.name} has {_listed(theirs)}"
        raise Misfit(SHAPE_MISMATCH, SHARE, message, _alike(layer, arrays, owner))
    return tuple(replace(one, borrowed=_lent(owner, other)) for one, other in zip(arrays, owner.arrays, strict=True))


def _turned(layer: Layer, arrays: Arrays, owner: Owner) -> Arrays:
    """Take the owner's weights the other way round; the layer keeps a bias of its own."""
    turn = layer.turns.get(owner.layer.kind)
    if turn is None or not arrays:
        raise Misfit(SHAPE_MISMATCH, SHARE, *_not_turned(layer, owner))
    weight, *own = arrays
    if owner.arrays is None:
        return (replace(weight, borrowed=Borrowed(owner.name, f"{owner.name}.{weight.name}")), *own)
    theirs = owner.arrays[0]
    shape = theirs.shape[::-1] if turn == "swapped" else theirs.shape
    if shape != weight.shape:
        message = f"{layer.kind} needs weights of {_size(weight.shape)} here, and those of {owner.name}, turned, are "
        raise Misfit(SHAPE_MISMATCH, SHARE, message + _size(shape), _unflattened(layer, weight.shape, shape))
    lent = _lent(owner, theirs)
    return (replace(weight, borrowed=lent._replace(turned=lent.turned != (turn == "swapped"))), *own)


def _unflattened(layer: Layer, needed: tuple[int, ...], lent: tuple[int, ...]) -> str:
    """Say how a layer reads the depth alone, where only what it reads besides stands in the way."""
    alone = needed[:1] == lent[:1] and len(needed) == len(lent) and needed[-1] % lent[-1] == 0
    return f"{layer.keeping()} reads the depth at each position alone" if alone and layer.keeping() else ""


def _not_turned(layer: Layer, owner: Owner) -> tuple[str, str]:
    """Say that a kind does not take these weights the other way round, and what it does take."""
    hint = f"`share: {owner.name}` takes them as they are" if owner.layer.kind == layer.kind else ""
    if owner.layer.kind == layer.kind == "conv":
        hint += "; a conv_transpose takes a conv's the other way round"
    if not layer.turns:
        return f"{layer.kind} cannot take weights the other way round", hint
    takers = " or ".join(layer.turns)
    return f"{layer.kind} takes weights the other way round of {takers}, and {owner.name} is {owner.layer.kind}", hint


def _turning(owner: Owner) -> str:
    return f"`share: {{layer: {owner.name}, transpose: true}}`"


def _alike(layer: Layer, arrays: Arrays, owner: Owner) -> str:
    """Say what lets arrays be shared: to turn them, or layers that are alike."""
    theirs = owner.arrays[0].shape if owner.arrays else ()
    if layer.turns.get(owner.layer.kind) == "swapped" and arrays and arrays[0].shape == theirs[::-1] != theirs:
        return f"{_turning(owner)} takes the weights the other way round"
    return f"give both the same fields, and volumes of the same depth: {owner.name} is {_written(owner.layer)}"


def _written(layer: Layer) -> str:
    """Write a layer's fields as a spec does, without its name and what it reads."""
    fields = {field: brief(value) for field, value in layer.given().items() if field not in COMMON}
    return f"`{layer.kind}: {{{', '.join(f'{field}: {value}' for field, value in fields.items())}}}`"


def _lent(owner: Owner, array: Parameter) -> Borrowed:
    """Give whose array it is: of a layer that borrows it, its owner's."""
    return array.borrowed or Borrowed(owner.name, f"{owner.name}.{array.name}")


def _kinds(layer: Layer, owner: Owner) -> str:
    return f"{layer.kind} shares with a layer of its kind, and {owner.name} is {owner.layer.kind}"


def _shapes(arrays: Arrays) -> dict[str, tuple[int, ...]]:
    return {array.name: array.shape for array in arrays}


def _listed(shapes: dict[str, tuple[int, ...]]) -> str:
    return " and ".join(f"{name} {_size(shape)}" for name, shape in shapes.items()) or "no arrays"


def _size(shape: tuple[int, ...]) -> str:
    return "x".join(map(str, shape))
