"""An .npz of two arrays, x and y: headers first, never a pickle."""

import zlib
from math import prod
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

from netcalc.reference.net.archives import UnreadableArrays, npz
from netcalc.training.data.examples import Examples, examples, wrong_data
from netcalc.training.data.files.sizes import affordable

NAMES: Final = ("x", "y")
BYTES: Final = 8  # of a value at most
BROKEN: Final = (ValueError, KeyError, EOFError, NotImplementedError, RuntimeError, BadZipFile, zlib.error)
HINT: Final = "numpy.savez('data.npz', x=x, y=y), x (N, n) or (N, D, H, W), y (N,)"


def read(path: Path, _label: str | None) -> Examples:
    """Read x and y; SpecError where the file is not sound or has them not."""
    with path.open("rb") as file:
        try:
            archive = npz(file)
            missing = [name for name in NAMES if name not in archive.shapes]
            if missing:
                held = ", ".join(archive.shapes) or "nothing"
                message = f"{path.name} has no array {' and no array '.join(missing)}: it holds {held[:200]}"
                raise wrong_data(message, HINT)
            affordable(path.name, BYTES * sum(prod(archive.shapes[name]) for name in NAMES))
            x, y = (archive.read(name) for name in NAMES)
        except UnreadableArrays as error:
            message = f"{path.name}: {error}"
            raise wrong_data(message, HINT) from None
        except BROKEN as error:
            message = f"{path.name} is not a sound .npz file: {error or type(error).__name__}"
            raise wrong_data(message, HINT) from None
    return examples(path.name, x, y)
