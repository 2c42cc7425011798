"""Where paths meet: what the values of a layer see that reads several others, or one, of unlike extents too."""

from collections.abc import Sequence

from netcalc.calculator.fields.receptive import Tracker
from netcalc.calculator.fields.sight import UNSEEING, Path, Sight


def met(tracker: Tracker, paths: Sequence[Path], into: str, *, gates: bool = False) -> Sight:
    """Give what several paths see together; `gates`: one that is stretched over a whole map gates the map.

    A path that sees nothing adds nothing. Where one sees all, all do; but a gate leaves the span of its map.
    """
    seeing = [path for path in paths if path.sight.sees != "nothing"]
    if not seeing:
        return UNSEEING
    if len({path.extents for path in paths}) == 1:
        return tracker.joined([path.sight for path in seeing], into)
    full = widest(paths)
    maps = [path for path in seeing if path.extents == full]
    stretched = [path for path in seeing if path.extents != full]
    if gates and maps and all(set(path.extents) <= {1} for path in stretched):
        return _gated(tracker.joined([path.sight for path in maps], into), stretched)
    unsaid = next((path for path in stretched if path.sight.sees != "all"), None)
    if unsaid is None or any(path.sight.sees == "all" for path in seeing):
        return tracker.joined([path.sight for path in seeing], into)
    return Sight("unknown", note=_stretching(unsaid, into))


def spanless(paths: Sequence[Path]) -> Sight | None:
    """Give what is seen where one path sees all, or else where one is unknown; None where all have spans."""
    known = {path.sight.sees: path.sight for path in reversed(paths)}
    return known.get("all") or known.get("unknown")


def widest(paths: Sequence[Path]) -> tuple[int, ...]:
    """Give the extents to which all are stretched."""
    axes = max(len(path.extents) for path in paths)
    return tuple(map(max, zip(*(path.extents for path in paths if len(path.extents) == axes), strict=True)))


def _gated(sight: Sight, gates: Sequence[Path]) -> Sight:
    """Keep the span of the map, and say what its first gate sees besides."""
    if not gates or sight.sees != "spans" or sight.note:
        return sight
    return sight._replace(note=f"this is the span of the map alone: the gate {gates[0].name} sees all")


def _stretching(path: Path, into: str) -> str:
    if set(path.extents) <= {1}:
        return f"{into} stretches {path.name} over a map: what it sees lies elsewhere from every position"
    return f"{into} stretches what it reads along some axes only"
