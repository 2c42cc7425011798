"""What a list of layers may hold: a kind in any of its forms, or a `repeat` of such a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final, TypeAlias

from pydantic import Field, SkipValidation, WithJsonSchema

from netcalc import problems
from netcalc.layers import CATALOGUE
from netcalc.layers.base import Layer
from netcalc.layers.fields import Name, References, Whole, shown
from netcalc.layers.written import Written
from netcalc.problems import Path, Problem, SpecError
from netcalc.words import kind_hint, meant_kind

LAYERS_SCHEMA: Final[dict[str, Any]] = {"type": "array", "minItems": 1}


class Repeat(Written):
    """The same layers several times over, one pass after the other."""

    kind: ClassVar[str] = "repeat"
    main: ClassVar[str | None] = None
    example: ClassVar[str] = "repeat: {times: 3, layers: [fc: 8, relu]}"

    times: Whole = Field(description="How many passes; 0 is nothing.")
    layers: Annotated[SkipValidation["tuple[Item, ...]"], WithJsonSchema(LAYERS_SCHEMA)] = Field(
        description="The layers of one pass."
    )
    name: Name | None = Field(default=None, description="A name for the whole; it stands for its last layer.")
    from_: References | None = Field(default=None, alias="from", description="What the first layer reads.")

    @classmethod
    def title(cls) -> str:
        """Name it as a spec does."""
        return cls.kind

    @classmethod
    def usage(cls) -> str:
        """Show how it is written."""
        return f"for example `{cls.example}`"


@dataclass(frozen=True, slots=True)
class Unread:
    """Stands where a layer could not be understood, so that what comes after it still can be."""

    kind: str
    name: str | None


Item: TypeAlias = Layer | Repeat
Partial: TypeAlias = Layer | Repeat | Unread
FORMS: Final = (*CATALOGUE, Repeat.kind)


def form_of(kind: str) -> type[Layer] | type[Repeat]:
    """Give the model of a kind of layer, or of a repeat."""
    return Repeat if kind == Repeat.kind else CATALOGUE[kind]


class Reading:
    """One reading of a list of layers: what was understood, and all that was not."""

    def __init__(self) -> None:
        """Start with nothing wrong."""
        self.problems: list[Problem] = []

    def layers(self, written: object, path: Path) -> tuple[Partial, ...]:
        """Read a list of layers; what is wrong with them goes to `problems`."""
        if isinstance(written, str | Mapping) or not isinstance(written, Sequence):
            self._wrong(f"`layers` takes a list of layers, not {shown(written)}", path, hint="start each with `- `")
            return ()
        if not written:
            self._wrong("`layers` is empty: a network has at least one layer", path)
        return tuple(self._item(item, (*path, place)) for place, item in enumerate(written))

    def _wrong(self, message: str, path: Path, *, code: str = problems.INVALID_VALUE, hint: str = "") -> None:
        self.problems.append(Problem(code=code, message=message, path=path, hint=hint))

    def _item(self, item: object, path: Path) -> Partial:
        if isinstance(item, Layer):
            return item
        if isinstance(item, Repeat):
            return item.model_copy(update={"layers": self.layers(item.layers, (*path, item.kind, "layers"))})
        if isinstance(item, str):
            return self._form(item, None, path)
        if not isinstance(item, Mapping) or not item:
            self._wrong(
                f"a layer is a kind, or a kind and its fields, not {shown(item)}", path, hint="`relu`, or `fc: 10`"
            )
            return Unread("", None)
        kinds = [key for key in item if key in FORMS] or list(item)
        for other in item:
            if other != kinds[0]:
                hint = f"`{kinds[0]}: {{..., {other}: {shown(item[other])}}}`"
                message = (
                    f"`{shown(other)}` stands beside `{shown(kinds[0])}`: a layer is one kind, its fields inside it"
                )
                self._wrong(message, (*path, other), code=problems.UNKNOWN_FIELD, hint=f"write {hint}")
        return self._form(kinds[0], item[kinds[0]], path)

    def _form(self, kind: object, written: object, path: Path) -> Partial:
        if not isinstance(kind, str) or kind not in FORMS:
            meant = meant_kind(str(kind)[:80], FORMS)
            message = f"there is no layer kind `{shown(kind)}`"
            self._wrong(message, (*path, str(kind)), code=problems.UNKNOWN_LAYER, hint=kind_hint(meant))
            return Unread(meant.partition(":")[0] if meant else "", _name(written))
        form = form_of(kind)
        path = (*path, kind)
        fields = self._fields(form, written, path)
        if fields is None:
            return Unread(form.kind, None)
        if form is Repeat and "layers" in fields:
            fields["layers"] = self.layers(fields["layers"], (*path, "layers"))
        try:
            return form.model_validate(fields)
        except SpecError as error:
            self.problems += [problem.below(*path) for problem in error.problems]
            return Unread(form.kind, _name(fields))

    def _fields(self, form: type[Layer] | type[Repeat], written: object, path: Path) -> dict[str, Any] | None:
        if isinstance(written, Mapping):
            return {str(key): value for key, value in written.items()}
        if written is None:
            return {}
        if form.main is None:
            self._wrong(f"{form.kind} takes fields, not {shown(written)}", path, hint=form.usage())
            return None
        return {form.main: written}


def _name(written: object) -> str | None:
    name = written.get("name") if isinstance(written, Mapping) else None
    return name if isinstance(name, str) else None
