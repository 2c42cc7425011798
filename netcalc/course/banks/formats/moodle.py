"""A question bank as Moodle's XML."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from netcalc.course.banks.entry import Bank, ByHand, Chosen, Entry, Exported, Lost, Mistaken, Near, Numeric, Spelled
from netcalc.course.banks.formats import shares
from netcalc.course.banks.formats.gift import too_long
from netcalc.course.banks.numbers import decimal
from netcalc.course.banks.words import html

KINDS: Final = {Numeric: "numerical", Spelled: "shortanswer", Chosen: "multichoice", ByHand: "essay"}
HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def export(bank: Bank) -> Exported:
    """Write the questions, in a category that is called as the sheet is."""
    quiz = Element("quiz")
    category = SubElement(SubElement(quiz, "question", type="category"), "category")
    SubElement(category, "text").text = f"$course$/top/{bank.title.replace('/', '//')}"
    for entry in bank.entries:
        _entry(quiz, entry)
    indent(quiz)
    lost = (each for entry in bank.entries for each in _lost(entry))
    return Exported(f"{HEAD}{tostring(quiz, encoding='unicode')}\n", (*bank.lost, *lost))


def _lost(entry: Entry) -> Iterator[Lost]:
    yield from shares.unknown(entry)
    if shares.are_shared(entry.due):
        yield Lost(f"Moodle {shares.SHARED}", entry.id)
    yield from too_long(entry)


def _entry(quiz: Element, entry: Entry) -> None:
    due = entry.due
    question = SubElement(quiz, "question", type=KINDS[type(due)])
    _text(SubElement(question, "name"), entry.id)
    _html(question, "questiontext", entry.text)
    SubElement(question, "defaultgrade").text = f"{entry.points:.7f}"
    match due:
        case Numeric():
            for near in due.right:
                _number(_answer(question, 1.0, decimal(near.value)), near)
            for mistake in due.mistakes:
                if mistake.number:
                    answer = _answer(question, mistake.share, decimal(mistake.number.value), mistake.feedback)
                    _number(answer, mistake.number)
        case Spelled():
            SubElement(question, "usecase").text = "0"
            for text in due.right:
                _answer(question, 1.0, text)
            _spelled(question, due.mistakes)
        case Chosen():
            _chosen(question, due)
        case ByHand():
            SubElement(question, "responseformat").text = "editor"


def _spelled(question: Element, mistakes: tuple[Mistaken, ...]) -> None:
    for mistake in mistakes:
        for text in mistake.spellings:
            _answer(question, mistake.share, text, mistake.feedback)


def _chosen(question: Element, chosen: Chosen) -> None:
    SubElement(question, "single").text = "true" if chosen.one else "false"
    SubElement(question, "shuffleanswers").text = "true"
    SubElement(question, "answernumbering").text = "abc"
    right, wrong = (1.0, 0.0) if chosen.one else (shares.share_of_right(chosen), -1.0)
    for choice in chosen.choices:
        _answer(question, right if choice.right else wrong, html(choice.words), form="html")


def _answer(question: Element, share: float, text: str, said: str = "", form: str = "moodle_auto_format") -> Element:
    answer = SubElement(question, "answer", fraction=shares.written(share), format=form)
    _text(answer, text)
    _html(answer, "feedback", said)
    return answer


def _number(answer: Element, near: Near) -> None:
    SubElement(answer, "tolerance").text = decimal(near.off)


def _html(parent: Element, tag: str, text: str) -> None:
    _text(SubElement(parent, tag, format="html"), html(text))


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = text
