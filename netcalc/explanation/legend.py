"""The legend: what the letters of explanations stand for, gathered from their formulas."""

from collections.abc import Iterable

from netcalc.explanation.letters import stem
from netcalc.explanation.step import Explanation
from netcalc.explanation.writing import letters


def legend(found: Iterable[Explanation]) -> list[str]:
    """Say what each letter stands for, once, in the order in which they are met."""
    formulas = (step.made for each in found for step in each.steps if step.made is not None)
    met = {stem(letter.name): letter.meaning for formula in formulas for letter in letters(formula) if letter.meaning}
    return [f"{name}: {meaning}" for name, meaning in met.items()]
