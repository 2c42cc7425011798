"""Blocks: lists of layers with a name and arguments, and the binding of arguments to a use."""

from collections.abc import Mapping
from keyword import iskeyword
from typing import Annotated, Any, Final

from pydantic import Field, PlainValidator, WithJsonSchema

from netcalc import problems
from netcalc.layers.fields import NAME, Name, References, wrong
from netcalc.layers.written import COMMON, Written
from netcalc.network.composition import FORMS, LAYERS_SCHEMA, Use
from netcalc.problems import Path, Problem, SpecError
from netcalc.text.template import Names, filled, limit
from netcalc.text.words import field_hint

ARGUMENTS_SCHEMA: Final[dict[str, Any]] = {"type": "object"}


def _arguments(value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise wrong("names with their defaults, null where one must be given ({width: null, stride: 1})", value)
    for name in value:
        if not str(name).isidentifier() or iskeyword(str(name)) or name in COMMON:
            raise wrong("argument names of letters, digits and `_`, other than `name` and `from`", name)
    return {str(name): default for name, default in value.items()}


def _held(value: object) -> object:
    if value is None:
        raise wrong("a list of layers", value)
    return value


class Block(Written):
    """A list of layers with a name, used like a kind."""

    args: Annotated[dict[str, Any], PlainValidator(_arguments), WithJsonSchema(ARGUMENTS_SCHEMA)] = Field(
        default_factory=dict, description="The arguments with their defaults; null: must be given."
    )
    layers: Annotated[Any, PlainValidator(_held), WithJsonSchema(LAYERS_SCHEMA)] = Field(description="The layers.")

    @classmethod
    def title(cls) -> str:
        """Say what it is in a sentence."""
        return "a block"

    @classmethod
    def usage(cls) -> str:
        """Show how it is written."""
        return "for example `{args: {width: null}, layers: [...]}`"

    def defaults(self) -> dict[str, Any]:
        """Give the arguments that have a default which is a plain value."""
        return {name: value for name, value in self.args.items() if isinstance(value, int | float | bool)}


class _Call(Written):
    """What any use of a block may say besides its arguments."""

    name: Name | None = None
    from_: References | None = Field(default=None, alias="from")


def read_blocks(written: object, found: list[Problem]) -> dict[str, Block]:
    """Read `blocks:`; what is wrong goes to `found`."""
    if written is None:
        return {}
    if not isinstance(written, Mapping):
        message = "`blocks` takes names, each with its `layers`"
        found.append(Problem(code=problems.INVALID_VALUE, message=message, path=("blocks",)))
        return {}
    blocks: dict[str, Block] = {}
    for name, block in written.items():
        path = ("blocks", str(name))
        if not isinstance(name, str) or not NAME.fullmatch(name) or name in FORMS:
            message = f"a block cannot be called `{str(name)[:40]}`"
            hint = "that is a layer kind" if name in FORMS else "letters, digits, `_` and `-`"
            found.append(Problem(code=problems.INVALID_VALUE, message=message, hint=hint, path=path))
        try:
            blocks[str(name)] = Block.model_validate(block if isinstance(block, Mapping | Block) else {"layers": block})
        except SpecError as error:
            found += [problem.below(*path) for problem in error.problems]
            blocks[str(name)] = Block.model_construct(args={}, layers=None)
    return blocks


def bound(kind: str, block: Block, given: Mapping[str, Any], names: Names) -> tuple[Use, dict[str, Any], list[Problem]]:
    """Bind the arguments of a use: those given, else the defaults, which may name vars and the arguments above them."""
    found: list[Problem] = []
    arguments: dict[str, Any] = {}
    for name in given:
        if name not in block.args and name not in COMMON:
            message, hint = f"the block {kind} has no argument `{name}`", field_hint(name, (*block.args, *COMMON))
            found.append(Problem(code=problems.UNKNOWN_FIELD, message=message, hint=hint, path=(name,)))
    for name, default in block.args.items():
        value = given.get(name)
        if value is None and default is None:
            message = f"the block {kind} needs its argument `{name}`"
            found.append(Problem(code=problems.MISSING_FIELD, message=message, path=(name,)))
        else:
            path: Path = (name,)
            arguments[name] = filled(default, {**names, **arguments}, path, found) if value is None else value
            excess = limit(arguments[name], f"`{name}`", path)
            if excess is not None:
                found.append(excess)
                arguments[name] = 1
    try:
        call = _Call.model_validate({field: given[field] for field in COMMON if field in given})
    except SpecError as error:
        found += error.problems
        call = _Call()
    return Use(kind, call.name, call.from_, (), ("blocks", kind, "layers")), arguments, found
