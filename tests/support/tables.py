"""Tables that documents show, made from the catalogues: each stands between two markers of its name."""

import ast
import re
import tomllib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from netcalc.calculator.planning.devices import DEVICES
from netcalc.conventions.convention import Convention, OfFlops
from netcalc.conventions.tools import TOOLS
from netcalc.homework.mistakes import listing
from netcalc.problems import MEANINGS
from netcalc.report.counts import CATALOGUE as COUNTS
from netcalc.report.query import LAYER_WORDS, NETWORK_WORDS
from tests.support.running import ROOT, here


def shown(*command: str) -> str:
    """Give what a catalogue's command shows as Markdown."""
    return here((*command, "--format", "markdown"), ROOT).out


def commands() -> str:
    """Give a row for each command, from its help: how it is called, and what it does."""
    listed = _help().partition("Commands:\n")[2]
    names = re.findall(r"^  (\w+)", listed, re.MULTILINE)
    return table(("command", "what it does"), [_command(_help(name)) for name in names])


def _help(*command: str) -> str:
    return here((*command, "--help"), ROOT, variables={"COLUMNS": "200"}).out


def _command(text: str) -> tuple[str, str]:
    usage, says, *_ = text.split("\n\n")
    called = re.sub(r"Usage: |\[OPTIONS\] ?|[{}]|(?<=\])\.\.\.", "", usage).replace("......", "...")
    called = called.replace("[[", "[").replace("]]", "]").strip()
    return f"`{called}`", " ".join(says.split())


def codes() -> str:
    """Give a row for each code of a problem, in the words of the catalogue."""
    return table(("code", "what is wrong"), [(f"`{code}`", says) for code, says in MEANINGS.items()])


def counts() -> str:
    """Give a row for each count of a layer or of the totals, with its meaning."""
    return table(("count", "what it counts"), [(f"`{count.name}`", count.meaning) for count in COUNTS.values()])


def mistakes() -> str:
    """Give a row for each mistake that is diagnosed, with its hint."""
    return table(("mistake", "hint"), [(f"`{each.code}`", each.hint) for each in listing()])


def tools() -> str:
    """Give a row for each tool: what it prints, and what it counts otherwise, in its usual reading."""
    rows = []
    for tool in TOOLS.values():
        release = f" {tool.release}" if tool.release else ""
        prints = ", ".join(each.word for each in tool.gives)
        said = "; ".join(f"{_of(each)}{each.said}" for each in tool.usual.conventions)
        rows.append((f"`{tool.code}`", f"{tool.name}{release}", prints, said))
    return table(("`--like`", "tool", "prints", "counts otherwise"), rows)


def _of(convention: Convention) -> str:
    """Say of a convention which number it is about, where that is not plain."""
    return "in FLOPs " if isinstance(convention, OfFlops) else ""


def devices() -> str:
    """Give a row for each named device, with its source."""
    rows = []
    for each in DEVICES.values():
        rates = ", ".join(f"{dtype} {rate / 10**12:g}" for dtype, rate in each.rates.items())
        rows.append((f"`{each.name}`", rates, f"{each.bandwidth / 10**9:g}", each.source))
    return table(("device", "TFLOPS", "GB/s", "source"), rows)


def queries() -> str:
    """Give the queries of a network, and those of each of its layers."""
    whole, of_layer = (", ".join(f"`{word}`" for word in words) for words in (NETWORK_WORDS, LAYER_WORDS))
    return table(("of", "queries"), [("the network", whole), ("a layer, behind its name (`conv1.output`)", of_layer)])


def rooms() -> str:
    """Give a row for each room and each file at the root, the ground first, in the words of its docstring."""
    package = ROOT / "netcalc"
    files = [path for path in sorted(package.glob("*.py")) if not path.name.startswith("__")]
    found = [path.parent for path in sorted(package.glob("*/__init__.py"))]
    rooms = sorted((*files, *found), key=_height)
    return table(("room", "what it is for"), [(_place(path), _says(path)) for path in rooms])


def _height(path: Path) -> int:
    """Give how far down the import contract a room stands, the ground first."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = [layer.split(" | ") for layer in contract[0]["layers"]]
    room = path.relative_to(ROOT / "netcalc").parts[0].removesuffix(".py")
    return next(-height for height, layer in enumerate(layers) if room in layer)


def _place(path: Path) -> str:
    return f"`{path.relative_to(ROOT / 'netcalc')}{'/' if path.is_dir() else ''}`"


def _says(path: Path) -> str:
    module = path / "__init__.py" if path.is_dir() else path
    said = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    return (said or "").split("\n", maxsplit=1)[0]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a Markdown table."""
    lines = (head, ["---"] * len(head), *rows)
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


TABLES: dict[str, Callable[[], str]] = {
    "kinds": partial(shown, "kinds"),
    "commands": commands,
    "rooms": rooms,
    "codes": codes,
    "counts": counts,
    "mistakes": mistakes,
    "tools": tools,
    "devices": devices,
    "queries": queries,
}
