"""Reads .safetensors files, and the index of one that lies in several files: headers alone."""

from pathlib import Path

from netcalc.files import checkpoint, safetensors
from netcalc.files.array import Array
from netcalc.files.damaged import Damaged
from netcalc.models.draft import Draft
from netcalc.models.formats.pytorch import NOTE
from netcalc.models.given import Given
from netcalc.models.states import draft
from netcalc.text.foreign import binary


def read(given: Given) -> Draft:
    """Read the arrays of a model."""
    arrays = listed(given)
    if not arrays:
        message = "holds no arrays"
        raise Damaged(message)
    return draft(arrays, NOTE)


def listed(given: Given) -> tuple[Array, ...]:
    """List the arrays of a file, or of all files that an index names; those lie beside it."""
    if binary(given.data) == "safetensors":  # the length in front may look like a bracket
        with given.opened() as file:
            return safetensors.arrays(file)
    index = given.all(safetensors.LONGEST_HEADER)
    found: list[Array] = []
    for name in safetensors.shards(index):
        found += _shard(given, name)
    missing = sorted(safetensors.mapped(index).keys() - {array.name for array in found})
    if missing:
        message = f"names {missing[0][:80]}, which is in none of its files"
        raise Damaged(message)
    return tuple(found)


def _shard(given: Given, name: str) -> tuple[Array, ...]:
    """List the arrays of a file that an index names; Damaged says which, where that cannot be done."""
    path = Path(given.file).with_name(name)
    try:
        with path.open("rb") as file:
            return safetensors.arrays(file) if name.endswith(".safetensors") else checkpoint.arrays(file)
    except OSError as error:
        message = f"names {name[:80]}, which cannot be read: {error.strerror or error}"
        raise Damaged(message) from None
    except Damaged as error:
        message = f"names {name[:80]}, which {error}"
        raise Damaged(message) from None
