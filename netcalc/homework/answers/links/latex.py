r"""LaTeX made into plain signs: `\frac{3}{4}` is (3)/(4), `28\times28` is 28*28."""

import re
from typing import Final

WORDS: Final = {
    "times": "*", "cdot": "*", "ast": "*", "div": "/", "approx": "~", "simeq": "~", "sim": "~", "cong": "~",
    "to": "⇒", "rightarrow": "⇒", "Rightarrow": "⇒", "implies": "⇒", "longrightarrow": "⇒", "therefore": "⇒",
    "pi": "π", "sigma": "σ", "partial": "∂", "ln": "ln", "log": "log", "exp": "exp", "sqrt": "sqrt", "max": "max",
    "min": "min", "tanh": "tanh", "lfloor": "floor(", "rfloor": ")", "lceil": "ceil(", "rceil": ")", "left": "",
    "right": "", "big": "", "Big": "", "bigl": "", "bigr": "", "quad": " ", "qquad": " ", "displaystyle": "",
    "lbrack": "[", "rbrack": "]", "lbrace": "{", "rbrace": "}", "equals": "=", "thinspace": " ", "cdots": "…",
    "neq": "≠", "ne": "≠", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "pm": "±", "lt": "<", "gt": ">",
    "notin": "∉", "in": "∈",
}  # fmt: skip
FRACTION: Final = re.compile(r"\\[dtc]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
SHORT_FRACTION: Final = re.compile(r"\\[dtc]?frac\s*([0-9])\s*([0-9])")
ROOT: Final = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
DRESSED: Final = re.compile(
    r"\\(?:math(?:bf|rm|it|sf|tt|cal|bb)|text(?:bf|it|rm|tt|sf)?|boxed|fbox|operatorname|underline|bm|boldsymbol|mbox)"
    r"\s*\{([^{}]*)\}"
)
RAISED: Final = re.compile(r"\^\s*\{([^{}]*)\}")
ENVIRONMENT: Final = re.compile(r"\\(?:begin|end)\{(?:align|equation|aligned|gather|split)\*?\}|&(?==)")
SPACES: Final = re.compile(r"\\(?:[,;:! ]|quad|qquad)")
BRACKETS: Final = re.compile(r"\\[()\[\]]|\$")
ESCAPED: Final = re.compile(r"\\([%#&_{}$])")
WORD: Final = re.compile(r"\\([A-Za-z]+)\s?")


def without_latex(text: str) -> str:
    r"""Put plain signs in the place of LaTeX's.

    >>> without_latex(r"$28\times28$"), without_latex(r"\frac{-4}{1}"), without_latex(r"3{,}072")
    ('28*28', '((-4)/(1))', '3,072')
    """
    if "\\" not in text and "$" not in text and "{" not in text:
        return text
    text = ENVIRONMENT.sub(" ", text).replace("{,}", ",").replace("{}", " ").replace("\\\\", "\n")
    text = BRACKETS.sub("", SPACES.sub(" ", text))
    while (plain := _innermost(text)) != text:
        text = plain
    return ESCAPED.sub(r"\1", WORD.sub(_word, text))


def _word(found: re.Match[str]) -> str:
    """Give the plain sign of a word; a function keeps the blank behind it."""
    plain = WORDS.get(found[1], found[0])
    return f"{plain} " if plain[-1:].isalpha() and plain == found[1] else plain


def _innermost(text: str) -> str:
    """Take one layer of braces away."""
    text = DRESSED.sub(r"\1", text)
    text = RAISED.sub(r"^(\1)", text)
    text = ROOT.sub(r"sqrt(\1)", text)
    return FRACTION.sub(r"((\1)/(\2))", SHORT_FRACTION.sub(r"((\1)/(\2))", text))
