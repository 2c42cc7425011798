"""An attribute of an HDF5 file, read by the optional library pyfive; the arrays are not read."""

from typing import BinaryIO, Final

from netcalc.files.damaged import Damaged

MOST: Final = 64 << 20
SHORT: Final = "requires a buffer"  # what struct says where bytes are missing
CUT: Final = "it ends before what it lists; the file was cut off"
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
        why = CUT if SHORT in str(error) else str(error)[:200]
        message = f"is no sound HDF5 file: {why}"
        raise Damaged(message) from None
    text = found.decode("utf-8", "replace") if isinstance(found, bytes) else found
    if not isinstance(text, str) or len(text) > MOST:
        message = f"has no `{name}`: arrays alone, without the network; save that with `model.save` or `model.to_json`"
        raise Damaged(message)
    return text
