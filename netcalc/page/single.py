"""The page as one file without a server: the calculator itself stands in it, and runs in the browser by Pyodide."""

import json
from base64 import b64encode
from importlib import metadata
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from netcalc.network.bundle import PACKAGE, folder
from netcalc.page.front import MODULES, STYLE, json_for_html, text

PYODIDE: Final = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
CORE: Final = "pydantic_core"
PURE: Final = ("pydantic", "typing-extensions", "annotated-types", "typing-inspection", "PyYAML")
MOST_BYTES: Final = 2**26  # of one part
POLICY: Final = (
    "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' data: blob:; style-src 'unsafe-inline'; "
    "img-src data:; base-uri 'none'; form-action 'none'"
)
LICENCE_OF_PYODIDE: Final = (
    "Pyodide, Mozilla Public License 2.0: https://github.com/pyodide/pyodide, which holds CPython (PSF License "
    "Agreement: https://docs.python.org/3/license.html) and was compiled by Emscripten (MIT)"
)


class Missing(Exception):
    """What is not in the folder; `hint` has the commands that bring it."""

    def __init__(self, what: str, hint: str) -> None:
        """Say what is missing, and how it is brought."""
        super().__init__(what)
        self.hint = hint


class Brought(NamedTuple):
    """What was brought: Pyodide's files, and the wheel of pydantic-core."""

    pyodide: tuple[Path, ...]
    wheel: Path


def commands(where: Path) -> str:
    """Write the commands that bring what the file needs into a folder."""
    return (
        f"npm install --prefix {where} pyodide && pip download --no-deps --only-binary=:all: "
        "--platform pyemscripten_2026_0_wasm32 --python-version 3.14 --implementation cp --abi cp314 "
        f"--dest {where} pydantic-core=={metadata.version(CORE)}"
    )


def brought(where: Path) -> Brought:
    """Find what was brought into a folder; Missing says what is not there."""
    for inside in (where, where / "package", where / "node_modules" / "pyodide"):
        files = tuple(inside / name for name in PYODIDE)
        if all(file.is_file() for file in files):
            break
    else:
        message = f"{where} does not hold Pyodide ({', '.join(PYODIDE)})"
        raise Missing(message, commands(where))
    wanted = f"{CORE}-{metadata.version(CORE)}-*wasm32.whl"
    wheels = sorted(where.glob(wanted))
    if not wheels:
        message = f"{where} does not hold {wanted}"
        raise Missing(message, commands(where))
    return Brought(files, wheels[-1])


def single(where: Path, spec: str) -> str:
    """Write the page as one file that begins with a spec; Missing says what the folder does not hold."""
    found = brought(where)
    held = {path.name: _bytes(path) for path in (*found.pyodide, found.wheel)} | {"site.zip": _site()}
    places = {name: _address(text(name)) for name in MODULES}
    imports = json.dumps({"imports": {**places, "answers": places["inside.js"]}})
    head = (
        f'<meta http-equiv="content-security-policy" content="{POLICY}">\n<style>\n{text(STYLE)}</style>\n'
        f'<script type="importmap">{imports}</script>\n<script type="module">import "main.js";</script>'
    )
    tail = "\n".join(_held(name, data) for name, data in held.items())
    page = text("index.html").replace("<!-- head -->", head).replace("<!-- first -->", json_for_html(spec))
    return page.replace("</body>", f"{tail}\n{_notices()}\n</body>")


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        message = f"{path} is too large to be part of Pyodide"
        raise Missing(message, commands(path.parent))
    return path.read_bytes()


def _address(code: str) -> str:
    return f"data:text/javascript;base64,{b64encode(code.encode()).decode()}"


def _held(name: str, data: bytes) -> str:
    return f'<script type="application/octet-stream" id="held-{name}">{b64encode(data).decode()}</script>'


def _site() -> bytes:
    """Pack the Python that runs: netcalc with its specs, and what it needs, as they are installed here."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as site:
        for path in sorted(PACKAGE.rglob("*.py")):
            site.write(path, Path("netcalc", path.relative_to(PACKAGE)))
        for path in sorted(folder().glob("*.yaml")):
            site.write(path, Path("netcalc", "specs", path.name))
        for name in PURE:
            for file in metadata.files(name) or ():
                if file.suffix == ".py" and ".." not in file.parts:
                    site.write(Path(str(file.locate())), Path(*file.parts))
    return packed.getvalue()


def _notices() -> str:
    """Write the notices of the licences of all that stands in the file."""
    notices = [LICENCE_OF_PYODIDE]
    for name in (*PURE, CORE):
        files = [file for file in metadata.files(name) or () if "licen" in file.name.lower()]
        texts = [file.read_text() for file in files]
        notices.append("\n\n".join((f"{name} {metadata.version(name)}", *texts)))
    written = "\n\n\n".join(notices).replace("&", "&amp;").replace("<", "&lt;")
    return f'<footer class="licences"><details><summary>Licences</summary><pre>{written}</pre></details></footer>'
