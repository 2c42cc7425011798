"""The tensors of a graph that are known so far, by name, and what a file says of them."""

from netcalc.models.draft import Draft
from netcalc.models.tensors.inputs import inputs_of
from netcalc.models.tensors.program import Fixed, Held, Op, Program, Shape, readers_of
from netcalc.models.tensors.value import Thing, Value
from netcalc.problems import UNKNOWN_REFERENCE
from netcalc.volume import Volume


class Known:
    """What an operator may ask: tensors, who reads them, shapes that are stated, those that are guessed."""

    def __init__(self, program: Program) -> None:
        """Know what comes in, the arrays and the constants."""
        self.program = program
        self.readers = readers_of(program.ops)
        volumes, values, self.batch = inputs_of(program, self.readers)
        self.env: dict[str, Thing] = {**program.fixed, **program.held, **values}
        self.draft = Draft(volumes, program.classes)
        self.doubted: set[str] = set(program.guessed)
        self.lists: dict[str, Op] = {}

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

    def volume(self, value: Value) -> Volume:
        """Give the volume of the layer that makes a tensor."""
        return self.draft.volume(value.number)

    def shape(self, op: Op, place: int = 0) -> Shape | None:
        """Give the shape that the file states of what an operator makes; None where it states none."""
        return self.program.shapes.get(op.makes[place]) if place < len(op.makes) else None

    def certain(self, name: str) -> Shape | None:
        """Give the shape of a tensor: as the file states it, else as worked out; None where that may not be so."""
        found = self.env.get(name)
        if name in self.doubted or (isinstance(found, Fixed) and found.numbers is None):
            return None
        return self.program.shapes.get(name, found.shape if found is not None else ())

    def doubt(self, op: Op) -> None:
        """Take the shapes of what an operator makes as guessed, where the file states none."""
        self.doubted |= {name for name in op.makes if name not in self.program.shapes}
