"""Which reader a file of examples needs, told from its name and its first bytes."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from netcalc.problems import unreadable
from netcalc.text.nearness import slipped
from netcalc.training.data.catalogue import NAMES
from netcalc.training.data.examples import Examples, wrong_data
from netcalc.training.data.files import arrays, cifar, idx, pictures, text
from netcalc.training.data.files.sizes import affordable

PICKLES: Final = (".pkl", ".pickle", ".pt", ".pth", ".joblib")
PICKLED: Final = b"\x80"
FILES: Final = "a .csv, an .npz of x and y, MNIST's or CIFAR's files, or a folder of pictures"
TAKES: Final = f"a name (spiral:3, digits), {FILES}"


class Asked(NamedTuple):
    """What is asked of a file: the column of labels, and the depth of the volume that reads its pictures."""

    label: str | None
    depth: int


def opened(name: str, asked: Asked) -> Examples:
    """Read the examples of a file or a folder; SpecError where it holds none that can be read."""
    path = Path(name)
    try:
        if not path.exists():
            message = f"{name[:200]} is neither data that netcalc makes nor a file"
            near = slipped(name.partition(":")[0], NAMES)
            hint = f"did you mean `{near}`?" if near else f"{', '.join(NAMES)}, {FILES}"
            raise unreadable(message, hint)
        return _folder(path, asked) if path.is_dir() else _file(path, asked)
    except OSError as error:
        message = f"{name[:200]} cannot be read: {error.strerror or error}"
        raise unreadable(message) from None


def _file(path: Path, asked: Asked) -> Examples:
    size = path.stat().st_size
    affordable(path.name, size)
    if not size:
        message = f"{path.name} is empty"
        raise wrong_data(message, f"data is {TAKES}")
    with path.open("rb") as file:
        begins = file.read(4)
    return _reader(path, begins, size)(path, asked.label)


def _reader(path: Path, begins: bytes, size: int) -> Callable[[Path, str | None], Examples]:
    ending = path.suffix.lower()
    if ending in PICKLES or begins[:1] == PICKLED:
        message = f"{path.name} is a pickle, which could run anything: it is not opened"
        raise wrong_data(message, "save x and y as .npz: numpy.savez('data.npz', x=x, y=y)")
    if ending == ".npz" or begins[:2] == b"PK":
        return arrays.read
    if idx.starts(begins) or (begins[:2] == idx.ZIPPED and idx.named(path)):
        return idx.read
    if ending == ".bin" and cifar.record(size):
        return cifar.read
    if ending in (".csv", ".tsv", ".txt"):
        return text.read
    message = f"{path.name} is no file of examples"
    raise wrong_data(message, f"data is {TAKES}")


def _folder(path: Path, asked: Asked) -> Examples:
    for reader in (cifar.folder, idx.folder):
        found = reader(path)
        if found is not None:
            return found
    return pictures.folder(path, asked.depth)
