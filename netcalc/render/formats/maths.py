r"""Signs that LaTeX's text does not have, as its mathematics has them: α is $\alpha$."""

import unicodedata
from typing import Final

SIGNS: Final = {
    "→": r"$\to$", "−": "$-$", "≤": r"$\leq$", "≥": r"$\geq$", "≈": r"$\approx$", "≠": r"$\neq$", "√": r"$\surd$",
    "∂": r"$\partial$", "∇": r"$\nabla$", "⋅": r"$\cdot$", "∈": r"$\in$", "∞": r"$\infty$",
}  # fmt: skip
OWN_CAPITALS: Final = frozenset("ΓΔΘΛΞΠΣΥΦΨΩ")
SMALL: Final = "GREEK SMALL LETTER "
CAPITAL: Final = "GREEK CAPITAL LETTER "
LATIN: Final = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΧο", "ABEZHIKMNOPTXo", strict=True))  # they look alike


def sign(letter: str) -> str:
    r"""Write a sign as mathematics; nothing where it is no such sign.

    >>> sign("α"), sign("Σ"), sign("λ"), sign("Α"), sign("a")
    ('$\\alpha$', '$\\Sigma$', '$\\lambda$', 'A', '')
    """
    if letter in SIGNS or letter in LATIN:
        return SIGNS.get(letter) or LATIN[letter]
    name = unicodedata.name(letter, "").replace("LAMDA", "LAMBDA").replace("FINAL SIGMA", "VARSIGMA")
    if letter in OWN_CAPITALS:
        return rf"$\{name.removeprefix(CAPITAL).capitalize()}$"
    word = name.removeprefix(SMALL).lower()
    return rf"$\{word}$" if name.startswith(SMALL) and word.isalpha() else ""
