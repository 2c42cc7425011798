"""Reads .safetensors files, and the index of one that lies in several files: headers alone."""

from pathlib import Path

from netcalc.files import safetensors
from netcalc.files.array import Array
from netcalc.files.damaged import Damaged
from netcalc.models.draft import Draft
from netcalc.models.formats.pytorch import NOTE
from netcalc.models.given import Given
from netcalc.models.states import draft


def read(given: Given) -> Draft:
    """Read the arrays of a model."""
    arrays = listed(given)
    if not arrays:
        message = "holds no arrays"
        raise Damaged(message)
    return draft(arrays, NOTE)


def listed(given: Given) -> tuple[Array, ...]:
    """List the arrays of a file, or of all files that an index names; those lie beside it."""
    if given.data.lstrip()[:1] != b"{":
        with given.opened() as file:
            return safetensors.arrays(file)
    found: list[Array] = []
    for name in safetensors.shards(given.all(safetensors.LONGEST_HEADER)):
        with Path(given.file).with_name(name).open("rb") as file:
            found += safetensors.arrays(file)
    return tuple(found)
