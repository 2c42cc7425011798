"""Another tool's file opened as a network, whatever it holds: the seam behind `netcalc.load`."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final, cast

from netcalc.files.damaged import Damaged
from netcalc.models.draft import Draft
from netcalc.models.given import Given
from netcalc.network.network import Changes, Network
from netcalc.problems import unreadable
from netcalc.text.foreign import READ, WHAT, ZIPPED

UNSOUND: Final = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, StopIteration, RuntimeError)
SHOWN: Final = 3
INPUT: Final = "input"
NO_NUMBER: Final = "invalid literal for int() with base 10: "  # Python's own words
DIGITS: Final = "Exceeds the limit"


def opened(file: str, data: bytes, form: str, phase: str, overrides: Mapping[str, Any]) -> Network:
    """Read a file of a format as a network; SpecError, which names the file, where that cannot be done.

    `overrides` take the place of the fields that are made of it; an input that the file leaves open is among them.
    """
    given = Given(file, data, phase, cast("str | None", overrides.get(INPUT)))
    draft = _draft(given, form)
    kept = {name: value for name, value in overrides.items() if name != INPUT or not draft.took_input}
    return Network.read(draft.origin(file, form), **cast("Changes", kept))


def exported(called: str, data: bytes) -> Network:
    """Read an export of PyTorch that was just made, of a module that is called so."""
    return Network.read(_draft(Given(called, data, whole=True), "pt2").origin(called, "pt2"))


def _draft(given: Given, form: str) -> Draft:
    """Let the format's reader read; what it stumbles over is said of the file."""
    try:
        form = _zipped(given) if form == "zip" else form
        reader = import_module(f"netcalc.models.formats.{form}")
        return cast("Draft", reader.read(given))
    except Damaged as error:
        message = f"{given.file} is {WHAT[form]}, but {error}"
    except OSError as error:
        message = f"cannot read {given.file}: {error.strerror or error}"
    except UNSOUND as error:
        message = f"{given.file} is {WHAT[form]}, but no sound one: {stumbled(error)}"
    raise unreadable(message)


def stumbled(error: Exception) -> str:
    """Say in words what a reader stumbled over.

    >>> stumbled(ValueError("invalid literal for int() with base 10: 'x'"))
    "'x' is no whole number"
    """
    if isinstance(error, RecursionError):
        return "it nests too deep"
    if isinstance(error, LookupError | TypeError | AttributeError | StopIteration | RuntimeError):
        return "something in it is missing, or of another kind than it should be"
    said = str(error)
    if said.startswith(DIGITS):
        return "a number in it is too long"
    return f"{said.removeprefix(NO_NUMBER)[:80]} is no whole number" if said.startswith(NO_NUMBER) else said[:80]


def _zipped(given: Given) -> str:
    """Say what a zip archive holds, whose list of members stands at its end."""
    from netcalc.files.archive import Archive

    with given.opened() as file:
        names = Archive(file).names
    found = (form for mark, form in ZIPPED.items() if any(mark.decode() in name for name in names))
    form = next(found, "")
    if form not in READ:
        message = f"it holds no model that netcalc knows: {', '.join(sorted(names)[:SHOWN]) or 'nothing'}"
        raise Damaged(message)
    return form
