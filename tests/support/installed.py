"""A package installed into a temporary folder: modules, and what its entry points offer."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def installed(
    folder: Path, modules: Mapping[str, str], offered: Mapping[str, str], name: str = "demo"
) -> Iterator[None]:
    """Install a package: files by their names, kinds by what their entry points name."""
    for module, text in modules.items():
        (folder / f"{module}.py").write_text(text, encoding="utf-8")
    about = folder / f"{name}-1.2.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n", encoding="utf-8")
    lines = "".join(f"{kind} = {place}\n" for kind, place in offered.items())
    (about / "entry_points.txt").write_text(f"[netcalc.kinds]\n{lines}", encoding="utf-8")
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for module in modules:
            sys.modules.pop(module, None)
