"""A network being read from a file: its layers so far, the volumes that they make, what is to be said of it."""

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from netcalc.calculator.layer import Outcome, outcome
from netcalc.calculator.rules import Rules
from netcalc.layers import CATALOGUE
from netcalc.models.entry import Entry, Lent, Path
from netcalc.models.naming import placed
from netcalc.models.tree import written
from netcalc.network.origin import Origin
from netcalc.problems import LIMIT_EXCEEDED, SHAPE_MISMATCH, UNSUPPORTED_OPERATOR, Problem, SpecError
from netcalc.volume import Volume

MOST_LAYERS: Final = 40_000
MOST_NAMED: Final = 5
MOVES: Final = ("slice", "reshape", "transpose", "flatten")
TURNS: Final = (("fc", "embedding"), ("fc", "fc"), ("conv_transpose", "conv"))  # a layer, and whose weights it turns
RULES: Final = Rules("floor")
NOTHING: Final = {"repeat": {"times": 0, "layers": []}}  # of a file whose operators are no layers
TAKEN: Final = "the file's own shape is taken"
GUESSED: Final = "the file does not say what it makes: the volume that it reads is taken"
LINE: Final = re.compile(r" of (\S+\.py:\d+)")  # of the user's code, in the place of an operator


def _moved(entry: Entry, places: Mapping[int, int]) -> Entry:
    """Give an entry that reads what has other numbers now."""
    lent = entry.lent and entry.lent._replace(owner=places[entry.lent.owner])
    return entry._replace(reads=tuple(places.get(each, each) for each in entry.reads), lent=lent)


class Owner(NamedTuple):
    """The layer whose arrays these are: its number and kind, all that it holds, which way round."""

    number: int
    kind: str
    held: tuple[Hashable, ...]
    turned: bool


