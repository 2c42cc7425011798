"""A student's sheet as a file of its own: the numbers put in, the networks written out, nothing left to draw."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from netcalc.homework.sheet.filling import NETWORK, with_values
from netcalc.homework.sheet.sheet import Sheet
from netcalc.homework.variants.seed import number, same
from netcalc.problems import Problem
from netcalc.text.emit import yaml_text
from netcalc.text.templates.template import filled, settled
from netcalc.text.templates.variables import variables

UNSAFE: Final = re.compile(r"[^\w.@+-]+|^[.-]+")
RESERVED: Final = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\..*)?", re.IGNORECASE)  # no files on Windows
LONGEST: Final = 60  # of four bytes each, a file system takes them
MARKS: Final = 10**8


def written(sheet: Sheet, student: str) -> str:
    """Write a student's sheet as YAML."""
    data = sheet.origin.data
    made = with_values(data, sheet.values, []) if isinstance(data, Mapping) else {}
    drawn = ", ".join(f"{name} {value}" for name, value in sheet.values.items())
    return f"# {_line(student)}: {_line(drawn)}\n{yaml_text(_alone(made, sheet))}"


def _alone(data: Mapping[str, Any], sheet: Sheet) -> dict[str, Any]:
    """Write the networks out that stand elsewhere, with their numbers put in."""
    made = {key: _network(each, sheet) if key == NETWORK else each for key, each in data.items()}
    if "questions" in data:
        made["questions"] = [_alone(each, sheet) for each in data["questions"]]
    return made


def _network(named: Any, sheet: Sheet) -> Any:
    written = sheet.named[str(named)].to_dict() if str(named) in sheet.named else named
    return plainly(written) if isinstance(written, Mapping) else written


def plainly(network: Mapping[str, Any]) -> Mapping[str, Any]:
    """Put a network's vars in the place of their names, where no block or index has names of its own.

    >>> plainly({"vars": {"w": 8}, "input": "${w}x${w}x3", "layers": [{"fc": "${2*w}"}]})
    {'input': '8x8x3', 'layers': [{'fc': 16}]}
    """
    found: list[Problem] = []
    names = variables(network.get("vars"), found)
    rest = {key: each for key, each in network.items() if key != "vars"}
    made = settled(filled(rest, names, (), found))
    return network if found or "blocks" in network or _indexed(rest) else made


def _indexed(written: Any) -> bool:
    """Say whether a repeat counts its passes, by a name that a var may have too."""
    if isinstance(written, Mapping):
        return "index" in written or any(map(_indexed, written.values()))
    return isinstance(written, list | tuple) and any(map(_indexed, written))


def _line(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


def file_name(student: str) -> str:
    """Name the file of a student: the id, and a mark of its own where it is no name of a file.

    >>> file_name("s123"), file_name("Zoë"), file_name("../Ada"), file_name("con")
    ('s123.yaml', 'Zoë.yaml', 'Ada-40946836.yaml', 'student-con-96206055.yaml')
    """
    name = unicodedata.normalize("NFC", student)
    safe = UNSAFE.sub("_", name).strip("_").lstrip("._-")[:LONGEST]
    safe = f"student-{safe}" if RESERVED.fullmatch(safe) else safe
    mark = "" if safe == name else f"-{number(MARKS, 'file', same(student)):08d}"
    return f"{safe or 'student'}{mark}.yaml"
