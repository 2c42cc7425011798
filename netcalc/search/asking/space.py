"""All the variants of a network: each value of an unknown with each of the others, the last unknown the fastest."""

from collections.abc import Mapping
from math import prod
from typing import Any, Final, NamedTuple, NoReturn

from netcalc.network.graph import INPUT
from netcalc.network.network import Network
from netcalc.problems import LIMIT_EXCEEDED
from netcalc.search.asking.unknowns import Unknown, refuse, volume_of
from netcalc.volume import Volume

MOST: Final = 10**9


class Changed(NamedTuple):
    """A variant: the network, and the batch that its memory is counted for (None: the one that was asked for)."""

    network: Network
    batch: int | None


class Space(NamedTuple):
    """A network and what is varied of it; a variant is called by its number, from 0."""

    network: Network
    unknowns: tuple[Unknown, ...]

    @property
    def size(self) -> int:
        """How many variants there are."""
        return prod([len(unknown.values) for unknown in self.unknowns])

    def places(self, number: int) -> tuple[int, ...]:
        """Give the place of each unknown's value in its range."""
        made = []
        for unknown in reversed(self.unknowns):
            number, place = divmod(number, len(unknown.values))
            made.append(place)
        return tuple(reversed(made))

    def settings(self, number: int) -> dict[str, Any]:
        """Give the value of each unknown."""
        places = self.places(number)
        return {each.name: each.values[place] for each, place in zip(self.unknowns, places, strict=True)}

    def variant(self, number: int) -> Changed:
        """Give a variant; SpecError where it cannot be understood."""
        return self.changed(self.settings(number))

    def changed(self, settings: Mapping[str, Any]) -> Changed:
        """Give the network with these values; SpecError where it cannot be understood."""
        put: dict[str, Any] = {}
        inputs: dict[str, Volume] = {}
        batch = None
        for unknown in self.unknowns:
            value = settings[unknown.name]
            given = inputs.get(unknown.input) or self.network.inputs.get(unknown.input)
            if unknown.of == "set":
                put[unknown.name] = value
            elif unknown.of == "batch":
                batch = value
            elif given is not None:
                inputs[unknown.input] = _other(given, unknown, value)
        fields: dict[str, Any] = {"set": put} if put else {}
        if INPUT in inputs:
            fields[INPUT] = inputs[INPUT]
        elif inputs:
            fields["inputs"] = inputs
        return Changed(self.network.replace(**fields) if fields else self.network, batch)


def _other(given: Volume, unknown: Unknown, value: Any) -> Volume:
    """Give the input with another value: as a whole, or in one extent."""
    if unknown.of == INPUT:
        return volume_of(given, value, unknown.name)
    return Volume((*given[: unknown.place], value, *given[unknown.place + 1 :]))


def bounded(space: Space) -> Space:
    """Refuse more variants than are ever worked out; the hint says what would do."""
    if space.size > MOST:
        _refuse(space)
    return space


def _refuse(space: Space) -> NoReturn:
    each = " times ".join(f"{len(unknown.values):,} of {unknown.name}" for unknown in space.unknowns)
    largest = max(space.unknowns, key=lambda unknown: len(unknown.values))
    message = f"{space.size:,} variants ({each}) are more than can be worked out: at most {MOST:,}"
    hint = f"fewer unknowns, or larger steps: {largest.name}={_coarser(space, largest)}"
    refuse(message, hint, code=LIMIT_EXCEEDED)


def _coarser(space: Space, largest: Unknown) -> str:
    """Write a range of the unknown with most values with steps that would do, or of as many values as would."""
    room = max(2, MOST * len(largest.values) // space.size)
    first, last = largest.values[0], largest.values[-1]
    if type(first) is not int or type(last) is not int or last <= first:
        return f"at most {room:,} values"
    return f"{first}..{last}:{-(-(last - first + 1) // room)}"
