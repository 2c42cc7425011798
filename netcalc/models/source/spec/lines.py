"""Lists of layers as lines of YAML: a line a layer, with the volume that leaves it where that is another one."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from netcalc.layers import CATALOGUE
from netcalc.models.source.classes import Class
from netcalc.models.source.spec.needs import Needs
from netcalc.models.source.spec.places import Scope, length
from netcalc.models.source.spec.shared import SHARED, Share
from netcalc.models.source.spec.steps import Step
from netcalc.models.source.tree import Leaf, Loop, Use, args
from netcalc.text.emit import inline

WIDE: Final = 112
WIDEST: Final = 119  # with the remark
STEP: Final = "  "


class Line(NamedTuple):
    """A line, and the remark behind it."""

    text: str
    remark: str = ""


class Block(NamedTuple):
    """A block: its class, and what its arguments that name layers are called, by the places of what it reads."""

    of: Class
    arguments: Mapping[int, str]


class Around(NamedTuple):
    """What a list is written with: what is asked for, the blocks by their uses, whose arrays are used.

    `remark` says what leaves a step, `repeated` what a repeat of so many layers is called.
    """

    needs: Needs
    block: Callable[[Use], Block]
    share: Callable[[Step], Share | None]
    remark: Callable[[Step], str]
    repeated: Callable[[Loop, int], str | None]


class List:
    """A list of layers being written, of the network or of a block; `outside` names what it reads from outside."""

    def __init__(self, of: Class, scope: Scope, outside: Mapping[int, str], around: Around) -> None:
        """Begin with nothing written."""
        self.of, self.made, self.names = of, scope.made, scope.names
        self.outside, self.around = outside, around

    def written(self, before: int | None, indent: str) -> list[Line]:
        """Write all steps, of which the first would read the value before."""
        return list(self._list(self.made, before, indent))

    def _list(self, made: Sequence[Step], before: int | None, indent: str, lead: str = "") -> Iterator[Line]:
        for place, step in enumerate(made):
            yield from self._step(step, before, f"{lead if lead and not place else indent}- ", indent + STEP)
            before = step.makes

    def _step(self, step: Step, before: int | None, lead: str, indent: str) -> Iterator[Line]:
        sources = [self._called(value) for value in self.around.needs.sources(step, before)]
        if step.given is not None:
            yield from self._branches(step, sources, lead, indent)
        elif isinstance(step.item, Loop):
            yield from self._repeat(step, step.item, sources, lead, indent)
        else:
            fields = self._layer(step) if isinstance(step.item, Leaf) else self._use(step)
            remark = self.around.remark(step)
            yield from _item(step.kind, fields | self._placed(step, sources), lead, indent, remark)

    def _placed(self, step: Step, sources: Sequence[str]) -> dict[str, Any]:
        """Give the fields of any layer: its name, what it reads, whose arrays it uses."""
        found: dict[str, Any] = {}
        if step.makes in self.names.given:
            found["name"] = self.names.given[step.makes]
        if sources:
            found["from"] = sources[0] if len(sources) == 1 else list(sources)
        share = self.around.share(step)
        if share is not None:
            found["share"] = {"layer": share.name, "transpose": True} if share.transpose else share.name
        return found

    def _layer(self, step: Step) -> dict[str, Any]:
        """Give the fields of a layer that are not so by themselves."""
        leaf = step.item
        made: dict[str, Any] = {}
        for place, arg in enumerate(args(leaf)):
            if not self.of.left_out(step.column + place):
                made[arg.keyword] = self._value(step.column + place)
        for value in self.around.needs.others(step):
            made["to"] = self._called(value)
        fixed: dict[str, Any] = json.loads(leaf.piece.call) if isinstance(leaf, Leaf) else {}
        return made | {name: value for name, value in fixed.items() if name != SHARED}

    def _use(self, step: Step) -> dict[str, Any]:
        """Give the arguments of a block in use."""
        block = self.around.block(step.item)  # type: ignore[arg-type]  # no layer, no repeat
        made: dict[str, Any] = {}
        for parameter in block.of.parameters:
            value = self._value(step.column + parameter.column)
            if value != parameter.default:
                made[parameter.name] = value
        for place, name in block.arguments.items():
            made[name] = self._called(step.item.reads[place])
        return made

    def _value(self, column: int) -> object:
        found = self.of.expression(column)
        return self.of.constants[column].value if found is None else f"${{{found}}}"

    def _called(self, value: int) -> str:
        """Give the name by which a value is read in this list."""
        return self.outside[value] if value in self.outside else self.names.called[value]

    def _repeat(self, step: Step, loop: Loop, sources: Sequence[str], lead: str, indent: str) -> Iterator[Line]:
        name = self.around.repeated(loop, length(loop) * loop.times)
        yield Line(f"{lead}repeat:")
        yield from [Line(f"{indent}{STEP}name: {inline(name)}")] if name else []
        yield from (Line(f"{indent}{STEP}from: {source}") for source in sources)
        yield Line(f"{indent}{STEP}times: {inline(self._value(step.column))}")
        yield Line(f"{indent}{STEP}layers:")
        yield from self._list(step.lists[0], loop.reads[0], indent + STEP * 2)

    def _branches(self, step: Step, sources: Sequence[str], lead: str, indent: str) -> Iterator[Line]:
        """Write branches, the shortest way there is."""
        lists = [branch for branch in step.lists if branch or step.kind == "parallel"]
        join = step.item.piece.makes[0].callee if isinstance(step.item, Leaf) else ""
        placed = self._placed(step, sources)
        short = not placed and (join == "concat" if step.kind == "parallel" else len(lists) == 1)
        yield Line(f"{lead}{step.kind}:", self.around.remark(step))
        indent += STEP
        if not short:
            placed |= {"join": join} if step.kind == "parallel" and join != "concat" else {}
            yield from (Line(f"{indent}{field}: {inline(value)}") for field, value in placed.items())
        if step.kind == "residual":
            for field, branch in zip(("layers", "shortcut"), lists, strict=False):
                yield from [] if short else [Line(f"{indent}{field}:")]
                yield from self._list(branch, step.given, indent + ("" if short else STEP))
            return
        yield from [] if short else [Line(f"{indent}branches:")]
        indent += "" if short else STEP
        for branch in lists:
            yield from self._list(branch, step.given, indent + STEP, f"{indent}- ")
            yield from [] if branch else [Line(f"{indent}- []")]


def _item(kind: str, fields: Mapping[str, Any], lead: str, indent: str, remark: str) -> Iterator[Line]:
    """Write a layer on a line; where it is too long, a field a line."""
    main = CATALOGUE[kind].main if kind in CATALOGUE else None
    alone = fields[main] if main is not None and list(fields) == [main] else {}
    short = dict(fields) if isinstance(alone, dict) else alone  # sides would be read as fields
    line = f"{lead}{inline(kind)}: {inline(short)}" if fields else f"{lead}{inline(kind)}"
    said = "" if line.endswith(remark.replace("#", ":")) else remark
    if len(line) <= WIDE and len(line) + len(said) < WIDEST:
        yield Line(line, said)
    elif not isinstance(short, dict):
        first, *rest = wrapped(f"{lead}{inline(kind)}", short, indent)
        yield from (Line(first, remark), *map(Line, rest))
    else:
        yield Line(f"{lead}{inline(kind)}:", remark)
        for name, value in fields.items():
            yield from map(Line, wrapped(f"{indent}{STEP}{name}", value, indent + STEP))


def wrapped(begins: str, value: object, indent: str) -> Iterator[str]:
    """Write a field; a long list, or long arguments, on several lines."""
    line = f"{begins}: {inline(value)}"
    if len(line) <= WIDE or not isinstance(value, list | dict):
        yield line
        return
    listed = [f"{inline(name)}: {inline(each)}" for name, each in value.items()] if isinstance(value, dict) else []
    opens, closes = "{}" if listed else "[]"
    words = listed or list(map(inline, value))
    line = f"{begins}: {opens}"
    for place, each in enumerate(words, 1):
        word = each + ("," if place < len(words) else closes)
        if len(line) + len(word) > WIDE:
            yield line.rstrip()
            line = f"{indent}{STEP}"
        line += f"{word} "
    yield line.rstrip()


def aligned(lines: Sequence[Line]) -> Iterator[str]:
    """Write lines, the remarks of all below each other."""
    wide = max((len(line.text) for line in lines if line.remark and len(line.text) < WIDE * 3 // 5), default=0)
    yield from (f"{line.text:{wide}}  {line.remark}" if line.remark else line.text for line in lines)
