"""All that is found among the operators of a graph: several of them that are one layer of ours."""

from functools import partial

from netcalc.models.tensors.attention import attentions
from netcalc.models.tensors.attention.added import attend
from netcalc.models.tensors.patterns.added import normed, slid
from netcalc.models.tensors.patterns.local import locals_of
from netcalc.models.tensors.patterns.rooted import rooted
from netcalc.models.tensors.program import Program
from netcalc.models.tensors.walk import Adds, Found


def found_in(program: Program) -> Found:
    """Look through a graph; an operator that ends two of them is the attention's."""
    norms, under = rooted(program)
    filters, laid = locals_of(program)
    every, within = attentions(program)
    ends: dict[int, Adds] = {last: partial(normed, found=norm) for last, norm in norms.items()}
    ends |= {last: partial(slid, found=local) for last, local in filters.items()}
    ends |= {last: partial(attend, found=attention) for last, attention in every.items()}
    return Found(ends, frozenset({*under, *laid, *within}))
