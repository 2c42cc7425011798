"""Kinds of installed packages: entry points of the group `netcalc.kinds`, looked for when a kind is not netcalc's."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import Final, NamedTuple

from netcalc.layers import KINDS
from netcalc.layers.base import Layer
from netcalc.layers.written.values import NAME
from netcalc.problems import UNKNOWN_LAYER, Problem

GROUP: Final = "netcalc.kinds"
CLASSES: Final = "the entry point names a class, a subclass of netcalc.Layer: `kind = package.module:Class`"
COMPOSED: Final = ("repeat", "residual", "parallel")


class NotLoaded(Exception):
    """A kind of an installed package cannot be had: a sentence, and what to do."""

    def __init__(self, message: str, hint: str = CLASSES) -> None:
        """Say why, and how it should be."""
        super().__init__(message)
        self.hint = hint

    def problem(self, kind: str) -> Problem:
        """Put it as a problem of a layer of that kind."""
        return Problem(code=UNKNOWN_LAYER, message=str(self), hint=self.hint, path=(kind,))


class Found(NamedTuple):
    """The kinds of installed packages that can be used, and why others cannot."""

    kinds: Mapping[str, type[Layer]]
    problems: Sequence[Problem]


def theirs(kind: str) -> type[Layer] | None:
    """Give the kind of an installed package; None where none has one of that name, NotLoaded where it cannot be had."""
    offered = _offered(tuple(sys.path)).get(kind, ())
    return _loaded(kind, offered) if offered else None


def names() -> tuple[str, ...]:
    """Name the kinds that installed packages offer, none of them loaded."""
    return tuple(_offered(tuple(sys.path)))


def every() -> Found:
    """Load all kinds of installed packages."""
    kinds: dict[str, type[Layer]] = {}
    problems: list[Problem] = []
    for kind, offered in _offered(tuple(sys.path)).items():
        try:
            kinds[kind] = _loaded(kind, offered)
        except NotLoaded as error:
            problems.append(error.problem(kind))
    return Found(kinds, problems)


@lru_cache(maxsize=8)
def _offered(_: tuple[str, ...]) -> dict[str, tuple[EntryPoint, ...]]:
    """Gather the entry points by name, for the folders that Python looks in now."""
    found: dict[str, tuple[EntryPoint, ...]] = {}
    for entry in entry_points(group=GROUP):
        found[entry.name] = (*found.get(entry.name, ()), entry)
    return found


def _loaded(kind: str, offered: Sequence[EntryPoint]) -> type[Layer]:
    package = " and ".join(dict.fromkeys(_packages(offered)))
    if kind in (*KINDS, *COMPOSED):
        message = f"the kind `{kind}` of {package} is left out: netcalc has a kind of that name"
        raise NotLoaded(message, "the package has to name it otherwise")
    if len({entry.value for entry in offered}) > 1:
        message = f"the kind `{kind}` is offered by {package}: which is meant cannot be told"
        raise NotLoaded(message, "uninstall one of them")
    try:
        made = offered[0].load()
    except (Exception, SystemExit) as error:  # noqa: BLE001  whatever a package does
        message = f"the kind `{kind}` of {package} cannot be loaded: {type(error).__name__}: {str(error)[:200]}"
        raise NotLoaded(message) from None
    if not isinstance(made, type) or not issubclass(made, Layer):
        message = f"the kind `{kind}` of {package} is no layer: {offered[0].value}"
        raise NotLoaded(message)
    if getattr(made, "kind", None) != kind or not NAME.fullmatch(kind):
        message = f"the kind `{kind}` of {package} calls itself `{getattr(made, 'kind', '')}`"
        raise NotLoaded(message, "the entry point and the class have one name, of letters, digits and `_`")
    return _complete(kind, package, made)


def _complete(kind: str, package: str, made: type[Layer]) -> type[Layer]:
    """Let a class's fields be understood now, so that what is wrong with them is said here."""
    try:
        made.model_json_schema()
    except Exception as error:  # noqa: BLE001  whatever its fields are
        message = f"the kind `{kind}` of {package} has a field that cannot be written: {str(error)[:200]}"
        raise NotLoaded(message) from None
    return made


def _packages(offered: Sequence[EntryPoint]) -> Iterator[str]:
    for entry in offered:
        yield f"{entry.dist.name} {entry.dist.version}" if entry.dist else "an installed package"
