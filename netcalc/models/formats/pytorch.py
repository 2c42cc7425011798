"""Reads PyTorch's arrays, .pth and .pt: names and shapes alone; the pickle is walked, never run."""

from netcalc.files import checkpoint
from netcalc.files.damaged import Damaged
from netcalc.models.draft import Draft
from netcalc.models.given import Given
from netcalc.models.states import draft

NOTE = "arrays alone: the file does not say what reads what, so there are no volumes and no multiplications"


def read(given: Given) -> Draft:
    """Read the arrays of a checkpoint."""
    with given.opened() as file:
        arrays = checkpoint.arrays(file)
    if not arrays:
        message = "holds no arrays of a model"
        raise Damaged(message)
    return draft(arrays, NOTE)
