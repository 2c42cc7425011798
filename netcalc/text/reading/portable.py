"""A text as every loader reads it alike: tabs between words are spaces, a `?` in braces is part of its word."""

from typing import Final

MOST_SIGNS: Final = 2**20
QUESTION: Final = "\uf8ff"  # stands for `?`, which PyYAML's own loader takes for a key


class Indented(Exception):
    """A line is indented with tabs; `line` and `column` count from 0."""

    def __init__(self, line: int, column: int) -> None:
        """Say where."""
        super().__init__(line, column)
        self.line, self.column = line, column


def portable(text: str) -> str:
    """Give a text with the same places that every loader reads alike; Indented where a tab indents."""
    if not ("\t" in text or "?" in text) or len(text) > MOST_SIGNS:
        return text
    from netcalc.text.reading.tabs import spaced

    return spaced(text)


def restored(word: str) -> str:
    """Give a word as it was written."""
    return word.replace(QUESTION, "?") if QUESTION in word else word