class Draft:
    """Layers as they are read, each worked out at once, so that a reader knows the volumes.

    `at` is the place in the file that is being read, for the message of a fault.
    """

    def __init__(self, inputs: Mapping[str, Volume], classes: Mapping[Path, str] | None = None) -> None:
        """Start at the inputs."""
        self.inputs = dict(inputs)
        self.classes = classes or {}
        self.entries: list[Entry] = []
        self.volumes: list[Volume | None] = []
        self.worked: list[Outcome] = []
        self.places: list[str] = []
        self.notes: list[str] = []
        self.found: list[Problem] = []
        self.unknown: dict[str, list[str]] = {}
        self.shapeless: set[str] = set()  # of these, those whose shape the file does not say
        self.shapes: dict[int, Volume] = {}
        self.owners: dict[Hashable, Owner] = {}
        self.outputs: list[int] = []
        self.besides: set[int] = set()  # what is read in a way for which there is no field
        self.name: str | None = None
        self.at = ""
        self.took_input = False
        self.less = False  # something is not counted

    def volume(self, number: int) -> Volume:
        """Give the volume that a layer (or, below 0, an input) makes."""
        made = list(self.inputs.values())[-1 - number] if number < 0 else self.volumes[number]
        if made is None:
            raise self.fault("no volume leaves what it reads")
        return made

    def fault(self, message: str, code: str = SHAPE_MISMATCH, hint: str = "") -> SpecError:
        """Make an error that names the place in the file."""
        where = f"{self.at}: " if self.at else ""
        return SpecError([Problem(code=code, message=f"{where}{message}", hint=hint)])

    def add(
        self,
        kind: str,
        fields: Mapping[str, Any],
        reads: Sequence[int],
        path: Path,
        held: tuple[Hashable, ...] = (),
        *,
        turned: bool = False,
    ) -> int:
        """Add a layer that holds these arrays of the file, shared where they are another's; give its number.

        `turned`: the first of them is used the other way round.
        """
        if len(self.entries) >= MOST_LAYERS:
            message = f"more than {MOST_LAYERS:,} layers"
            raise self.fault(message, LIMIT_EXCEEDED)
        lent = self._lent(kind, held, turned=turned)
        self.entries.append(Entry(path, kind, dict(fields), tuple(reads), lent))
        self.worked.append(self.worked_out(kind, fields, reads))
        self.volumes.append(self.worked[-1].made)
        self.places.append(self.at)
        number = len(self.entries) - 1
        for array in held:
            self.owners.setdefault(array, Owner(number, kind, held, turned))
        return number

    def become(self, number: int, kind: str) -> None:
        """Let a layer without fields be of another kind, which makes as large a volume of the same."""
        entry = self.entries[number]
        self.entries[number] = entry._replace(kind=kind)
        self.worked[number] = self.worked_out(kind, {}, entry.reads)

    def worked_out(self, kind: str, fields: Mapping[str, Any], reads: Sequence[int]) -> Outcome:
        """Work a layer out, without adding it; SpecError, with the place, where its fields will not do."""
        many = {"from": [f"at{each}" for each in range(len(reads))]} if len(reads) > 1 else {}
        try:
            layer = CATALOGUE[kind].read({**fields, **many})
        except SpecError as error:
            raise self.fault("; ".join(each.message for each in error.problems[:3]), error.problems[0].code) from None
        rules = Rules(getattr(layer, "rounding", None) or "floor")
        found = outcome(layer, tuple(self.volume(each) for each in reads), rules, hints=False)
        errors = [each for each in found.problems if each.severity == "error"]
        if errors:
            raise self.fault(errors[0].message, errors[0].code, errors[0].hint)
        return found

    def _lent(self, kind: str, held: tuple[Hashable, ...], *, turned: bool) -> Lent | None:
        """Find the layer whose arrays these are: all of them, or the weights of one turned round."""
        owner = self.owners.get(held[0]) if held else None
        if owner is None:
            return None
        if (owner.kind, owner.held, owner.turned) == (kind, held, turned):
            return Lent(owner.number)
        others = any(array in self.owners for array in held[1:])
        turns = (kind, owner.kind) in TURNS and (owner.kind == "embedding" or turned != owner.turned)
        return Lent(owner.number, turned=True) if turns and not others else None

    def partly(self, kind: str, held: tuple[Hashable, ...], *, turned: bool) -> bool:
        """Say whether some arrays are another layer's, but not as layers can share them."""
        return any(array in self.owners for array in held) and self._lent(kind, held, turned=turned) is None

    def owns(self, array: Hashable, number: int) -> None:
        """Say that a layer whose numbers are stated holds an array, unless another does."""
        self.owners.setdefault(array, Owner(number, "stated", (array,), turned=False))

    def held_by(self, number: int) -> tuple[Hashable, ...]:
        """Give the arrays that a layer holds."""
        return tuple(array for array, owner in self.owners.items() if owner.number == number)

    def withdrawn(self) -> Entry:
        """Take the last layer back, which nobody reads yet, with what it holds."""
        for array in self.held_by(len(self.entries) - 1):
            del self.owners[array]
        for each in (self.volumes, self.worked, self.places):
            each.pop()
        return self.entries.pop()

    def stated_as(
        self,
        kind: str,
        fields: Mapping[str, Any],
        reads: Sequence[int],
        path: Path,
        own: int,
        held: tuple[Hashable, ...],
    ) -> int:
        """Add what a layer would make and multiply, with the arrays alone that are no other's."""
        found = self.worked_out(kind, fields, reads)
        what = f"{kind} with arrays of another layer"
        number = self.state(what, found.made, reads, path, params=own, macs=found.counts["macs"])
        for array in held:
            self.owns(array, number)
        return number

    def unlike(self, number: int, size: int) -> None:
        """Let a layer whose arrays do not go with what it reads have those of the file; nothing where they do."""
        found, entry = self.worked[number], self.entries[number]
        if entry.lent is not None or found.counts["params"] == size:
            return
        self.less = True
        self.found.append(
            Problem(
                code=SHAPE_MISMATCH,
                severity="warning",
                message=f"{self.at}: the file's arrays of this {entry.kind} have {size:,} numbers, but on "
                f"{self.volume(entry.reads[0])} it has {found.counts['params']:,} params",
                hint="those of the file are counted, its multiplications are not: totals are at least what is said",
            )
        )
        what = f"{entry.kind} with arrays for another volume"
        fields = {"output": str(found.made), "what": what, "params": size}
        self.entries[number] = Entry(entry.path, "stated", fields, entry.reads)
        for array in self.held_by(number):
            self.owners[array] = Owner(number, "stated", (array,), turned=False)

    def state(  # noqa: PLR0913  what is stated of an operator
        self,
        what: str,
        made: Volume | None,
        reads: Sequence[int],
        path: Path,
        *,
        params: int = 0,
        buffers: int = 0,
        macs: int | None = 0,
    ) -> int:
        """Add a layer whose numbers the file states."""
        fields: dict[str, Any] = {"output": "unknown" if made is None else str(made), "what": what}
        fields |= {"params": params} if params else {}
        fields |= {"buffers": buffers} if buffers else {}
        fields |= {"macs": "unknown" if macs is None else macs} if macs != 0 else {}
        return self.add("stated", fields, reads if made is not None else (), path)

    def unsupported(self, operator: str, made: Volume | None, reads: Sequence[int], path: Path, params: int = 0) -> int:
        """Add an operator that netcalc does not know, with the file's own shape."""
        self.unknown.setdefault(operator, []).append(self.at)
        return self.state(f"the operator {operator}", made, reads, path, params=params)

    def guessed(self, operator: str, made: Volume, reads: Sequence[int], path: Path) -> int:
        """Add an operator that netcalc does not know, of whose shape the file says nothing: a volume to go on with."""
        self.shapeless.add(operator)
        return self.unsupported(operator, made, reads, path)

    def prune(self) -> None:
        """Take out what moves values about and nobody reads."""
        kept: set[int] = set()
        read = {*self.outputs, *self.besides}
        for number in range(len(self.entries) - 1, -1, -1):
            entry = self.entries[number]
            if number in read or entry.kind not in MOVES:
                kept.add(number)
                read |= {*entry.reads, *([entry.lent.owner] if entry.lent else [])}
        places = {number: place for place, number in enumerate(sorted(kept))}
        self.entries = [_moved(self.entries[number], places) for number in places]
        self.volumes = [self.volumes[number] for number in places]
        self.places = [self.places[number] for number in places]
        self.shapes = {places[number]: volume for number, volume in self.shapes.items() if number in places}
        self.outputs = [places.get(number, number) for number in self.outputs]
        self.besides = {places.get(number, number) for number in self.besides}

    def expect(self, number: int, volume: Volume) -> None:
        """Hold the volume of a layer against the one that the file states; the first of a kind is said."""
        if number >= 0 and self.volume(number) != volume:
            self.shapes.setdefault(number, volume)

    def origin(self, file: str, form: str) -> Origin:
        """Give the network as a spec's fields, with what is to be said of it."""
        inputs = tuple(self.inputs)
        tree = written(placed(self.entries, inputs), inputs, self.classes)
        fields: dict[str, Any] = {"name": self.name} if self.name else {}
        fields |= self._coming(inputs)
        fields |= {"rounding": "floor", "layers": tree.layers or [NOTHING]}
        fields |= {"blocks": tree.blocks} if tree.blocks else {}
        made = [number for number in self.outputs if number >= 0]
        fields |= {"outputs": list(dict.fromkeys(tree.names[number] for number in made))} if made else {}
        found = (*self.found, *self._differing(tree.names), *self._unknown())
        lines = {name: line[1] for name, at in zip(tree.names, self.places, strict=True) if (line := LINE.search(at))}
        besides = frozenset(tree.names[each] if each >= 0 else inputs[-1 - each] for each in self.besides)
        return Origin(file, form, fields, tuple(self.notes), found, self.less or bool(self.unknown), lines, besides)

    def _coming(self, inputs: Sequence[str]) -> dict[str, Any]:
        """Say what comes in: one volume, several by name, or nothing."""
        if tuple(inputs) == ("input",):
            return {"input": str(self.inputs["input"])}
        return {"inputs": {name: str(volume) for name, volume in self.inputs.items()} or "none"}

    def _differing(self, names: Sequence[str]) -> list[Problem]:
        """Say where the file states another volume than is worked out: of layers that follow each other, the first."""
        return [
            Problem(
                code=SHAPE_MISMATCH,
                severity="warning",
                layer=names[number],
                message=f"{names[number]} makes {self.volumes[number]}, but the file says {volume}",
                hint="the numbers are those of what is worked out",
            )
            for number, volume in list(self.shapes.items())[:MOST_NAMED]
        ]

    def _unknown(self) -> list[Problem]:
        """Say which operators are not known, one warning a kind."""
        return [
            Problem(
                code=UNSUPPORTED_OPERATOR,
                severity="warning",
                message=f"netcalc does not know the operator {operator}: its multiplications are not counted",
                hint=f"met {len(places)} time{'s' * (len(places) > 1)}, first at {places[0]}; "
                f"{GUESSED if operator in self.shapeless else TAKEN}, and totals are at least what is said",
            )
            for operator, places in self.unknown.items()
        ]
