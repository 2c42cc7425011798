"""A student's file run as a module, where the assignment's own imports find what they name."""

import ast
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from netcalc.reference.student.assignment.failing import CannotRun
from netcalc.reference.student.assignment.notebook import is_notebook, tree_of
from netcalc.reference.student.breaking import broke_off_in

UP: Final = 4  # folders above in which an import is looked for


def load(path: Path) -> dict[str, Any]:
    """Run a file, and give what it holds; what it prints goes to stderr."""
    if not path.is_file():
        message = f"there is no Python file {path}"
        raise CannotRun(message)
    tree = tree_of(path) if is_notebook(path) else _tree(path)
    name, root = _place(path.resolve(), tree)
    sys.path[:0] = dict.fromkeys(map(str, (root, path.resolve().parent, *_folders(path.resolve(), tree))))
    return vars(_run_cells(path, name, tree) if is_notebook(path) else _run(path, name))


def _tree(path: Path) -> ast.Module:
    try:
        return ast.parse(path.read_bytes(), filename=str(path))
    except (SyntaxError, ValueError) as error:
        where = f" (line {error.lineno})" if isinstance(error, SyntaxError) and error.lineno else ""
        message = f"{path} is no Python: {error.msg if isinstance(error, SyntaxError) else error}{where}"
        raise CannotRun(message) from None


def _run_cells(path: Path, name: str, tree: ast.Module) -> ModuleType:
    """Run what a notebook defines; an import that fails stops nothing that does not need it."""
    module = ModuleType(name)
    module.__file__ = str(path.resolve())
    sys.modules[name] = module
    for statement in tree.body:
        try:
            with redirect_stdout(sys.stderr):
                exec(compile(ast.Module([statement], []), str(path.resolve()), "exec"), vars(module))  # noqa: S102
        except (Exception, SystemExit) as error:  # noqa: BLE001  a student's code may raise anything
            said = broke_off_in(error, {str(path.resolve())})
            sys.stderr.write(f"note: {path.name}: {said}, and is passed over\n")
    return module


def _run(path: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path.resolve())
    if spec is None or spec.loader is None:
        message = f"{path} is no Python file: its name ends in .py"
        raise CannotRun(message)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        with redirect_stdout(sys.stderr):
            spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:  # noqa: BLE001  a student's code may raise anything
        message = f"{path} broke off: {broke_off_in(error, {str(path.resolve())})}"
        raise CannotRun(message) from None
    return module


def _place(path: Path, tree: ast.Module) -> tuple[str, Path]:
    """Give the module's name in its package, and the folder that the package lies in."""
    up = max((node.level for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)), default=0)
    while (path.parents[up] / "__init__.py").is_file() and up + 1 < len(path.parents):
        up += 1
    parts = path.with_suffix("").parts[-up - 1 :]
    return ".".join(parts) if up else f"student_{path.stem}", path.parents[min(up, len(path.parents) - 1)]


def _folders(path: Path, tree: ast.Module) -> Iterator[Path]:
    """Give the folders above in which what is imported lies."""
    for name in {name.partition(".")[0] for name in _imported(tree)}:
        for folder in path.parents[:UP]:
            if (folder / name).is_dir() or (folder / f"{name}.py").is_file():
                yield folder
                break


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
