"""A document replayed: its files written, its sessions and programs run, its tables made from the catalogues.

All that a document shows is made anew at once, so that one test is the only writer of each file.
"""

import re
import shlex
from functools import partial
from pathlib import Path
from shutil import copytree

from PIL import Image

from tests.support.running import ROOT, here, program, said
from tests.support.tables import TABLES

WIDE = 1056  # pixels of a picture
COLOURS = 160
README = ROOT / "README.md"
HOUSE = ROOT / "netcalc" / "README.md"
GUIDES = sorted(ROOT.glob("examples/**/README.md"))
FILES = re.compile(r"```(?:yaml|python)\n# (\S+\.(?:yaml|py))\n(.*?)```\n", re.DOTALL)
SESSION = re.compile(r"(?<=```console\n).*?(?=```\n)", re.DOTALL)
PYTHON = re.compile(r"(```python\n((?:(?!```).)*)```\n\n```text\n)(.*?)(?=```\n)", re.DOTALL)
DRAWN = re.compile(r"<!-- drawn by: netcalc (.*) --plot (\S+\.png) -->\n!\[[^\]]+\]\(\2\)\n")
TABLE = re.compile(r"(<!-- (\w+) -->\n).*?(?=<!-- /\2 -->)", re.DOTALL)


def replayed(document: Path, folder: Path) -> str:
    """Give a document as it should be, its sessions run in this folder, beside copies of its files."""
    text = document.read_text(encoding="utf-8")
    if document in GUIDES:
        copytree(document.parent, folder, dirs_exist_ok=True)
    for name, content in FILES.findall(text):
        (folder / name).write_text(f"# {name}\n{content}", encoding="utf-8")
    text = SESSION.sub(partial(_session, folder=folder), text)
    text = PYTHON.sub(partial(_program, folder=folder), text)
    return TABLE.sub(lambda found: found[1] + TABLES[found[2]](), text)


def draw(document: Path, folder: Path) -> None:
    """Draw the pictures that a document shows anew, small, beside it, in the folder where it was replayed."""
    for words, name in DRAWN.findall(document.read_text(encoding="utf-8")):
        made = here((*shlex.split(words), "--plot", name), folder)
        assert (folder / name).is_file(), made.err
        picture = Image.open(folder / name).convert("RGB")
        small = picture.resize((WIDE, picture.height * WIDE // picture.width), Image.Resampling.LANCZOS)
        small.quantize(COLOURS).save(document.parent / name, optimize=True)


def _session(found: re.Match[str], folder: Path) -> str:
    commands = [line for line in found[0].splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{_shown(command[2:], folder)}" for command in commands)


def _shown(command: str, folder: Path) -> str:
    command, _, given = command.partition(" < ")
    name, *words = shlex.split(command)
    assert name in {"netcalc", "python"}, command
    stdin = (folder / given).read_text(encoding="utf-8") if given else ""
    made = here(tuple(words), folder, stdin=stdin) if name == "netcalc" else program(tuple(words), folder)
    return made.out + made.err


def _program(found: re.Match[str], folder: Path) -> str:
    return found[1] + said(found[2], folder)
