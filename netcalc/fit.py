"""Whether windows fit: what a remainder means, and which numbers near the given ones would fit."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from netcalc import problems
from netcalc.arithmetic import Arithmetic, Slide
from netcalc.layers.base import LETTERS, Window
from netcalc.problems import Problem, Severity
from netcalc.volume import Volume

FARTHEST: Final = 1_000
NEAREST: Final = 3
LINES: Final = {"W": "column", "H": "row", "T": "frame"}


@dataclass(frozen=True, slots=True)
class Remainder:
    """What a window leaves over at the end of one axis."""

    letter: str
    extent: int
    slide: Slide
    left: int

    @property
    def unread(self) -> int:
        """How many real pixels at the end no window reads: what is left beyond the padding."""
        return max(0, self.left - int(self.slide.after))


def judge(given: Volume, window: Window, rules: Arithmetic, *, hints: bool = True) -> Problem | None:
    """Say what is wrong with laying a window down, all axes in one sentence; None where it fits."""
    if not window or window[0].transposed or window[0].rounding in ("same", "ceil"):
        return None
    remainders = [
        Remainder(letter, W1, slide, rules.left_over(W1, slide))
        for letter, W1, slide in zip(LETTERS, given.spatial, window, strict=False)
    ]
    if window[0].rounding == "exact":
        wrong = [axis for axis in remainders if axis.left]
        return _problem(problems.WINDOW_DOES_NOT_FIT, wrong, rules, hints=hints) if wrong else None
    wrong = [axis for axis in remainders if axis.unread > max(0, axis.slide.stride - rules.reach(axis.slide))]
    return _problem(problems.PIXELS_NEVER_READ, wrong, rules, hints=hints) if wrong else None


def _problem(code: str, wrong: list[Remainder], rules: Arithmetic, *, hints: bool) -> Problem:
    sentences = {_sentence(axis, rules): "" for axis in wrong}
    for axis in wrong:
        sentences[_sentence(axis, rules)] += f" and {axis.letter}" if sentences[_sentence(axis, rules)] else axis.letter
    message = "; ".join(f"along {letters} {sentence}" for sentence, letters in sentences.items())
    message += "; " + _meaning(wrong)
    hint = "what would fit: " + "; ".join(_alternatives(wrong, rules)) if hints else ""
    severity: Severity = "error" if code == problems.WINDOW_DOES_NOT_FIT else "warning"
    return Problem(code=code, message=message, hint=hint, severity=severity, path=("stride",))


def _sentence(axis: Remainder, rules: Arithmetic) -> str:
    padded = axis.extent + axis.slide.before + axis.slide.after
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


def _alternatives(wrong: list[Remainder], rules: Arithmetic) -> list[str]:
    """List the numbers nearest to the given ones under which nothing is left over on these axes."""

    def fits(change: Callable[[Slide], Slide]) -> bool:
        return all(
            rules.reach(change(axis.slide)) <= axis.extent + change(axis.slide).before + change(axis.slide).after
            and rules.left_over(axis.extent, change(axis.slide)) == 0
            for axis in wrong
        )

    first = wrong[0].slide
    strides = _near(first.stride, lambda S: fits(lambda slide: slide._replace(stride=S)))
    sizes = _near(first.size, lambda F: fits(lambda slide: slide._replace(size=F)))
    found = [_listed("stride", strides or [1])]
    if first.before == first.after:
        pads = _near(
            first.before, lambda P: fits(lambda slide: slide._replace(before=P, after=P)), least=0, most=first.size - 1
        )
        found.append(_listed("pad", pads))
    found.append(_listed("size", sizes))
    found += dict.fromkeys(_inputs(axis, len({other.extent for other in wrong}) > 1) for axis in wrong)
    return [part for part in found if part]


def _inputs(axis: Remainder, several: bool) -> str:  # noqa: FBT001  private
    extents = [
        extent for extent in (axis.extent - axis.left, axis.extent - axis.left + axis.slide.stride) if extent > 0
    ]
    return _listed(f"input {axis.letter}" if several else "input", extents)


def _near(given: int, fits: Callable[[int], bool], *, least: int = 1, most: int | None = None) -> list[int]:
    found: list[int] = []
    for distance in range(1, FARTHEST):
        pair = (given - distance, given + distance)
        found += [near for near in pair if near >= least and (most is None or near <= most) and fits(near)]
        if len(found) >= NEAREST:
            break
    return sorted(found[:NEAREST])


def _listed(name: str, numbers: list[int]) -> str:
    return f"{name} {' or '.join(map(str, numbers))}" if numbers else ""
