"""The contract of a layer kind: what leaves it, which arrays it learns, which window it slides."""

from dataclasses import dataclass
from math import prod
from typing import Any, ClassVar, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ModelWrapValidatorHandler, ValidationError, model_validator

from netcalc import problems
from netcalc.arithmetic import Arithmetic, Slide
from netcalc.layers.fields import Name, References
from netcalc.problems import Problem, SpecError
from netcalc.volume import Volume
from netcalc.words import field_hint

Role: TypeAlias = Literal["weight", "bias", "scale", "shift", "slope", "statistic"]
Factor: TypeAlias = tuple[str, int]
LETTERS = "WHT"
COMMON = ("name", "from")


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of an array: a product of labelled numbers, over the groups where there are some."""

    factors: tuple[Factor, ...]
    groups: int = 1

    @property
    def size(self) -> int:
        """How long the axis is."""
        return prod(number for _, number in self.factors) // self.groups


@dataclass(frozen=True, slots=True)
class Parameter:
    """An array that a layer stores: its name and role, its labelled axes, and how often each value is used.

    `uses` is the product of output positions that share the array; None where no volume exists.
    """

    name: str
    role: Role
    axes: tuple[Axis, ...]
    uses: tuple[Factor, ...] | None = ()

    @property
    def shape(self) -> tuple[int, ...]:
        """The array's shape, in PyTorch's order."""
        return tuple(axis.size for axis in self.axes)

    @property
    def count(self) -> int:
        """How many values are stored: the count with sharing."""
        return prod(axis.size for axis in self.axes)

    @property
    def unshared(self) -> int | None:
        """How many there would be if every use had a value of its own."""
        return None if self.uses is None else self.count * prod(number for _, number in self.uses)


Window: TypeAlias = tuple[Slide, ...]


class Written(BaseModel):
    """What a user writes: fields that are checked, frozen, and complained about in sentences."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, validate_by_name=True)

    @model_validator(mode="wrap")
    @classmethod
    def _in_sentences(cls, written: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(written)
        except ValidationError as error:
            raise SpecError(
                cls.problem(found["type"], found["loc"], found["msg"]) for found in error.errors()
            ) from None

    @classmethod
    def fields(cls) -> tuple[str, ...]:
        """Name the fields as a spec writes them."""
        names = [field.alias or name for name, field in cls.model_fields.items()]
        return tuple(sorted(names, key=COMMON.__contains__))

    @classmethod
    def title(cls) -> str:
        """Say what is being described, in the words of a spec."""
        return cls.__name__.lower()

    @classmethod
    def problem(cls, kind: str, path: tuple[str | int, ...], message: str) -> Problem:
        """Put one finding of the validation as a problem with a code of ours."""
        field = str(path[0]) if path else ""
        if kind == "extra_forbidden":
            hint = field_hint(field, cls.fields())
            return Problem(
                code=problems.UNKNOWN_FIELD, message=f"{cls.title()} has no field `{field}`", hint=hint, path=path
            )
        if kind == "missing":
            return Problem(
                code=problems.MISSING_FIELD, message=f"{cls.title()} needs `{field}`", hint=cls.usage(), path=path
            )
        code = kind if kind in problems.CODES else problems.INVALID_VALUE
        return Problem(code=code, message=f"`{field}` {message}" if field else message, path=path)

    @classmethod
    def usage(cls) -> str:
        """Give an example of how it is written, where there is one."""
        return ""


class Misfit(Exception):
    """A layer cannot be worked out on what it reads: the code, the field at fault, a sentence, a hint."""

    def __init__(self, code: str, field: str, message: str, hint: str = "") -> None:
        """Carry what a Problem will say; the calculator adds which layer."""
        super().__init__(message)
        self.code, self.field, self.message, self.hint = code, field, message, hint


def axis(label: str, number: int, groups: int = 1) -> Axis:
    """Make an axis of a single labelled number."""
    return Axis(((label, number),), groups)


def positions(volume: Volume | None, mark: str) -> tuple[Factor, ...] | None:
    """Label the spatial extents of a volume: W1, H1 before a layer (mark 1), W2, H2 after it (mark 2)."""
    if volume is None:
        return None
    return tuple((letter + mark, extent) for letter, extent in zip(LETTERS, volume.spatial, strict=False))


class Layer(Written):
    """One layer as the spec writes it. A kind is a subclass; the catalogue in `netcalc.layers` lists them all."""

    kind: ClassVar[str]
    main: ClassVar[str | None] = None
    example: ClassVar[str]
    in_place: ClassVar[bool] = False
    reads_all: ClassVar[bool] = False
    joins: ClassVar[bool] = False

    name: Name | None = Field(default=None, description="The layer's name; left out, its kind and number (conv1).")
    from_: References | None = Field(
        default=None, alias="from", description="The layer it reads, or a list of them; left out, the one before."
    )

    @classmethod
    def title(cls) -> str:
        """Name the kind."""
        return cls.kind

    @classmethod
    def usage(cls) -> str:
        """Show the kind as it is written."""
        return f"for example `{cls.example}`"

    def output(self, *given: Volume, rules: Arithmetic) -> Volume:
        """Say what volume leaves the layer; Misfit only where there is none. Here: the one that came."""
        return given[0]

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...] | None:
        """Say which arrays the layer stores; None where that hangs on `made`, and no volume leaves it (None)."""
        return ()

    def window(self, *given: Volume, rules: Arithmetic) -> Window | None:
        """Say which window it slides, a `Slide` an axis; None where it slides none."""
        return None
