"""A folder of pictures, a folder in it for each class, read by Pillow."""

from pathlib import Path
from typing import Any, Final

import numpy as np

from netcalc.problems import unreadable
from netcalc.reference.tape.gate import Array
from netcalc.training.data.examples import Examples, examples, wrong_data
from netcalc.training.data.files.sizes import affordable

ENDINGS: Final = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".ppm", ".pgm")
MODES: Final = {1: "L", 3: "RGB", 4: "RGBA"}
WHITE: Final = 255
HINT: Final = "a folder for each class (cats/, dogs/), and its pictures in it"


def folder(path: Path, depth: int) -> Examples:
    """Read the pictures of every class, (N, D, H, W), classes in the order of their names."""
    classes = sorted(each.name for each in path.iterdir() if each.is_dir() and _pictures(each))
    if len(classes) < 2:
        held = f"pictures of one class, {classes[0]}, alone" if classes else "no pictures of classes"
        message = f"{path.name} holds {held}"
        raise wrong_data(message, HINT)
    files = [(file, label) for label, name in enumerate(classes) for file in _pictures(path / name)]
    read = _reader()
    first = read(files[0][0], depth)
    affordable(path.name, first.size * len(files))
    x = np.stack([_alike(read(file, depth), first, file, files[0][0]) for file, _ in files])
    made = examples(path.name, x, np.array([label for _, label in files]), top=WHITE)
    return made._replace(classes=tuple(classes))


def _pictures(path: Path) -> list[Path]:
    return sorted(each for each in path.iterdir() if each.suffix.lower() in ENDINGS)


def _alike(picture: Array, first: Array, file: Path, other: Path) -> Array:
    if picture.shape != first.shape:
        sizes = [f"{name} is {shape[2]}x{shape[1]}" for name, shape in
                 ((other.name, first.shape), (file.name, picture.shape))]  # fmt: skip
        raise wrong_data(", ".join(sizes), "all pictures of a folder have one size: netcalc resizes none")
    return picture


def _reader() -> Any:
    """Give what reads a picture as (D, H, W); Unreadable where Pillow is not installed."""
    try:
        from PIL import Image
    except ImportError:
        message = "pictures are read by Pillow, which is not installed"
        raise unreadable(message, "pip install pillow") from None

    def read(file: Path, depth: int) -> Array:
        try:
            with Image.open(file) as picture:
                made = np.asarray(picture.convert(MODES.get(depth, "RGB")))
        except Exception as error:  # noqa: BLE001  what is no sound picture raises all sorts
            message = f"{file.name} is no picture that Pillow reads: {error}"
            raise wrong_data(message) from None
        return made[None] if made.ndim == 2 else np.moveaxis(made, -1, 0)

    return read
