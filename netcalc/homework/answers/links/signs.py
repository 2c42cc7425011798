"""The many signs for times, minus and powers made into one each; superscripts before anything is normalised."""

import html
import re
import unicodedata
from typing import Final

from netcalc.homework.answers.links.latex import without_latex

RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾", "0123456789+-()")
SUPERSCRIPT: Final = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾]+")
VULGAR: Final = re.compile("[¼-¾⅐-⅞↉]")
SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("×✕✖⨯∗·∙⋅•", "*"),
        **dict.fromkeys("−–—‒﹣－", "-"),
        **dict.fromkeys("’‘`´", "'"),
        **dict.fromkeys("÷⁄∕", "/"),
        **dict.fromkeys("≈≃≅∼≒", "~"),
        **dict.fromkeys("→⟶➜➔↦⟹⇨∴", "⇒"),
        "𝑥": "x",
    }
)
RAISED_IN_HTML: Final = re.compile(r"<sup>([^<>]{1,20})</sup>", re.IGNORECASE)
BREAKS: Final = re.compile(r"<(?:br|p|div|li)\s*/?>|</(?:p|div|li)>", re.IGNORECASE)
TAGS: Final = re.compile(r"</?(?:b|i|em|strong|span|code|sub|u|tt|pre|font)(?:\s[^<>]*)?>", re.IGNORECASE)
BOLD: Final = re.compile(r"(?<![\w)*])(\*\*|__)(?=[^\s*])((?:[^*\n]|\*(?!\*))*?[^\s*])\1(?![\w*(])")
ITALIC: Final = re.compile(r"^\s*([*_])([^*_]+)\1\s*$")
CODE: Final = re.compile(r"`+([^`]*)`+")
ARROWS: Final = re.compile(r"-{1,2}>|={1,2}>")
ALIKE: Final = re.compile(r"~=|=~|~~")
CROSS: Final = re.compile(r"(?<=[0-9)\]}%?])\s*[xX]\s*(?=[-+0-9(\[{.?])")
BETWEEN_WORDS: Final = re.compile(r"(?<=[A-Za-z])\s+[xX]\s+(?=[-+0-9(\[{.])|(?<=[0-9)\]}])\s+[xX]\s+(?=[A-Za-z])")
BY: Final = re.compile(r"(?<=[0-9)\]])\s+by\s+(?=[0-9(\[])")
THAT_IS: Final = re.compile(r"\bi\.\s?e\.,?|\bresp\.", re.IGNORECASE)
SPOKEN: Final = (
    (re.compile(r"\b(?:minus|negative)\s+(?=[0-9(.])", re.IGNORECASE), "-"),
    (re.compile(r"(?<=[0-9)a-z])\s+plus\s+(?=[0-9(.])", re.IGNORECASE), " + "),
    (re.compile(r"(?<=[0-9)a-z])\s+times\s+(?=[0-9(.])", re.IGNORECASE), "*"),
    (re.compile(r"(?<=[0-9)])\s+squared\b", re.IGNORECASE), "^2"),
)
LAST_COMMA: Final = re.compile(r",\s*(?=[)\]}])")
BULLET: Final = re.compile(r"^\s*(?:#+|\*|\(?[a-z]\)|[0-9]\))\s+")


def plain(text: str) -> str:
    """Write an answer in plain signs, a line break being the one sign beside the blank that separates.

    >>> plain("7.6 × 10²"), plain("28²x10"), plain("**28 x 28**"), plain("a → b")
    ('7.6 * 10^(2)', '28^(2)*10', '28*28', 'a ⇒ b')
    """
    text = _marked_up(text)
    text = SUPERSCRIPT.sub(lambda found: f"^({found[0].translate(RAISED)})", text)
    text = VULGAR.sub(lambda found: f" {found[0]}", text)
    text = unicodedata.normalize("NFKC", text.translate(SIGNS)).translate(SIGNS)
    text = ALIKE.sub("~", ARROWS.sub("⇒", without_latex(text)))
    text = BY.sub("*", BETWEEN_WORDS.sub("*", CROSS.sub("*", THAT_IS.sub("=", text)))).replace("**", "^")
    for spoken, sign in SPOKEN:
        text = spoken.sub(sign, text)
    text = LAST_COMMA.sub("", text)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _marked_up(text: str) -> str:
    """Take away what Markdown and HTML put around."""
    if "<" in text or "&" in text:
        text = RAISED_IN_HTML.sub(r"^(\1)", html.unescape(text))
        text = TAGS.sub("", BREAKS.sub("\n", text))
    return BULLET.sub("", ITALIC.sub(r"\2", CODE.sub(r"\1", BOLD.sub(r"\2", text))))
