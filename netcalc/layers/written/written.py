"""What a user writes, as a model: fields that are checked, frozen, and complained about in sentences."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, ValidationError, ValidationInfo, model_validator

from netcalc import problems
from netcalc.layers.written.native import natives
from netcalc.layers.written.sharing import meant_share
from netcalc.layers.written.shown import Signed, documented
from netcalc.problems import Problem, SpecError
from netcalc.text.words import Ours, field_hint, meant_field

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

SPEC: Final = "spec"  # what is read is a spec, all worked out
COMMON: Final = ("name", "from", "share")
WHEN: Final = "when"
PLAIN: Final = ("write `", "leave it out", "its fields", "`rate` is")  # what a layer written anew says too
ELSEWHERE: Final = {
    "input": "from: input",
    "output": "netcalc ask lenet5 output",
    "totals": "netcalc ask lenet5 totals.params",
    "memory": "netcalc ask lenet5 memory.peak",
    "valid": "expect: {valid: true}",
    "unshared": "conv1.unshared.params",
}
BELOW: Final = {
    "pad": "from 0 up; crop takes pixels off a volume",
    "margin": "from 0 up; zero_pad puts pixels around a volume",
}


class Written(BaseModel):
    """What a user writes: fields that are checked, frozen, and complained about in sentences."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, validate_by_alias=True)

    @model_validator(mode="wrap")
    @classmethod
    def _in_sentences(cls, written: Any, handler: ModelWrapValidatorHandler[Self], asked: ValidationInfo) -> Self:
        given = written if asked.context is SPEC else natives(written)
        try:
            made = handler(given)
        except ValidationError as error:
            late = None if asked.context is SPEC else cls.waiting(given, error, handler)
            if late is None:
                raise cls.refused(error.errors(), given) from None
            return late
        made.together()
        return made

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> Self:
        """Read what a spec says: its fields by the names that a spec has for them, all worked out."""
        return cls.model_validate(written, context=SPEC, by_alias=True, by_name=False)

    def together(self) -> None:
        """Insist that the fields go together: SpecError where they do not. Here they do."""

    @classmethod
    def waiting(cls, written: object, error: ValidationError, read: Callable[[Any], Self]) -> Self | None:
        """Read what a program passed to be worked out later. Here nothing is."""
        return None

    @classmethod
    def refused(cls, wrong: "Iterable[ErrorDetails]", written: object) -> SpecError:
        """Make the error of what the validation found."""
        found = [cls.problem(each["type"], each["loc"], each["msg"], each["input"]) for each in wrong]
        meant = {problem.hint for problem in found if problem.code == problems.UNKNOWN_FIELD}
        said = [problem for problem in found if not _said(problem, meant)]
        return SpecError(_whole(said, cls.mended(written)))

    @classmethod
    def fields(cls) -> tuple[str, ...]:
        """Name the fields as a spec writes them: those it needs first, those of every layer last."""
        needed = {cls.written_name(name): field.is_required() for name, field in cls.model_fields.items()}
        return tuple(sorted(needed, key=lambda name: (name in COMMON, not needed[name])))

    @classmethod
    def written_name(cls, name: str) -> str:
        """Give the name that a spec has for a field: `from` for `from_`."""
        alias = cls.model_fields[name].validation_alias if name in cls.model_fields else None
        return alias if isinstance(alias, str) else name

    @classmethod
    def attribute(cls, written: str) -> str:
        """Give the name that a program has for a field: `from_` for `from`."""
        return next((name for name in cls.model_fields if cls.written_name(name) == written), written)

    @classmethod
    def title(cls) -> str:
        """Say what is being described, in the words of a spec."""
        return cls.__name__.lower()

    @classmethod
    def problem(cls, kind: str, path: tuple[str | int, ...], message: str, written: object = None) -> Problem:
        """Put one finding of the validation as a problem with a code of ours; `written` is the value found wrong."""
        field = str(path[0]) if path else ""
        if kind == "extra_forbidden":
            hint = field_hint(field, cls.fields(), written)
            return Problem(
                code=problems.UNKNOWN_FIELD, message=f"{cls.title()} has no field `{field}`", hint=hint, path=path
            )
        if kind == "missing":
            return Problem(
                code=problems.MISSING_FIELD, message=f"{cls.title()} needs `{field}`", hint=cls.usage(), path=path
            )
        if kind == "model_type":
            names = ", ".join(f"`{name}`" for name in cls.fields())
            return Problem(code=problems.INVALID_VALUE, message=f"{cls.title()} has fields: {names}", hint=cls.usage())
        code = kind if kind in problems.CODES else problems.INVALID_VALUE
        hint = cls.meant(field, written) if field else ""
        return Problem(code=code, message=f"`{field}` {message}" if field else message, hint=hint, path=path)

    @classmethod
    def meant(cls, field: str, written: object) -> str:
        """Say what was meant by a value that a field does not take, in a hint. Here nothing."""
        return ""

    @classmethod
    def mended(cls, written: object) -> str | None:
        """Say how the whole is written in words of ours; None where that cannot be said."""
        return None

    @classmethod
    def about(cls) -> str:
        """Say in a sentence what it is."""
        return (cls.__doc__ or "").partition("\n")[0]

    @classmethod
    def usage(cls) -> str:
        """Give an example of how to write it, where there is one."""
        return ""


