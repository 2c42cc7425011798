"""What the answers to a sheet tell: which mistakes show in which question, and which are told from each other."""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from typing import Final, TypeAlias

from netcalc.homework.key.key import Key
from netcalc.homework.key.solution import Solution
from netcalc.homework.key.worked import CANNOT
from netcalc.homework.mistakes.base import Told

Fact: TypeAlias = tuple[str, ...]  # a question and a mistake that shows, or two that differ
Codes: TypeAlias = Mapping[str, Collection[str]]

# What every variant is held to: one more here and students get other numbers.
CLASSIC: Final = (
    "forgot-bias", "one-bias-per-layer", "forgot-depth", "multiplied-by-spatial-positions",
    "bias-per-filter-in-local-layer", "bias-added-on-the-output-side", "assumed-rgb", "assumed-gray", "forgot-units",
    "forgot-flatten", "ignored-groups", "counted-pool-parameters", "padding-counted-once", "ignored-padding",
    "ignored-stride", "forgot-plus-one", "silent-floor", "silent-ceil", "kept-input-depth", "pooled-depth",
    "total-padding-instead-of-per-side", "counted-inputs-as-neurons", "counted-hidden-only", "added-sizes",
    "forgot-jump", "off-by-one", "gave-area", "wrong-dilation-base", "flops-2-per-mac", "macs-for-flops",
    "counted-biases-as-macs", "gave-shared-count", "params-for-connections", "counted-filters-as-neurons",
    "mul-gate-not-swapped", "local-gradient-only", "overwrote-gradient-at-fork", "max-gate-passes-to-both",
    "sign-slip",
)  # fmt: skip


def facts(key: Key, codes: Codes) -> Iterator[Fact]:
    """Give what the answers tell of these mistakes, by question."""
    for name, solution in key.solutions.items():
        yield from told(solution, codes.get(name, ()))


def told(solution: Solution, codes: Collection[str]) -> Iterator[Fact]:
    """Give what the answer to one question tells: no two mistakes are told apart that share an answer."""
    answers = _answers(solution, codes)
    name = solution.item.id
    yield from ((name, code) for code in answers)
    pairs = combinations(sorted(answers), 2)
    yield from ((name, one, other) for one, other in pairs if not answers[one] & answers[other])


def _answers(solution: Solution, codes: Collection[str]) -> dict[str, set[object]]:
    """Give the answers of each mistake, as far as none of them counts as right."""
    found: dict[str, set[object]] = {}
    hidden: set[str] = set()
    for candidate in solution.given_by(codes) if codes else ():
        answers = found.setdefault(candidate.code, set())
        if _counts(solution, candidate.value):
            hidden.add(candidate.code)
        elif candidate.value != CANNOT:  # whoever finds that nothing fits looks again
            answers.add(_written(candidate.value))
    return {code: answers for code, answers in found.items() if code not in hidden}


def _counts(solution: Solution, value: Told) -> bool:
    """Say whether a wrong value counts as right: within the tolerance, or to two digits of a real number."""
    right, tolerance = solution.right, solution.item.question.tolerance
    if _written(value) == _written(right):
        return True
    if (
        tolerance is None
        or not isinstance(value, int | float | Fraction)
        or not isinstance(right, int | float | Fraction)
    ):
        return False
    return abs(Fraction(value) - Fraction(right)) <= tolerance.around(Fraction(right))


def _written(value: object) -> object:
    """Write a value as an answer would: a real number to the two digits that are due at least."""
    if isinstance(value, float):
        return f"{value:.2g}"
    return tuple(map(_written, value)) if isinstance(value, tuple) else value
