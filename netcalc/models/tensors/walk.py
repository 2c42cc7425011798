"""A walk over a graph of operators: the tensors so far, and the layers that are made of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from netcalc.models.entry import Path
from netcalc.models.tensors.known import Known
from netcalc.models.tensors.laid import laid
from netcalc.models.tensors.program import Fixed, Held, Op, Program, Shape
from netcalc.models.tensors.value import Layout, States, Thing, Value, alike, layout_of, target
from netcalc.volume import Volume

Makes: TypeAlias = "Callable[[Walk, Op], None]"
Adds: TypeAlias = "Callable[[Walk], None]"


class Found(NamedTuple):
    """Operators that are one layer together: what is added where they end, and those that are inside."""

    ends: Mapping[int, Adds]
    inside: frozenset[int]


class Walk(Known):
    """What an operator reads, laid out as it has to be, and what it makes; several that were found are one layer."""

    def __init__(self, program: Program, file: str, makes: Mapping[str, Makes], found: Found) -> None:
        """Start at the inputs."""
        super().__init__(program)
        self.file, self.makes = file, makes
        self.ends, self.skipped = found.ends, set(found.inside)

    # what is read

    def value(self, name: str) -> Value:
        """Give a tensor as what a layer makes; an array is then a layer of its own."""
        found = self.thing(name)
        if isinstance(found, Value):
            return found
        if isinstance(found, Held) and found.learned:
            return self._array(name, found)
        if isinstance(found, States):
            return self._together(name, found)
        lead = 0 if found.shape[:1] == (1,) and len(found.shape) > 1 else None
        made = target(found.shape, lead, 1, "first" if len(found.shape) > 3 else "last")
        number = self.draft.state("a constant of the file", made.volume, [-1], ())
        self.env[name] = value = Value(number, found.shape, made.order, lead)
        return value

    def _array(self, name: str, found: Held) -> Value:
        """Let an array be a layer of its own: one, however often it is read, and in whatever shape."""
        lead = 0 if found.shape[:1] == (1,) and len(found.shape) > 1 else None
        layout = layout_of(self.program, name, found.shape) if name in self.program.depths else "last"
        made = target(found.shape, lead, 1, layout)
        owner = self.draft.owners.get(found.key)
        if owner is not None and owner.kind == "learned":
            same = self.draft.volume(owner.number) == made.volume and not found.turned
            value = Value(owner.number, found.shape, made.order if same else None, lead)
        else:
            op = Op("", "", (), (), {}, tuple(found.key.split(".")), "")
            number = self.add("learned", {"shape": str(made.volume)}, (), op, found)
            value = Value(number, found.shape, made.order, lead)
        self.env[name] = value
        return value

    def _together(self, name: str, states: States) -> Value:
        """Put the states of a recurrent layer side by side."""
        numbers = [each.number for each in states.each]
        number = numbers[0] if len(numbers) == 1 else self.draft.add("concat", {}, numbers, ())
        self.env[name] = value = Value(number, states.shape, None, None)
        return value

    def at(self, name: str, layout: Layout, path: Path = ()) -> Value:
        """Give a tensor whose layer's volume has its axes in this layout; a layer is added where it has not."""
        value = self.value(name)
        wanted = target(value.shape, value.lead, self.batch, layout)
        volume = self.volume(value)
        fits = value.order is not None and alike(value.order, wanted.order, value.shape)
        if volume == wanted.volume and (fits or value.order is None):
            return value._replace(order=wanted.order)
        number = laid(self.draft, value, wanted, path)
        made = Value(number, value.shape, wanted.order, value.lead)
        self.env[name] = made
        return made

    # what is made

    def add(self, kind: str, fields: Mapping[str, Any], reads: Sequence[int], op: Op, *held: Held | None) -> int:
        """Add a layer that holds arrays; where some of them, not all, are another's, its numbers are stated."""
        arrays = [each for each in held if each is not None and each.learned]
        keys = tuple(each.key for each in arrays)
        turned = any(each.turned for each in arrays)
        if self.draft.partly(kind, keys, turned=turned):
            own = sum(each.size for each in arrays if each.key not in self.draft.owners)
            return self.draft.stated_as(kind, fields, reads, op.path, own, keys)
        number = self.draft.add(kind, fields, reads, op.path, keys, turned=turned)
        if arrays and reads:
            self.draft.unlike(number, sum(each.size for each in arrays))
        return number

    def make(self, op: Op, value: Thing, place: int = 0) -> None:
        """Give a tensor its value; what the file says of its shape is held against it."""
        if place >= len(op.makes):
            return
        if isinstance(value, Value) and value.lead is None and self.batch == 1 and 1 in value.shape[:-1]:
            value = value._replace(lead=value.shape.index(1))
        self.env[op.makes[place]] = value
        stated = self.program.shapes.get(op.makes[place])
        if isinstance(value, Value) and stated is not None and value.order is not None and value.number >= 0:
            self._held_against(value, stated)

    def _held_against(self, value: Value, stated: Shape) -> None:
        if value.shape != stated and len(value.shape) == len(stated):
            volume = self.volume(value)
            order = value.order or ()
            said = [1 if axis is None else stated[axis] for axis in order]
            if all(each > 0 for each in said) and Volume(said) != volume:
                self.draft.expect(value.number, Volume(said))

    def passed(self, op: Op, via: str = "") -> None:
        """Let an operator that changes no shape and stores nothing give on what it reads."""
        found = self.thing(op.reads[0])
        if isinstance(found, Value):
            found = found._replace(via=via or found.via)
        for place, _ in enumerate(op.makes[:1]):
            self.make(op, found, place)

    def stated(
        self, op: Op, what: str, shape: Shape, reads: Sequence[int], macs: int = 0, lead: int | None = 0
    ) -> Value:
        """Add a layer whose shape and multiplications are known, but that is no kind of ours."""
        layout: Layout = "first" if len(shape) > 3 else "last"
        found = target(shape, lead, self.batch, layout)
        number = self.draft.state(what, found.volume, reads, op.path, macs=macs)
        return Value(number, shape, found.order, lead)


def numbers(found: Thing | None) -> tuple[Any, ...] | None:
    """Give the numbers of a constant; None where there are none."""
    return found.numbers if isinstance(found, Fixed) else None
