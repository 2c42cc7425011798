"""The names that can be asked of a space's variants: those of the network as it is, and at the ends of its ranges."""

from collections.abc import Collection

from netcalc.problems import SpecError, Unreadable
from netcalc.search.asking.space import Space


def known_names(space: Space) -> Collection[str]:
    """Give the names of layers; Unreadable where an unknown stands for nothing in any of the variants looked at."""
    names = dict.fromkeys(space.network.names)
    strangers: Unreadable | None = None
    known = False
    for settings in _ends(space):
        try:
            names |= dict.fromkeys(space.changed(settings).network.names)
            known = True
        except Unreadable as error:
            strangers = strangers or error
        except SpecError:
            known = True
    if strangers is not None and not known:
        raise strangers
    return names


def _ends(space: Space) -> list[dict[str, object]]:
    """Give the settings that are looked at: all first values, all last, and each unknown at its last alone."""
    first = {each.name: each.values[0] for each in space.unknowns}
    last = {each.name: each.values[-1] for each in space.unknowns}
    return [first, last, *({**first, name: value} for name, value in last.items())]
