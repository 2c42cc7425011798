"""What a process does beside its work, as Python itself sees it: files opened, programs run, modules loaded."""

import os
import sys
from pathlib import Path
from typing import Any, Final

from tests.support.mutations.opcodes import CANARY

ROOT: Final = Path(__file__).parents[3]
RUNS: Final = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "pty.", "socket.",
               "pickle.", "shutil.", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "urllib.", "ctypes.dlopen",
               "code.__new__", "glob.")  # fmt: skip
LOADING: Final = "<frozen importlib._bootstrap"
PARTS: Final = ("exec", "compile", "marshal.loads")


class Watch:
    """Keeps what was done that reading a file does not need; `places` are the folders in which it may open files."""

    def __init__(self, places: tuple[str, ...]) -> None:
        """Look from now on: a hook of Python's cannot be taken away again."""
        self.places = tuple(os.path.realpath(each) for each in places)
        self.code = tuple(
            os.path.realpath(each) for each in (ROOT, sys.prefix, sys.base_prefix, sys.pycache_prefix or ROOT)
        )
        self.seen: list[str] = []
        sys.addaudithook(self._hook)

    def taken(self) -> list[str]:
        """Give what was seen since it was last asked."""
        found, self.seen = self.seen, []
        return found

    def _hook(self, event: str, given: tuple[Any, ...]) -> None:
        if event == "open":
            self._opened(given[0], given[1])
        elif event == "ctypes.dlopen" and given == (None,):
            return  # Python's own
        elif event.startswith(RUNS) or (event == "import" and str(given[0]).partition(".")[0] == CANARY):
            self.seen.append(f"{event} {str(given)[:200]}")

    def _opened(self, name: Any, mode: Any) -> None:
        if not isinstance(name, str | bytes | os.PathLike):
            return
        path = os.path.realpath(os.fsdecode(name))
        reads = mode is None or not set(str(mode)) & set("wax+")
        if not path.startswith(self.places) and not (reads and path.startswith((*self.code, "/dev/null", "/proc/"))):
            self.seen.append(f"open {path[:200]} {mode}")
