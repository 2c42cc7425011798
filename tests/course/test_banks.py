"""Question banks: what is right and what is known to be wrong in five formats, read back; whatever words say."""

from collections.abc import Callable
from fractions import Fraction
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcalc.course.banks.entries import bank
from netcalc.course.banks.entry import Bank, ByHand, Choice, Chosen, Entry, Exported, Mistaken, Near, Numeric, Spelled
from netcalc.course.banks.formats import FORMATS
from netcalc.course.plain import clean
from netcalc.homework.grading import grade, key
from tests.support import bank_readers as readers
from tests.support.bank_readers import Read

LENET = {
    "title": "Drill",
    "network": "lenet5",
    "questions": [
        {"id": "volume", "text": "What comes out?", "ask": "conv1.output"},
        {"id": "total", "text": "How many?", "ask": "totals.params", "points": 2},
        {"id": "why", "text": "Why?", "choices": {"a": "it is cheap", "b": "it is dear"}, "right": "a"},
        {"id": "essay", "text": "Say more.", "manual": True},
    ],
}
MEMORY = {
    "title": "Bytes", "network": "lenet5", "conventions": {"memory": "KiB"},
    "questions": [{"id": "size", "text": "How much do the parameters take?", "ask": "memory.params"}],
}  # fmt: skip
READERS: dict[str, Callable[[Any], list[Read]]] = {
    "gift": readers.gift,
    "moodle": readers.moodle,
    "text2qti": readers.text2qti,
    "qti": readers.qti,
    "prairielearn": readers.prairielearn,
}
SAYS_WHY = ("gift", "moodle", "prairielearn")
ANY = st.text(max_size=40) | st.lists(
    st.sampled_from(
        ["\\", "~", "=", "#", "{", "}", ":", "%50%", "[html]", "->", "\n", "\n\n", "//", "::", "$x_1^2$", "<br>",
         "&amp;", "卷积层", "`", "**", "_", "1. ", "- ", "{{x}}", "]]>", "\\num{3}", "\\(a\\)", "'", '"', "...", "--",
         "  ", "\t", "x"]
    ),
    max_size=8,
).map("".join)  # fmt: skip


MADE = bank(key(LENET), bare=True)


def exported(made: Bank, form: str) -> Exported:
    found: Exported = import_module(f"netcalc.course.banks.formats.{form}").export(made)
    return found


def read(made: Bank, form: str) -> list[Read]:
    return READERS[form](exported(made, form).content)


@pytest.mark.parametrize("form", FORMATS)
def test_right_answers_and_known_mistakes_are_read_back(form: str) -> None:
    volume, total, why, essay = read(MADE, form)
    assert (total.id, total.text, essay.answers) == ("total", "How many?", {})
    assert volume.answers["28x28x6"][0] == 100
    assert why.answers == {"it is cheap": (100, ""), "it is dear": (0, "")}
    numbers = {Fraction(text.split(":")[0]): found for text, found in total.answers.items()}
    assert numbers[Fraction(61706)][0] == 100
    if form in SAYS_WHY:
        assert numbers[Fraction(61470)] == (0, grade(LENET, {"total": "61470"})["total"].feedback)
        assert volume.answers["27x27x6"] == (0, grade(LENET, {"volume": "27x27x6"})["volume"].feedback)
    else:
        lost = [each for each in exported(MADE, form).lost if "mistakes is left out" in each.said]
        assert [each.question for each in lost] == ["volume", "total"]


@pytest.mark.parametrize("form", FORMATS)
def test_a_bank_is_the_same_each_time(form: str) -> None:
    assert exported(MADE, form) == exported(bank(key(LENET), bare=True), form)


def entries(identity: str, text: str, one: str, two: str) -> Bank:
    """Make a question of each sort with these words; choices with the same words are told apart."""
    due = (
        Numeric((Near(Fraction(-3, 8), Fraction(1, 100)),), (Mistaken(Near(Fraction(7)), (), two or "no"),)),
        Spelled(("28x28x6", "(28, 28, 6)"), (Mistaken(None, ("3x3x3",), one or "no", 0.5),)),
        Chosen((Choice(f"{one}1", right=True), Choice(f"{two}2", right=False))),
        Chosen((Choice(f"{one}1", right=True), Choice(f"{two}2", right=False), Choice("3", right=True))),
        ByHand(),
    )
    names = (f"{identity}{number}".replace("\n", " ") for number in range(len(due)))
    texts = (f"{text}{number}" for number in range(len(due)))  # text2qti takes none twice
    return Bank(identity.replace("\n", " ") or "x", tuple(map(Entry, names, texts, (1.0,) * 5, due)))


@settings(max_examples=100)  # by five formats
@pytest.mark.parametrize("form", FORMATS)
@given(st.tuples(ANY, ANY, ANY, ANY))
def test_any_words_survive(form: str, given: tuple[str, str, str, str]) -> None:
    made = entries(*map(clean, given))
    found = read(made, form)
    assert [each.text for each in found] == [each.text for each in made.entries]
    if form != "prairielearn":  # its names are of letters and digits
        blanks = form == "text2qti"
        assert [each.id for each in found] == [" ".join(e.id.split()) if blanks else e.id for e in made.entries]
    for read_back, entry in zip(found, made.entries, strict=True):
        if isinstance(entry.due, Chosen):
            assert list(read_back.answers) == [choice.words for choice in entry.due.choices]
        if isinstance(entry.due, Numeric | Spelled) and form in SAYS_WHY:
            assert {said for _, said in read_back.answers.values()} == {"", entry.due.mistakes[0].feedback}


@pytest.mark.parametrize("form", FORMATS)
def test_a_bank_says_in_which_unit_memory_is_given(form: str) -> None:
    (read,) = READERS[form](exported(bank(key(MEMORY)), form).content)
    assert "(Give it in KiB.)" in read.text
