"""Tables that documents show, made from the catalogues: each stands between two markers of its name."""

import re
from collections.abc import Callable, Sequence

from netcalc.network.composition import FORMS, form_of
from netcalc.render.formats.markup import markdown
from netcalc.render.pages.catalogue import kinds_with_examples
from tests.support.running import ROOT, here


def kinds() -> str:
    """Give a row for each kind of layer, and for each form of composition."""
    return markdown(kinds_with_examples({kind: form_of(kind) for kind in FORMS}))


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


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a Markdown table."""
    lines = (head, ["---"] * len(head), *rows)
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


TABLES: dict[str, Callable[[], str]] = {"kinds": kinds, "commands": commands}
