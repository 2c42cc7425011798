"""netcalc as its users run it: quickly in this process, or in a process of its own."""

import gc
import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO, TextIOWrapper
from pathlib import Path
from runpy import run_path
from unittest.mock import patch

import pytest

from netcalc.__main__ import main

ROOT = Path(__file__).parents[2]
PLAIN = {"COLUMNS": "80", "NO_COLOR": "1"}
PATIENCE = 120
INSTALLED = (ROOT / "netcalc", sys.prefix, sys.base_prefix)


@dataclass(frozen=True)
class Ran:
    """What a run of netcalc left: its exit status and what it wrote."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


def here(words: tuple[str, ...], folder: Path, *, stdin: str = "", variables: Mapping[str, str] | None = None) -> Ran:
    """Run netcalc in this process: no terminal, 80 columns, and nothing of it stays."""
    return _inside(main, ("netcalc", *words), folder, stdin, variables or {})


def program(words: tuple[str, ...], folder: Path) -> Ran:
    """Run a Python program in this process, as `python FILE WORDS` does in its own."""
    return _inside(partial(_script, folder / words[0]), words, folder, "", {})


def said(code: str, folder: Path) -> str:
    """Run the lines of a Python program in this process, and give what they print."""
    lines = compile(code, "<lines>", "exec")
    made = _inside(partial(exec, lines, {"__name__": "__main__"}), ("-c",), folder, "", {})
    assert made.status == 0, made.err
    return made.out


def apart(words: tuple[str, ...], folder: Path, *, stdin: str = "", variables: Mapping[str, str] | None = None) -> Ran:
    """Run Python in a process of its own: no terminal, 80 columns."""
    made = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, **PLAIN, **(variables or {})},
        input=stdin.encode(),
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    return Ran(made.returncode, made.stdout.decode(), made.stderr.decode())


def printed(program: str, folder: Path = ROOT) -> str:
    """Run a Python program in a process of its own, and give what it prints."""
    made = apart(("-c", program), folder)
    assert made.status == 0, made.err
    return made.out


def _script(path: Path) -> None:
    sys.path.insert(0, str(path.parent))
    run_path(str(path), run_name="__main__")


def _inside(
    run: Callable[[], object], words: tuple[str, ...], folder: Path, stdin: str, variables: Mapping[str, str]
) -> Ran:
    out, err = _stream(), _stream()
    with pytest.MonkeyPatch.context() as changed, _as_it_was():
        changed.chdir(folder)
        changed.setattr(sys, "argv", list(words))
        for name, stream in (
            ("stdin", TextIOWrapper(BytesIO(stdin.encode()), "utf-8")),
            ("stdout", out),
            ("stderr", err),
        ):
            changed.setattr(sys, name, stream)
        os.environ.update({**PLAIN, **variables})
        status = _status(run)
    return Ran(status, _written(out), _written(err))


def _stream() -> TextIOWrapper:
    return TextIOWrapper(BytesIO(), "utf-8", newline="", write_through=True)


def _written(stream: TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def _status(run: Callable[[], object]) -> int:
    try:
        run()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0


@contextmanager
def _as_it_was() -> Iterator[None]:
    """Give back the environment, the path, hooks and garbage collection; forget what a student's file brought."""
    threshold, known = gc.get_threshold(), set(sys.modules)
    with ExitStack() as kept:
        kept.enter_context(patch.dict(os.environ))
        kept.enter_context(patch.object(sys, "path", [*sys.path]))
        kept.enter_context(patch.object(sys, "excepthook", sys.excepthook))
        kept.enter_context(warnings.catch_warnings())
        warnings.simplefilter("default")  # as outside pytest: shown, not raised
        kept.enter_context(patch.object(warnings, "showwarning", _shown))
        try:
            yield
        finally:
            gc.set_threshold(*threshold)
            for name in set(sys.modules) - known:
                if _is_a_students(getattr(sys.modules[name], "__file__", None)):
                    del sys.modules[name]


def _shown(message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: object) -> None:
    sys.stderr.write(warnings.formatwarning(message, category, filename, lineno))


def _is_a_students(file: str | None) -> bool:
    return file is not None and not any(Path(file).is_relative_to(place) for place in INSTALLED)
