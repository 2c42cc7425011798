"""How wide words are: the widths of the letters of DejaVu Sans, the first and the widest of our fonts."""

from typing import Final
from unicodedata import east_asian_width

ALIKE: Final = {
    275: "'", 278: "ijl", 295: "IJ", 318: " ,.·", 337: "/:;\\|", 352: "f", 361: "-", 390: "()[]", 392: "t", 401: "!²",
    411: "r", 460: '"', 500: "*_`–", 502: "▸", 521: "s", 525: "z", 531: "?", 550: "c", 557: "L", 575: "F", 579: "k",
    592: "vxy", 603: "P", 611: "TY", 612: "o", 613: "a", 615: "e", 632: "E", 634: "hnuσ", 636: "$0123456789{}Sbdgpq",
    656: "K", 685: "AVXZ", 686: "B", 698: "CR", 732: "U", 748: "N", 752: "H", 770: "D", 775: "G", 787: "&OQ",
    818: "w", 838: "#+<=>^~×−→≤", 863: "M", 873: "●", 974: "m", 989: "W%", 1000: "@…⋮—",
}  # fmt: skip  # thousandths of the size of the letters
WIDTHS: Final = {letter: width / 1000 for width, letters in ALIKE.items() for letter in letters}
OTHER: Final = 0.85
SQUARE: Final = 1.0  # Chinese, Japanese, Korean
BOLD: Final = 1.15
BETWEEN: Final = "._-"  # the words of a name


def wide(text: str, size: float, *, strong: bool = False) -> float:
    """Say how wide words are in letters of this size.

    >>> wide("224x224x64", 100)
    627.2
    """
    ems = sum(WIDTHS.get(letter) or _other(letter) for letter in text)
    return round(ems * size * (BOLD if strong else 1), 2)


def _other(letter: str) -> float:
    return SQUARE if east_asian_width(letter) in "WF" else OTHER


def tail(name: str, width: float, size: float) -> str:
    """Leave as much of the front of a name away as must be, at a sign between its words.

    >>> tail("stage2.block4.conv1", 100, 11.5), tail("normalised_pool2.pool1", 100, 11.5)
    ('…block4.conv1', '…pool2.pool1')
    """
    starts = [place + 1 for place, sign in enumerate(name) if sign in BETWEEN]
    fitting = (f"…{name[start:]}" for start in starts if wide(f"…{name[start:]}", size) <= width)
    return name if wide(name, size) <= width else next(fitting, None) or cut(name, width, size)


def broken(text: str, width: float, size: float, *, strong: bool = False) -> list[str]:
    """Break words into lines that are no wider than that.

    >>> broken("conv 7x7x1 /2x2x1 p3x3x0", 100, 11.5)
    ['conv 7x7x1', '/2x2x1 p3x3x0']
    """
    made: list[str] = []
    for word in text.split():
        longer = f"{made[-1]} {word}" if made else word
        if made and wide(longer, size, strong=strong) <= width:
            made[-1] = longer
        else:
            made.append(cut(word, width, size, strong=strong))
    return made


def cut(text: str, width: float, size: float, *, strong: bool = False) -> str:
    """Cut words that are wider than that; dots say so.

    >>> cut("a name that is far too long", 100, 11.5)
    'a name that is…'
    """
    if wide(text, size, strong=strong) <= width:
        return text
    kept = text[: max(1, int(width / size * 4))]  # no letter is narrower than a quarter
    while len(kept) > 1 and wide(f"{kept.rstrip()}…", size, strong=strong) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
