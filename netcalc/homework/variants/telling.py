"""What the answers to a sheet tell: which mistakes show in which question, and which are told from each other."""

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations
from typing import Final, NamedTuple, TypeAlias

from netcalc.homework.key.key import Key
from netcalc.homework.key.of_network import NetworkSolution
from netcalc.homework.key.solution import Solution
from netcalc.homework.key.worked import CANNOT
from netcalc.homework.mistakes.base import Told, exact

Fact: TypeAlias = tuple[str, ...]  # a question and a mistake that shows, or two that differ
Codes: TypeAlias = Mapping[str, Collection[str]]

NO_MISTAKE: Final = {"weights_per_neuron": {"forgot-units"}}  # what one neuron has is what is asked
SIGN: Final = "sign-slip"  # nobody makes it where the answer is 0
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


class Shown(NamedTuple):
    """The wrong answers of each mistake that shows, and the mistakes that nobody can make with these numbers."""

    answers: Mapping[str, set[object]]
    nothing: frozenset[str]

    @property
    def facts(self) -> Iterator[Fact]:
        """The mistakes that show, and each two of them that share no answer."""
        yield from ((code,) for code in self.answers)
        pairs = combinations(sorted(self.answers), 2)
        yield from ((one, other) for one, other in pairs if not self.answers[one] & self.answers[other])


def facts(key: Key, codes: Codes) -> Iterator[Fact]:
    """Give what the answers tell of these mistakes, by question."""
    for name, solution in key.solutions.items():
        yield from ((name, *fact) for fact in shown(solution, codes.get(name, ())).facts)


def untold(solution: Solution, meant: Collection[Fact]) -> set[Fact]:
    """Give what an answer does not tell, of what it should; a mistake that nobody can make needs no telling."""
    found = shown(solution, {code for fact in meant for code in fact[1:]})
    told = {(solution.item.id, *fact) for fact in found.facts}
    return {fact for fact in meant if fact not in told and not found.nothing.intersection(fact[1:])}


def shown(solution: Solution, codes: Collection[str]) -> Shown:
    """Sort mistakes: those with wrong answers of their own, those that lead nowhere; the rest gives the right one."""
    values: dict[str, list[Told]] = {}
    codes = set(codes) - NO_MISTAKE.get(solution.word, set())
    for candidate in solution.given_by(codes) if codes else ():
        values.setdefault(candidate.code, []).append(candidate.value)
    wrong = {code: [value for value in each if value != solution.right] for code, each in values.items()}
    answers = {
        code: {_written(value) for value in each if value != CANNOT}  # whoever finds that nothing fits looks again
        for code, each in wrong.items()
        if each and not any(_counts(solution, value) for value in each)
    }
    impossible = (
        set(codes) - values.keys() if isinstance(solution, NetworkSolution) else {SIGN} if not solution.right else ()
    )
    return Shown(answers, frozenset(impossible))


def _counts(solution: Solution, value: Told) -> bool:
    """Say whether a wrong value counts as right: within the tolerance, or to two digits of a real number."""
    tolerance = solution.item.question.tolerance
    if tolerance is None or _written(value) == _written(solution.right):
        return _written(value) == _written(solution.right)
    right, given = exact(solution.right), exact(value)
    return right is not None and given is not None and abs(given - right) <= tolerance.around(right)


def _written(value: object) -> object:
    """Write a value as an answer would: a real number to the two digits that are due at least."""
    if isinstance(value, float):
        return f"{value:.2g}"
    return tuple(map(_written, value)) if isinstance(value, tuple) else value
