"""A fault in the code of an installed package's kind: said as a problem of that kind, not as a traceback."""

from pathlib import Path
from traceback import walk_tb

from netcalc.layers.base import Layer
from netcalc.problems import SpecError, invalid

OURS = "netcalc"


def blamed(error: Exception) -> SpecError | None:
    """Give the problem where a method of somebody else's kind, or what it called, went wrong; None where none did."""
    frames = list(walk_tb(error.__traceback__))
    kinds = [(frame.f_locals.get("self"), frame, line) for frame, line in frames]
    found = next(((kind, frame, line) for kind, frame, line in reversed(kinds) if _theirs(kind)), None)
    if found is None:
        return None
    kind, frame, line = found
    where = f"{Path(frame.f_code.co_filename).name}, line {line}, in {frame.f_code.co_name}"
    what = f"`{kind.kind}`" if isinstance(kind, Layer) else f"a gate, {type(kind).__name__},"
    message = f"{what} of {type(kind).__module__} failed: {type(error).__name__}: {str(error)[:200]}"
    return invalid(message, f"this is the package's own fault: {where}")


def _theirs(owner: object) -> bool:
    """Say whether a method is one of a kind, or of a gate, that is not netcalc's."""
    if type(owner).__module__.partition(".")[0] == OURS:
        return False
    bases = {f"{base.__module__}.{base.__qualname__}" for base in type(owner).__mro__}
    return isinstance(owner, Layer) or f"{OURS}.reference.tape.gate.Gate" in bases
