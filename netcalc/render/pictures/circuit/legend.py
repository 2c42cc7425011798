"""What the signs of a picture mean, in a line or two below it."""

from typing import Final, NamedTuple

from netcalc.render.pictures.circuit.lines import ONWARD
from netcalc.render.pictures.circuit.measures import forks
from netcalc.render.pictures.circuit.nodes import Node
from netcalc.render.pictures.colours import Role
from netcalc.render.pictures.drawing import SMALL, Words, wide

APART: Final = 18.0
HIGH: Final = 17.0


class Legend(NamedTuple):
    """The words, and the room that they take."""

    marks: list[Words]
    width: float
    height: float


def legend(nodes: list[Node], width: float, *, folded: bool) -> Legend:
    """Lay the words out in lines of this width, or of the longest words."""
    entries: list[tuple[str, Role]] = [("value (forward)", "value"), ("gradient (backward)", "gradient")]
    if forks(nodes):
        entries.append(("● a fork: the gradients of its branches add", "soft"))
    if any(len(node.reads) > 1 for node in nodes):
        entries.append(("the upper wire is the first operand", "soft"))
    if folded:
        entries.append((f"{ONWARD} goes on in a line below", "soft"))
    width = max(width, *(wide(text, SMALL) for text, _ in entries))
    marks: list[Words] = []
    x, y = 0.0, HIGH
    for text, role in entries:
        if x and x + wide(text, SMALL) > width:
            x, y = 0.0, y + HIGH
        marks.append(Words(x, y, text, role, SMALL))
        x += wide(text, SMALL) + APART
    return Legend(marks, max(word.x + wide(word.text, SMALL) for word in marks), y)
