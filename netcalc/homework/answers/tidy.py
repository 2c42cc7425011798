"""The text of an answer in plain signs, and the words that say it does not fit."""

import re
import unicodedata
from typing import Final

from netcalc.homework.answers.given import LONGEST, MOST_PARTS, WIDEST, NotReadable, short

SIGNS: Final = str.maketrans({"×": "x", "·": "*", "∙": "*", "⋅": "*", "−": "-", "–": "-", "’": "'", "÷": "/"})
CANNOT: Final = re.compile(
    r"(it )?(can ?'?not|cannot|can't|cant|does ?n[o']t|doesnt|does not|will not|won't)"
    r"( (fit|work|be done|divide( evenly)?))?"
    r"|(it is |it's )?(invalid|impossible|undefined|not (possible|valid|an integer|a whole number)|misfit|no fit)"
    r"|no valid (output|volume|size)|:\\"
)


def tidy(written: object) -> str:
    """Give the text of an answer in plain signs; NotReadable where there is too much of it."""
    if isinstance(written, dict | set):
        message = "write a number, arithmetic, a volume such as 28x28x6, or `cannot`"
        raise NotReadable(message)
    if isinstance(written, list | tuple):
        if len(written) > MOST_PARTS or any(isinstance(part, list | tuple | dict) for part in written):
            message = "a volume has at most four numbers"
            raise NotReadable(message)
        written = "[" + ", ".join(map(short, written)) + "]"
    if isinstance(written, int) and written.bit_length() > WIDEST:
        message = "this number is too large"
        raise NotReadable(message)
    text = str(written)
    if len(text) > LONGEST:
        message = f"an answer has at most {LONGEST} characters"
        raise NotReadable(message)
    text = unicodedata.normalize("NFKC", text.translate(SIGNS)).translate(SIGNS)
    return " ".join(text.split())


def bare(written: object) -> str:
    """Leave out what people put around an answer: code marks, dollars, a full stop."""
    return tidy(written).strip("`$! ").removesuffix(".")


def is_cannot(text: str) -> bool:
    """Say whether a text says that it does not fit."""
    return CANNOT.fullmatch(text.lower()) is not None
