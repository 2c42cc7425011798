"""The many signs for times, minus and powers made into one each; superscripts before anything is normalised."""

import html
import re
import unicodedata
from typing import Final

from netcalc.homework.answers.links.dressed import DASHED, repeated, undressed
from netcalc.homework.answers.links.fractions import in_numbers
from netcalc.homework.answers.links.latex import without_latex
from netcalc.homework.answers.links.spoken import SMALL, TENS

RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾", "0123456789+-()")
SUPERSCRIPT: Final = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾]+")
VULGAR: Final = re.compile("[¼-¾⅐-⅞↉]")
SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("×✕✖╳⨉⨯∗·∙⋅•", "*"),
        **dict.fromkeys("−–—‒﹣－", "-"),
        **dict.fromkeys("’‘`´", "'"),
        **dict.fromkeys("÷⁄∕", "/"),
        **dict.fromkeys("≈≃≅∼≒", "~"),
        **dict.fromkeys("→⟶➜➔↦⟹⇨∴", "⇒"),
        **dict.fromkeys("𝑥хХ", "x"),  # Cyrillic letters that look alike
        **dict.fromkeys("⟨〈", "["),
        **dict.fromkeys("⟩〉", "]"),
    }
)
RAISED_IN_HTML: Final = re.compile(r"<sup>([^<>]{1,20})</sup>", re.IGNORECASE)
BREAKS: Final = re.compile(r"<(?:br|p|div|li)\s*/?>|</(?:p|div|li)>", re.IGNORECASE)
TAGS: Final = re.compile(r"</?(?:b|i|em|strong|span|code|sub|u|tt|pre|font)(?:\s[^<>]*)?>", re.IGNORECASE)
BOLD: Final = re.compile(r"(?<![\w)*])(\*\*|__)(?=[^\s*])((?:[^*\n]|\*(?!\*))*?[^\s*])\1(?![\w*(])")
ITALIC: Final = re.compile(r"^\s*([*_])([^*_]+)\1\s*$")
CODE: Final = re.compile(r"`+([^`]*)`+")
COMPARES: Final = {"<=": "≤", ">=": "≥", "!=": "≠", "+-": "±", "+/-": "±"}
COMPARED: Final = re.compile(r"<=(?![=>])|>=|!=|\+/?-(?=\s?[0-9.])")
ARROWS: Final = re.compile(r"-{1,2}>|={1,2}>")
ALIKE: Final = re.compile(r"~=|=~|~~")
CROSS: Final = re.compile(r"(?<=[0-9)\]}%?])\s*[xX]\s*(?=[-+0-9(\[{.?])")
BEHIND: Final = re.compile(r"(?<=[0-9)])\s*\(\s*[xX*]\s*([0-9]+)\s*\)")  # 28 x 28 (x10)
BETWEEN_WORDS: Final = re.compile(r"(?<=[A-Za-z])\s+[xX]\s+(?=[-+0-9(\[{.])|(?<=[0-9)\]}])\s+[xX]\s+(?=[A-Za-z])")
NUMBER_WORD: Final = rf"(?:{'|'.join((*SMALL, *TENS))}|[a-z]+ty-[a-z]+)"
BY: Final = re.compile(rf"(?<=[0-9)\]a-z])(?:\s+by\s+|-by-)(?=[0-9(\[]|{NUMBER_WORD}\b)", re.IGNORECASE)
THAT_IS: Final = re.compile(r"\bi\.\s?e\.,?|\bresp\.", re.IGNORECASE)
SPOKEN: Final = (
    (re.compile(rf"\b(?:minus|negative)\s+(?=[0-9(.]|{NUMBER_WORD}\b)", re.IGNORECASE), "-"),
    (re.compile(r"\b(?:zero[ -]?)?pad(?:ding)? (?:with|of|by)\b", re.IGNORECASE), "pad"),
    (re.compile(r"\bzero[ -]?(?=pad)", re.IGNORECASE), ""),
    (re.compile(r"(?<=[0-9)])\s*(?:percent|per cent|pct|prozent|pour cent)\b\.?", re.IGNORECASE), "%"),
    (re.compile(r"\s(?:per|(?:on|in|at|along|to) (?:each|every)) (?:side|axis|dimension|direction|way|edge)\b"), ""),
    (re.compile(r"(?<=[0-9)a-z])\s+plus\s+(?=[0-9(.])", re.IGNORECASE), " + "),
    (re.compile(r"(?<=[0-9)a-z])\s+times\s+(?=[0-9(.])", re.IGNORECASE), "*"),
    (re.compile(r"(?<=[0-9)])\s+squared\b", re.IGNORECASE), "^2"),
)
ZERO: Final = re.compile(r"(?:^|(?<=[=~⇒:])|(?<=[=~⇒:] ))±\s?(?=0(?:\.0*)?(?![\w.,]))")
FUNCTION: Final = (
    (re.compile(r"\b(?:lg(?=[ (0-9])|log_?\{?10\}?(?=\s*\(|\s+[a-z0-9]))", re.IGNORECASE), "log10"),
    (re.compile(r"\b(?:ld(?=[ (0-9])|log_?\{?2\}?(?=\s*\())", re.IGNORECASE), "log2"),
    (re.compile(r"\b(?:log_\{?e\}?(?=[ (0-9])|ln(?=[0-9]))", re.IGNORECASE), "ln "),
    (re.compile(r"\blog(?=10(?![0-9]*\s*[(a-z0-9]))", re.IGNORECASE), "log "),
)
LAST_COMMA: Final = re.compile(r",\s*(?=[)\]}])")
BULLET: Final = re.compile(r"^\s*(?:#+|\*|\(?[a-z]\)|[0-9]\))\s+")
STEP: Final = re.compile(r"^\s*(?:step|schritt|étape)\s*[0-9]+\s*[:.)]\s*", re.IGNORECASE | re.MULTILINE)
EMPTY: Final = re.compile(r"(?<=\S)\s*\(\s*\)")
SHORT: Final = re.compile(r"\b(incl|excl|resp)\.", re.IGNORECASE)
COUNT_OF: Final = re.compile(r"\b(?:no\.?|nr\.?|nb\.?|n°|№)\s+of\b", re.IGNORECASE)


