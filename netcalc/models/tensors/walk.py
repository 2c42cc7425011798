"""One walk over a graph of operators: each is made into layers, whatever it reads and however that is laid out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from netcalc.models.draft import Draft
from netcalc.models.entry import Path
from netcalc.models.naming import word as named
from netcalc.models.tensors.attention import attentions
from netcalc.models.tensors.attention.found import Attention
from netcalc.models.tensors.coming import depth_first, depth_last
from netcalc.models.tensors.constants.numbers import worked
from netcalc.models.tensors.leading import leading
from netcalc.models.tensors.patterns.local import Local, locals_of
from netcalc.models.tensors.patterns.rooted import Rooted, rooted
from netcalc.models.tensors.program import Fixed, Held, Op, Program, Shape
from netcalc.models.tensors.value import Layout, Order, States, Thing, Value, alike, target
from netcalc.problems import INVALID_VALUE, UNKNOWN_REFERENCE
from netcalc.volume import Volume, checked

Makes: TypeAlias = "Callable[[Walk, Op], None]"
FLAT: Final = 2
EPS: Final = 1e-6  # of a norm by the root of the mean square, by itself
MOST_NAMED: Final = 4  # arrays
STILL: Final = frozenset({"shape", "constant", "filled", "range", "product", "view", "flatten", "unsqueeze", "squeeze",
                          "permute", "expand", "select", "slice", "split", "same", "concat", "add", "subtract",
                          "multiply", "divide", "modulo", "index", "branch", "compare",
                          "where"})  # fmt: skip
DOUBTED: Final = frozenset({"", "index", "where", "places", "sampled", "stack", "einsum", "unfold"})  # what shapes?


class Walk:
    """The tensors so far by name, and the draft that their layers go into."""

    def __init__(self, program: Program, file: str, makes: Mapping[str, Makes]) -> None:
        """Start at the inputs: an image's depth stands first, a sequence's last, unless a window slides over it."""
        self.program, self.file, self.makes = program, file, makes
        self.readers: dict[str, list[Op]] = {}
        self._read(program.ops)
        self.leads, self.batch = leading(program)
        self.env: dict[str, Thing] = {**program.fixed, **program.held}
        self.attentions, inside = attentions(program)
        self.locals, laid = locals_of(program)
        self.norms, rooted_in = rooted(program)
        self.skipped: set[int] = {*inside, *laid, *rooted_in}
        self.doubted: set[str] = set(program.guessed)
        self.lists: dict[str, Op] = {}
        inputs: dict[str, Volume] = {}
        for place, (name, shape, whole) in enumerate(program.inputs):
            called = "input" if len(program.inputs) == 1 else self._called(name, inputs)
            inputs[called], order = self._coming(name, shape, whole=whole)
            self.env[name] = Value(-1 - place, shape, order, self.leads[name])
        self.draft = Draft(inputs, program.classes)

    def _read(self, ops: Sequence[Op]) -> None:
        """Know who reads each tensor, in branches too."""
        for op in ops:
            for name in op.reads:
                self.readers.setdefault(name, []).append(op)
            for branch in op.given.get("branches", ()):
                self._read(branch.ops)

    def _called(self, name: str, taken: Mapping[str, Volume]) -> str:
        made = named(name)
        while made in taken:
            made += "_"
        return made

    def _coming(self, name: str, shape: Shape, *, whole: bool) -> tuple[Volume, Order]:
        """Give the volume of an input, and its order."""
        if whole and len(shape) <= FLAT:
            return checked([*shape[1:], 1] if shape[1:] else [1]), (*((1,) if shape[1:] else ()), None)
        if whole and len(shape) == FLAT + 1 and shape[1] == 1:
            return checked([shape[2], 1]), (2, 1)
        first = depth_first(name, shape, self.readers, self.program.shapes)
        last = name not in self.program.depths and depth_last(name, shape, self.readers)
        layout: Layout = "last" if last else self.layout(name, shape, "first" if first else "last")
        found = target(shape, self.leads[name], self.batch, layout)
        return checked(found.volume), found.order

    def layout(self, name: str, shape: Shape, otherwise: Layout = "last") -> Layout:
        """Say where the depth of a tensor stands: as the file says; else first in an image."""
        depth = self.program.depths.get(name)
        if depth is not None:
            return "first" if depth < FLAT else "last"
        return "first" if len(shape) > FLAT + 1 else otherwise

    def run(self) -> Draft:
        """Make all operators into layers; say what leaves."""
        for op in self.program.ops:
            self.take(op)
        self.draft.at = f"{self.file}: what leaves"
        leaving = [self._leaving(name) for name in self.program.outputs if name in self.env]
        self.draft.outputs = [self._through(number) if number < 0 else number for number in leaving]
        return self.draft

    def _through(self, number: int) -> int:
        """Add a layer for what comes in and leaves as it is."""
        return self.draft.add("reshape", {"to": str(self.draft.volume(number))}, [number], ())

    def take(self, op: Op) -> None:
        """Make an operator into layers."""
        self.draft.at = f"{self.file}: {op.place}"
        if id(op) in self.attentions:
            self.attend(self.attentions[id(op)])
        elif id(op) in self.locals:
            self.slid(self.locals[id(op)])
        elif id(op) in self.norms:
            self.normed(self.norms[id(op)])
        elif id(op) not in self.skipped:
            self._make(op)

    def _make(self, op: Op) -> None:
        shapes = [self._certain(name) for name in op.reads]
        wrong = self.program.misfit(op, self.env, shapes)
        if wrong:
            raise self.draft.fault(wrong, INVALID_VALUE)
        if None in shapes or op.word in DOUBTED:
            self.doubt(op)
        counted = worked(op, [self.env.get(name) for name in op.reads])
        if counted is not None:
            self.make(op, counted)
            return
        found = self.program.resolve(op, self.env)
        if not self._still(found):
            self.makes.get(found.word, self.makes["unknown"])(self, found)
            self._rest(op)

    def _rest(self, op: Op) -> None:
        """Let what an operator makes besides, such as the places of the largest, be constants where it is read."""
        for place, name in enumerate(op.makes):
            if name in self.readers and name not in self.env:
                self.env[name] = Fixed(self.shape(op, place) or ())

    def _certain(self, name: str) -> Shape | None:
        """Give the shape of a tensor: as the file states it, else as worked out; None where that may not be so."""
        found = self.env.get(name)
        if name in self.doubted or (isinstance(found, Fixed) and found.numbers is None):
            return None
        return self.program.shapes.get(name, found.shape if found is not None else ())

    def doubt(self, op: Op) -> None:
        """Take the shapes of what an operator makes as guessed, where the file states none."""
        self.doubted |= {name for name in op.makes if name not in self.program.shapes}

    def _still(self, op: Op) -> bool:
        """Let what hangs on no input, and is no array that is learned, be a constant; numbers are worked out."""
        things = [self.env.get(name) for name in op.reads if name]
        if op.word in STILL or not things or any(isinstance(each, Value | States) for each in things):
            return False
        if any(isinstance(each, Held) and each.learned for each in things):
            return False
        for place in range(len(op.makes)):
            self.env[op.makes[place]] = Fixed(self.shape(op, place) or ())
        return True

    def attend(self, found: Attention) -> None:
        """Add an attention as a layer of ours, laid out as the file states it."""
        reads = [self.at(name, "last", found.path) for name in found.reads]
        stated = self.program.shapes.get(found.last.makes[0], reads[0].shape)
        lead = reads[0].lead if len(stated) == len(reads[0].shape) else None
        made = target(stated, lead, self.batch, "last")
        volume = self.volume(reads[0])
        fields: dict[str, Any] = {"heads": found.heads}
        fields |= {"kv_heads": found.kv_heads} if found.kv_heads != found.heads else {}
        fields |= {"head_size": found.size} if found.size * found.heads != volume.depth else {}
        fields |= {} if found.biases else {"bias": False}
        fields |= {"causal": True} if found.causal else {}
        fields |= _in_tiles(found)
        op, arrays = found.last._replace(path=found.path), (*found.weights, *found.biases, found.table)
        number = self.add("attention", fields, [each.number for each in reads], op, *arrays)
        number = self._more_of(found, number)
        if made.volume != volume:
            number = self.draft.add("reshape", {"to": str(made.volume)}, [number], found.path)
        self.env[found.last.makes[0]] = Value(number, stated, made.order, lead)

    def _more_of(self, found: Attention, number: int) -> int:
        """Add what an attention learns that ours does not have, as numbers that are stated behind it."""
        own = [each for each in found.more if each.key not in self.draft.owners]
        if not own:
            return number
        names = list(dict.fromkeys(_within(each.key, found.path) for each in own))
        named_all = ", ".join(names[:MOST_NAMED]) + ", ..." * (len(names) > MOST_NAMED)
        number = self.draft.state(f"what attention learns besides: {named_all}", self.draft.volume(number), [number],
                                  found.path, params=sum(each.size for each in own), macs=found.macs)  # fmt: skip
        for each in own:
            self.draft.owns(each.key, number)
        return number

    def normed(self, found: Rooted) -> None:
        """Add a norm by the root of the mean square."""
        read = self.at(found.reads, "last", found.last.path)
        fields: dict[str, Any] = {} if found.scale is not None else {"affine": False}
        fields |= {"eps": found.eps} if found.eps not in (None, EPS) and 0 < float(found.eps or 0) < 1 else {}
        number = self.add("rmsnorm", fields, [read.number], found.last, found.scale)
        self.make(found.last, read._replace(number=number, via=""))

    def slid(self, found: Local) -> None:
        """Add a convolution whose filters are not shared."""
        read = self.at(found.reads, "first", found.last.path)
        number = self.add("local", found.fields, [read.number], found.last, *found.arrays)
        volume = self.draft.volume(number)
        shape = (read.shape[0], volume.depth, *reversed(volume.spatial))
        self.make(found.last, Value(number, shape, (*range(len(shape) - 1, 1, -1), 1), read.lead))

    def _leaving(self, name: str) -> int:
        thing = self.env[name]
        if isinstance(thing, Value) and thing.order is not None and name not in self.program.depths:
            rest = [axis for axis in range(len(thing.shape)) if axis != thing.lead and thing.shape[axis] != 1]
            large = [axis for axis in thing.order if axis is not None and thing.shape[axis] != 1]
            deep = len(thing.shape) - 1
            if sorted(large) == rest and len(thing.order) == max(1, deep):
                return thing.number
        return self.at(name, self.layout(name, thing.shape)).number

    # what is read

    def thing(self, name: str) -> Thing:
        """Give a tensor by name."""
        found = self.env.get(name)
        if found is None:
            message = f"no operator before it makes `{name[:80]}`"
            raise self.draft.fault(message, UNKNOWN_REFERENCE)
        return found

    def held(self, op: Op, place: int) -> Held | None:
        """Give the array that an operator reads there; None where it reads none."""
        found = self.env.get(op.reads[place]) if place < len(op.reads) else None
        return found if isinstance(found, Held) else None

    def named(self, op: Op, place: int) -> Held | None:
        """Give the array that is read there, unless its name is an exporter's for a constant."""
        found = self.held(op, place)
        return None if found is None or found.computed else found

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
        layout = self.layout(name, found.shape) if name in self.program.depths else "last"
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

    def volume(self, value: Value) -> Volume:
        """Give the volume of the layer that makes a tensor."""
        return self.draft.volume(value.number)

    def at(self, name: str, layout: Layout, path: Path = ()) -> Value:
        """Give a tensor whose layer's volume has its axes in this layout; a layer is added where it has not."""
        value = self.value(name)
        wanted = target(value.shape, value.lead, self.batch, layout)
        volume = self.volume(value)
        fits = value.order is not None and alike(value.order, wanted.order, value.shape)
        if volume == wanted.volume and (fits or value.order is None):
            return value._replace(order=wanted.order)
        if volume == wanted.volume and value.order is None:
            return value._replace(order=wanted.order)
        number = self._laid(value, wanted.volume, wanted.order, path)
        made = Value(number, value.shape, wanted.order, value.lead)
        self.env[name] = made
        return made

    def _laid(self, value: Value, made: Volume, order: Order, path: Path) -> int:
        """Add what lays a tensor out as it is wanted: its axes turned, its values in another shape, else stated."""
        volume = self.volume(value)
        if (
            value.order is not None
            and None not in value.order
            and sorted(map(int, order_of(value.order))) == sorted(map(int, order_of(order)))
        ):
            turned = [value.order.index(axis) for axis in order]
            return self.draft.add("transpose", {"order": turned}, [value.number], path)
        if volume.values == made.values:
            kind, fields = ("reshape", {"to": str(made)}) if made.spatial else ("flatten", {})
            return self.draft.add(kind, fields, [value.number], path)
        return self.draft.state("values laid out anew", made, [value.number], path)

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

    def shape(self, op: Op, place: int = 0) -> Shape | None:
        """Give the shape that the file states of what an operator makes; None where it states none."""
        return self.program.shapes.get(op.makes[place]) if place < len(op.makes) else None

    def stated(
        self, op: Op, what: str, shape: Shape, reads: Sequence[int], macs: int = 0, lead: int | None = 0
    ) -> Value:
        """Add a layer whose shape and multiplications are known, but that is no kind of ours."""
        layout: Layout = "first" if len(shape) > 3 else "last"
        found = target(shape, lead, self.batch, layout)
        number = self.draft.state(what, found.volume, reads, op.path, macs=macs)
        return Value(number, shape, found.order, lead)


def _in_tiles(found: Attention) -> dict[str, Any]:
    """Give the fields of attention in windows, columns before rows."""
    fields: dict[str, Any] = {} if found.window is None else {"window": list(found.window)}
    shift = () if found.tiles is None else found.tiles.shift
    fields |= {"shift": list(reversed(shift))} if any(shift) else {}
    return fields | ({} if found.table is None else {"relative_bias": True})


def _within(key: str, path: Path) -> str:
    """Name the module that an array is of, or the array itself, as the module does that both stand in."""
    parts = key.split(".")
    inside = parts[len(path) :] if tuple(parts[: len(path)]) == path else parts
    return ".".join(inside[:-1] if inside[-1] in ("weight", "bias") else inside) or key


def order_of(order: Order) -> list[int]:
    """Give the axes of an order that are there."""
    return [axis for axis in order if axis is not None]


def numbers(found: Thing | None) -> tuple[Any, ...] | None:
    """Give the numbers of a constant; None where there are none."""
    return found.numbers if isinstance(found, Fixed) else None
