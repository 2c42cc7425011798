"""An input moved a little: what its gradient promises, and what comes of it."""

from typing import NamedTuple

from netcalc.circuits.report import flat
from netcalc.circuits.result import Circuit
from netcalc.circuits.values import Known, Numbers
from netcalc.problems import SpecError, invalid


class Nudge(NamedTuple):
    """A name moved by `by`, at `place` alone where it is an array and one is named: what was, is promised, and came.

    `every` says that all values of an array were moved; `of` names an output that is an array.
    """

    name: str
    place: tuple[int, ...]
    by: float
    slope: float
    before: float
    came: float
    every: bool = False
    of: str = ""

    @property
    def promised(self) -> float:
        """What the gradient says."""
        return self.before + self.slope * self.by

    @property
    def moved(self) -> str:
        """Name what was moved: x, or w[0]."""
        return f"{self.name}[{', '.join(map(str, self.place))}]" if self.place else self.name


def nudge(circuit: Circuit, name: str, by: float, place: tuple[int, ...] = ()) -> Nudge:
    """Move an input of a circuit and run it again; of an array all values move, unless a place in it is named.

    An output that is an array counts as the sum of its values times the gradients from above. SpecError.
    """
    from netcalc.circuits.build import circuit as build

    found = next((each for each in circuit.inputs if each.name == name), None)
    if found is None:
        inputs = ", ".join(each.name for each in circuit.inputs)
        message = f"{name} is no input: they are {inputs}"
        raise invalid(message)
    at = {each.name: each.value for each in circuit.inputs}
    if found.gradient is None or found.value is None or circuit.value is None or None in at.values():
        raise invalid("arrays of more than 1,000 values are not nudged")
    at[name] = _moved(found.value, by, place, name)
    slope = sum(flat(_taken(found.gradient, place)))
    again = build(circuit.expression, at, form=circuit.form)
    before, came = _felt(circuit.value, circuit), _felt(again.value, circuit)
    every = isinstance(found.value, tuple) and len(place) < len(found.shape)
    return Nudge(
        name, place, by, slope, before, came, every, circuit.output if circuit.shape or circuit.upstream != 1 else ""
    )


def _felt(value: Known, circuit: Circuit) -> float:
    return sum(one * other for one, other in zip(flat(value), flat(circuit.upstream), strict=True))


def _moved(value: Numbers, by: float, place: tuple[int, ...], name: str) -> Numbers:
    if not isinstance(value, tuple):
        if place:
            raise _nowhere(name)
        return value + by
    if not place:
        return tuple(_moved(each, by, (), name) for each in value)
    if not 0 <= place[0] < len(value):
        raise _nowhere(name)
    return tuple(_moved(each, by, place[1:], name) if at == place[0] else each for at, each in enumerate(value))


def _taken(value: Numbers, place: tuple[int, ...]) -> Numbers:
    return _taken(value[place[0]], place[1:]) if place and isinstance(value, tuple) else value


def _nowhere(name: str) -> SpecError:
    return invalid(f"there is no such place in {name}")
