"""The split into a training and a validation share, drawn from the seed."""

from typing import NamedTuple

import numpy as np

from netcalc.training.data.examples import Examples, wrong_data


class Shares(NamedTuple):
    """What is learned from, and what is only looked at; None where nothing is kept."""

    training: Examples
    validation: Examples | None


class Fold(NamedTuple):
    """Which of so many pieces is kept for validation, from 0 on."""

    place: int
    of: int


def split(data: Examples, share: float, seed: int) -> Shares:
    """Keep a share for validation, to the nearest example; SpecError where nothing is left to learn from."""
    kept = round(share * data.number)
    if kept == data.number:
        message = f"{data.name}: of {data.number} all would be kept for validation"
        raise wrong_data(message, "a smaller share, such as `--val 0`")
    order = np.random.default_rng((seed, 1)).permutation(data.number)
    return Shares(data.chosen(order[kept:]), data.chosen(order[:kept]) if kept else None)


def folded(data: Examples, fold: Fold, seed: int) -> Shares:
    """Keep one of equal pieces for validation; all folds together keep each example once."""
    if not 2 <= fold.of <= data.number:
        message = f"{data.name}: {data.number} examples cannot be cut into {fold.of} folds"
        raise wrong_data(message, f"2 to {data.number}, such as `--folds 5`")
    order = np.random.default_rng((seed, 1)).permutation(data.number)
    ends = [round(place * data.number / fold.of) for place in (fold.place, fold.place + 1)]
    learned = np.concatenate([order[: ends[0]], order[ends[1] :]])
    return Shares(data.chosen(learned), data.chosen(order[slice(*ends)]))
