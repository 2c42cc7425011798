"""One variant worked out by the exact calculator, the judge of every line that is shown."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, TypeAlias

from netcalc.calculator.calculation import Calculation
from netcalc.calculator.rules import Rules
from netcalc.network.network import Network
from netcalc.problems import Problem, SpecError
from netcalc.report.query import Query, Value
from netcalc.search.asking.space import Space

VALID: Final = "valid"
Answers: TypeAlias = Mapping[Query, Value]


class Counted(NamedTuple):
    """What memory is counted for: a batch, a type, an optimizer."""

    batch: int = 1
    dtype: str = "float32"
    optimizer: str = "sgd"


def calculation(network: Network, how: Counted, batch: int | None, *, hints: int = 0) -> Calculation:
    """Walk through a variant."""
    rules = Rules(network.rounding)
    batch = how.batch if batch is None else batch
    return Calculation(network, rules, hints=hints, batch=batch, dtype=how.dtype, optimizer=how.optimizer)


def answers(space: Space, how: Counted, number: int, queries: Iterable[Query]) -> Answers | None:
    """Give what `ask` says of a variant; None where it cannot be understood."""
    made = worked(space, how, number)
    return None if made is None else answered(made, queries)


def worked(space: Space, how: Counted, number: int) -> Calculation | None:
    """Walk through the variant of that number; None where it cannot be understood."""
    try:
        changed = space.variant(number)
    except SpecError:
        return None
    return calculation(changed.network, how, changed.batch)


def answered(made: Calculation, queries: Iterable[Query]) -> Answers:
    """Give what `ask` says of a variant that was walked through."""
    return {query: _answer(made, query) for query in queries}


def _answer(made: Calculation, query: Query) -> Value:
    """Look a query up; None where the variant has no such layer."""
    if query.word == VALID:
        return made.valid
    if query.layer is not None and query.layer not in made.network.names and query.layer not in made.inputs:
        return None
    return made.value(query)


def absent(space: Space, number: int, query: Query) -> bool:
    """Say whether a query asks for a layer that a variant, which can be understood, does not have."""
    network = space.variant(number).network
    return query.layer is not None and query.layer not in (*network.names, *network.inputs)


def what_is_wrong(space: Space, how: Counted, number: int) -> Problem | None:
    """Say what is wrong with a variant: the first error; None where it is valid."""
    try:
        changed = space.variant(number)
    except SpecError as error:
        return error.problems[0]
    found = calculation(changed.network, how, changed.batch).walk.problems
    return next((problem for problem in found if problem.severity == "error"), None)
