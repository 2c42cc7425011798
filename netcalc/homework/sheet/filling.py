"""A sheet with values for what it varies: put into its texts and questions, and given to its networks as vars."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from netcalc.homework.sheet.ranges import VARY, Value
from netcalc.problems import INVALID_VALUE, UNKNOWN_REFERENCE, Path, Problem
from netcalc.text.templates.template import filled, mentioned, settled

NETWORK: Final = "network"
TEXTS: Final = frozenset({"title", "text", "ask", "answer"})  # words, also where a number alone stands in them

Values: TypeAlias = Mapping[str, Value]


def with_values(data: Mapping[str, Any], values: Values, found: list[Problem]) -> dict[str, Any]:
    """Put these values into a sheet; its questions keep their places, and what is wrong goes to `found`.

    >>> with_values({"vary": {"w": [3]}, "title": "F = ${w}", "questions": [{"id": "a", "answer": "${w}*2"}]},
    ...             {"w": 3}, [])
    {'title': 'F = 3', 'questions': [{'id': 'a', 'answer': '3*2'}]}
    """
    return {key: _filled(key, each, values, (key,), found) for key, each in data.items() if key != VARY}


def _filled(key: str, written: Any, values: Values, path: Path, found: list[Problem]) -> Any:
    if key == NETWORK and isinstance(written, Mapping):
        return varied(written, values)
    if key == "questions" and isinstance(written, list | tuple):
        return [_question(each, values, (*path, place), found) for place, each in enumerate(written)]
    before = len(found)
    made = settled(filled(written, values, path, found))
    if len(found) > before:
        return written
    return str(made) if key in TEXTS else made


def _question(written: Any, values: Values, path: Path, found: list[Problem]) -> Any:
    if not isinstance(written, Mapping):
        return written
    if mentioned(written.get("id")):
        message = "a question's `id` is the same for all students"
        found.append(Problem(code=INVALID_VALUE, message=message, path=(*path, "id")))
    return {key: _filled(key, each, values, (*path, key), found) for key, each in written.items()}


def varied(network: Mapping[str, Any], values: Values) -> dict[str, Any]:
    """Give a network's fields with values of the sheet in the place of its vars, those that it reads besides.

    >>> varied({"input": "${w}", "layers": [{"fc": 2}]}, {"w": 3, "k": 5})
    {'vars': {'w': 3}, 'input': '${w}', 'layers': [{'fc': 2}]}
    """
    known = network.get("vars", {})
    if not isinstance(known, Mapping):
        return dict(network)
    read = {word for name, each in network.items() for word in mentioned(each)}
    mine = {name: value for name, value in values.items() if name in read or name in known}
    put = {**mine, **{name: each for name, each in known.items() if name not in mine}}
    rest = {name: each for name, each in network.items() if name != "vars"}
    return {"vars": put, **rest} if put else dict(network)


def unread(data: Mapping[str, Any], names: Iterable[str], elsewhere: Collection[str]) -> Iterator[Problem]:
    """Say which names nothing in the sheet reads; `elsewhere` are the vars of networks in files."""
    read = {*mentioned({key: each for key, each in data.items() if key != VARY}), *elsewhere, *_own_vars(data)}
    for name in names:
        if name not in read:
            message = f"nothing in this sheet reads `{name}`"
            hint = f"write `${{{name}}}` where it belongs, or name a var of the network"
            yield Problem(code=UNKNOWN_REFERENCE, message=message, hint=hint, path=(VARY, name))


def _own_vars(data: Any) -> Iterator[str]:
    """Name the vars of the networks that stand in a sheet."""
    questions = data.get("questions")
    for each in (data, *(questions if isinstance(questions, list | tuple) else ())):
        network = each.get(NETWORK) if isinstance(each, Mapping) else None
        known = network.get("vars") if isinstance(network, Mapping) else None
        yield from map(str, known if isinstance(known, Mapping) else ())
