"""What is typed behind `netcalc circuit`: an expression or a file of it, names with values, nudges."""

import re
from typing import Final

import typer

FILE: Final = re.compile(r"[^\n;=]+\.(?:txt|py|md|circuit)")  # no expression ends so
MOVED: Final = re.compile(r"(\w+)(?:\[(\d{1,6}(?:\s*,\s*\d{1,6})?)\])?")


def written(expression: str) -> str:
    """Give the text itself, or what stands in the file that it names."""
    if expression != "-" and not FILE.fullmatch(expression):
        return expression
    from netcalc.text.source import text_of

    return text_of(expression)


def names(text: str) -> list[str]:
    """Read names between commas."""
    found = [name.strip() for name in text.split(",")]
    if not all(name.isidentifier() for name in found):
        message = f"{text[:40]} is not names such as x1,x2"
        raise typer.BadParameter(message, param_hint="--truth-table")
    return found


def pairs(words: list[str]) -> dict[str, str]:
    """Read NAME=VALUE, each name once."""
    from netcalc.circuits.values import plain

    made: dict[str, str] = {}
    for word in words:
        given, sign, value = word.partition("=")
        name = plain(given)
        if not sign or not name.isidentifier():
            message = f"{word[:40]} is not of the form NAME=VALUE (an expression with blanks goes in quotes)"
            raise typer.BadParameter(message)
        if name in made:
            message = f"{name} has two values"
            raise typer.BadParameter(message)
        made[name] = value
    return made


def nudges(words: list[str]) -> list[tuple[str, tuple[int, ...], float]]:
    """Read x=0.01 and w[0]=0.01: a name, a place in it, a number."""
    return [_nudge(word) for word in words]


def _nudge(word: str) -> tuple[str, tuple[int, ...], float]:
    from netcalc.circuits.values import plain, read_value

    given, _, value = word.partition("=")
    found = MOVED.fullmatch(plain(given))
    try:
        by = read_value(value).values
    except ValueError:
        by = None
    if found is None or not isinstance(by, float):
        message = f"{word[:40]} is not of the form x=0.01 or w[0]=0.01"
        raise typer.BadParameter(message, param_hint="--nudge")
    return found[1], tuple(int(place) for place in (found[2] or "").split(",") if place), by
