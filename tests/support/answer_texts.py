"""Texts as answers: any signs at all, sums and shapes in disguise; and a few lines that judge them another way."""

import random
import re
import unicodedata
from typing import Final

RIGHT: Final = 760
PIECES: Final = (
    "760", "75", "76", "10", "5", "3", "28", "7.6", "1,5", "e2", "10^2", "10²", "K", "M", "x", "×", "*", "+", "-", "/",
    "(", ")", "[", "]", "{", "}", "=", "≈", "~", "->", ":", ",", ".", ";", "\n", " ", "  ", "params", "filters", "or",
    "not", "none", "sixty", "sqrt", "ln", "max", "\\frac", "\\times", "$", "**", "`", "<b>", "%", "!", "?", "cannot",
    "None", "@", "∂f/∂x", "½", "٣", "𝟕", "\u200b", "\x00", "E", "_", "'", '"', "|", "#", "é", "中", "0x", "inf", "nan",
)  # fmt: skip
WRAPPINGS: Final = (
    "{}", " {} ", "**{}**", "`{}`", "${}$", "= {}", "the answer is {}", "Answer: {}", "{} parameters",
    "{} params total", "{} (with biases)", "x = {}", "so {}", "{}.", "{}!", "\\boxed{{{}}}", "75*10 + 10 = {}",
    "{} trainable parameters", "\\({}\\)", "<b>{}</b>", "it has {}", "- {}", "a) {}", "total: {}",
    "{}, because each filter has a bias",
)  # fmt: skip


def any_text(draw: random.Random) -> str:
    """Make a text of pieces that answers are made of, or of any signs."""
    if draw.random() < 0.2:
        return "".join(
            chr(draw.choice((draw.randrange(32, 127), draw.randrange(0x3000)))) for _ in range(draw.randrange(40))
        )
    return "".join(draw.choice(PIECES) + draw.choice(("", "", " ")) for _ in range(draw.randrange(1, 12)))


def could_be_right(text: str) -> bool:
    """Say whether a reader may find 760 in a text: its digits, a power of ten, or a sum that makes it."""
    plain = unicodedata.normalize("NFKC", text.replace("²", "^2")).lower()
    digits = re.sub(r"[\s,._'\u200b]", "", plain)
    if re.search(r"76(0|e|k|\*?10|x10|×10)", digits) or "seven" in plain:
        return True
    return any(_makes(part) for part in re.split(r"[=~≈:;\n]|->|→|≃", plain))


def _makes(text: str) -> bool:
    """Say whether what is left of a part, its words taken out, works out to 760 in Python."""
    sums = re.sub(r"[×x·]", "*", re.sub(r"\\[a-z]+", "*", text)).replace("^", "**")
    sums = re.sub(r"[^0-9+*/().-]", "", sums.replace("[", "(").replace("]", ")").replace("{", "(").replace("}", ")"))
    sums = re.sub(r"(?<=[0-9)])(?=\()|(?<=\))(?=[0-9])", "*", re.sub(r"\*{3,}", "*", sums))
    for candidate in (sums, re.sub(r"\([^()]*\)$", "", sums), sums.strip("*+-/.")):
        try:
            if len(candidate) < 80 and "**" not in candidate and abs(eval(candidate) - RIGHT) < 1e-6:  # noqa: S307
                return True
        except (SyntaxError, TypeError, ArithmeticError, ValueError, NameError, AttributeError, MemoryError):
            continue
    return "**" in sums
