"""The split into a training and a validation share, drawn from the seed."""

from typing import NamedTuple

import numpy as np

from netcalc.training.data.examples import Examples, wrong_data


class Shares(NamedTuple):
    """What is learned from, and what is only looked at; None where nothing is kept."""

    training: Examples
    validation: Examples | None


def split(data: Examples, share: float, seed: int) -> Shares:
    """Keep a share for validation, to the nearest example; SpecError where nothing is left to learn from."""
    kept = round(share * data.number)
    if kept == data.number:
        message = f"{data.name}: of {data.number} all would be kept for validation"
        raise wrong_data(message, "a smaller share, such as `--val 0`")
    order = np.random.default_rng((seed, 1)).permutation(data.number)
    return Shares(data.chosen(order[kept:]), data.chosen(order[:kept]) if kept else None)
