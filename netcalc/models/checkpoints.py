"""The arrays of a checkpoint, listed whatever file they lie in."""

from pathlib import Path
from typing import Final, NoReturn

from netcalc.calculator.calculator import calculate
from netcalc.files import checkpoint, npz
from netcalc.files.array import Array, own
from netcalc.files.damaged import Damaged
from netcalc.models.comparing.weights import stored
from netcalc.models.formats.safetensors import listed
from netcalc.models.given import Given
from netcalc.models.open import UNSOUND, stumbled
from netcalc.network.bundle import find, load
from netcalc.problems import unreadable
from netcalc.text.foreign import READ, WHAT
from netcalc.text.source import Foreign, text_of

FORMATS: Final = ("pytorch", "safetensors", "npz", "zip")


def arrays_of(file: str) -> tuple[Array, ...]:
    """List the arrays of a .pth, .pt, .safetensors or .npz file, or those of a spec; Unreadable where there are none.

    What counts batches is left out, and of two names of one array the second.
    """
    path = find(file) if Path(file).exists() or not Path(file).suffix else _missing(file)
    try:
        text_of(path)
    except Foreign as error:
        if error.form in FORMATS:
            return own(_some(_read(Given(path, error.data), error.form), file))
        if error.form not in READ:
            raise
        message = f"{file} is {WHAT[error.form]}: its arrays are not read; hold it against the spec with `--against`"
    else:
        return tuple(Array(each.name, "float32", each.shape) for each in stored(calculate(load(path))))
    raise unreadable(message, "a .pth, .pt, .safetensors or .npz file does")


def _some(arrays: tuple[Array, ...], file: str) -> tuple[Array, ...]:
    """Give arrays back; Unreadable where there are none."""
    if not arrays:
        message = f"{file} holds no arrays of a model"
        raise unreadable(message, "save the model's arrays: `torch.save(model.state_dict(), 'net.pth')`")
    return arrays


def _missing(file: str) -> NoReturn:
    message = f"{file} is no file"
    raise unreadable(message)


def _read(given: Given, form: str) -> tuple[Array, ...]:
    try:
        if form == "safetensors":
            return listed(given)
        with given.opened() as file:
            return npz.arrays(file) if form == "npz" else checkpoint.arrays(file)
    except Damaged as error:
        message = f"{given.file} {error}"
    except OSError as error:
        message = f"cannot read {given.file}: {error.strerror}"
    except UNSOUND as error:
        message = f"{given.file} is no sound file of arrays: {stumbled(error)}"
    raise unreadable(message)
