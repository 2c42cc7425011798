"""Question banks: what is right and what is known to be wrong in five formats, read back; whatever words say."""

from collections.abc import Callable
from fractions import Fraction
from importlib import import_module
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

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


def test_our_qti_has_no_element_that_text2qti_does_not_write() -> None:
    """Canvas takes what text2qti writes: the same elements within each other, with the same attributes."""
    ours = next(iter(zipped(exported(MADE, "qti").content).iter(f"{{{readers.QTI['q']}}}assessment")))
    theirs = ET.fromstring(readers.made_by_text2qti(str(exported(MADE, "text2qti").content)))  # noqa: S314
    assert nested(ours) <= nested(theirs)


def zipped(content: Any) -> ET.Element:
    with ZipFile(BytesIO(content)) as held:
        name = next(name for name in held.namelist() if name.startswith("netcalc") and "meta" not in name)
        return ET.fromstring(held.read(name))  # noqa: S314


def nested(root: ET.Element) -> set[tuple[str, str, tuple[str, ...]]]:
    return {
        (parent.tag, child.tag, tuple(sorted(child.attrib)))
        for parent in root.iter()
        for child in parent
        if parent.tag != "questestinterop"
    }


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


@pytest.fixture(scope="module")
def of_memory() -> Bank:
    return bank(key(MEMORY))


@pytest.mark.parametrize("form", FORMATS)
def test_a_bank_says_in_which_unit_memory_is_given(of_memory: Bank, form: str) -> None:
    (read,) = READERS[form](exported(of_memory, form).content)
    assert "(Memory is in KiB. A number that is not whole needs 2 digits at least.)" in read.text


MEANT: dict[str, Any] = {
    "network": {"input": "32x24x3", "layers": [{"conv": {"filters": 4, "size": 3, "pad": 1}}]},
    "conventions": {"volume": "dhw", "flop": "mac", "kink": "left", "bias_counts_as_connection": False},
    "questions": [
        {"id": "volume", "ask": "conv1.output"},
        {"id": "flops", "ask": "conv1.flops"},
        {"id": "connections", "ask": "conv1.connections"},
        {"id": "kink", "ask": "gradients.x", "digits": 3, "circuit": {"expression": "relu(x)", "at": {"x": 2}}},
        {"id": "params", "ask": "conv1.params"},
    ],
}


def test_a_bank_says_by_which_conventions_a_question_is_marked() -> None:
    texts = [each.text for each in bank(key(MEANT), bare=True).entries]
    assert texts[0].endswith(
        "(Write a volume as depth x height x width: 3x24x32. Where something does not fit, write: cannot.)"
    )
    assert texts[1].endswith("(A multiply-add is one operation.)")
    assert texts[2].endswith("(A bias counts as no connection.)")
    assert "at a kink a slope is that on its left. A number that is not whole needs 3 digits at least.)" in texts[3]
    assert texts[4] == "conv1.params?"


def test_two_mistakes_that_keep_a_share_are_listed() -> None:
    sheet = {**LENET, "credit": {"forgot-bias+forgot-depth": 0.25}, "questions": [{"id": "q", "ask": "conv2.weights"}]}
    without = {each.number for each in mistakes(sheet | {"credit": {}})}
    assert [each.share for each in mistakes(sheet) if each.number not in without] == []  # one of them changes nothing
    sheet["questions"] = [{"id": "q", "ask": "conv2.params"}]
    both = [each for each in mistakes(sheet) if each.share]
    assert [(each.number, each.share) for each in both] == [(Near(Fraction(5 * 5 * 16)), 0.25)]


def mistakes(sheet: Any) -> tuple[Mistaken, ...]:
    [entry] = bank(key(sheet)).entries
    assert isinstance(entry.due, Numeric)
    return entry.due.mistakes


@pytest.mark.parametrize("form", FORMATS)
def test_that_one_of_several_right_choices_earns_a_share_is_said(form: str) -> None:
    choice = {"id": "q", "choices": {"a": "relu", "b": "pool", "c": "tanh"}, "right": ["a", "c"]}
    lost = [each.said for each in exported(bank(key({"questions": [choice]})), form).lost]
    assert any("for each of several right choices" in said for said in lost) == (form != "prairielearn")
