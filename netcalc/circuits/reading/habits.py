"""What people write out of habit, of other languages or of the blackboard, and what a circuit has in its place."""

import re
from typing import Final

LOGIC: Final = "of inputs 0 and 1: AND is step(x + y - 1.5), OR is step(x + y - 0.5), NOT is step(0.5 - x)"
ABOVE: Final = "where a value is above another: step(x - y), which is 1 from 0 on; max(x, y) is the larger"
BY_ITSELF: Final = "gradients are worked out by themselves: write what they are of"
PYTHONS: Final = re.compile(
    r"(?<!\w)(lambda|in|is|as|if|or|and|not|for|from|with|class|def|del|pass|return|try|while|yield)\s*(?:[-+*/@^);,=]|$)"
)
HABITS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"[∑Σ]"), "the sum of an array's values is sum(x)"),
    (re.compile(r"\w\s+\w+\s*=(?!=)"), "stages have a ; between them, or a line each: q = x + y; f = q * z"),
    (re.compile(r"(?<!\w)(?:and|or|not|xor)(?!\w)|[∧∨¬⊕&~]", re.IGNORECASE), LOGIC),
    (re.compile(r"(?<!\w)(?:for|while)(?!\w)"), "there are no loops: sum(x) adds the values of an array up"),
    (re.compile(r"[=!]=|(?<!\w)(?:is|in)(?!\w)"), "no gate tells equal values; step(x - y) is 1 where x >= y"),
    (re.compile(r"(?<!\w)(?:if|else)(?!\w)|\?"), "a choice is max(x, y) or min(x, y); step(x) is 1 from 0 on"),
    (re.compile(r"[<>≥≤]"), ABOVE),
    (re.compile(r"\\\w|\$|_\{"), "LaTeX is not read: write σ(x) or sigmoid(x), x / y, w·x, W_1"),
    (re.compile(r"[∂∇]|(?<!\w)d/d\w|\w['′’]\s*\("), BY_ITSELF),
    (re.compile(r"%|//"), "no gate gives a remainder or a whole quotient; a quotient is x / y"),
    (re.compile(r"(?<!\w)\d{1,3},\d{3}(?!\d)"), "a number has no commas: 1000"),
    (re.compile(r"\.(?:shape|size|ndim|dtype)(?!\w)"), "a shape is no value; sum(x) and mean(x) go over all values"),
    (re.compile(r"axis\s*="), "sum, mean, norm, max and min go over all values; ones @ x adds up the rows of x"),
    (re.compile(r"^\s*lambda(?!\w)"), "a function has a name: f = lambda x: 1 / (1 + exp(-x)); f(w·x)"),
    (re.compile(r"[-+*/@^]\s*$|^\s*[*/@^]"), "a sign stands between two values: x * y"),
)  # fmt: skip


def habit(line: str) -> str:
    """Say what a circuit has in place of what somebody wrote; nothing where nobody knows.

    >>> habit("x1 and x2")[:40], habit("lambda * w")[:32], habit("x * y")
    ('of inputs 0 and 1: AND is step(x + y - 1', "lambda is a word of Python's own", '')
    """
    word = PYTHONS.search(line)
    if word:
        return f"{word[1]} is a word of Python's own: give the name another letter, {word[1]}_"
    return next((hint for pattern, hint in HABITS if pattern.search(line)), "")
