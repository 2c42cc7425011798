"""Variants that go different ways, or out of 63 bits: what is raised, and by whom it is expected."""

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Mask: TypeAlias = npt.NDArray[np.bool_]


class Parted(Exception):
    """Variants go different ways: `mask` says which of them one way."""

    def __init__(self, mask: Mask) -> None:
        """Carry the mask."""
        super().__init__()
        self.mask = mask


class Beyond(Exception):
    """None of the variants stays within 63 bits."""


class Cannot(Exception):
    """What came of the variants cannot be put together."""


# what lines raise that meet a column where they take an integer alone
NO_INTEGER: Final = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError)
UNANSWERED: Final = (Beyond, Cannot, *NO_INTEGER)


def agreed(mask: Mask) -> bool:
    """Give what all variants say; Parted where they do not agree."""
    if mask.all():
        return True
    if not mask.any():
        return False
    raise Parted(mask)
