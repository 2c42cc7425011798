"""Words that say that there are none: no parameters, pooling has nothing to learn, there aren't any."""

import re
from typing import Final

LEARNT: Final = (
    r"(?:(?:model |extra |new |additional )?(?:params?|parameters?|weights?|biases|bias|numbers|values)|any|anything)"
)
KINDS: Final = r"(?:(?:learn(?:able|ed|t)|train(?:able|ed)|free|own) (?:or |and )?)*"
NONE: Final = re.compile(
    r"(?:(?:there|it|they|pool(?:ing)?(?: layers?)?|max[- ]?pool(?:ing)?|this|the)\b[a-z ]*?)??"
    r"(?:\b(?:no|without|zero|not|not any|has no|have no)|dont|doesnt"
    r"|(?:do|does|is|are|has|have) ?n[o']t(?: have| contain| add)?(?: any)?)"
    rf" {KINDS}{LEARNT}(?: (?:or|and) (?:biases|weights))?"
    r"(?: (?:in|here|for|at all|to learn|to be learned|of its own)[a-z ]*)?"
)
ALONE: Final = re.compile(
    r"(?:parameter|param|weight)-free|keine?|aucun|ninguno|nichts|rien|none at all|not any|there (?:aren't|are not) any"
)


def says_none(text: str) -> bool:
    """Say whether an answer says in words that there are none.

    >>> says_none("pool layers don't have parameters"), says_none("no weights or biases"), says_none("no idea")
    (True, True, False)
    """
    small = text.lower().strip(" .!")
    return bool(ALONE.fullmatch(small) or NONE.fullmatch(small))
