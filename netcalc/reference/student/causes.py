"""Why an array of a student's layer is wrong: the truth with one thing broken, tried until one fits."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from netcalc.reference.student.case import Made, Mistake
from netcalc.reference.student.closeness import close
from netcalc.reference.student.mistakes.every import applies
from netcalc.reference.tape.gate import Array


def likely(mistakes: Sequence[Mistake], array: str, got: Array, made: Made, tolerance: float) -> tuple[str, ...]:
    """Name the broken rules that give what the student got."""
    return tuple(dict.fromkeys(_likely(mistakes, array, got, replace(made, array=_plain(array, made)), tolerance)))


def _plain(array: str, made: Made) -> str:
    return array.removesuffix(made.case.at) if made.case.at else array


def _likely(mistakes: Sequence[Mistake], array: str, got: Array, made: Made, tolerance: float) -> Iterator[str]:
    names = {array, made.array}
    for mistake in mistakes:
        if any(applies(mistake, name, made.case.gradients) for name in names):
            broken = _given(mistake, made)
            if broken is not None and close(got, broken, tolerance):
                yield mistake.sentence
    for other, gradient in made.gradients.items():
        if other != array and array in made.gradients and close(got, gradient, tolerance):
            swapped = gradient.shape == made.truth.shape
            due = ", ".join(made.case.gradients)
            yield (
                f"it is {other}: the two are swapped"
                if swapped
                else f"it is {other}: backward gives {due}, in this order"
            )


def _given(mistake: Mistake, made: Made) -> Array | None:
    with np.errstate(all="ignore"):
        found = mistake.rule(made)
    return None if found is None else np.asarray(found)
