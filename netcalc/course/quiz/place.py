"""Where a question stands among all there are, and whether it was answered."""

from typing import NamedTuple


class Place(NamedTuple):
    """Where a question stands: its topic, how hard it is, which kind of question, the number of its draw.

    `again`: one of its kind went wrong before.
    """

    topic: str
    level: int
    kind: int
    number: int
    again: bool = False


class Answered(NamedTuple):
    """A question that was answered, and whether it was right at the first try."""

    place: Place
    right: bool
