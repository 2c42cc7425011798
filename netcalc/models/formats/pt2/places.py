"""Where an operator of an export stands: the module that called it, the line of the user's code."""

import re
from collections.abc import Mapping
from typing import Any

from netcalc.models.entry import Path


def line_of(metadata: Mapping[str, Any]) -> str:
    """Say in which line of the user's code it stands, where that is known."""
    lines = re.findall(r'File "([^"]*)", line (\d+)', str(metadata.get("stack_trace") or ""))
    own = [each for each in lines if "site-packages" not in each[0]]
    return f" of {own[-1][0].rpartition('/')[2]}:{own[-1][1]}" if own else ""


def module_of(stack: str, classes: dict[Path, str]) -> Path:
    """Give the path of the module, a later call of it under a name of its own."""
    path: Path = ()
    full = ""
    for entry in stack.split(";"):
        key, _, rest = entry.partition(",")
        module, _, kind = rest.partition(",")
        inside = module[len(full) + 1 :] if full and module.startswith(f"{full}.") else module if not full else ""
        if not inside:
            continue
        call = key.rpartition("@")[2] if "@" in key and not any("@" in part for part in path) else ""
        parts = inside.split(".")
        if call.isdecimal() and not any(part.endswith(f"~{call}") for part in path):
            parts[-1] = f"{parts[-1]}~{call}"
        path, full = (*path, *parts), module
        classes.setdefault(_numbered(path), kind.rpartition(".")[2])
    return _numbered(path)


def _numbered(path: Path) -> Path:
    """Write the number of a call once, where it is first said."""
    said = False
    made = []
    for part in path:
        name, _, call = part.partition("~")
        counted = call.isdecimal()
        made.append(f"{name}_{int(call) + 1}" if counted and not said else name if counted else part)
        said = said or counted
    return tuple(made)
