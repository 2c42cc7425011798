"""A tree of `${...}` worked out: over numbers, which stay exact, texts, truths and lists."""

import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from netcalc.text.numbers.exact import applied
from netcalc.text.numbers.expression import Constant, ExpressionError, Name, Operation, Tree
from netcalc.text.numbers.logic import Quoted
from netcalc.text.numbers.truth import exact, true

Names: TypeAlias = Mapping[str, object]
TRUTHS: Final = {"true": True, "false": False, "True": True, "False": False}
ORDERS: Final[dict[str, Callable[[Fraction, Fraction], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
SIGNS: Final = frozenset({*ORDERS, "==", "!="})


def worked(tree: Tree, names: Names) -> object:
    """Work a tree out; ExpressionError where a name is unknown, or a value is not of the sort that is due.

    >>> from netcalc.text.numbers.logic import parse
    >>> worked(parse("widths[i] if i > 0 else 64"), {"widths": [64, 128], "i": 1})
    128
    """
    if isinstance(tree, Quoted):
        return tree.name
    if isinstance(tree, Name):
        return _named(tree, names)
    if isinstance(tree, Constant):
        return tree.value
    rule = RULES.get(tree.op)
    if rule is not None:
        return rule(tree, names)
    if tree.op.partition(" ")[0] in SIGNS:
        return _compared(tree, names)
    return applied(tree, [_number(each, worked(each, names)) for each in tree.operands])


def _named(tree: Name, names: Names) -> object:
    if tree.name in names:
        return names[tree.name]
    if tree.name in TRUTHS:
        return TRUTHS[tree.name]
    message = f"nothing is called `{tree.name}`"
    raise ExpressionError(message, tree.column, tree.name)


def _wrong(tree: Tree, value: object, said: str) -> ExpressionError:
    called = f"`{tree.name}`" if isinstance(tree, Name) and not isinstance(tree, Quoted) else _written(value)
    return ExpressionError(f"{called} is {said}", tree.column)


def _written(value: object) -> str:
    """Write a value as a template would have it, shortened where it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_written, value[:8]))}{', ...' if len(value) > 8 else ''}]"[:60]
    return f"'{value[:40]}'" if isinstance(value, str) else str(value)[:40]


def _number(tree: Tree, value: object) -> Fraction:
    found = exact(value)
    if found is None:
        raise _wrong(tree, value, "not a number")
    return found


def _numbers(tree: Tree, values: Sequence[object]) -> list[Fraction]:
    """Give the numbers of a list."""
    found = [exact(value) for value in values]
    for value, number in zip(values, found, strict=True):
        if number is None:
            message = f"a list is added up, or compared, number by number, and {_written(value)} is none"
            raise ExpressionError(message, tree.column)
    return [number for number in found if number is not None]


def _truth(tree: Tree, names: Names) -> bool:
    value = worked(tree, names)
    found = true(value)
    if found is None:
        raise _wrong(tree, value, "neither a truth nor a number")
    return found


def _list(tree: Tree, names: Names) -> Sequence[object]:
    value = worked(tree, names)
    if not isinstance(value, list | tuple):
        raise _wrong(tree, value, "not a list")
    return value


def _compared(tree: Operation, names: Names) -> bool:
    """Compare neighbours, as far as they agree: a < b < c."""
    left = worked(tree.operands[0], names)
    for sign, (before, after) in zip(tree.op.split(), zip(tree.operands, tree.operands[1:], strict=False), strict=True):
        right = worked(after, names)
        if sign in ORDERS:
            holds = ORDERS[sign](_number(before, left), _number(after, right))
        else:
            holds = (_alike(left) == _alike(right)) is (sign == "==")
        if not holds:
            return False
        left = right
    return True


def _alike(value: object) -> object:
    """Give a value so that equal numbers are equal, and a truth is no number."""
    if isinstance(value, list | tuple):
        return [_alike(each) for each in value]
    found = exact(value)
    return (type(value), value) if found is None else found


def _chosen(tree: Operation, names: Names) -> object:
    asked, one, other = tree.operands
    return worked(one if _truth(asked, names) else other, names)


def _both(tree: Operation, names: Names) -> bool:
    return all(_truth(each, names) for each in tree.operands)


def _either(tree: Operation, names: Names) -> bool:
    return any(_truth(each, names) for each in tree.operands)


def _not(tree: Operation, names: Names) -> bool:
    return not _truth(tree.operands[0], names)


def _item(tree: Operation, names: Names) -> object:
    """Give the value of a list at a place, from the end where the place is negative."""
    values = _list(tree.operands[0], names)
    place = _number(tree.operands[1], worked(tree.operands[1], names))
    if place.denominator != 1 or not -len(values) <= place < len(values):
        called = tree.operands[0].name if isinstance(tree.operands[0], Name) else "the list"
        last = f"the last is {called}[{len(values) - 1}]" if values else "it is empty"
        message = f"there is no {called}[{place}]: {last}"
        raise ExpressionError(message, tree.column)
    return values[int(place)]


def _listed(tree: Operation, names: Names) -> list[object]:
    return [worked(each, names) for each in tree.operands]


def _one(tree: Operation, names: Names) -> Sequence[object]:
    if len(tree.operands) != 1:
        message = f"`{tree.op}` takes one list, not {len(tree.operands)} values"
        raise ExpressionError(message, tree.column)
    return _list(tree.operands[0], names)


def _length(tree: Operation, names: Names) -> Fraction:
    return Fraction(len(_one(tree, names)))


def _sum(tree: Operation, names: Names) -> Fraction:
    return sum(_numbers(tree.operands[0], _one(tree, names)), start=Fraction())


def _extreme(tree: Operation, names: Names) -> Fraction:
    """Give the least or the largest of several numbers, or of a list of them."""
    values = [worked(each, names) for each in tree.operands]
    if len(values) > 1 or not isinstance(values[0], list | tuple):
        numbers = [_number(each, value) for each, value in zip(tree.operands, values, strict=True)]
    else:
        numbers = _numbers(tree.operands[0], values[0])
    if not numbers:
        message = f"`{tree.op}` of an empty list is no number"
        raise ExpressionError(message, tree.column)
    return applied(tree, numbers)


RULES: Final[dict[str, Callable[[Operation, Names], object]]] = {
    "if": _chosen,
    "and": _both,
    "or": _either,
    "not": _not,
    "index": _item,
    "list": _listed,
    "len": _length,
    "sum": _sum,
    "min": _extreme,
    "max": _extreme,
}
