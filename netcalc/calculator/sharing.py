"""Arrays that are another layer's: found, held against what the layer needs, and marked as borrowed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from netcalc.layers.array import Borrowed, Parameter
from netcalc.layers.base import Layer, Misfit
from netcalc.network.graph import Node
from netcalc.problems import SHAPE_MISMATCH

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
        hint = f"`share: {{layer: {owner.name}, transpose: true}}`" if turned else ""
        raise Misfit(SHAPE_MISMATCH, SHARE, _kinds(layer, owner), hint)
    if owner.arrays is None:
        return tuple(replace(array, borrowed=Borrowed(owner.name, f"{owner.name}.{array.name}")) for array in arrays)
    ours, theirs = _shapes(arrays), _shapes(owner.arrays)
    if ours != theirs:
        message = f"{layer.kind} needs {_listed(ours)} here, and {owner.name} has {_listed(theirs)}"
        raise Misfit(SHAPE_MISMATCH, SHARE, message)
    return tuple(replace(one, borrowed=_lent(owner, other)) for one, other in zip(arrays, owner.arrays, strict=True))


def _turned(layer: Layer, arrays: Arrays, owner: Owner) -> Arrays:
    """Take the owner's weights the other way round; the layer keeps a bias of its own."""
    turn = layer.turns.get(owner.layer.kind)
    if turn is None or not arrays:
        takers = " or ".join(layer.turns) or "no kind"
        message = f"{layer.kind} takes weights the other way round of {takers}, and {owner.name} is {owner.layer.kind}"
        raise Misfit(SHAPE_MISMATCH, SHARE, message)
    weight, *own = arrays
    if owner.arrays is None:
        return (replace(weight, borrowed=Borrowed(owner.name, f"{owner.name}.{weight.name}")), *own)
    theirs = owner.arrays[0]
    shape = theirs.shape[::-1] if turn == "swapped" else theirs.shape
    if shape != weight.shape:
        message = f"{layer.kind} needs weights of {_size(weight.shape)} here, and those of {owner.name}, turned, are "
        raise Misfit(SHAPE_MISMATCH, SHARE, message + _size(shape))
    lent = _lent(owner, theirs)
    return (replace(weight, borrowed=lent._replace(turned=lent.turned != (turn == "swapped"))), *own)


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
