"""Words, and a yes or a no, read."""

import re
from typing import Final

from netcalc.homework.answers.given import NotReadable, Truth, Word
from netcalc.homework.answers.links.cannot import says_cannot

YES: Final = frozenset({"true", "yes", "valid", "fits", "y", "ok", "possible", "yep", "yeah", "sure", "ja", "oui"})
NO: Final = frozenset({"false", "no", "n", "nope", "nein", "non", "nah"})
CROSSED: Final = re.compile("[❌✗✘❎]")
FIRST: Final = re.compile(
    r"([a-z]+)\b(?:\s*(?:[,.;:⇒!(-]|\bbecause\b|\bsince\b|\bas\b|\bit (?:is|does|can)).*)?", re.DOTALL
)
SAYS_YES: Final = re.compile(
    r"(?:yes,? )?"
    r"(?:(?:it|they|everything|that|(?:all |the )(?:the )?(?:layers?|windows?|filters?|network|net|model)) )?"
    r"(?:(?:is|are) (?:valid|possible|ok|fine)|fits?|does fit|do fit|does|works?|work out)(?: exactly| evenly)?"
)


def read_truth(text: str) -> Truth:
    """Read a yes or a no; a reason may follow.

    >>> read_truth("No, 4/3 is not an integer"), read_truth("it fits")
    (Truth(value=False), Truth(value=True))
    """
    small = CROSSED.sub("", text.lower()).strip(" .!")
    first = FIRST.fullmatch(small)
    word = first[1] if first else ""
    doubtful = "?" in small or " or " in small
    if not doubtful and (word in NO or says_cannot(small)):
        if word in YES:
            message = "this says both yes and no"
            raise NotReadable(message)
        return Truth(value=False)
    if not doubtful and (word in YES or SAYS_YES.fullmatch(small)):
        return Truth(value=True)
    message = "write yes or no"
    raise NotReadable(message)


def read_word(text: str) -> Word:
    """Read a word, or words joined by commas."""
    return Word(" ".join(text.split()).lower().strip(" .!"))
