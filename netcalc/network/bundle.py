"""The specs that netcalc brings along, found by name."""

from pathlib import Path
from typing import Unpack

from netcalc.network.network import Changes, Network
from netcalc.problems import unreadable
from netcalc.text.foreign import READ
from netcalc.text.nearness import slipped
from netcalc.text.source import Foreign, Source, text_of

MOST_TITLE = 200
TEST = "TEST"
CODE = ".py:"
GIVE = "give a path, `-`, or a name that `netcalc specs` lists"
PACKAGE = Path(__file__).parent.parent
PLACES = (PACKAGE / "specs", PACKAGE.parent / "specs")


def folder() -> Path:
    """Find the specs: inside an installed package, or beside it in a checkout."""
    return next(place for place in PLACES if place.is_dir())


def bundled() -> dict[str, Path]:
    """Give the bundled specs by name."""
    return {path.stem: path for path in sorted(folder().glob("*.yaml"), key=lambda path: path.stem)}


def find(spec: str) -> str:
    """Give the file that is meant by a path, `-`, or the name of a bundled spec; Unreadable where there is none."""
    if spec == "-" or _is_file(spec):
        return spec
    specs = bundled()
    if spec in specs:
        return str(specs[spec])
    file, code, name = spec[:MOST_TITLE].rpartition(CODE)
    if code and _is_file(f"{file}.py"):
        message = f"{spec[:MOST_TITLE]} is code, and not read as a spec"
        raise unreadable(
            message, f"`netcalc check SPEC --against {file}{CODE}{name or 'Net'}` runs it, and holds it against one"
        )
    if spec and Path(spec[:MOST_TITLE]).is_dir():
        message = f"{spec[:MOST_TITLE]} is a folder, not a file"
        raise unreadable(message, _within(Path(spec)) or GIVE)
    near = slipped(spec, specs)
    message = f"{spec[:MOST_TITLE]} is neither a file nor a bundled spec" if spec else "an empty name names no file"
    raise unreadable(message, f"did you mean `{near}`?" if near else GIVE)


def _within(folder: Path) -> str:
    """Say what is done with a folder."""
    from netcalc.text.others import within

    try:
        return within(frozenset(path.name for path in folder.iterdir()))
    except OSError:
        return ""


def _is_file(name: str) -> bool:
    """Say whether there is something to read, a pipe included."""
    try:
        return Path(name).exists() and not Path(name).is_dir()
    except OSError:  # a name no file can have
        return False


def about(path: Path) -> str:
    """Give a spec's first line, which says what it is."""
    with path.open(encoding="utf-8") as file:
        return file.readline(MOST_TITLE).lstrip("# ").rstrip()


def text(name: str) -> str:
    """Give the text of a spec."""
    return text_of(find(name))


def load(spec: str | Path, *, phase: str = TEST, **overrides: Unpack[Changes]) -> Network:
    """Load a network from a path, `-` (standard input) or the name of a bundled spec; another tool's file too.

    `phase` is which of Caffe's two a prototxt is read for.
    `overrides` take the place of the spec's fields (`input="256x256x3"`), and of its vars one by one.
    SpecError, with all the problems and their lines, where the spec cannot be understood.

    >>> load("lenet5").input.values
    1024
    """
    path = find(str(spec))
    try:
        source = Source(text_of(path), path)
    except Foreign as error:
        if error.form not in READ:
            raise
        from netcalc.models.open import opened

        return opened(path, error.data, error.form, phase, overrides)
    return Network.read(source, **overrides)
