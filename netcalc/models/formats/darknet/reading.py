"""Reads the sections of a file one after another."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from netcalc.files.damaged import Damaged
from netcalc.models.draft import Draft
from netcalc.models.formats.darknet.layers import LAYERS
from netcalc.models.formats.darknet.net import Net
from netcalc.models.given import Given
from netcalc.models.operators import words
from netcalc.volume import Volume, checked

SECTION: Final = re.compile(r"\[\s*(\w+)\s*\]")
MOST_SECTIONS: Final = 20_000
MOST_BYTES: Final = 4 << 20  # lines are read one by one


class Section(NamedTuple):
    """A section: its word, its options, its line."""

    kind: str
    options: dict[str, str]
    line: int


def read(given: Given) -> Draft:
    """Read a network of sections."""
    sections = sections_of(given.text(MOST_BYTES))
    if not sections or sections[0].kind not in ("net", "network"):
        message = "does not begin with a section [net]"
        raise Damaged(message)
    draft = Draft({"input": _input(sections[0], given)})
    draft.took_input = given.input is not None
    net = Net(draft)
    for number, section in enumerate(sections[1:]):
        draft.at = f"{given.file}:{section.line}: [{section.kind}]"
        net.begin(section.kind, section.options, number)
        word = words("darknet").get(section.kind, section.kind)
        make: Callable[[Net], int] = LAYERS.get(word, LAYERS["unknown"])
        net.made.append(make(net))
    draft.outputs = net.leaving()
    return draft


def sections_of(text: str) -> list[Section]:
    """Take a text apart: `[word]`, then `name = value` with spaces anywhere; # and ; begin what is passed over."""
    found: list[Section] = []
    for line, written in enumerate(text.splitlines(), 1):
        said = re.split(r"[#;]", written, maxsplit=1)[0].strip()
        head = SECTION.match(said)
        if head:
            found.append(Section(head[1], {}, line))
        elif "=" in said and found:
            name, _, value = said.partition("=")
            found[-1].options["".join(name.split())] = "".join(value.split())
        if len(found) > MOST_SECTIONS:
            message = f"has more sections than netcalc reads ({MOST_SECTIONS:,})"
            raise Damaged(message)
    _whole(text)
    return found


def _whole(text: str) -> None:
    """Refuse a file whose last line ends in the middle."""
    said = [re.split(r"[#;]", written, maxsplit=1)[0].strip() for written in text.splitlines()]
    last = next((each for each in reversed(said) if each), "")
    name, mark, value = last.partition("=")
    if last and not SECTION.match(last) and not (mark and name.strip() and value.strip()):
        message = f"ends in `{last[:40]}`, which is no section and no `name = value`: it may have been cut off"
        raise Damaged(message)


def _input(section: Section, given: Given) -> Volume:
    """Give the volume that comes in: the user's, else the one of [net]."""
    if given.input is not None:
        return given.volume("", "")
    asked = section.options
    if "width" not in asked and "inputs" in asked:
        return checked([int(asked["inputs"])])
    try:
        return checked(int(asked[name]) for name in ("width", "height", "channels"))
    except KeyError:
        missing = "the section [net] does not say how large the image is"
        return given.volume(missing, "416x416x3")
