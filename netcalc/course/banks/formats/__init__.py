"""The formats of question banks: a file each, with a function `export`; the table of them."""

from typing import Final, NamedTuple


class Format(NamedTuple):
    """A format: whose it is, and what a bank becomes in it."""

    whose: str
    becomes: str


FORMATS: Final = {
    "gift": Format("Moodle's GIFT", "text"),
    "moodle": Format("Moodle's XML", "text"),
    "text2qti": Format("text2qti, which makes QTI of it", "text"),
    "qti": Format("Canvas's QTI 1.2", "file"),
    "prairielearn": Format("PrairieLearn", "folder"),
}
