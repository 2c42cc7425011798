"""Blocks in use: their arguments bound, and their layers read once for equal arguments."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from netcalc.layers.written.values import shown
from netcalc.network.findings import Findings
from netcalc.network.items import NotUnderstood, Partial, Use, written_name
from netcalc.network.reading.blocks import arguments, call
from netcalc.network.reading.bounds import TOO_DEEP, Bounds
from netcalc.network.reading.composites import ReadList
from netcalc.network.reading.frame import Frame
from netcalc.network.written import Block
from netcalc.problems import INVALID_VALUE, LIMIT_EXCEEDED, Path
from netcalc.text.templates.template import Names, settled

MOST_BODIES: Final = 10_000


class Body(NamedTuple):
    """A block's layers for one set of arguments, and how many levels they nest."""

    layers: tuple[Partial, ...]
    height: int


class Uses:
    """The blocks of a spec, and what was read of them."""

    def __init__(self, blocks: Mapping[str, Block | None], names: Names, bounds: Bounds, read: ReadList) -> None:
        """Know these blocks (None: could not be read) and vars; `read` reads a list of layers."""
        self.blocks = blocks
        self.names = names
        self.bounds = bounds
        self.read = read
        self.bodies: dict[tuple[str, str], Body] = {}
        self.used: set[str] = set()

    def use(self, kind: str, written: object, path: Path, frame: Frame) -> Partial:
        """Read the use of a block: its arguments, then its layers with them put in."""
        self.used.add(kind)
        block = self.blocks[kind]
        if not isinstance(written, Mapping | None):
            frame.wrong(f"{kind} is a block: it takes its arguments by name, not {shown(written)}", path)
        elif kind in frame.blocks:
            frame.wrong(f"the block `{kind}` uses itself, without end", path, code=LIMIT_EXCEEDED)
        elif block is not None:
            return self._bound(kind, block, dict(written or {}), path, frame)
        return NotUnderstood(kind, written_name(written))

    def _bound(self, kind: str, block: Block, written: dict[str, Any], path: Path, frame: Frame) -> Partial:
        given, broken = frame.values(written, path)
        bound, found = arguments(kind, block, given, self.names)
        made, wrong = call(given)
        found = [*found, *wrong]
        for problem in found:
            if problem.path[:1] not in {(field,) for field in broken}:
                frame.note(problem.below(*path))
        body = None if found or broken else self._body(kind, block, bound, path, frame)
        if body is None:
            return NotUnderstood(kind, written_name(written))
        return Use(kind, made.name, made.from_, settled(given), body.layers, _path(kind), made.share)

    def _body(self, kind: str, block: Block, bound: Names, path: Path, frame: Frame) -> Body | None:
        """Give the layers for these arguments; None, and a problem, where that would be too much."""
        key = (kind, repr(sorted(bound.items(), key=str)))
        body = self.bodies.get(key)
        if body is None and len(self.bodies) >= MOST_BODIES:
            message = f"blocks are used with more than {MOST_BODIES:,} different sets of arguments"
            frame.wrong(message, path, code=LIMIT_EXCEEDED)
            return None
        if body is None:
            body = self.bodies[key] = self._read(kind, block, bound, frame.inside(kind, {}, (path,)))
        elif not self.bounds.fits(body.height):
            frame.wrong(TOO_DEEP, path, code=LIMIT_EXCEEDED)
            return None
        return body

    def _read(self, kind: str, block: Block, bound: Names, frame: Frame) -> Body:
        inside = frame._replace(names={**self.names, **bound})
        return Body(*self.bounds.measured(lambda: self.read(block.layers, _path(kind), inside)))

    def check_unused(self, frame: Frame) -> None:
        """Read the blocks that nobody uses too, for their misspelt words; their values depend on arguments."""
        for name, block in self.blocks.items():
            if block is None or name in self.used:
                continue
            findings = Findings()
            guessed = dict.fromkeys(block.args, 1) | block.defaults()
            self._read(name, block, guessed, Frame(findings, {}, (name,)))
            open_values = {INVALID_VALUE} if None in block.args.values() else set()
            for problem in findings.problems:
                if problem.code not in open_values:
                    frame.note(problem)


def _path(kind: str) -> Path:
    return ("blocks", kind, "layers")
