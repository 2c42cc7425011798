"""What came of a layer, of many variants at once: its volume, its counts, and of which variants they are known."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from netcalc.search.vectors.columns.parting import Mask

Known: TypeAlias = bool | Mask


class Found(NamedTuple):
    """A number of each variant, and of which of them it is known."""

    number: Any
    known: Known


NOBODY: Final = Found(1, known=False)


class Made(NamedTuple):
    """What came of a layer: its volume (None: of no variant), where there is one, where something is wrong; its counts.

    `refused` are the variants that only the exact calculator can go on with.
    """

    extents: tuple[Any, ...] | None
    alive: Known
    wrong: Known
    learns: bool
    counts: dict[str, Found]
    refused: Known = False


def unread(wanted: Sequence[str]) -> Made:
    """Give what comes of a layer that reads a volume which no variant has."""
    return Made(None, alive=False, wrong=False, learns=False, counts=dict.fromkeys(wanted, NOBODY))
