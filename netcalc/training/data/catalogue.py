"""The names that stand for data, and how many points and classes each has where nothing is said."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from netcalc.problems import INVALID_DATA, LIMIT_EXCEEDED, Problem, SpecError
from netcalc.training.data import generators
from netcalc.training.data.examples import Examples, examples, wrong_data
from netcalc.training.data.generators import Chance, Made

POINTS: Final = 300
MOST: Final = 10**6
DIGITS: Final = Path(__file__).parent / "digits.npz"
BRIGHTEST: Final = 16  # a pixel of digits counts 16 pixels of the scan


class Generator(NamedTuple):
    """How points are made, how many, of how many classes; `most` classes may be asked for."""

    make: Callable[[int, int, Chance], Made]
    points: int = POINTS
    classes: int = 2
    most: int = 2


GENERATORS: Final = {
    "xor": Generator(generators.xor, points=200),
    "and": Generator(generators.conjunction, points=200),
    "moons": Generator(generators.moons),
    "circles": Generator(generators.circles, most=10),
    "spiral": Generator(generators.spiral, most=10),
    "blobs": Generator(generators.blobs, most=10),
    "line": Generator(generators.line, classes=0, most=0),
    "sine": Generator(generators.sine, classes=0, most=0),
    "bumps": Generator(generators.bumps, classes=0, most=0),
}
NAMES: Final = (*GENERATORS, "digits")


def named(data: str, samples: int | None, seed: tuple[int, int]) -> Examples | None:
    """Make the set that a name stands for (`spiral:3` has three classes); None where it is no name."""
    name, _, asked = data.partition(":")
    if name == "digits" and not asked:
        return _digits(samples)
    if name not in GENERATORS:
        return None
    found = GENERATORS[name]
    points, classes = samples or found.points, _classes(data, asked, found)
    if points > MOST:
        message = f"{points:,} points: a generated set has at most {MOST:,}"
        raise SpecError([Problem(code=LIMIT_EXCEEDED, message=message)])
    x, y = found.make(points, classes, np.random.default_rng(seed))
    return examples(data, x, y)


def _classes(data: str, asked: str, found: Generator) -> int:
    if not asked:
        return found.classes
    classes = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    if not 2 <= classes <= found.most:
        takes = f"2 to {found.most}" if found.most > 2 else "2" if found.most else "no"
        message = f"{data[:40]}: it has {takes} classes"
        raise wrong_data(message)
    return classes


def _digits(samples: int | None) -> Examples:
    with np.load(DIGITS, allow_pickle=False) as held:
        x, y = held["x"], held["y"].astype(int)
    if samples is not None and samples > len(x):
        message = f"digits has {len(x):,} pictures, not {samples:,}"
        raise SpecError([Problem(code=INVALID_DATA, message=message)])
    return examples("digits", x[:samples], y[:samples], top=BRIGHTEST)
