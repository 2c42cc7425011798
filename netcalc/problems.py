"""A problem: what is wrong, where, and what to write instead, as data."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

Severity = Literal["error", "warning", "advice"]
Path = tuple[str | int, ...]

UNREADABLE: Final = "unreadable"
INVALID_YAML: Final = "invalid-yaml"
UNKNOWN_LAYER: Final = "unknown-layer"
UNKNOWN_FIELD: Final = "unknown-field"
MISSING_FIELD: Final = "missing-field"
INVALID_VALUE: Final = "invalid-value"
DUPLICATE_NAME: Final = "duplicate-name"
UNKNOWN_REFERENCE: Final = "unknown-reference"
LIMIT_EXCEEDED: Final = "limit-exceeded"
WINDOW_DOES_NOT_FIT: Final = "window-does-not-fit"
WINDOW_TOO_LARGE: Final = "window-too-large"
GROUPS_DO_NOT_DIVIDE: Final = "groups-do-not-divide"
SHAPE_MISMATCH: Final = "shape-mismatch"
EXPECTATION_FAILED: Final = "expectation-failed"
PIXELS_NEVER_READ: Final = "pixels-never-read"
UNREAD_OUTPUT: Final = "unread-output"
UNLIKELY_INPUT: Final = "unlikely-input"
INVALID_EXPRESSION: Final = "invalid-expression"
NOT_FINITE: Final = "not-finite"
INVALID_DATA: Final = "invalid-data"
UNSUPPORTED_OPERATOR: Final = "unsupported-operator"
WEIGHTS_DIFFER: Final = "weights-differ"
NETWORKS_DIFFER: Final = "networks-differ"
UNFIT_FORMAT: Final = "unfit-format"

CODES: Final = {
    UNREADABLE: "there is no such file, or it cannot be read as text",
    INVALID_YAML: "the text is not YAML, or uses what specs may not (tags, repeated keys)",
    UNKNOWN_LAYER: "no layer kind has this name",
    UNKNOWN_FIELD: "this kind has no such field",
    MISSING_FIELD: "a required field is missing",
    INVALID_VALUE: "a field has a value that it does not take",
    DUPLICATE_NAME: "two layers would have one name",
    UNKNOWN_REFERENCE: "a name or a query stands for nothing that comes before it",
    LIMIT_EXCEEDED: "a number, the text or the network is larger than netcalc takes",
    WINDOW_DOES_NOT_FIT: "the window does not fit its input evenly at this stride",
    WINDOW_TOO_LARGE: "the window is larger than the padded input",
    GROUPS_DO_NOT_DIVIDE: "the groups do not divide the depth or the filters",
    SHAPE_MISMATCH: "the layer cannot read, or join, volumes of these shapes",
    EXPECTATION_FAILED: "a claim under `expect` is false",
    PIXELS_NEVER_READ: "rounding down leaves pixels at the end that no window reads",
    UNREAD_OUTPUT: "no layer reads what this layer makes, and it is no output of the network",
    UNLIKELY_INPUT: "the input looks like an image whose channels come first, or are left out",
    INVALID_EXPRESSION: "a circuit's expression is not the arithmetic that may be written",
    NOT_FINITE: "a gate of a circuit makes, or sends back, something that is not a finite number",
    UNSUPPORTED_OPERATOR: "a model file has an operator that netcalc does not know: its numbers are not counted",
    WEIGHTS_DIFFER: "the arrays of a checkpoint are not those of the network",
    NETWORKS_DIFFER: "the network is not the one it is held against",
    INVALID_DATA: "data cannot be learned from: other shapes, labels or values than the network takes",
    UNFIT_FORMAT: "the network, or a layer of it, cannot be written in this format",
}

SOFTMAX_TWICE: Final = "softmax-twice"
ACTIVATION_ON_SCORES: Final = "activation-on-scores"
LINEAR_ON_LINEAR: Final = "linear-on-linear"
BIAS_BEFORE_NORM: Final = "bias-before-norm"
SATURATING: Final = "saturating"
BORDER_WASHES_AWAY: Final = "border-washes-away"

ADVICE: Final = {
    SOFTMAX_TWICE: "the last layer is a softmax, and the softmax loss takes another",
    ACTIVATION_ON_SCORES: "an activation bends the scores, which the loss reads as they are",
    LINEAR_ON_LINEAR: "two layers of weights have no activation between them: one would do",
    BIAS_BEFORE_NORM: "a norm takes away the mean of each channel, and the bias with it",
    SATURATING: "three or more sigmoid or tanh follow one another: gradients fade",
    BORDER_WASHES_AWAY: "convolutions without padding take away more than a third of an extent",
}
MEANINGS: Final = {**CODES, **ADVICE}
MOST_HINTS: Final = 100  # that are worked out: each takes a search


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a problem stands in a file; line and column count from 1."""

    file: str
    line: int
    column: int
    text: str = ""
    width: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong: a code of `CODES`, a path into the spec, a sentence and a hint.

    Inside a block, `uses` are the paths at which blocks were used, outermost first, `used` their places.
    """

    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    path: Path = ()
    layer: str | None = None
    place: Place | None = None
    uses: tuple[Path, ...] = ()
    used: tuple[Place, ...] = ()

    @property
    def sentence(self) -> str:
        """Give the sentence, and the hint behind it.

        >>> Problem(code=UNKNOWN_LAYER, message="there is no `dense`", hint="write `fc`").sentence
        'there is no `dense` (write `fc`)'
        """
        return f"{self.message} ({self.hint})" if self.hint else self.message

    def below(self, *steps: str | int) -> "Problem":
        """Give the same problem seen from further up: the steps come before its path."""
        return replace(self, path=(*steps, *self.path))


class SpecError(Exception):
    """What was written cannot be understood; `problems` says why, all of it at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Carry the problems."""
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Say them all, a line each."""
        return "\n".join(map(_placed, self.problems))


class Unreadable(SpecError):
    """What was given could not be read at all: no such file, not UTF-8, not YAML, no such query."""


def unreadable(message: str, hint: str = "") -> Unreadable:
    """Say in a sentence why something could not be read at all."""
    return Unreadable([Problem(code=UNREADABLE, message=message, hint=hint)])


def invalid(message: str, hint: str = "", *, path: Path = ()) -> SpecError:
    """Say in a sentence which value is not what it should be, and where it stands."""
    return SpecError([Problem(code=INVALID_VALUE, message=message, hint=hint, path=path)])


def _placed(problem: Problem) -> str:
    place = problem.place
    where = f"{place.file}:{place.line}:{place.column}" if place else "/".join(map(str, problem.path))
    return f"{where}: {problem.sentence}" if where else problem.sentence
