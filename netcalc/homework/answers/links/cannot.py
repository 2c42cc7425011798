"""Words that say that it does not fit, wherever they stand in an answer."""

import re
from typing import Final

from netcalc.homework.answers.given import SHOWN, NotReadable

NOT: Final = (
    r"(?:can ?'?not|can't|cant|cannot|does ?n[o']t|doesnt|does not|will not|won't|wont|isn't|is not|do ?n'?t|do not"
    r"|aren't|are not|not)"
)
DONE: Final = (
    r"(?:fits?|work|works|be done|be computed|be applied|be valid|divide|divides|go|go in|exist|possible|valid|allowed"
    r"|divisible|an? (?:whole|integer|valid)|integer|whole|integral|come out|tile|match|feasible"
    r"|ok|okay|fine|computable|well-defined|defined|permitted|legal)"
)
SAID: Final = re.compile(
    rf"\b{NOT} (?:even |evenly |exactly |quite )?{DONE}\b"
    r"|\b(?:can ?'?not|can't|cant) (?:be )?(?:used?|appl(?:y|ied)|have)\b"
    r"|\bno (?:valid|integer|whole|such|legal|possible)\b"
    r"|\b(?:invalid|impossible|undefined|misfit|no fit|no output|no solution|incompatible|illegal|fractional|infeasible"
    r"|(?:size |shape )?mismatch|ill-defined|non-?integer|non-?integral|(?:raises|throws|gives) an? (?:value ?)?error"
    r"|(?:passt|geht|passen) nicht|nicht (?:möglich|ganzzahlig)|unmöglich|ungültig|keine ganze zahl"
    r"|pas (?:possible|entier))\b|∉"
)
TWICE: Final = re.compile(
    rf"\b(?:{NOT[3:-1]}|never) (?:an? )?(?:invalid|impossible|undefined|illegal|misfit|fractional)"
)
ALONE: Final = re.compile(
    r"(?:(?:it|this|we|you) )?(?:can ?'?not|can't|cant|cannot|does ?n[o']t|doesnt|does not|will not|won't)"
    r"|n\.?/?a\.?|not applicable|error|value ?error|none exists?|dne|:\\|not defined|-?nan"
)
BUT: Final = re.compile(r"[0-9]\*[0-9]+\s*[,;]?\s*(?:but|or)\b[^0-9]*$")
FROWN: Final = re.compile(r"(?:.*=)?\s*:-?[\\/(]")
THEN: Final = re.compile(r"(?:⇒|;|\n|,|[.:=]|\bso\b|\bthus\b|\bhence\b|\btherefore\b|\bi\.e\.)\s*")
OTHERWISE: Final = re.compile(
    r"⇒|\b(?:so|thus|hence|therefore|but|floor|round|rounded|rounds|if|unless|or|maybe|perhaps"
    r"|gives|would|pytorch|tensorflow|keras|caffe|truncated?)\b"
)
UNSURE: Final = re.compile(r"\?|\b(?:know|sure|remember|tell|say|guess|think|maybe|perhaps|or)\b")


def says_cannot(text: str) -> bool:
    """Say whether an answer says that it does not fit; a number may lead to it, or give the reason.

    NotReadable where it says so, and then gives a number all the same.

    >>> says_cannot("(7-3)/3+1 = 2.33 ⇒ cannot"), says_cannot("7/3 not integer"), says_cannot("28*28*10")
    (True, True, False)
    >>> says_cannot("cannot remember")
    False
    """
    small = text.lower().strip(" .!")
    if ALONE.fullmatch(small) or FROWN.fullmatch(small):
        return True
    if UNSURE.search(small):
        return False
    if TWICE.search(small):
        message = f"`{text[:SHOWN]}` denies twice: say whether it fits"
        raise NotReadable(message)
    found = SAID.search(small)
    if not found:
        return any(ALONE.fullmatch(part.strip(" .!")) for part in THEN.split(small)[-1:])
    if BUT.search(small[: found.start()]):
        message = f"`{text[:SHOWN]}` gives an answer, and says that it does not fit: write one of them"
        raise NotReadable(message)
    rest = small[found.end() :]
    if OTHERWISE.search(rest) and any(sign.isdigit() for sign in rest):
        message = f"`{text[:SHOWN]}` says that it does not fit, and gives a number: write one of them"
        raise NotReadable(message)
    return True
