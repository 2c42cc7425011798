"""One form read: its fields, values put in for `${...}`, understood by its model."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from netcalc.layers.base import Layer
from netcalc.layers.written.written import Form
from netcalc.network.items import NotUnderstood, written_name
from netcalc.network.reading.frame import Frame
from netcalc.network.reading.own import Own, read_own
from netcalc.problems import Path, SpecError
from netcalc.text.templates.template import DEPTH, ELSEWHERE, UNKNOWN_YET, settled

AnyForm = TypeVar("AnyForm", bound=Form)


def filled_form(
    form: type[AnyForm], fields: Mapping[str, Any], path: Path, frame: Frame, held: Collection[str]
) -> AnyForm | NotUnderstood:
    """Read a composite; the fields `held` are lists of layers, which are read for themselves."""
    own, broken = frame.values({field: value for field, value in fields.items() if field not in held}, path)
    try:
        return form.read(settled(own) | {field: fields[field] for field in held if field in fields})
    except SpecError as error:
        return _unread(form, own, error, path, frame, broken)


def read_layer(form: type[Layer], own: Own, path: Path, frame: Frame) -> Layer | NotUnderstood:
    """Read a layer whose values are put in; of the fields in which that failed nothing more is said."""
    try:
        return read_own(form, own, frame)
    except SpecError as error:
        return _unread(form, own.values, error, path, frame, own.broken)


def _unread(  # what is wrong with it
    form: type[Form], taken: Mapping[str, Any], error: SpecError, path: Path, frame: Frame, broken: Collection[str]
) -> NotUnderstood:
    from netcalc.network.reading.meant import with_meant

    for problem in error.problems:
        if not problem.path or problem.path[0] not in broken:
            word = taken.get(str(problem.path[0])) if problem.path else None
            told = (
                replace(problem, hint=f"{UNKNOWN_YET}, {ELSEWHERE}")
                if word == DEPTH
                else with_meant(problem, taken, frame.names)
            )
            frame.note(told.below(*path))
    return NotUnderstood(form.kind, written_name(taken))
