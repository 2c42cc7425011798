"""What a program passes for a field that a network works out: `${width // 2}`, a list of such, the word `depth`."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias, TypeVar

from pydantic import ValidationError

from netcalc.layers.written.waiting import Waiting
from netcalc.layers.written.written import COMMON, Form
from netcalc.problems import SpecError
from netcalc.text.templates.template import DEPTH, PLACE, mentioned

NAMING: Final = (*COMMON, "from_")  # here `depth` is a name
WORD: Final = f"${{{DEPTH}}}"
# Values of every type that a field has, so that the other fields can be read.
VALUES: Final = (1, True, "a", 0.5, ["a", "b"], [1, 0], DEPTH, [[0]], None, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64)
Late: TypeAlias = Mapping[str, Waiting]
AnyForm = TypeVar("AnyForm", bound=Form)


def passed(
    form: type[AnyForm], written: object, error: ValidationError, read: Callable[[Any], AnyForm]
) -> AnyForm | None:
    """Read what was passed with templates in it, which wait; None where it has none.

    SpecError where another field is wrong, or all is, whatever they stand for.
    """
    wrong = error.errors()
    if not isinstance(written, Mapping):
        return None
    late = _late(form, written, {each["loc"][0] for each in wrong if each["loc"]})
    if not late:
        return None
    others = [each for each in wrong if not each["loc"] or each["loc"][0] not in late]
    if others:
        raise form.refused(others, written)
    refused: SpecError | None = None
    for guess in _guesses(form, late, written, read):
        try:
            made = read({**written, **guess})
            made.together()
        except ValidationError:
            continue
        except SpecError as together:
            refused = refused or together
            continue
        vars(made).update({form.attribute(field): value for field, value in late.items()})
        return made
    if refused is not None:
        raise refused
    return None


def _late(form: type[Form], written: Mapping[str, Any], wrong: set[int | str]) -> dict[str, Waiting]:
    """Give the fields that wait: those that hold templates, and the word `depth` where it is no value of the field."""
    late = {}
    for field, value in written.items():
        if form.attribute(field) not in form.model_fields:
            continue
        if isinstance(value, Waiting):
            late[field] = value
        elif value == DEPTH and field in wrong and field not in NAMING:
            late[field] = Waiting(WORD)
        elif mentioned(value):
            late[field] = Waiting(value)
    return late


def _guesses(
    form: type[Form], late: Late, written: Mapping[str, Any], read: Callable[[Any], Form]
) -> Iterator[dict[str, Any]]:
    """Give values for the fields that wait, from the likeliest."""
    yield {field: _put(value.written, _default(form, field)) for field, value in late.items()}
    fit = _fit(late, written, read)
    for at in range(max(map(len, fit.values())) if all(fit.values()) else 0):
        yield {field: values[at % len(values)] for field, values in fit.items()}


def _default(form: type[Form], field: str) -> Any:
    model = form.model_fields[form.attribute(field)]
    return 1 if model.is_required() or model.default is None else model.default


def _fit(late: Late, written: Mapping[str, Any], read: Callable[[Any], Form]) -> dict[str, list[Any]]:
    """Give the values that each field takes by itself."""
    lengths = [len(value) for value in written.values() if isinstance(value, list | tuple)]
    fit: dict[str, list[Any]] = {field: [] for field in late}
    for value in (*VALUES, *lengths):
        guess = {field: _put(each.written, value) for field, each in late.items()}
        wrong: set[int | str] = set()
        try:
            read({**written, **guess})
        except ValidationError as error:
            wrong = {each["loc"][0] for each in error.errors() if each["loc"]}
        for field in late.keys() - wrong:
            fit[field].append(guess[field])
    return fit


def _put(written: Any, value: Any) -> Any:
    """Put a value where a template stands alone; among other text, a digit."""
    if isinstance(written, str):
        return value if PLACE.fullmatch(written) else PLACE.sub("1", written)
    if isinstance(written, Mapping):
        return {key: _put(each, value) for key, each in written.items()}
    return [_put(each, value) for each in written] if isinstance(written, list | tuple) else written
