"""The legend: what the letters of explanations stand for, gathered from their formulas."""

from collections.abc import Iterable

from netcalc.explanation.formulas.letters import MEANINGS, stem
from netcalc.explanation.formulas.writing import letters
from netcalc.explanation.step import Explanation


def legend(found: Iterable[Explanation]) -> list[str]:
    """Say what each letter stands for, once: the course's letters in its order, then others as they are met."""
    steps = {id(step): step for each in found for step in each.steps}  # layers that are alike share theirs
    formulas = (step.made for step in steps.values() if step.made is not None)
    met = {stem(letter.name): letter.meaning for formula in formulas for letter in letters(formula) if letter.meaning}
    first = [name for name in MEANINGS if name in met]
    return [f"{name}: {met[name]}" for name in dict.fromkeys([*first, *met])]
