"""What comes into a graph: the volume that each input is, and which axis of it stands where."""

from collections.abc import Mapping, Sequence
from typing import Final

from netcalc.models.naming import word
from netcalc.models.tensors.coming import depth_first, depth_last
from netcalc.models.tensors.leading import leading
from netcalc.models.tensors.program import Op, Program, Shape
from netcalc.models.tensors.value import Layout, Target, Value, layout_of, target
from netcalc.volume import Volume, checked

FLAT: Final = 2  # axes: a value an example


def inputs_of(program: Program, readers: Mapping[str, Sequence[Op]]) -> tuple[dict[str, Volume], dict[str, Value], int]:
    """Give the volumes of the inputs by our names, their values by the file's, and how many examples there are.

    An image's depth stands first, a sequence's last, unless what reads it says otherwise.
    """
    leads, batch = leading(program)
    volumes: dict[str, Volume] = {}
    values: dict[str, Value] = {}
    for place, (name, shape, whole) in enumerate(program.inputs):
        layout = _layout(program, readers, name, shape)
        found = (_numbers(shape) if whole else None) or target(shape, leads[name], batch, layout)
        volumes["input" if len(program.inputs) == 1 else _called(name, volumes)] = checked(found.volume)
        values[name] = Value(-1 - place, shape, found.order, leads[name])
    return volumes, values, batch


def _called(name: str, taken: Mapping[str, Volume]) -> str:
    made = word(name)
    while made in taken:
        made += "_"
    return made


def _numbers(shape: Shape) -> Target | None:
    """Take whole numbers in a row, or in a column, for a sequence of words; None where they are laid out otherwise."""
    if len(shape) <= FLAT:
        return Target(Volume([*shape[1:], 1]), (*((1,) if shape[1:] else ()), None))
    return Target(Volume([shape[2], 1]), (2, 1)) if len(shape) == FLAT + 1 and shape[1] == 1 else None


def _layout(program: Program, readers: Mapping[str, Sequence[Op]], name: str, shape: Shape) -> Layout:
    """Say where the depth of an input stands, as what reads it has it."""
    if name not in program.depths and depth_last(name, shape, readers):
        return "last"
    first = depth_first(name, shape, readers, program.shapes)
    return layout_of(program, name, shape, "first" if first else "last")
