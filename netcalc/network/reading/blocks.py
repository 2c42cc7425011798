"""Blocks: lists of layers with a name and arguments, and the binding of arguments to a use."""

from collections.abc import Mapping
from typing import Any

from netcalc import problems
from netcalc.layers.written.values import NAME
from netcalc.layers.written.written import COMMON
from netcalc.network.composition import FORMS
from netcalc.network.written import Block, Call
from netcalc.problems import Path, Problem, SpecError
from netcalc.text.templates.template import Names, filled, limit
from netcalc.text.words import field_hint


def read_blocks(written: object, found: list[Problem]) -> dict[str, Block | None]:
    """Read `blocks:`; what is wrong goes to `found`, and None stands for a block that could not be read."""
    if written is None:
        return {}
    if not isinstance(written, Mapping):
        message = "`blocks` takes names, each with its `layers`"
        found.append(Problem(code=problems.INVALID_VALUE, message=message, path=("blocks",)))
        return {}
    blocks: dict[str, Block | None] = {}
    for name, block in written.items():
        path = ("blocks", str(name))
        if not isinstance(name, str) or not NAME.fullmatch(name) or name in FORMS:
            message = f"a block cannot be called `{str(name)[:40]}`"
            hint = "that is a layer kind" if name in FORMS else "letters, digits, `_` and `-`"
            found.append(Problem(code=problems.INVALID_VALUE, message=message, hint=hint, path=path))
        blocks[str(name)] = _block(block, path, found)
    return blocks


def _block(written: object, path: Path, found: list[Problem]) -> Block | None:
    try:
        return Block.read(written if isinstance(written, Mapping) else {"layers": written})
    except SpecError as error:
        found += [problem.below(*path) for problem in error.problems]
        return None


def call(given: Mapping[str, Any]) -> tuple[Call, list[Problem]]:
    """Read what a use of a block says besides its arguments."""
    try:
        return Call.read({field: given[field] for field in COMMON if field in given}), []
    except SpecError as error:
        return Call(), list(error.problems)


def arguments(kind: str, block: Block, given: Mapping[str, Any], names: Names) -> tuple[dict[str, Any], list[Problem]]:
    """Bind the arguments of a use: those given, else the defaults, which may name vars and the arguments above them."""
    found = [_stranger(kind, block, name) for name in given if name not in block.args and name not in COMMON]
    bound: dict[str, Any] = {}
    for name, default in block.args.items():
        value = given.get(name)
        if value is None and default is None:
            message = f"the block {kind} needs its argument `{name}`"
            found.append(Problem(code=problems.MISSING_FIELD, message=message, path=(name,)))
            continue
        bound[name] = filled(default, {**names, **bound}, (name,), found) if value is None else value
        excess = limit(bound[name], f"`{name}`", (name,))
        if excess is not None:
            found.append(excess)
            bound[name] = 1
    return bound, found


def _stranger(kind: str, block: Block, name: str) -> Problem:
    message, hint = f"the block {kind} has no argument `{name}`", field_hint(name, (*block.args, *COMMON))
    return Problem(code=problems.UNKNOWN_FIELD, message=message, hint=hint, path=(name,))
