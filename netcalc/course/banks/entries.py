"""The key to a sheet as a question bank: each question with its words, what it asks about, and what is right."""

from typing import Final

from netcalc.course.banks.entry import Bank, ByHand, Choice, Chosen, Due, Entry, Lost, Mistaken, Near, Numeric, Spelled
from netcalc.course.banks.mistaken import mistaken
from netcalc.course.banks.numbers import is_rounded, rights
from netcalc.course.banks.spellings import right_spellings
from netcalc.course.handout.described import about, words_of
from netcalc.course.handout.rules import MISFIT, is_volume, rules_of
from netcalc.course.plain import clean
from netcalc.homework.key.key import Key
from netcalc.homework.key.of_choice import ChoiceSolution, FitsSolution, ManualSolution
from netcalc.homework.key.solution import Solution
from netcalc.homework.mistakes.base import exact

NO_CARRY: Final = "each question is marked alone, so that an earlier error carried forward counts as wrong"
NO_VALUE: Final = "an array, or nothing, is due, which has no form in a question bank, so that a person marks it"
NO_MORE: Final = "of the values that fit, those that were tried are right there, and others wrong"
NO_WORDS: Final = "a number is due, so that the mistake of answering that it does not fit has no place"
TAKEN_IN: Final = "the margin that rounding needs takes in a known mistake, which counts as right"
WORDS_TOO: Final = ("same", "valid")  # what `fits` may be answered by, beside numbers


def bank(key: Key, *, bare: bool = False) -> Bank:
    """Make the question bank; `bare` leaves out what a question asks about, where its own words say so."""
    made = [_entry(key, solution, bare=bare) for solution in key.solutions.values()]
    carried = (Lost(NO_CARRY),) if any(_carries(solution) for solution in key.solutions.values()) else ()
    title = clean(key.sheet.title).replace("\n", " ") or "Homework"
    return Bank(title, tuple(entry for entry, _ in made), (*carried, *(lost for _, found in made for lost in found)))


def _carries(solution: Solution) -> bool:
    return solution.item.question.depends != () and not isinstance(solution, ChoiceSolution | ManualSolution)


def _entry(key: Key, solution: Solution, *, bare: bool) -> tuple[Entry, list[Lost]]:
    item = solution.item
    said = words_of(item)
    if item.cell is not None:
        said = f"{said}\n{item.cell.row}: {item.cell.column}?"
    due, lost = _due(key, solution)
    lines = (said, *_how(solution), *(("", *about(item)) if not bare and about(item) else ()))
    entry = Entry(clean(item.id).replace("\n", " "), clean("\n".join(lines)), item.question.points, due)
    return entry, [Lost(each, item.id) for each in lost]


def _how(solution: Solution) -> tuple[str, ...]:
    """Say how the answer is to be given: what a handout says above its questions, as far as it goes for this one."""
    if isinstance(solution, ChoiceSolution | ManualSolution | FitsSolution):
        return ()
    cannot = (MISFIT,) if is_volume(solution) else ()
    digits = (f"A number that is not whole needs {solution.digits} digits at least.",) if is_rounded(solution) else ()
    said = " ".join((*rules_of(solution), *cannot, *digits))
    return (f"({said})",) if said else ()


def _due(key: Key, solution: Solution) -> tuple[Due, list[str]]:
    """Say what is due, and what of it is lost."""
    if isinstance(solution, ManualSolution):
        return ByHand(), []
    if isinstance(solution, ChoiceSolution):
        choices = (Choice(clean(words) or letter, letter in solution.letters) for letter, words in _choices(solution))
        return Chosen(tuple(choices)), []
    if isinstance(solution, FitsSolution):
        words = [word for word in WORDS_TOO if solution.fits(word)]
        return Spelled((*map(str, solution.every), *words)), [NO_MORE]
    right = exact(solution.right)
    if right is not None:
        return _number(mistaken(key, solution), rights(solution, right))
    spellings = right_spellings(solution)
    if not spellings:
        return ByHand(), [NO_VALUE]
    return Spelled(spellings, mistaken(key, solution)), []


def _number(mistakes: tuple[Mistaken, ...], right: tuple[Near, ...]) -> tuple[Due, list[str]]:
    """Leave out mistakes that are no numbers, and those that the margin of what is right takes in."""
    numbers = [each for each in mistakes if each.number]
    apart = tuple(each for each in numbers if each.number and not any(near.holds(each.number.value) for near in right))
    lost = [NO_WORDS] if len(numbers) < len(mistakes) else []
    return Numeric(right, apart), [*lost, *([TAKEN_IN] if len(apart) < len(numbers) else [])]


def _choices(solution: ChoiceSolution) -> list[tuple[str, str]]:
    return list(solution.choices.items())
