"""The forward pass of a class as lines of code: variables that live as long as they are read, calls within calls."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from netcalc.models.source.naming import free
from netcalc.models.source.tree import Item, Leaf, Loop, args

WIDE: Final = 96  # of a line that holds a call within a call
CHAINS: Final = "xyzuvw"  # what flows from one line to the next


class Value(NamedTuple):
    """An expression for a value, and whether it needs brackets within another."""

    text: str
    several: bool = False


class Scope:
    """Lines of a body: what reads what, and what each value is called."""

    def __init__(
        self,
        items: Sequence[Item],
        given: dict[int, str],
        leaves: Sequence[int],
        reserved: frozenset[str],
        *,
        target: str = "",
    ) -> None:
        """Begin with the names of what is given; `leaves` is read at the end, into `target` where one is named.

        `reserved` are names that no variable may have.
        """
        self.items, self.leaves, self.target, self.reserved = items, leaves, target, reserved
        self.names: dict[int, Value] = {number: Value(name) for number, name in given.items()}
        self.read_at: dict[int, list[int]] = {}
        for place, each in enumerate(items):
            for read in each.reads:
                self.read_at.setdefault(read, []).append(place)
        for leaf in leaves:
            self.read_at.setdefault(leaf, []).append(len(items))
        self.used, self.first = set(given.values()), next(iter(given.values()), "x")
        self.late = {given[number] for number in given if any(place > 0 for place in self.read_at.get(number, ()))}
        self.chain = next(name for name in CHAINS if name not in self.late)
        self.lines: list[str] = []
        self.owners: dict[int, str] = {}

    def body(self, module: Callable[[Item], str], indent: str) -> list[str]:
        """Write the lines, each with what stands behind it."""
        for place, each in enumerate(self.items):
            if isinstance(each, Loop):
                self._loop(each, place, module, indent)
                continue
            made = self.called(each, module(each), indent)
            if self._held(place, each, made, indent):
                self.names[each.makes] = made
            else:
                self._assign(each, place, made, indent)
        return self.lines

    def called(self, each: Item, module: str, indent: str) -> Value:
        """Write the call of an item; `module` is what is called."""
        if isinstance(each, Leaf):
            given = [self.names[read] for read in each.reads]
            batch = self.chain if self.chain in self.used else self.first
            owner = "" if each.piece.owner is None else self.owners[each.piece.owner]
            call = each.piece.call.replace("self.{name}", "{module}")
            text = composed(call, given, module=module, batch=batch, owner=owner)
            return Value(text, each.piece.several)
        return Value(f"{module}({', '.join(self.names[read].text for read in each.reads)})")

    def _held(self, place: int, each: Item, made: Value, indent: str) -> bool:
        """Whether a value stands within the call that reads it, which is the next, and a function alone."""
        readers = self.read_at.get(each.makes, [])
        after = self.items[place + 1] if place + 1 < len(self.items) else None
        if readers != [place + 1]:
            return False
        if after is None:
            return not self.target and len(self.leaves) == 1
        if not isinstance(after, Leaf) or after.piece.makes or after.reads.count(each.makes) != 1:
            return False
        once = after.piece.call.count(f"{{{after.reads.index(each.makes)}}}") == 1
        others = sum(len(self.names[read].text) for read in after.reads if read in self.names)
        return once and len(indent) + len(made.text) + others + len(after.piece.call) < WIDE

    def _assign(self, each: Item, place: int, made: Value, indent: str) -> None:
        name = self._name(each, place)
        self.used.add(name)
        if made.text != name:
            self.lines.append(f"{indent}{name} = {made.text}")
        self.names[each.makes] = Value(name)

    def _name(self, each: Item, place: int) -> str:
        """Call a value by what flows where only the next line reads it, else by its layer's name."""
        readers = self.read_at.get(each.makes, [])
        if self.target and each.makes in self.leaves and readers == [len(self.items)]:
            return self.target
        if readers in ([], [place + 1]):
            return self.chain
        return free(each.name, {*self.used, *self.reserved}, "_")

    def _loop(self, each: Loop, place: int, module: Callable[[Item], str], indent: str) -> None:
        """Write a loop whose variable carries what each pass makes."""
        (read,) = each.reads
        given = self.names[read].text
        readers = self.read_at[read]
        carried = given if readers == [place] and given.isidentifier() else self._name(each, place)
        if carried != given:
            self.lines.append(f"{indent}{carried} = {given}")
        self.used.add(carried)
        inner = self.inner(each.items, {read: carried}, (each.items[-1].makes,), carried)
        inner.within(self.used - {carried})
        head, inside = self.passes(each, module)
        self.lines.append(f"{indent}{head}")
        self.lines += inner.body(inside, indent + "    ")
        self.names[each.makes] = Value(carried)

    def within(self, names: set[str]) -> None:
        """Keep clear of the names of what stands around, which may be read behind."""
        free_ones = (name for name in CHAINS if name not in self.late | names)
        self.chain = next(free_ones, "") or free(CHAINS[0], {*self.late, *names}, "_")
        self.used |= names

    def passes(self, each: Loop, module: Callable[[Item], str]) -> tuple[str, Callable[[Item], str]]:
        """Write the head of a loop, and say what is called in it: one module after the other."""
        one = next(item for item in each.items if args(item)).name.rstrip("0123456789_")
        one = free(one, {*self.used, *self.reserved}, "_")
        return f"for {one} in {module(each)}:", lambda _: one

    def inner(self, items: Sequence[Item], given: dict[int, str], leaves: Sequence[int], target: str) -> "Scope":
        """Open the lines of a loop."""
        return Scope(items, given, leaves, self.reserved, target=target)


def composed(call: str, given: Sequence[Value], **names: str) -> str:
    """Put values into a call, in brackets where they need them."""
    texts = []
    for place, value in enumerate(given):
        mark = f"{{{place}}}"
        alone = call == mark or f"({mark})" in call or f"({mark}," in call or f", {mark}" in call
        texts.append(value.text if alone or not value.several else f"({value.text})")
    return call.format(*texts, **names)
