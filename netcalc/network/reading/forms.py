"""One form read: its fields, values put in for `${...}`, understood by its model."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from netcalc.layers.written import Form
from netcalc.network.items import NotUnderstood
from netcalc.network.reading.frame import Frame
from netcalc.network.reading.unknown import written_name
from netcalc.problems import Path, SpecError
from netcalc.text.template import settled

AnyForm = TypeVar("AnyForm", bound=Form)


def filled_form(
    form: type[AnyForm], fields: Mapping[str, Any], path: Path, frame: Frame, held: Collection[str]
) -> AnyForm | NotUnderstood:
    """Read a composite; the fields `held` are lists of layers, which are read for themselves."""
    own, broken = frame.values({field: value for field, value in fields.items() if field not in held}, path)
    return _read(form, settled(own) | {field: fields[field] for field in held if field in fields}, path, frame, broken)


def read_form(
    form: type[AnyForm], exact: Mapping[str, Any], path: Path, frame: Frame, broken: Collection[str]
) -> AnyForm | NotUnderstood:
    """Read a layer whose values are put in; of the fields that are `broken` nothing more is said."""
    return _read(form, {field: settled(value) for field, value in exact.items()}, path, frame, broken)


def _read(
    form: type[AnyForm], taken: Mapping[str, Any], path: Path, frame: Frame, broken: Collection[str]
) -> AnyForm | NotUnderstood:
    try:
        return form.read(taken)
    except SpecError as error:
        for problem in error.problems:
            if not problem.path or problem.path[0] not in broken:
                frame.note(problem.below(*path))
        return NotUnderstood(form.kind, written_name(taken))
