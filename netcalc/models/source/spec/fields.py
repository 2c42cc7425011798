"""A layer as a spec has it: its fields that are not so by themselves, those that are words or numbers as arguments."""

import json
from typing import Any, Final

from netcalc.layers.base import Layer
from netcalc.layers.written.written import COMMON
from netcalc.models.source.piece import NEEDED, Arg, Make, Piece
from netcalc.network.graph import Node
from netcalc.network.plain import plain_field

SPATIAL: Final = ("size", "stride", "pad", "output_pad", "dilation", "factor", "margin", "window", "shift")
MEASURED: Final = "to"  # names a layer
FIRST: Final = "filters"  # as people write it
FOLLOWS: Final = {("pool", "stride"): "size"}  # what a field is by itself: another


def piece_of(node: Node, layer: Layer) -> Piece:
    """Write a layer. What no argument can be stands in the call, and so does whose arrays it uses."""
    args, fixed = list[Arg](), dict[str, Any]()
    names = {layer.written_name(name): name for name in type(layer).model_fields}
    for written in sorted(layer.fields(), key=lambda field: field != FIRST):
        name, field = names[written], type(layer).model_fields[names[written]]
        value = _plain(written, getattr(layer, name))
        follows = FOLLOWS.get((layer.kind, written))
        if written in COMMON or value is None or (written == MEASURED and node.measures):
            continue
        default = None if field.is_required() else _plain(written, field.get_default())
        default = _plain(follows, getattr(layer, follows)) if follows else default
        if isinstance(value, list | dict):
            fixed |= {written: value} if value != default else {}
        else:
            args.append(
                Arg(written, value, written, NEEDED if default is None or isinstance(default, list) else default)
            )
    return Piece(json.dumps(fixed), (Make(layer.kind, tuple(args)),))


def _plain(field: str, value: object) -> Any:
    """Give a value as a spec has it: numbers an axis as one, or a word, which an argument can be."""
    found = plain_field(field, value)
    if field not in SPATIAL or not isinstance(found, list):
        return found
    return found[0] if len(set(found)) == 1 else "x".join(map(str, found))
