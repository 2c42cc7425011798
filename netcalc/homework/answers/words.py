"""Words, and a yes or a no, read."""

from typing import Final

from netcalc.homework.answers.given import NotReadable, Truth, Word
from netcalc.homework.answers.tidy import is_cannot, tidy

TRUTHS: Final = {
    **dict.fromkeys(("true", "yes", "valid", "fits", "it fits", "y"), True),
    **dict.fromkeys(("false", "no", "n"), False),
}


def read_truth(written: object) -> Truth:
    """Read a yes or a no."""
    text = tidy(written).lower()
    if is_cannot(text):
        return Truth(value=False)
    if text not in TRUTHS:
        message = "write yes or no"
        raise NotReadable(message)
    return Truth(TRUTHS[text])


def read_word(written: object) -> Word:
    """Read a word, or words joined by commas."""
    return Word(tidy(written).lower())
