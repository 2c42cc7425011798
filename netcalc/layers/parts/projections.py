"""The projections of attention: queries, keys, values, and the heads' answers, by PyTorch's names and layouts."""

from math import prod
from typing import NamedTuple, TypeAlias

from netcalc.layers.array import Axis, Factor, Parameter, Role, axis
from netcalc.volume import Volume

Uses: TypeAlias = tuple[Factor, ...] | None


class Heads(NamedTuple):
    """How many heads ask, how many answer (None: as many), and how many values each has."""

    heads: int
    written: int | None
    size: int

    @property
    def kv_heads(self) -> int:
        """How many heads answer."""
        return self.written or self.heads

    @property
    def asking(self) -> tuple[Factor, ...]:
        """The values of the heads that ask."""
        return (("heads", self.heads), ("head_size", self.size))

    @property
    def answering(self) -> tuple[Factor, ...]:
        """The values of the heads that answer."""
        return self.asking if self.written is None else (("kv_heads", self.written), ("head_size", self.size))


def projections(
    heads: Heads, queries: Volume, keys: Volume | None, *, bias: bool, made: Volume | None
) -> tuple[Parameter, ...]:
    """Name the four projections: packed in one array where what is asked is as deep as what asks (PyTorch)."""
    here = None if made is None else (("T", prod(queries.spatial)),)
    there = here if made is None or keys is None else (("T_k", prod(keys.spatial)),)
    asking, answering = axis("D1", queries.depth), axis("D1" if keys is None else "D_k", (keys or queries).depth)
    if keys is None or keys.depth == queries.depth:
        weights = _packed("in_proj_weight", "weight", heads, (here, there), asking)
    else:
        weights = (
            _rows("q_proj_weight", "weight", heads.asking, here, asking),
            _rows("k_proj_weight", "weight", heads.answering, there, answering),
            _rows("v_proj_weight", "weight", heads.answering, there, answering),
        )
    biases = _packed("in_proj_bias", "bias", heads, (here, there)) if bias else ()
    depth, side = axis("D2", queries.depth), Axis(heads.asking)
    last = (Parameter("out_proj.weight", "weight", (depth, side), here, inputs=side.size),)
    return (*weights, *biases, *last, *((Parameter("out_proj.bias", "bias", (depth,), here),) if bias else ()))


def _rows(name: str, role: Role, factors: tuple[Factor, ...], uses: Uses, *read: Axis) -> Parameter:
    """Name rows that read so much each."""
    return Parameter(name, role, (Axis(factors), *read), uses, inputs=prod(each.size for each in read))


def _packed(name: str, role: Role, heads: Heads, uses: tuple[Uses, Uses], *read: Axis) -> tuple[Parameter, ...]:
    """Pack the rows of the queries, then the keys', then the values', in one array."""
    here, there = uses
    if here == there and heads.written is None:
        return (_rows(name, role, (("3", 3), *heads.asking), here, *read),)
    asking = _rows(name, role, heads.asking, here, *read)
    answering = _rows(name, role, (("2", 2), *heads.answering), there, *read)
    rows = axis("rows", asking.axes[0].size + answering.axes[0].size)
    return (Parameter(name, role, (rows, *read), here, inputs=asking.inputs, parts=(asking, answering)),)
