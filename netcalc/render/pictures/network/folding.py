"""A network folded until there is room to draw it: repeats told once, the middle of what is still too long left out."""

from collections.abc import Callable, Sequence
from typing import Final

from netcalc.render.pictures.network.pieces import Piece, pieces_at, reads_of
from netcalc.report.fold import levels
from netcalc.report.report import Report
from netcalc.text.counted import counted

PERIOD: Final = 40  # pieces of what is repeated, at most
TIMES: Final = 4
FEW: Final = 24  # pieces: of so many, each is drawn

Further = Callable[[list[Piece], Report], list[Piece]]


def folded(report: Report, depth: int | None, most: int, further: Further | None = None) -> list[Piece]:
    """Give the pieces of a network, at this depth, else at that at which there are most, and yet not too many."""
    deepest = 1 + max(levels(report).values(), default=0)
    made: list[Piece] = []
    for level in range(1, deepest + 1) if depth is None else (min(depth, deepest),):
        found = pieces_at(report, level)
        found = further(found, report) if further else found
        found = _repeats(found, report) if len(found) > FEW else found
        if not made or len(made) <= len(found) <= most:
            made = found
    return _shortened(made, most) if depth is None or len(made) > 4 * most else made


def _repeats(pieces: list[Piece], report: Report) -> list[Piece]:
    """Tell what comes again and again once, and how often."""
    keys = _keys(pieces, report)
    made: list[Piece] = []
    place = 0
    while place < len(pieces):
        period, times = _repeated(keys, place)
        if not period:
            made.append(pieces[place])
            place += 1
            continue
        made += pieces[place : place + period]
        again = pieces[place + period : place + period * times]
        same = "the same again" if _same(pieces[place : place + period * times], report, period) else "alike again"
        made.append(_together(again, (f"{same}, {counted(times - 1, 'time')}", _layers(again))))
        place += period * times
    return made


def _keys(pieces: list[Piece], report: Report) -> list[int]:
    """Give one number to pieces that are alike: of like kinds, on like volumes, from as far back, or all from afar."""
    numbers: dict[object, int] = {}
    found = []
    for place, (piece, reads) in enumerate(zip(pieces, reads_of(pieces, report), strict=True)):
        held = report.layers[piece.span]
        back = tuple(min(place - each, PERIOD) for each in reads)
        key = (back, *((layer.kind, layer.input, layer.output, layer.params) for layer in held))
        found.append(numbers.setdefault(key, len(numbers)))
    return found


def _same(pieces: Sequence[Piece], report: Report, period: int) -> bool:
    """Say whether each pass has the same layers: a dilation, or what is read from afar, may differ."""
    layers = [[id(each.working.layer) for each in report.layers[piece.span]] for piece in pieces]
    return all(layers[place] == layers[place % period] for place in range(len(layers)))


def _repeated(keys: Sequence[int], start: int) -> tuple[int, int]:
    """Say how many pieces from here on are repeated how often, so that most is covered; (0, 0) where none are."""
    best = (0, 0)
    for period in range(1, min(PERIOD, (len(keys) - start) // TIMES) + 1):
        if keys[start] != keys[start + period]:
            continue
        stop = start + period
        while stop < len(keys) and keys[stop] == keys[stop - period]:
            stop += 1
        times = (stop - start) // period
        if times >= TIMES and period * times > best[0] * best[1]:
            best = (period, times)
    return best


def _shortened(pieces: list[Piece], most: int) -> list[Piece]:
    """Put the middle of what is too long into one piece."""
    if len(pieces) <= most:
        return pieces
    kept = (most - 1) // 2
    return [*pieces[:kept], _together(middle := pieces[kept:-kept], (_layers(middle), "folded")), *pieces[-kept:]]


def _layers(pieces: Sequence[Piece]) -> str:
    return counted(pieces[-1].span.stop - pieces[0].span.start, "layer")


def _together(pieces: Sequence[Piece], about: tuple[str, ...]) -> Piece:
    """Make one piece of several, under the names of the first and the last."""
    name = pieces[0].name if len(pieces) == 1 else f"{pieces[0].name} … {pieces[-1].name}"
    return Piece(slice(pieces[0].span.start, pieces[-1].span.stop), name, about)


def straight(pieces: list[Piece], report: Report) -> list[Piece]:
    """Put together what lies between volumes through which everything passes, unless it is a chain with skips."""
    reads = reads_of(pieces, report)
    made: list[Piece] = []
    begin = 0
    for end in _cuts(reads):
        stretch = range(begin, end + 1)
        chain = all(place - 1 in reads[place] or place == 0 for place in stretch)
        held = pieces[begin : end + 1]
        made += held if chain else [_together(held, ("branches", _layers(held)))]
        begin = end + 1
    return made


def _cuts(reads: Sequence[tuple[int, ...]]) -> list[int]:
    """Name the pieces behind which nothing before them is read."""
    last = list(range(len(reads)))
    inputs = -1
    for place, read in enumerate(reads):
        for each in read:
            if each >= 0:
                last[each] = place
            else:
                inputs = place
    found, furthest = [], inputs
    for place in range(len(reads)):
        if furthest <= place:
            found.append(place)
        furthest = max(furthest, last[place])
    return found if found and found[-1] == len(reads) - 1 else [*found, len(reads) - 1]
