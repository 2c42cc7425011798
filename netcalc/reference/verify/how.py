"""How to verify, and who is told how far it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

Told: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How to verify: what is drawn, how many examples, directions, digits; the bytes that may be taken, if said."""

    seed: int = 0
    batch: int = 2
    samples: int = 1
    dtype: str = "float64"
    init: str = "he"
    limit: int | None = None
