"""Whether windows fit: what a remainder means, and which numbers near the given ones would fit."""

from collections.abc import Callable
from typing import Final, NamedTuple

from netcalc import problems
from netcalc.arithmetic import Arithmetic, Slide
from netcalc.layers.base import Layer, Window
from netcalc.layers.labels import LETTERS
from netcalc.problems import Problem
from netcalc.volume import Volume

FARTHEST: Final = 1_000
NEAREST: Final = 3
SMALL: Final = 8  # a size or stride that is suggested is no larger, or at most twice the given
LINES: Final = {"W": "column", "H": "row", "T": "frame"}


class Remainder(NamedTuple):
    """What a window leaves over at the end of one axis."""

    letter: str
    extent: int
    slide: Slide
    left: int

    @property
    def beyond(self) -> int:
        """How many pixels are left over beyond the padding at the end, those of the padding before among them."""
        return max(0, self.left - int(self.slide.after))

    @property
    def unread(self) -> int:
        """How many real pixels at the end no window reads."""
        return min(self.extent, self.beyond)


def judged(window: Window) -> bool:
    """Say whether a window has to fit: some do by definition."""
    return not window[0].transposed and window[0].rounding not in ("same", "ceil")


def remaining(given: Volume, window: Window, rules: Arithmetic) -> list[Remainder]:
    """Give what a window leaves over along each axis."""
    return [
        Remainder(letter, W1, slide, rules.left_over(W1, slide))
        for letter, W1, slide in zip(LETTERS, given.spatial, window, strict=False)
    ]


def judge(layer: Layer, given: Volume, window: Window, *, rules: Arithmetic, hints: bool = True) -> Problem | None:
    """Say what is wrong with laying a layer's window down, all axes in one sentence; None where it fits."""
    if not window or not judged(window):
        return None
    remainders = remaining(given, window, rules)
    exact = window[0].rounding == "exact"
    wrong = [
        axis
        for axis in remainders
        if (axis.left if exact else axis.beyond > max(0, axis.slide.stride - rules.reach(axis.slide)))
    ]
    if not wrong:
        return None
    message = _message(wrong, rules)
    hint = _hint(layer, remainders, wrong, rules=rules) if hints else ""
    if exact:
        return Problem(code=problems.WINDOW_DOES_NOT_FIT, message=message, hint=hint, path=("stride",))
    code = problems.PIXELS_NEVER_READ
    return Problem(code=code, severity="warning", message=message, hint=hint, path=("stride",))


def _hint(layer: Layer, axes: list[Remainder], wrong: list[Remainder], *, rules: Arithmetic) -> str:
    """Say what to write: where only padding goes unread, to round down; then the nearest numbers that fit."""
    fitting = "what would fit: " + "; ".join(_alternatives(layer, axes, wrong, rules=rules))
    padding_alone = wrong[0].slide.rounding == "exact" and not any(axis.unread for axis in wrong)
    down = padding_alone and "rounding" in type(layer).model_fields
    return f"`rounding: floor`, as PyTorch and Caffe do; {fitting}" if down else fitting


def _message(wrong: list[Remainder], rules: Arithmetic) -> str:
    sentences = {_sentence(axis, rules): "" for axis in wrong}
    for axis in wrong:
        sentences[_sentence(axis, rules)] += f" and {axis.letter}" if sentences[_sentence(axis, rules)] else axis.letter
    found = [f"along {letters} {sentence}" for sentence, letters in sentences.items()]
    return "; ".join([*found, _meaning(wrong)])


def _sentence(axis: Remainder, rules: Arithmetic) -> str:
    padded = rules.padded(axis.extent, axis.slide)
    pixels = f"{axis.extent} pixels" + (f" (padded: {padded})" if padded != axis.extent else "")
    verb = "does not fit" if axis.slide.rounding == "exact" else "stops short of the end of"
    window = f"a window of {rules.reach(axis.slide)} moving by {axis.slide.stride}"
    return f"{window} {verb} {pixels}: {axis.left} left over"


def _meaning(wrong: list[Remainder]) -> str:
    parts = [
        f"{axis.unread} real {LINES[axis.letter]}{'s' if axis.unread > 1 else ''}" for axis in wrong if axis.unread
    ]
    if not parts:
        return "only padding goes unread"
    return " and ".join(parts) + (
        " is never read" if len(parts) == 1 and parts[0].startswith("1 ") else " are never read"
    )


def _alternatives(layer: Layer, axes: list[Remainder], wrong: list[Remainder], *, rules: Arithmetic) -> list[str]:
    """List the numbers nearest to the given ones that, written for all axes, leave nothing over on any.

    Of the window's numbers only those are named that the kind has a field for.
    """

    def fits(change: Callable[[Slide], Slide]) -> bool:
        return all(_fits(axis.extent, change(axis.slide), rules) for axis in axes)

    first = wrong[0].slide
    pads = [margin for axis in axes for margin in (axis.slide.before, axis.slide.after)]
    way = min(max(rules.padded(axis.extent, axis.slide) for axis in axes), max(SMALL, 2 * first.size, 2 * first.stride))
    strides = _near(first.stride, lambda S: fits(lambda slide: slide._replace(stride=S)), most=way)
    sizes = _near(first.size, lambda F: fits(lambda slide: layer.resized(slide, F)), least=max(pads) + 1, most=way)
    found = {"stride": _listed("stride", strides or [1]), "pad": "", "size": _listed("size", sizes)}
    if len(set(pads)) == 1:
        most = min(axis.slide.size for axis in axes) - 1
        margins = _near(
            first.before, lambda P: fits(lambda slide: slide._replace(before=P, after=P)), least=0, most=most
        )
        found["pad"] = _listed("pad", margins)
    written = [text for field, text in found.items() if field in type(layer).model_fields]
    return [part for part in (*written, *_inputs(axes, wrong)) if part]


def _fits(W1: int, slide: Slide, rules: Arithmetic) -> bool:
    return rules.reach(slide) <= rules.padded(W1, slide) and rules.left_over(W1, slide) == 0


def _inputs(axes: list[Remainder], wrong: list[Remainder]) -> list[str]:
    """List the extents nearest to the given ones that fit: once, where they are the same for all axes."""
    extents = {axis.letter: [axis.extent - axis.left, axis.extent - axis.left + axis.slide.stride] for axis in wrong}
    listed = {letter: [extent for extent in both if extent > 0] for letter, both in extents.items()}
    if len(wrong) == len(axes) and len(set(map(tuple, listed.values()))) == 1:
        return [_listed("input", listed[wrong[0].letter])]
    return [_listed(f"input {letter}", both) for letter, both in listed.items()]


def _near(given: int, fits: Callable[[int], bool], *, least: int = 1, most: int) -> list[int]:
    found: list[int] = []
    for distance in range(1, min(FARTHEST, max(given - least, most - given)) + 1):
        pair = (given - distance, given + distance)
        found += [near for near in pair if least <= near <= most and fits(near)]
        if len(found) >= NEAREST:
            break
    return sorted(found[:NEAREST])


def _listed(name: str, numbers: list[int]) -> str:
    return f"{name} {' or '.join(map(str, numbers))}" if numbers else ""
