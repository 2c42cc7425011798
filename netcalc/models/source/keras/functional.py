"""The lines of a function in Keras: layers made where they are called, blocks as functions, repeats as loops."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from netcalc.models.source.classes import PASSED, Class, key, literal
from netcalc.models.source.keras.sharing import Shape
from netcalc.models.source.naming import free, snake
from netcalc.models.source.passing import Scope, Value, composed
from netcalc.models.source.piece import NEEDED, Make
from netcalc.models.source.tree import Item, Leaf, Loop, Use, args

PADDED, TURNED = "padded", "turned"  # what a layer is called on, where more is done to it
INNER: Final = re.compile(
    r"(\{module\}|layers\.Reshape\(.*?\)\))\(((?:layers\.ZeroPadding|ops\.pad|wrapped|extended|layers\.Permute).*)\)"
)


class Functional(Scope):
    """Lines of a function; `kept` are layers and blocks that are called again, made once before they are called."""

    def __init__(
        self, of: Class, made: Mapping[object, Class], given: dict[int, str], reserved: frozenset[str],
        kept: Mapping[int, tuple[Shape, ...]],
    ) -> None:  # fmt: skip
        """Begin with the names of what is given."""
        super().__init__(of.items, given, of.makes, reserved)
        self.of, self.made, self.kept = of, made, kept
        self.columns: dict[int, int] = {}
        self.models: dict[str, str] = {}
        _columns(of.items, 0, self.columns)

    def keep(self) -> None:
        """Let what is given have its name to the end."""
        for number in self.names:
            self.read_at.setdefault(number, []).append(len(self.items))

    def write(self, indent: str) -> list[str]:
        """Write all lines."""
        return self.body(self._module, indent)

    def _module(self, item: Item) -> str:
        """Write what is called: a layer as it is made, the function of a block with `{reads}` in it."""
        if isinstance(item, Leaf):
            return self._layer(item.piece.makes[0], self.columns[id(item)]) if item.piece.makes else ""
        of = self.made[key(item)]  # type: ignore[arg-type]  # a loop is not called
        texts: list[str] = []
        for place, parameter in enumerate(of.parameters):
            text = self.of.written(self.columns[id(item)] + parameter.column)
            if parameter.default is NEEDED or text != literal(parameter.default):
                texts.append(text if place < 2 and len(texts) == place else f"{parameter.name}={text}")
        return f"{of.name}({', '.join(('{reads}', *texts))})"

    def _layer(self, make: Make, column: int) -> str:
        texts = []
        for place, arg in enumerate(make.args):
            if not self.of.left_out(column + place):
                text = self.of.written(column + place)
                texts.append(f"{arg.keyword}={text}" if arg.keyword else text)
        return f"{make.callee}({', '.join(texts)}){')' * make.callee.count('(')}"

    def called(self, each: Item, module: str, indent: str) -> Value:
        """Write a call; what is called again is made before."""
        reads = [self.names[read].text for read in each.reads]
        if isinstance(each, Leaf):
            each = self._before(each, indent)
        if isinstance(each, Leaf) and self.kept.get(each.node) == () and each.piece.makes:
            self.owners[each.node] = self._kept(each, module, indent)
            return super().called(each, self.owners[each.node], indent)
        if isinstance(each, Leaf):
            return super().called(each, module, indent)
        if isinstance(each, Use) and each.shares is not None:
            return Value(f"{self.models[each.shares]}({', '.join(reads)})")
        if each.makes in self.kept and isinstance(each, Use):
            return Value(f"{self._model(each, module, indent)}({', '.join(reads)})")
        return Value(module.replace("{reads}", ", ".join(reads)))

    def _before(self, each: Leaf, indent: str) -> Leaf:
        """Write what is put around a volume, or turned in it, on a line of its own."""
        found = INNER.fullmatch(each.piece.call)
        if found is None:
            return each
        given, name = [self.names[read] for read in each.reads], TURNED if "Permute" in found[2] else PADDED
        self.lines.append(f"{indent}{name} = {composed(found[2], given)}")
        return replace(each, piece=each.piece._replace(call=f"{found[1]}({name})"))

    def _kept(self, each: Item, made: str, indent: str) -> str:
        name = free(snake(each.name), {*self.used, *self.reserved}, "_")
        self.used.add(name)
        self.lines.append(f"{indent}{name} = {made}")
        return name

    def _model(self, each: Use, module: str, indent: str) -> str:
        """Write a block that is called again as a model of its own."""
        shapes = self.kept[each.makes]
        names = [free(f"{snake(each.name)}_in", self.used, "_") for _ in shapes]
        for name, each_shape in zip(names, shapes, strict=True):
            self.lines.append(f"{indent}{name} = keras.Input({each_shape!r})")
        given = names[0] if len(names) == 1 else f"[{', '.join(names)}]"
        made = f"keras.Model({given}, {module.replace('{reads}', ', '.join(names))})"
        self.models[each.group] = self._kept(each, made, indent)
        return self.models[each.group]

    def passes(self, each: Loop, module: Callable[[Item], str]) -> tuple[str, Callable[[Item], str]]:
        """Write the head of a loop, whose passes make layers anew."""
        counted = PASSED if any(each.steps) else "_"
        return f"for {counted} in range({self.of.written(self.columns[id(each)])}):", module

    def inner(self, items: Sequence[Item], given: dict[int, str], leaves: Sequence[int], target: str) -> Scope:
        """Open the lines of a loop."""
        made = Functional(self.of, self.made, given, self.reserved, self.kept)
        Scope.__init__(made, items, given, leaves, self.reserved, target=target)
        made.columns, made.owners = self.columns, self.owners
        return made


def _columns(items: Sequence[Item], column: int, found: dict[int, int]) -> None:
    """Note where the arguments of each item stand among those of the list."""
    for item in items:
        found[id(item)] = column
        if isinstance(item, Loop):
            _columns(item.items, column + len(item.own), found)
        column += len(args(item))
