"""A PyTorch module exported, its arrays by their shapes alone. Run as a program it knows PyTorch, and nothing of ours.

`python exporting.py FILE NAME INPUTS OUT` loads a file, runs it, and exports what is called so.
"""

import importlib.util
import io
import json
import re
import sys
import traceback
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

GRAPH = "net/models/model.json"
SAME = "net/data/weights/model_weights_config.json"


def exported(module: Any, example: Sequence[Any]) -> bytes:
    """Export a module as it runs an example: a .pt2 file with the graph, and which arrays are one."""
    import torch

    was = module.training
    module.eval()
    try:
        with torch.no_grad(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of PyTorch's own modules
            made = torch.export.export(module, tuple(example))
        same = _same(module)
        for name, tensor in list(made.state_dict.items()):
            shape = torch.empty_like(tensor, device="meta")
            held = isinstance(tensor, torch.nn.Parameter)
            made.state_dict[name] = torch.nn.Parameter(shape, tensor.requires_grad) if held else shape
        whole = io.BytesIO()
        torch.export.save(made, whole)
    finally:
        module.train(was)
    small = io.BytesIO()
    with zipfile.ZipFile(whole) as came, zipfile.ZipFile(small, "w", zipfile.ZIP_DEFLATED) as left:
        graph = next(name for name in came.namelist() if "/models/" in name and name.endswith(".json"))
        left.writestr(GRAPH, came.read(graph))
        left.writestr(SAME, json.dumps({"config": same}))
    return small.getvalue()


def _same(module: Any) -> dict[str, dict[str, str]]:
    """Say which parameters are one: those that are one object."""
    numbers: dict[int, int] = {}
    named = module.named_parameters(remove_duplicate=False)
    return {name: {"path_name": f"array_{numbers.setdefault(id(each), len(numbers))}"} for name, each in named}


def examples(inputs: Sequence[Sequence[int]], numbers: Sequence[bool], device: str) -> Iterator[tuple[Any, ...]]:
    """Make examples of volumes, the depth second; of a sequence once last, once second; whole numbers for a table."""
    import torch

    every = []
    for volume, whole in zip(inputs, numbers, strict=True):
        *spatial, depth = volume
        shapes = [(1, depth, *reversed(spatial))]
        if len(spatial) == 1:
            shapes.insert(0, (1, *spatial, depth))
        made = [torch.zeros(shape, device=device) for shape in shapes]
        numbers_of = [(1, *reversed(spatial)), (1, 1, *reversed(spatial))]
        looked_up = [torch.zeros(shape, dtype=torch.long, device=device) for shape in numbers_of]
        every.append(looked_up if whole else made)
    yield from product(*every)


def built(file: str, name: str) -> Any:
    """Load a file, and make what is called so: a module, or what gives one."""
    sys.path.insert(0, str(Path(file).resolve().parent))
    spec = importlib.util.spec_from_file_location(Path(file).stem, file)
    if spec is None or spec.loader is None:
        message = f"{file} is no Python file"
        raise ImportError(message)
    code = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = code
    spec.loader.exec_module(code)
    if not hasattr(code, name):
        raise NotThere
    return getattr(code, name)


class NotThere(Exception):
    """Nothing in the code is called so."""


class NoModule(Exception):
    """What is called so is no module of PyTorch, and makes none."""


def told(file: str, name: str, inputs: Sequence[Sequence[int]], numbers: Sequence[bool]) -> bytes:
    """Export what a file calls so, without numbers, else with them; where that is refused, list its arrays."""
    import torch

    found = built(file, name)
    refused = ""
    module: Any = None
    for device in ("meta", "cpu"):
        try:
            with torch.device(device):
                module = _module(found, name)
        except NotImplementedError as error:  # what copies numbers while it is built
            refused = refused or _line(error)
            continue
        for example in examples(inputs, numbers, device):
            try:
                return exported(module, example)
            except Exception as error:  # noqa: BLE001  whatever it is: it is told
                refused = _stopped(module, example, file)
                refused = refused or f"torch.export refuses {name}: {_where(error, file)}{_line(error)}"
        if found is module:
            break
    if module is None:
        raise RuntimeError(refused)
    arrays = [(each, [*array.shape]) for each, array in module.named_parameters()]
    return json.dumps({"refused": refused, "arrays": arrays}).encode()


def _module(found: Any, name: str) -> Any:
    """Give a module: what is one, or what gives one."""
    import torch

    made = found() if callable(found) and not isinstance(found, torch.nn.Module) else found
    if not isinstance(made, torch.nn.Module):
        message = f"{name} is no nn.Module, and gives none when it is called"
        raise NoModule(message)
    return made


def _stopped(module: Any, example: Sequence[Any], file: str) -> str:
    """Say why a module does not run an example; nothing where it does."""
    import torch

    try:
        with torch.no_grad():
            module(*example)
    except Exception as error:  # noqa: BLE001  whatever it is: it is told
        shapes = ", ".join("x".join(map(str, each.shape)) for each in example)
        return f"{type(module).__name__} does not run on {shapes}: {_where(error, file)}{_line(error)}"
    return ""


def _where(error: BaseException, file: str) -> str:
    """Say in which line of the file it was raised, or is said to be, where it was in one."""
    called = Path(file).name
    frames = [each for each in traceback.extract_tb(error.__traceback__) if Path(each.filename).name == called]
    said = re.findall(rf'{re.escape(called)}(?::|", line )(\d+)', str(error))
    number = frames[-1].lineno if frames else said[-1] if said else None
    return f"line {number}: " if number else ""


def _line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"{type(error).__name__}: {lines[0] if lines else ''}"[:300]


def main() -> None:
    """Write what comes of it into a file; what goes wrong in the code, with its line."""
    file, name, given, out = sys.argv[1:]
    asked = json.loads(given)
    try:
        Path(out).write_bytes(told(file, name, asked["inputs"], asked["whole"]))
    except NoModule as error:
        Path(out).write_text(json.dumps({"unfit": str(error)}), encoding="utf-8")
    except NotThere:
        Path(out).write_text(json.dumps({"missing": name}), encoding="utf-8")
    except BaseException as error:  # noqa: BLE001  the user's code may do anything
        Path(out).write_text(json.dumps({"failed": f"{_where(error, file)}{_line(error)}"}), encoding="utf-8")


if __name__ == "__main__":
    main()
