"""A class in PyTorch: the modules that it holds, an argument a line where they are long, and its forward pass."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from netcalc.models.source.classes import PASSED, Class, key
from netcalc.models.source.passing import Scope
from netcalc.models.source.piece import NEEDED, Make
from netcalc.models.source.pytorch.reserved import PROGRAM
from netcalc.models.source.pytorch.sharing import attribute
from netcalc.models.source.tree import Item, Leaf, Loop, Use, args

WIDE: Final = 100
STEP: Final = "    "


def written(each: Class, made: Mapping[object, Class], names: dict[int, str], about: str = "") -> str:
    """Write a class: what it holds, then its forward pass."""
    parameters = "".join(
        f", {one.name}" + ("" if one.default is NEEDED else f"={one.default!r}") for one in each.parameters
    )
    lines = [f"class {each.name}(nn.Module):"]
    lines += [f"{STEP}{about}", ""] if about else []
    lines += [f"{STEP}def __init__(self{parameters}):", f"{STEP * 2}super().__init__()"]
    column = 0
    for item in each.items:
        lines += _held(item, each, made, column)
        column += len(args(item))
    given = ", ".join(["self", *names.values()])
    lines += ["", f"{STEP}def forward({given}):"]
    scope = Scope(each.items, names, each.makes, PROGRAM)
    scope.owners = {item.node: item.name for item in each.items if isinstance(item, Leaf)}
    lines += scope.body(_module, STEP * 2)
    lines.append(f"{STEP * 2}return {', '.join(scope.names[number].text for number in each.makes)}")
    return "\n".join(lines) + "\n"


def _module(item: Item) -> str:
    """Name the attribute that holds an item's module: of a block that shares, the other's."""
    shares = item.shares if isinstance(item, Use) else None
    return f"self.{item.name if shares is None else attribute(shares)}"


def _held(item: Item, within: Class, made: Mapping[object, Class], column: int) -> Iterator[str]:
    """Write what makes the modules of an item."""
    if isinstance(item, Leaf):
        for make in item.piece.makes:
            text = _made(make, within, column)
            yield from _assigned(f"self.{item.name}{make.suffix}", *text)
            column += len(make.args)
    elif isinstance(item, Loop):
        (one,) = [each for each in item.items if args(each)]
        before = sum(len(args(each)) for each in item.items[: item.items.index(one)])
        callee, inner = _call(one, within, made, column + len(item.own) + before)
        passes = f"for {PASSED if any(item.steps) else '_'} in range({within.written(column)})"
        several = "nn.ParameterList" if callee.startswith("nn.Parameter(") else "nn.ModuleList"
        yield from _assigned(f"self.{item.name}", several, [f"{_line(callee, inner)} {passes}"])
    elif item.shares is None:
        yield from _assigned(f"self.{item.name}", *_call(item, within, made, column))


def _call(item: Item, within: Class, made: Mapping[object, Class], column: int) -> tuple[str, list[str]]:
    """Give what makes an item's module: the callee, and its arguments."""
    if isinstance(item, Leaf):
        return _made(item.piece.makes[0], within, column)
    of = made[key(item)]  # type: ignore[arg-type]  # a loop holds no loop
    texts: list[str] = []
    for place, parameter in enumerate(of.parameters):
        text = within.written(column + parameter.column)
        if parameter.default is NEEDED or text != repr(parameter.default):
            texts.append(text if place < 2 and len(texts) == place else f"{parameter.name}={text}")
    return of.name, texts


def _made(make: Make, within: Class, column: int) -> tuple[str, list[str]]:
    texts: list[str] = []
    for place, arg in enumerate(make.args):
        if not within.left_out(column + place):
            text = within.written(column + place)
            texts.append(f"{arg.keyword}={text}" if arg.keyword else text)
    return make.callee, texts


def _line(callee: str, texts: Sequence[str]) -> str:
    return f"{callee}({', '.join(texts)}{')' * (1 + callee.count('('))}"


def _assigned(name: str, callee: str, texts: Sequence[str]) -> Iterator[str]:
    """Write an assignment, an argument a line where it is too long."""
    line = f"{STEP * 2}{name} = {_line(callee, texts)}"
    if len(line) <= WIDE:
        yield line
        return
    yield f"{STEP * 2}{name} = {callee}("
    for text in texts:
        yield from _argument(text, alone=len(texts) == 1)
    yield f"{STEP * 2}{')' * (1 + callee.count('('))}"


def _argument(text: str, *, alone: bool) -> Iterator[str]:
    """Write an argument on a line of its own; a generator, or a tuple of tuples, on several where it is too long."""
    made, each, passes = text.partition(" for ")
    comma = "" if alone and each else ","
    if len(STEP * 3 + text + comma) <= WIDE:
        yield f"{STEP * 3}{text}{comma}"
    elif each:
        yield f"{STEP * 3}{made}"
        yield f"{STEP * 3}for {passes}"
    else:
        yield f"{STEP * 3}("
        yield from (f"{STEP * 4}{inner}," for inner in re.findall(r"\([^()]*\)", text))
        yield f"{STEP * 3}),"
