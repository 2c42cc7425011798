"""`--set NAME=VALUE` where a spec is opened: vars, layers' fields, the input, the batch; what is wrong, where it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from netcalc.network.bundle import load
from netcalc.network.network import Network
from netcalc.network.written import SET
from netcalc.problems import INVALID_VALUE, Place, Problem, SpecError, Unreadable
from netcalc.text.typed import setting, typed
from netcalc.volume import MOST

BATCH: Final = "batch"
OPTION: Final = "--set"
INPUTS: Final = ("input", "inputs")


def load_set(spec: str, phase: str, fields: Mapping[str, Any], settings: Iterable[str]) -> Network:
    """Load a spec with what is set; SpecError, in whose problems the text of a setting is the place."""
    given = dict(map(setting, settings))
    try:
        return load(spec, phase=phase, **{**fields, **({SET: given} if given else {})})
    except SpecError as error:
        raise type(error)(_placed(problem, settings) for problem in error.problems) from None


def load_counted(spec: str, phase: str, fields: Mapping[str, Any], settings: Sequence[str]) -> Network:
    """Load a spec so, where its memory is counted: `batch` is then no var, unless the spec has one."""
    others = [text for text in settings if setting(text)[0] != BATCH]
    network = load_set(spec, phase, fields, others)
    if len(others) == len(settings) or not _a_var(network):
        return network
    return network.replace(set={BATCH: dict(map(setting, settings))[BATCH]})


def batch_set(settings: Iterable[str], network: Network) -> int | None:
    """Give the batch that is set; None where there is none, or it is a var of the spec; Unreadable of a wrong one."""
    texts = [text for text in settings if setting(text)[0] == BATCH]
    if not texts or _a_var(network):
        return None
    written = typed(setting(texts[-1])[1])
    if written.isdecimal() and 1 <= int(written) <= MOST:
        return int(written)
    message = f"`{BATCH}` takes a whole number of at least 1, not {written[:40]}"
    raise Unreadable([_placed(Problem(code=INVALID_VALUE, message=message, path=(SET, BATCH, "value")), texts)])


def _a_var(network: Network) -> bool:
    names = network.written.get("vars")
    return isinstance(names, Mapping) and BATCH in names


def _placed(problem: Problem, settings: Iterable[str]) -> Problem:
    """Put a problem of a setting where it was typed: at its field, at its value, else at its name."""
    path = problem.path[1:] if problem.path[:1] in ((SET,), ("inputs",)) else problem.path
    text = next((each for each in settings if path[:1] == (setting(each)[0],)), None)
    if text is None or (problem.place is not None and problem.path[0] not in INPUTS):
        return problem
    column, width = _where(problem, text, str(path[0]))
    return replace(problem, place=Place(file=OPTION, line=1, column=column + 1, text=text, width=width))


def _where(problem: Problem, text: str, name: str) -> tuple[int, int]:
    field = name.rpartition(".")[2]
    if problem.code == "unknown-field":
        return text.index(name) + len(name) - len(field), len(field)
    if len(problem.path) > 2 or problem.path[0] in INPUTS:
        value = text.partition("=")[2].strip()
        return len(text) - len(text.partition("=")[2].lstrip()), max(1, len(value))
    return text.index(name), len(name)
