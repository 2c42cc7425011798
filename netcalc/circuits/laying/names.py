"""Every name of a program has a value, and every value a name; what is missing is said all at once."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from netcalc import problems
from netcalc.circuits.ops import FUNCTIONS
from netcalc.circuits.reading.places import wrong
from netcalc.circuits.reading.program import Program
from netcalc.circuits.reading.words import CALLED, CONSTANTS
from netcalc.circuits.values import Given
from netcalc.problems import Problem, SpecError
from netcalc.text.nearness import slipped
from netcalc.text.numbers.expression import Name, Operation, Tree

SHORT: Final = 3  # df, dx1


def names(program: Program) -> dict[str, int]:
    """Give the names that a program reads and does not work out, in order, each with its first place."""
    found: dict[str, int] = {}
    worked_out: set[str] = set()
    for function in program.functions.values():
        _add(found, (each for each in _names(function.tree) if each.name not in function.parameters))
    for stage in program.stages:
        _add(found, (each for each in _names(stage.tree) if each.name not in worked_out))
        worked_out |= {stage.name} if stage.name else set()
    return found


def _add(found: dict[str, int], more: Iterable[Name]) -> None:
    for each in more:
        found.setdefault(each.name, each.column)


def _names(tree: Tree) -> Iterator[Name]:
    if isinstance(tree, Name):
        yield tree
    for operand in tree.operands if isinstance(tree, Operation) else ():
        yield from _names(operand)


def check_names(program: Program, given: Mapping[str, Given]) -> None:
    """Refuse names without a value, and values without a name, all at once."""
    used = names(program)
    found: list[Problem] = []
    for name, at in used.items():
        if name not in given:
            found += _missing(program, name, at, given)
    for name in given:
        if name in program.names:
            message, hint = f"{name} is worked out here, and has a value too", f"leave out {name}=..."
            found.append(Problem(code=problems.DUPLICATE_NAME, message=message, hint=hint))
        elif name not in used:
            found.append(_unused(program, name, used))
    if found:
        raise SpecError(found)


def _missing(program: Program, name: str, at: int, given: Mapping[str, Given]) -> tuple[Problem, ...]:
    message, hint = f"{name} has no value", _hint(name, given)
    if name in program.names:
        message, hint = f"{name} is worked out further on", "put the stage that makes it before"
    elif name in program.given:
        message = f"{name} is the gradient that comes from above, and is not read"
        hint = "leave out the lines of the backward pass: gradients are worked out here"
    return wrong(program.text, at, message, code=problems.UNKNOWN_REFERENCE, hint=hint).problems


def _unused(program: Program, name: str, used: Mapping[str, int]) -> Problem:
    message = f"{name} has a value, but is not in the expression"
    near = slipped(name, used)
    hint = f"did you mean {near}?" if near else ""
    if _gradient(program, name, used):
        hint = f"the gradient from above is given for the last stage alone: {program.above[0]}=..."
    return Problem(code=problems.UNKNOWN_REFERENCE, message=message, hint=hint)


def _gradient(program: Program, name: str, used: Mapping[str, int]) -> bool:
    """Say whether a name is that of a gradient: dq, dQ, dx, of what the program works out or reads."""
    of = {each.lower() for each in (*program.names, *used, *program.above)}
    return name[:1] in ("d", "D") and (1 < len(name) <= SHORT or name[1:].lower() in of or name.lower() in of)


def _hint(name: str, given: Mapping[str, Given]) -> str:
    factors = [(name[:place], name[place:]) for place in range(1, min(len(name), 100))]
    product = next((f"{one} * {other}" for one, other in factors if one in given and other in given), None)
    if product:
        return f"a product is written with a sign: {product}"
    function = name if name in FUNCTIONS else CALLED.get(name.lower())
    near = slipped(name, given)
    if near and not function:
        return f"did you mean {near}?"
    if function and function.isidentifier():
        return f"write {function}(...)"
    arrays = any(each.shape for each in given.values())
    return CONSTANTS.get(name) or f"give {name}=VALUE{f', or a shape such as {name}=5x10' if arrays else ''}"
