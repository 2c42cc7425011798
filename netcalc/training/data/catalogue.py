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
DRAWN_ONCE: Final = Generator(generators.line, classes=0, most=0)  # digits: its classes are its own


def named(data: str, samples: int | None, seed: tuple[int, int]) -> Examples | None:
    """Make the set that a name stands for (`spiral:3` has three classes); None where it is no name."""
    name = read_name(data)
    if name is None:
        return None
    if name == "digits":
        return _digits(samples)
    found = GENERATORS[name]
    points, classes = samples or found.points, int(data.partition(":")[2] or found.classes)
    if points > MOST:
        message = f"{points:,} points: a generated set has at most {MOST:,}"
        raise SpecError([Problem(code=LIMIT_EXCEEDED, message=message)])
    x, y = found.make(points, classes, np.random.default_rng(seed))
    return examples(data, x, y)


def read_name(data: str) -> str | None:
    """Give the name that data begins with; None where it is none of ours; SpecError where what stands behind is amiss.

    >>> read_name("spiral:3"), read_name("points.csv")
    ('spiral', None)
    """
    name, colon, asked = data.partition(":")
    if name not in NAMES:
        return None
    found = GENERATORS.get(name, DRAWN_ONCE)
    classes = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    if colon and not 2 <= classes <= found.most:
        raise wrong_data(_amiss(data[:40], name, asked[:40], found), _instead(name, found))
    return name


def _amiss(data: str, name: str, asked: str, found: Generator) -> str:
    """Say what is wrong behind a name."""
    if not found.most:
        return f"{data}: {name} has no classes that could be chosen"
    if ":" in asked:
        return f"{data}: one number stands behind {name}, that of its classes"
    if asked.lstrip("-").isdecimal():
        return f"{data}: {name} has {_range(found)} classes, not {asked}"
    given = f"`{asked}` is no number" if asked else "the number is missing"
    return f"{data}: {given}; {name} has {_range(found)} classes"


def _range(found: Generator) -> str:
    return f"2 to {found.most}" if found.most > 2 else "2"


def _instead(name: str, found: Generator) -> str:
    return f"`{name}`, or `{name}:3` for three classes of 2 to {found.most}" if found.most > 2 else f"`{name}`"


def _digits(samples: int | None) -> Examples:
    with np.load(DIGITS, allow_pickle=False) as held:
        x, y = held["x"], held["y"].astype(int)
    if samples is not None and samples > len(x):
        message = f"digits has {len(x):,} pictures, not {samples:,}"
        raise SpecError([Problem(code=INVALID_DATA, message=message)])
    return examples("digits", x[:samples], y[:samples], top=BRIGHTEST)
