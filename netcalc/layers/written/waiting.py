"""Fields that wait for the depth of what their layer reads: templates, worked out when that is known."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final, NamedTuple

from pydantic import BaseModel

from netcalc.layers.base import Layer
from netcalc.problems import INVALID_VALUE, Problem, SpecError
from netcalc.text.templates.template import DEPTH, filled, settled
from netcalc.volume import Volume

GUESSES: Final = (5_040, 10_080, *range(1, 17), 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1_024, 10**6)


class Waiting(NamedTuple):
    """A value that hangs on the depth: what was written for it, all but `depth` put in."""

    written: Any

    def __repr__(self) -> str:
        return str(self.written)

    def __hash__(self) -> int:
        return hash(str(self.written))

    @property
    def formula(self) -> str:
        """What it is over the depth, without its signs of a template."""
        return str(self.written).removeprefix("${").removesuffix("}")

    def at(self, depth: int, field: str) -> Any:
        """Give the value for a depth; SpecError where there is none."""
        found: list[Problem] = []
        made = filled(self.written, {DEPTH: depth}, (field,), found)
        if found:
            raise SpecError(found)
        return settled(made)


def waiting(layer: Layer) -> dict[str, Waiting]:
    """Give the fields of a layer that wait for the depth."""
    return {field: value for field, value in vars(layer).items() if isinstance(value, Waiting)}


def read_waiting(form: type[Layer], taken: Mapping[str, Any]) -> Layer:
    """Read a layer some of whose fields wait; SpecError where it is wrong whatever the depth.

    The other fields are read beside values for some depth with which the layer is right.
    """
    late = {field: value for field, value in taken.items() if isinstance(value, Waiting)}
    if not late:
        return form.read(taken)
    lengths = (len(value) for value in taken.values() if isinstance(value, list | tuple) and value)
    errors: list[SpecError] = []
    for depth in (*GUESSES, *lengths):
        try:
            return BaseModel.model_copy(form.read({**taken, **_values(late, depth)}), update=late)
        except SpecError as error:
            errors.append(error)
        always = [problem for problem in errors[0].problems if _stays(problem, errors[-1], late)]
        if always and len(errors) > 1:
            raise SpecError(always)
    raise errors[0]


def _stays(problem: Problem, error: SpecError, late: Mapping[str, Waiting]) -> bool:
    """Say whether a problem is there for another depth too, and not in a field that waits."""
    return problem.path[:1] not in {(field,) for field in late} and problem in error.problems


def resolved(layer: Layer, given: Collection[Volume]) -> Layer:
    """Give the layer with all its fields, now that it is known what it reads; SpecError where there is none."""
    late = waiting(layer)
    if not late:
        return layer
    depths = sorted({volume.depth for volume in given})
    if len(depths) == 1:
        return _resolved(layer, depths[0])
    read = f"volumes of depth {' and '.join(map(str, depths))}" if depths else "nothing"
    raise SpecError(
        Problem(
            code=INVALID_VALUE, message=f"`{field}` hangs on the depth, but {layer.kind} reads {read}", path=(field,)
        )
        for field in late
    )


@lru_cache(maxsize=4_096)
def _resolved(layer: Layer, depth: int) -> Layer:
    late = waiting(layer)
    try:
        return type(layer).read({**layer.given(), **_values(late, depth)})
    except SpecError as error:
        raise SpecError(replace(each, hint=each.hint or _why(each, late, depth)) for each in error.problems) from None


def _why(problem: Problem, late: Mapping[str, Waiting], depth: int) -> str:
    field = str(problem.path[0]) if problem.path else ""
    return f"it is {late[field]} of a depth of {depth}" if field in late else ""


def _values(late: Mapping[str, Waiting], depth: int) -> dict[str, Any]:
    return {field: value.at(depth, field) for field, value in late.items()}