def plain(text: str) -> str:
    """Write an answer in plain signs, a line break being the one sign beside the blank that separates.

    >>> plain("7.6 × 10²"), plain("28²x10"), plain("**28 x 28**"), plain("a → b")
    ('7.6 * 10^(2)', '28^(2)*10', '28*28', 'a ⇒ b')
    """
    text = repeated(_marked_up(text))
    text = SUPERSCRIPT.sub(lambda found: f"^({found[0].translate(RAISED)})", text)
    text = VULGAR.sub(lambda found: f" {found[0]}", text)
    text = unicodedata.normalize("NFKC", text.translate(SIGNS)).translate(SIGNS)
    text = ALIKE.sub("~", ARROWS.sub("⇒", COMPARED.sub(lambda found: COMPARES[found[0]], without_latex(text))))
    text = THAT_IS.sub("=", COUNT_OF.sub("number of", SHORT.sub(r"\1", text)))
    text = BY.sub("*", BETWEEN_WORDS.sub("*", CROSS.sub("*", BEHIND.sub(r"*\1", text)))).replace("**", "^")
    for function, name in FUNCTION:
        text = function.sub(name, text)
    text = in_numbers(ZERO.sub("", text))
    for spoken, sign in SPOKEN:
        text = spoken.sub(sign, text)
    text = DASHED.sub(", ", LAST_COMMA.sub("", EMPTY.sub("", text)))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def unmarked(text: str) -> str:
    """Take away what Markdown, HTML, code and emoji put around.

    >>> unmarked("**(B)** ✅"), unmarked("<b>a</b>")
    ('(B)', 'a')
    """
    text = undressed(text)
    if "<" in text or "&" in text:
        text = RAISED_IN_HTML.sub(r"^(\1)", html.unescape(text))
        text = TAGS.sub("", BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", CODE.sub(r"\1", BOLD.sub(r"\2", text)))


def _marked_up(text: str) -> str:
    """Take away what Markdown and HTML put around, and what numbers a list or steps."""
    return STEP.sub("", BULLET.sub("", ITALIC.sub(r"\2", unmarked(text))))
