"""The pixels of an input that a value sees, as a grid of signs: near them, or the whole with several to a sign."""

from itertools import product
from typing import Final, NamedTuple

from netcalc.calculator.fields.patches import Patch
from netcalc.render.pages.windows.grid import PADDING, PIXEL, SEEN

MARGIN: Final = 3
MOST_ROWS: Final = 40


class Pixels(NamedTuple):
    """An input's extents, the patches of it that are seen, and those that windows on it look at, padding too."""

    extents: tuple[int, ...]
    seen: tuple[Patch, ...]
    around: tuple[Patch, ...]

    @staticmethod
    def every(patch: Patch) -> set[tuple[int, ...]]:
        """Name all pixels of a patch."""
        return set(product(*patch))

    def span(self, axis: int) -> tuple[int, int]:
        """Give the first place along an axis that is looked at, and the one behind the last."""
        places = [patch[axis][end] for patch in (*self.seen, *self.around) for end in (0, -1) if patch[axis]]
        return min(places), max(places) + 1


class Grid(NamedTuple):
    """Lines of signs, and what there is to say of them."""

    lines: list[str]
    about: str


def drawn(pixels: Pixels, width: int) -> Grid:
    """Draw the pixels, in lines of this width: of three axes the first two, seen in any frame."""
    spans = [pixels.span(axis) for axis in range(min(2, len(pixels.extents)))]
    wholes = [(min(0, first), max(W, last)) for (first, last), W in zip(spans, pixels.extents, strict=False)]
    columns = width // 2 - 2
    about = f"frames {pixels.span(2)[0]} to {pixels.span(2)[1] - 1}" if len(pixels.extents) > 2 else ""
    if _fits(wholes, columns):
        return Grid(_lines(pixels, wholes, 1), about)
    near = [
        (max(a, first - MARGIN), min(b, last + MARGIN)) for (first, last), (a, b) in zip(spans, wholes, strict=True)
    ]
    if _fits(near, columns):
        said = [f"{word} {a} to {b - 1}" for word, (a, b) in zip(("columns", "rows"), near, strict=False)]
        return Grid(_lines(pixels, near, 1), ", ".join([*said, *filter(None, [about])]))
    each = max(-(-(wholes[0][1] - wholes[0][0]) // columns), *(-(-(b - a) // MOST_ROWS) for a, b in wholes[1:]), 1)
    sign = f"a sign stands for {'x'.join([str(each)] * len(wholes))} pixels"
    return Grid(_lines(pixels, wholes, each), ", ".join(filter(None, [sign, about])))


def _fits(spans: list[tuple[int, int]], columns: int) -> bool:
    return all(last - first <= most for (first, last), most in zip(spans, (columns, MOST_ROWS), strict=False))


def _lines(pixels: Pixels, spans: list[tuple[int, int]], each: int) -> list[str]:
    (left, right), (top, bottom) = spans[0], spans[1] if len(spans) > 1 else (0, 1)
    seen = _blocks(pixels.seen, (left, top), each)
    around = _blocks(pixels.around, (left, top), each)
    wide, tall = -(-(right - left) // each), -(-(bottom - top) // each)
    inside = [
        (max(-(-(0 - start) // each), 0), -(-(W - start) // each))
        for W, start in zip(pixels.extents, (left, top), strict=False)
    ]
    made = []
    for y in range(tall):
        signs = []
        for x in range(wide):
            lies = all(first <= at < last for at, (first, last) in zip((x, y), inside, strict=False))
            signs.append(_sign((x, y) in seen, (x, y) in around, inside=lies))
        made.append(" ".join(signs).rstrip())
    return made


def _blocks(patches: tuple[Patch, ...], start: tuple[int, int], each: int) -> set[tuple[int, int]]:
    """Name the signs that stand for a pixel of these patches."""
    found: set[tuple[int, int]] = set()
    for patch in patches:
        xs = {(x - start[0]) // each for x in patch[0]}
        ys = {(y - start[1]) // each for y in patch[1]} if len(patch) > 1 else {0}
        found |= set(product(xs, ys))
    return found


def _sign(seen: bool, around: bool, *, inside: bool) -> str:  # noqa: FBT001
    if inside:
        return SEEN if seen else PIXEL
    return PADDING if around else " "
