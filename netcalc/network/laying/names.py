"""Names given while layers are laid flat: each once, and none too long."""

from typing import Final

from netcalc.network.findings import Findings
from netcalc.network.laying.scope import Scope
from netcalc.problems import DUPLICATE_NAME, LIMIT_EXCEEDED, Path, Problem

LONGEST: Final = 1_000
HINT: Final = "an automatic name is the kind and its number: give one of them another name"


def take(relative: str, short: str, number: int, scope: Scope, path: Path, findings: Findings) -> None:
    """Give a node a name, unless another has it: relative to its block, and short in its own pass."""
    name = scope.full(relative)
    problem = _problem(name, scope, path)
    if problem is None:
        scope.take(relative, short, number)
    else:
        findings.note(problem, short)


def _problem(name: str, scope: Scope, path: Path) -> Problem | None:
    if len(name) > LONGEST:
        message = f"the name `{name[:40]}...` is longer than {LONGEST} characters"
        return Problem(code=LIMIT_EXCEEDED, message=message, path=path, uses=scope.uses)
    if name in scope.home.every:
        of_an_input = scope.home.every[name] < 0
        message = f"an input is called `{name}` too" if of_an_input else f"two layers would be called `{name}`"
        return Problem(
            code=DUPLICATE_NAME,
            message=message,
            hint="give the layer another name" if of_an_input else HINT,
            path=path,
            layer=name,
            uses=scope.uses,
        )
    return None
