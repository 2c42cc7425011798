"""Changes to JSON: values of other types, huge, negative, nested deep; entries left out, doubled, exchanged."""

import json
import random
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Final

from tests.support.mutations.spoiled import spoiled

DEEP: Final = "%deep%"
DEEPEST: Final = 20_000
VALUES: Final[tuple[Any, ...]] = (
    -1, 0, 1, 2, 3, 7, 2**31, 2**63, -(2**63), 10**30, 1e308, 0.5, float("nan"), float("inf"), "", "x", "x" * 5_000,
    "\x00", "../../etc/passwd", "3", "None", [], {}, [[]], [None], {"": {}}, None, True, False, DEEP, [1, 1], [-1],
    [0, 0], [2**40, 2**40], ["a", "b"], {"class_name": "__tuple__", "items": [3]},
)  # fmt: skip


def changed_tree(data: bytes, rng: random.Random) -> bytes:
    """Change one to three values of a JSON text; bytes, where it is none."""
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return spoiled(data, rng)
    for _ in range(rng.randrange(1, 4)):
        places = list(_places(tree))
        if places:
            _change(*rng.choice(places), rng, places)
    deep = rng.choice(["[" * DEEPEST + "]" * DEEPEST, '{"a":' * DEEPEST + "1" + "}" * DEEPEST])
    return json.dumps(tree).replace(f'"{DEEP}"', deep).encode()


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Go through the places of values: what holds each, and under which key."""
    inside = [tree]
    while inside:
        held = inside.pop()
        for key in list(held) if isinstance(held, dict) else range(len(held)):
            yield held, key
            if isinstance(held[key], dict | list):
                inside.append(held[key])


def _change(held: Any, key: Any, rng: random.Random, places: list[tuple[Any, Any]]) -> None:
    how = rng.randrange(6)
    if how == 0:
        del held[key]
    elif how == 1:
        other, name = rng.choice(places)
        held[key] = json.loads(json.dumps(other[name]))
    elif how == 2 and isinstance(held, list):
        held.insert(key, held[key])
    elif how == 3 and isinstance(held[key], int | float):
        held[key] = held[key] * rng.choice([-1, 2, 3, 10**6, 10**12]) + rng.choice([-1, 0, 1])
    elif how == 4:
        held[key] = [held[key]] if rng.random() < 0.5 else {"a": held[key]}
    else:
        held[key] = deepcopy(rng.choice(VALUES))  # what is in it is changed, too
