"""All layers written, or all that cannot be written named at their places."""

from collections.abc import Callable
from typing import TypeVar

from netcalc.models.source.piece import Unfit
from netcalc.network.network import Network
from netcalc.problems import UNFIT_FORMAT, Problem, SpecError

T = TypeVar("T")


def refused(network: Network, write: Callable[[int], T]) -> tuple[T, ...]:
    """Write every layer by its number; SpecError names all that cannot be."""
    made, wrong = list[T](), list[Problem]()
    for place, node in enumerate(network.graph.nodes):
        try:
            made.append(write(place))
        except Unfit as error:
            path, uses = node.path, node.uses
            wrong.append(
                Problem(code=UNFIT_FORMAT, message=str(error), hint=error.hint, layer=node.name, path=path, uses=uses)
            )
    if wrong:
        raise SpecError(network.located(wrong))
    return tuple(made)
