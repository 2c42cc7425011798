"""Names that are read: which node each stands for, and what is wrong with those that stand for none."""

import re
from collections.abc import Collection
from typing import Final

from netcalc.layers.base import NONE, ONE, ONE_OR_TWO, TWO, Layer
from netcalc.network.findings import Findings
from netcalc.network.graph import INPUT
from netcalc.network.laying.scope import Scope
from netcalc.problems import INVALID_VALUE, UNKNOWN_REFERENCE, Path, Problem
from netcalc.text.words import name_hint

AUTOMATIC: Final = re.compile(r".*[a-z]\d+")
MOST_NAMES: Final = 500
MOST_INPUTS: Final = 8
READS: Final = {NONE: "nothing", ONE: "one layer", ONE_OR_TWO: "one layer or two", TWO: "two layers"}
LEFT_OUT: Final = "the one of this name was left out by its `when`"
KEYS: Final = "write `[queries, keys]`: the values are read from the keys' layer"
JOIN: Final = "join them first: `add`, `multiply` or `concat`"


class References:
    """Looks names up; `guesses`: a layer of unknown kind stands somewhere, which may have any automatic name."""

    def __init__(self, findings: Findings, inputs: tuple[str, ...] = (INPUT,), *, guesses: bool) -> None:
        """Note what is wrong with these findings."""
        self.findings = findings
        self.inputs = inputs
        self.guesses = guesses

    def excused(self, name: str) -> bool:
        """Say whether a name may be unknown only because a layer could not be understood."""
        return self.guesses and AUTOMATIC.fullmatch(name) is not None

    def number(self, name: str, scope: Scope, path: Path, given: int) -> int:
        """Give the node that a name stands for; where there is none, note it and go on with the one given."""
        number = scope.find(name)
        if number is not None:
            return number
        if not self.excused(name) and not self.findings.knows(UNKNOWN_REFERENCE, path, name):
            message = f"no layer before this one is called `{name}`"
            hint = LEFT_OUT if scope.left_out(name) else self._hint(name, scope)
            problem = Problem(code=UNKNOWN_REFERENCE, message=message, hint=hint, path=path, uses=scope.uses)
            self.findings.note(problem, name)
        return max(given, -1)

    def one(self, names: tuple[str, ...] | None, scope: Scope, path: Path, given: int) -> int:
        """Find what the first layers of a composite read: one layer."""
        if not names:
            return given
        if len(names) > 1:
            self.several("this", names, scope, path)
        return self.number(names[0], scope, path, given)

    def several(self, who: str, names: tuple[str, ...], scope: Scope, path: Path) -> None:
        """Note that several layers are named where one is read."""
        self._misread(f"{who} reads one layer, not {len(names)}", JOIN, scope, path)

    def too_many(self, layer: Layer, names: tuple[str, ...], scope: Scope, path: Path) -> None:
        """Note that more layers (or fewer) are named than a layer of the kind reads."""
        takes = layer.volumes
        reads = READS.get(takes) or f"from {takes[0]} to {takes[-1]} layers"
        hint = "leave `from` out" if 0 in takes else JOIN if takes == ONE else KEYS if takes == ONE_OR_TWO else ""
        self._misread(f"{layer.kind} reads {reads}, not {len(names)}", hint, scope, path)

    def _misread(self, message: str, hint: str, scope: Scope, path: Path) -> None:
        self.findings.note(Problem(code=INVALID_VALUE, message=message, hint=hint, path=path, uses=scope.uses))

    def _hint(self, name: str, scope: Scope) -> str:
        return self.near(name, scope) or ("" if self.findings.many else "only layers that stand before it can be read")

    def near(self, name: str, scope: Scope) -> str:
        """Say which name was probably meant; empty where nobody knows."""
        if self.findings.many:
            return ""
        if name == INPUT:
            return f"the network has {len(self.inputs)} inputs: {', '.join(self.inputs[:MOST_INPUTS])}"
        within = _within(name, [full for full, number in scope.home.every.items() if number >= 0])
        if within:
            return within
        known = (*list(scope.names)[-MOST_NAMES:], *list(scope.home.every)[-MOST_NAMES:], *self.inputs)
        return name_hint(name, known)


def _within(name: str, every: Collection[str]) -> str:
    """Say what a layer is called from outside, which has this name in a block, or in the passes of a repeat."""
    inside = [full for full in every if full.endswith(f".{name}")]
    if inside:
        return f"inside a block it has another name from outside: `{inside[-1]}`"
    passes = [full for full in every if full.startswith(f"{name}.") and full[len(name) + 1 :].isdecimal()]
    return f"each pass has its own: `{passes[-1]}` is the last" if passes else ""
