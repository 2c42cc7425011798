"""`--set NAME=VALUE` as people type it: arithmetic, a word, a list, as the same stands in a spec."""

from typing import Any, Final

from netcalc.problems import SpecError
from netcalc.text.numbers.expression import Constant, ExpressionError, Name, Operation, Tree
from netcalc.text.numbers.logic import parse
from netcalc.text.reading.scalars import NotPlain, meaning
from netcalc.text.source import Source
from netcalc.text.templates.names import disguised

LONGEST: Final = 1_000


def setting(text: str) -> tuple[str, Any]:
    """Read a name and a value; ValueError or SpecError where they are none.

    >>> setting("width=2*4"), setting("act=gelu"), setting("conv1.size=[3, 5]"), setting("conv1.bias=false")
    (('width', '${2*4}'), ('act', 'gelu'), ('conv1.size', '${[3, 5]}'), ('conv1.bias', False))
    """
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        message = f"{text[:80]} is not of the form name=value"
        raise ValueError(message)
    return name.strip(), _value(value.strip())


def value(text: str) -> Any:
    """Read one of several values: a number or a truth as it is, else as `setting` does; ValueError or SpecError.

    >>> value("3"), value("same"), value("[3, 5]")
    (3, 'same', '${[3, 5]}')
    """
    try:
        plain = meaning(text)
    except NotPlain as error:
        raise ValueError(str(error)) from None
    return plain if isinstance(plain, bool | int | float) else _value(text)


def typed(given: Any) -> str:
    """Write a value as it was typed: a template without its braces, a truth in small letters.

    >>> typed("${[3, 5]}"), typed(True), typed(0.5)
    ('[3, 5]', 'true', '0.5')
    """
    if isinstance(given, bool):
        return str(given).lower()
    text = f"{given:g}" if isinstance(given, float) else str(given)
    return text[2:-1] if text.startswith("${") and text.endswith("}") else text


def _value(text: str) -> Any:
    """Read arithmetic as a template, anything else as YAML."""
    if len(text) > LONGEST:
        message = f"the value is longer than {LONGEST:,} characters"
        raise ValueError(message)
    if "${" in text:
        return text
    try:
        return f"${{{text}}}" if _arithmetic(parse(disguised(text))) else _plain(text)
    except ExpressionError:
        return _plain(text)


def _arithmetic(tree: Tree) -> bool:
    """Say whether something is worked out, or is a number; words, also in a list, are words."""
    if isinstance(tree, Operation) and tree.op == "list":
        return all(map(_arithmetic, tree.operands))
    return isinstance(tree, Operation | Constant) and not isinstance(tree, Name)


def _plain(text: str) -> Any:
    try:
        return Source(text, "--set").data() if text[:1] in ("[", "{", "'", '"') else meaning(text)
    except NotPlain as error:
        raise ValueError(str(error)) from None
    except SpecError as error:
        raise ValueError(error.problems[0].sentence) from None
