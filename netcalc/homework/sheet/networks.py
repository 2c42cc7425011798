"""The networks a sheet asks about: bundled, in a file beside it, or written in it."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeAlias

from netcalc import problems
from netcalc.homework.sheet.conventions import Conventions
from netcalc.homework.sheet.filling import Values
from netcalc.network import bundle
from netcalc.network.network import Network
from netcalc.problems import Problem, SpecError
from netcalc.text.nearness import slipped
from netcalc.text.source import Foreign, Source, text_of

Files: TypeAlias = dict[str, Network]
NONE: Final[Values] = MappingProxyType({})


class Networks:
    """Finds the networks of one sheet, each once; what is wrong with them is gathered in `found`."""

    def __init__(
        self, folder: Path | None, conventions: Conventions, values: Values = NONE, files: Files | None = None
    ) -> None:
        """Read what lies beside the sheet from this folder, nothing else; `files` are those read before.

        `values` take the place of the vars with their names.
        """
        self.folder = folder
        self.conventions = conventions
        self.values = values
        self.files: Files = {} if files is None else files
        self.vars: set[str] = set()
        self.found: list[Problem] = []
        self.known: dict[str, Network | None] = {}
        self.spelt: dict[int, tuple[object, str]] = {}

    def find(self, written: object, path: problems.Path) -> Network | None:
        """Find a network; None, and a problem, where there is none."""
        name = self._name(written)
        if name not in self.known:
            try:
                self.known[name] = self._network(written)
            except SpecError as error:
                self.found += [each if each.place else each.below(*path) for each in error.problems]
                self.known[name] = None
        return self.known[name]

    def _name(self, written: object) -> str:
        """Spell out what a network is known by, once for all the questions that ask about it."""
        if id(written) not in self.spelt:
            self.spelt[id(written)] = (written, str(written))  # held, or its id were another's
        return self.spelt[id(written)][1]

    def _network(self, written: object) -> Network:
        rounding = self.conventions.rounding
        if isinstance(written, Mapping):
            default = {} if rounding is None or "rounding" in written else {"rounding": rounding}
            return Network.of({**written, **default})
        name = str(written)
        if name not in self.files:
            self.files[name] = self._read(name)
        return self._varied(self.files[name])

    def _read(self, name: str) -> Network:
        """Read a network from its file."""
        try:
            source = self._source(name)
        except Foreign:  # another tool's file
            return bundle.load(str(self._beside(name)))
        network, rounding = Network.read(source), self.conventions.rounding
        if rounding is None or "rounding" in network.written:
            return network
        return Network.read(source, rounding=rounding)

    def _varied(self, network: Network) -> Network:
        """Put what the sheet varies in the place of the vars with those names."""
        known = network.written.get("vars")
        mine = {name: value for name, value in self.values.items() if name in known} if known else {}
        self.vars |= mine.keys()
        return network.replace(vars=mine) if mine else network

    def _source(self, name: str) -> Source:
        specs = bundle.bundled()
        if name in specs:
            return Source(text_of(str(specs[name])), str(specs[name]))
        path = self._beside(name)
        if path is None:
            near = slipped(name, specs)
            message = f"there is no bundled spec and no file beside this sheet called {name[:80]}"
            hint = f"did you mean `{near}`?" if near else "a sheet reads only what lies beside it"
            raise SpecError([Problem(code=problems.UNKNOWN_REFERENCE, message=message, hint=hint)])
        return Source(text_of(str(path)), str(path))

    def _beside(self, name: str) -> Path | None:
        try:
            path = (self.folder / name).resolve() if self.folder else None
            return path if path and path.is_relative_to(self.folder or "") and path.is_file() else None
        except (OSError, ValueError):
            return None
