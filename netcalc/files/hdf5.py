"""An attribute of an HDF5 file, read by the optional library pyfive; the arrays are not read."""

from typing import BinaryIO, Final

from netcalc.files.damaged import Damaged

MOST: Final = 64 << 20
MISSING: Final = "is an HDF5 file, which needs the extra `h5`: pip install pyfive"


def attribute(file: BinaryIO, name: str) -> str:
    """Give an attribute of the whole file as text; Damaged where there is none."""
    try:
        from pyfive import File
    except ImportError:
        raise Damaged(MISSING) from None
    try:
        found = File(file).attrs.get(name)
    except Exception as error:  # noqa: BLE001  the library raises all sorts on what is not sound
        message = f"is no sound HDF5 file: {str(error)[:200]}"
        raise Damaged(message) from None
    text = found.decode("utf-8", "replace") if isinstance(found, bytes) else found
    if not isinstance(text, str) or len(text) > MOST:
        message = f"has no `{name}`: weights alone, without the network"
        raise Damaged(message)
    return text
