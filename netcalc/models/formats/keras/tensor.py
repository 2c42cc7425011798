"""A tensor of Keras: the layer of ours that makes it, and its shape, which that layer's volume may have otherwise."""

from typing import NamedTuple, TypeAlias

from netcalc.models.draft import Draft
from netcalc.models.entry import Path
from netcalc.models.formats.keras.shapes import Order, Shape, shape_of, volume_of


class Tensor(NamedTuple):
    """What a layer makes, by its number, and the shape that Keras has for it, without the batch.

    `split` and `turned`: with more axes than a volume has, the shape was so, and then its axes were turned so.
    """

    number: int
    shape: Shape
    split: Shape = ()
    turned: tuple[int, ...] = ()


Made: TypeAlias = Tensor | tuple[Tensor, ...]


def of_layer(draft: Draft, number: int, order: Order) -> Tensor:
    """Give what a layer of ours makes."""
    return Tensor(number, shape_of(draft.volume(number), order))


def laid(draft: Draft, tensor: Tensor, order: Order, path: Path) -> Tensor:
    """Give a tensor whose layer's volume is laid out as its shape says: a layer is added where it is not."""
    wanted, came = volume_of(tensor.shape, order), draft.volume(tensor.number)
    if tensor.turned:
        before = (*path[:-1], f"{path[-1]}_turned") if path else ()
        made = draft.state("the same values with turned axes", wanted, [tensor.number], before)
        return Tensor(made, tensor.shape)
    if wanted == came or wanted.values != came.values:
        return tensor
    flat = len(wanted) == 1
    before = (*path[:-1], f"{path[-1]}_{'flat' if flat else 'shaped'}") if path else ()
    fields = {} if flat else {"to": str(wanted)}
    return tensor._replace(number=draft.add("flatten" if flat else "reshape", fields, [tensor.number], before))
