"""A layer's own fields, of a spec's or of one made in Python: values put in, but for those that wait for the depth."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from netcalc.layers.base import Layer
from netcalc.layers.written.waiting import Waiting, read_waiting
from netcalc.layers.written.written import Form
from netcalc.network.plain import fields_plain
from netcalc.network.reading.frame import Frame
from netcalc.problems import Path, Problem, SpecError
from netcalc.text.templates.template import DEPTH, Names, left, mentioned, settled

NAMING: Final = ("name", "from", "share")  # looked up before any depth is known
COUNTING: Final = ("groups",)  # take the word themselves, for the number
WORD: Final = f"${{{DEPTH}}}"


class Own(NamedTuple):
    """A layer's fields with values put in; those in which that failed, and those that hold the word `depth` alone."""

    values: dict[str, Any]
    broken: set[str]
    words: tuple[str, ...]


def own_values(fields: Mapping[str, Any], path: Path, frame: Frame) -> Own:
    """Put values for every `${...}` in the fields that can have them yet."""
    late = set() if DEPTH in frame.names else {field for field in fields if _waits(field, fields[field])}
    made, broken = frame.values({field: value for field, value in fields.items() if field not in late}, path)
    for field in late:
        found: list[Problem] = []
        made[field] = Waiting(left(fields[field], frame.names, (*path, field), found))
        for problem in found:
            frame.note(problem)
            broken.add(field)
    words = tuple(field for field, value in fields.items() if value == DEPTH and field not in NAMING)
    return Own(made, broken, words)


def _waits(field: str, value: object) -> bool:
    return field not in NAMING and DEPTH in mentioned(value)


def read_own(form: type[Layer], own: Own, frame: Frame) -> Layer:
    """Read a layer; `depth` alone is what a var or argument says, else the depth, unless the field takes the word."""
    taken = {field: settled(value) for field, value in own.values.items()}
    if DEPTH in frame.names:
        taken |= {field: _meant(frame) for field in own.words if field in COUNTING}
    try:
        return read_waiting(form, taken)
    except SpecError as error:
        wrong = {problem.path[0] for problem in error.problems if problem.path}
        meant = {field: _meant(frame) for field in own.words if field in wrong}
        if not meant:
            raise
        return read_waiting(form, {**taken, **meant})


def _meant(frame: Frame) -> Any:
    return settled(frame.names[DEPTH]) if DEPTH in frame.names else Waiting(WORD)


def hanging(layer: Layer, names: Names) -> bool:
    """Say whether a layer has fields to be worked out: templates, or `depth` where that is a name's."""
    values = vars(layer).values()
    if any(isinstance(value, Waiting) or (isinstance(value, str) and "${" in value) for value in values):
        return True
    return DEPTH in names and DEPTH in values


def as_written(form: Form) -> dict[str, Any]:
    """Give the fields as a spec has them; the layers that a composite holds as they are."""
    if isinstance(form, Layer):
        return fields_plain(form)
    return {field: value.written if isinstance(value, Waiting) else value for field, value in form.given().items()}
