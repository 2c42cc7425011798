"""Do any words survive every format of question banks? 100,000 with random reserved signs, read back.

20,000 questions in each of five formats.

`python tests/benchmarks/banks.py [questions [seed]]`: a line a format. text2qti's own program takes most of the time.
"""

import random
import sys
import time
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from netcalc.course.banks.entry import Bank, ByHand, Choice, Chosen, Entry, Exported
from netcalc.course.banks.formats import FORMATS
from netcalc.course.plain import clean
from tests.support import bank_readers

PIECES = [
    "\\", "~", "=", "#", "{", "}", ":", "%50%", "[html]", "[plain]", "->", "\n", "\n\n", "//", "::", "####", "$x_1^2$",
    "$$", "\\(a\\)", "\\num{3}", "<br>", "<b>", "&amp;", "&#35;", "]]>", "<!--", "-->", "卷积层", "σ", "é", "`", "```",
    "**", "_", "__", "1. ", "a) ", "*b) ", "- ", "+ ", "... ", "= ", "{{x}}", "{{{y}}}", "'", '"', "...", "--", "---",
    "  ", "\t", "x", "word", "|", "^^^^", "____", "[^1]", "![a](b)", "http://x.y", "GROUP", "COMMENT", "%", "T", "TRUE",
]  # fmt: skip
AT_ONCE = 200


def main(count: int, seed: int = 0) -> None:
    """Write and read so many questions in each format."""
    for form in FORMATS:
        start, drawn = time.perf_counter(), random.Random(seed)  # noqa: S311
        for begun in range(0, count, AT_ONCE):
            entries = tuple(_entry(drawn, number) for number in range(begun, min(count, begun + AT_ONCE)))
            made: Exported = import_module(f"netcalc.course.banks.formats.{form}").export(Bank("Fuzz", entries))
            _compare(entries, getattr(bank_readers, form)(made.content))
        print(f"{form:<13} {count:,} questions survive, {time.perf_counter() - start:.0f} s")


def _entry(drawn: random.Random, number: int) -> Entry:
    """Make a question whose words, and those of its choices, are random."""
    text, one, two = (clean("".join(drawn.choices(PIECES, k=drawn.randrange(1, 9)))) for _ in range(3))
    due = Chosen((Choice(f"{one}1", right=True), Choice(f"{two}2", right=False))) if number % 2 else ByHand()
    return Entry(f"q{number}", f"{text}{number}", 1, due)


def _compare(entries: tuple[Entry, ...], found: list[bank_readers.Read]) -> None:
    for entry, read in zip(entries, found, strict=True):
        assert (entry.id, entry.text) == (read.id, read.text), (entry, read)
        if isinstance(entry.due, Chosen):
            assert [choice.words for choice in entry.due.choices] == list(read.answers), (entry, read)


if __name__ == "__main__":
    main(*(map(int, sys.argv[1:] or ["20000"])))