class Form(Written):
    """A form that a layer takes in a spec: its kind, the field that may be written alone, an example.

    In Python its fields have the names of attributes (`from_`) too.
    """

    model_config = ConfigDict(validate_by_name=True)

    kind: ClassVar[str]
    main: ClassVar[str | None] = None
    example: ClassVar[str] = ""

    if not TYPE_CHECKING:

        def __new__(cls, *values: object, **_: object) -> Self:
            """Refuse values without the names of their fields, in a sentence."""
            if values:
                message = f"{cls.__name__} takes its fields by name: {cls.__name__}({cls.by_name(values)})"
                raise TypeError(message)
            return super().__new__(cls)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Let `help()` name the fields."""
        cls.__doc__ = documented(cls)
        cls.__pydantic_on_complete__()

    @classmethod
    def __pydantic_on_complete__(cls) -> None:
        """Put our signature where pydantic has put its own."""
        setattr(cls, *("__signature__", Signed()))

    @classmethod
    def by_name(cls, values: Sequence[object]) -> str:
        """Show a call with fields by their names: a value alone is the main field's."""
        if cls.main is not None and len(values) == 1:
            return f"{cls.attribute(cls.main)}={values[0]!r}"
        return ", ".join(f"{name}=..." for name, field in cls.model_fields.items() if field.is_required())

    @classmethod
    def title(cls) -> str:
        """Name the kind."""
        return cls.kind

    @classmethod
    def problem(cls, kind: str, path: tuple[str | int, ...], message: str, written: object = None) -> Problem:
        """Put one finding as a problem; an item may also have a `when`, which is no field of its own."""
        found = super().problem(kind, path, message, written)
        field = str(path[0]) if path else ""
        meant = found.code == problems.UNKNOWN_FIELD and meant_field(field, (*cls.fields(), WHEN))
        if field == WHEN:  # a spec's was looked at before its fields
            return replace(found, hint=f'leave it out with `if`, or write {{"{cls.kind}": {{..., "{WHEN}": ...}}}}')
        return replace(found, hint=f"write `{WHEN}`") if meant == WHEN else found

    @classmethod
    def meant(cls, field: str, written: object) -> str:
        """Say what was meant by fields in the place of a layer's name, an axis from the end, a negative pad."""
        if field == "from" and isinstance(written, Mapping):
            return f"write `from: {written['from']}`" if isinstance(written.get("from"), str) else ""
        if field == "share":
            return meant_share(written)
        if field == "name" and isinstance(written, str) and written in ELSEWHERE:
            return f"another name: this one means something else, as in `{ELSEWHERE[written]}`"
        counted = written if isinstance(written, list | tuple) else [written]
        if field == "axis" and isinstance(written, str):
            return (
                "write `depth` for the channels; other axes by their place: 0 the width (or the position), 1 the height"
            )
        if field == "dilation" and 0 in counted:
            return "1 is ordinary, as in PyTorch; the course's dilation 0 is 1 here"
        if field in ("axis", "over") and any(isinstance(each, int) and each < 0 for each in counted):
            return "axes are counted from 0, without a batch; the last is `depth`"
        return BELOW.get(field, "") if _negative(written) else ""

    @classmethod
    def waiting(cls, written: object, error: ValidationError, read: Callable[[Any], Self]) -> Self | None:
        """Read fields that hang on vars, arguments, an index or the depth; a network works them out."""
        from netcalc.layers.written.passed import passed

        return passed(cls, written, error, read)

    @classmethod
    def usage(cls) -> str:
        """Show how it is written."""
        return f"for example `{cls.example}`" if cls.example else ""

    @classmethod
    def ours(cls) -> Ours:
        """Say what there is to write: the kind, its fields, those it needs, the one that may stand alone."""
        needed = [cls.written_name(name) for name, field in cls.model_fields.items() if field.is_required()]
        return Ours(cls.kind, cls.fields(), needed, cls.main)

    @classmethod
    def mended(cls, written: object) -> str | None:
        """Say how the whole layer is written in words of ours."""
        from netcalc.text.meanings.mended import layer

        return layer(cls.kind, written, cls.ours())

    def given(self) -> dict[str, Any]:
        """Give the fields that were written, by the names that a spec has for them."""
        names = (name for name in type(self).model_fields if name in self.model_fields_set)
        return {self.written_name(name): getattr(self, name) for name in names}

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Give a copy with other values in some fields, which are read as those of a new one are."""
        if not update:
            return super().model_copy(deep=deep)
        changed = {self.written_name(name): value for name, value in update.items()}
        return type(self)(**{**self.given(), **changed})


def _said(problem: Problem, hints: set[str]) -> bool:
    """Say whether a missing field is one that an unknown word already leads to."""
    if problem.code != problems.MISSING_FIELD:
        return False
    ways = (f"write `{problem.path[-1]}`", f"write `{problem.path[-1]}: ")
    return any(hint.startswith(ways) for hint in hints)


def _negative(written: object) -> bool:
    """Say whether a number is below 0, or any of a list or of sides."""
    parts = written.values() if isinstance(written, Mapping) else written
    return (
        any(map(_negative, parts))
        if isinstance(parts, Iterable) and not isinstance(parts, str)
        else (isinstance(parts, int | float) and parts < 0)
    )


def _whole(found: list[Problem], mended: str | None) -> list[Problem]:
    """Give the first of several unknown fields a hint that mends them all."""
    unknown = [at for at, problem in enumerate(found) if problem.code == problems.UNKNOWN_FIELD]
    plain = [at for at in unknown if found[at].hint.startswith(PLAIN)]
    if mended and plain and len(unknown) > 1:
        found[plain[0]] = replace(found[plain[0]], hint=mended)
    return found
