"""A PyTorch module as a network: one that is there, or one in a file, which is run in a process of its own."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

from netcalc.files.array import Array
from netcalc.models.modules import exporting
from netcalc.models.open import exported
from netcalc.network.network import Network
from netcalc.problems import UNFIT_FORMAT, Problem, SpecError, Unreadable, unreadable
from netcalc.text import programs
from netcalc.text.nearness import slipped

CODE: Final = ".py:"
PATIENCE: Final = 600  # seconds
NEEDS: Final = re.compile(r"missing \d+ required (positional|keyword-only) argument")
MAKE: Final = "write a function that takes nothing and gives the module, and name that"
MOST_NAMED: Final = 8
INSTALL: Final = "install it where netcalc is: `pip install torch`"


def from_torch(module: Any, *example: Any) -> Network:
    """Read a module of PyTorch as the network that it is when it runs an example: tensors, as it takes them.

    It is exported by `torch.export`, which runs it; ImportError where there is no PyTorch, SpecError where the export
    is refused. The numbers of its arrays are not looked at.
    """
    if isinstance(module, type):
        message, hint = f"{module.__name__} is a class, and no module yet", f"make one: `{module.__name__}()`"
        raise SpecError([Problem(code=UNFIT_FORMAT, message=message, hint=hint)])
    if find_spec("torch") is None:
        message = f"from_torch needs PyTorch: {INSTALL}"
        raise ImportError(message)
    try:
        data = exporting.exported(module, example)
    except Exception as error:
        first = next(iter(str(error).splitlines()), "")
        message = f"torch.export refuses {type(module).__name__}: {type(error).__name__}: {first[:200]}"
        raise SpecError([Problem(code=UNFIT_FORMAT, message=message)]) from error
    return exported(type(module).__name__, data)


class InCode(NamedTuple):
    """What a file's code gives: a network; or, where its export is refused, its arrays, and why."""

    network: Network | None
    arrays: tuple[Array, ...] = ()
    refused: str = ""


def is_code(against: str) -> bool:
    """Say whether what is named stands in Python code: `model.py:Net`."""
    file, mark, name = against.rpartition(CODE)
    return bool(file and mark) and name.isidentifier()


def in_code(against: str, like: Network) -> InCode:
    """Run a file's code, and export what it calls so on volumes such as those that come into a network.

    Unreadable where there is no such file, or where its code fails.
    """
    file, _, name = against.rpartition(CODE)
    path = Path(f"{file}.py")
    if not path.is_file():
        message = f"{path} is no file"
        raise _refused(message)
    whole = [_looked_up(like, number) for number in like.graph.numbers.values()]
    asked = json.dumps({"inputs": [[*volume] for volume in like.inputs.values()], "whole": whole})
    with TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        words = (_python(), exporting.__file__, str(path), name, asked, str(out))
        try:
            ran = subprocess.run(words, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603  the user asked
        except subprocess.TimeoutExpired:
            message = f"the code of {path} took longer than {PATIENCE} s"
            raise _refused(message) from None
        data = out.read_bytes() if out.is_file() else b""
    if data.startswith(b"PK"):
        return InCode(exported(name, data))
    told: Mapping[str, Any] = json.loads(data or b"{}")
    if "arrays" in told:
        arrays = tuple(Array(each, "float32", tuple(shape)) for each, shape in told["arrays"])
        return InCode(None, arrays, told["refused"])
    if "missing" in told:
        raise _nothing(path, name)
    if "unfit" in told:
        message = f"{path}: {told['unfit']}"
        raise _refused(message)
    last = ran.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    message = f"the code of {path} fails: {told.get('failed') or last or 'it ended'}"
    raise _refused(message)


def _looked_up(like: Network, number: int) -> bool:
    """Say whether an input is read as rows of a table alone."""
    readers = [node.layer.kind for node in like.graph.nodes if number in node.given]
    return bool(readers) and set(readers) == {"embedding"}


def _python() -> str:
    """Give the Python that has PyTorch: this one, else the one that is found by its name."""
    other = None if find_spec("torch") else which("python")
    return other or sys.executable


def _nothing(path: Path, name: str) -> Unreadable:
    """Say that nothing in the code is called so, and what is."""
    there = programs.called(path.read_text(encoding="utf-8", errors="replace"))
    small = {each.lower(): each for each in there}
    near = small.get(slipped(name, small) or "")
    listed = f"it has {', '.join(there[:MOST_NAMED])}" if there else ""
    return unreadable(f"{path} has nothing called {name}", f"did you mean `{near}`?" if near else listed)


def _refused(message: str) -> Unreadable:
    hint = INSTALL if "No module named 'torch'" in message else ""
    return unreadable(message, MAKE if NEEDS.search(message) else hint)
