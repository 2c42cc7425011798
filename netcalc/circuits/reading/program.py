"""A program of stages: what is worked out, under which names, what the text itself gives, and its own functions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from netcalc import problems
from netcalc.circuits.reading.given import written
from netcalc.circuits.reading.hints import what_was_meant
from netcalc.circuits.reading.places import wrong
from netcalc.circuits.reading.signs import DOTS, arithmetic
from netcalc.circuits.reading.statements import Statement, statements
from netcalc.circuits.reading.syntax import Reader, moved
from netcalc.circuits.values import Given, plain
from netcalc.text.numbers.expression import ExpressionError, Operation, Tree, read

CALL: Final = re.compile(r"(?<![\w.])(\w+)\s*\(")
LAMBDA: Final = re.compile(r"lambda\s+([\w\s,]+):")
POWER: Final = "^ is a power, which Python writes **"
MOST_FUNCTIONS: Final = 100
PRODUCT: Final = "D"  # what the lecture calls a product of matrices


@dataclass(frozen=True, slots=True)
class Stage:
    """What is worked out under a name; the last may have none."""

    name: str | None
    expression: str
    tree: Tree
    at: int


@dataclass(frozen=True, slots=True)
class Function:
    """A function that the text defines."""

    parameters: tuple[str, ...]
    tree: Tree


@dataclass(frozen=True, slots=True)
class Program:
    """Stages in order; `given` are the values that the text sets itself."""

    text: str
    stages: tuple[Stage, ...]
    given: Mapping[str, Given] = field(default_factory=dict)
    functions: Mapping[str, Function] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the stages."""
        return tuple(stage.name for stage in self.stages if stage.name is not None)

    @property
    def above(self) -> tuple[str, ...]:
        """The names that the gradient from above may have: dD for a product, dout for another unnamed array."""
        last = self.stages[-1]
        if last.name is not None:
            return (f"d{last.name}",)
        product = isinstance(last.tree, Operation) and last.tree.op in ("@", "dot")
        return (f"d{PRODUCT}", "dout") if product else ("dout",)


def understood(text: str) -> Program:
    r"""Read a program, or a single expression; SpecError with its place where it is not one.

    >>> understood("q = x + y  # a sum\nf = q·z").names
    ('q', 'f')
    """
    found = statements(text)
    functions = _functions(text, found)
    given: dict[str, Given] = {}
    stages: list[Stage] = []
    for each in found:
        if each.name in functions:
            continue
        value = written(each, text)
        if each.name and value:
            _new(text, each, (*given, *(stage.name for stage in stages)))
            given[each.name] = value
            continue
        _new(text, each, (*given, *(stage.name for stage in stages)))
        stages.append(Stage(each.name, each.text, tree(text, each, functions), each.at))
    if not stages:
        message = "nothing is worked out: all is given" if found else "this is not arithmetic"
        raise wrong(text, 1, message, hint="" if found else "there is no expression here")
    unnamed = next((stage for stage in stages[:-1] if stage.name is None), None)
    if unnamed:
        raise wrong(text, unnamed.at, "only the last stage may be without a name", hint=f"q = {unnamed.expression}")
    notes = (POWER,) if any(re.search(r"\^(?!\s*T(?!\w))", each.text) for each in found) else ()
    return Program(text, tuple(stages), given, functions, notes)


def _new(text: str, each: Statement, before: Sequence[str | None]) -> None:
    if each.name is not None and each.name in before:
        hint = f"give the second a name of its own: {each.name}2 = ..."
        raise wrong(text, each.at, f"{each.name} is set twice", code=problems.DUPLICATE_NAME, hint=hint)


def _functions(text: str, found: Sequence[Statement]) -> dict[str, Function]:
    """Read the functions of a text: f = lambda x: ..., and f(x) = ... where f is called further on."""
    made: dict[str, Function] = {}
    called = {word: number for number, each in enumerate(found) for word in CALL.findall(each.text)}  # last where
    for number, each in enumerate(found):
        bound = LAMBDA.match(each.text)
        if each.name is None or not (bound or (each.of and called.get(each.name, -1) >= number)):
            continue
        parameters = tuple(plain(name) for name in bound[1].split(",")) if bound else each.of or ()
        cut = len(bound[0]) if bound else 0
        body = Statement(each.name, each.text[cut:], each.at + cut)
        if not all(name.isidentifier() for name in parameters) or len({*parameters}) < len(parameters):
            raise wrong(text, each.at, "a function's inputs are names such as x")
        if len(made) == MOST_FUNCTIONS:
            raise wrong(text, each.at, f"more than {MOST_FUNCTIONS} functions", code=problems.LIMIT_EXCEEDED)
        made[each.name] = Function(parameters, tree(text, body, made))
    return made


def tree(text: str, each: Statement, functions: Mapping[str, Function]) -> Tree:
    """Read the expression of a statement; its columns are places in the whole text, from 1."""
    line, places = arithmetic(each.text)
    try:
        made = read(line, lambda bare: Reader(bare, functions))
    except ExpressionError as error:
        column = min(error.column, len(places))
        hint = what_was_meant(line, column, str(error))
        raise wrong(text, each.at + places[column - 1], str(error), hint=hint) from None
    before = len(line) - len(line.lstrip())
    return _dotted(moved(made, places[before:], each.at), text)


def _dotted(found: Tree, text: str) -> Tree:
    """Tell the blackboard's dot from Python's @."""
    if not isinstance(found, Operation):
        return found
    dot = found.op == "@" and text[found.column - 1 : found.column] in DOTS
    op = "dot" if dot else found.op
    return replace(found, op=op, operands=tuple(_dotted(each, text) for each in found.operands))
