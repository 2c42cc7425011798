"""One question as an item of QTI 1.2, as Canvas writes and reads it."""

from typing import Final
from xml.etree.ElementTree import Element, SubElement

from netcalc.course.banks.entry import Chosen, Due, Entry, Near, Numeric, Spelled
from netcalc.course.banks.numbers import decimal
from netcalc.course.banks.words import html

ASKED: Final = "response1"


def item(entry: Entry, name: str) -> Element:
    """Make the item: what it is, what is shown, what is right."""
    root = Element("item", ident=name, title=entry.id)
    fields = SubElement(SubElement(root, "itemmetadata"), "qtimetadata")
    choices = [f"{name}_{place}" for place in range(len(entry.due.choices))] if isinstance(entry.due, Chosen) else []
    for label, value in {
        "question_type": _kind(entry.due),
        "points_possible": f"{entry.points:.6g}",
        "original_answer_ids": ",".join(choices),
        "assessment_question_identifierref": f"{name}_ref",
    }.items():
        field = SubElement(fields, "qtimetadatafield")
        SubElement(field, "fieldlabel").text = label
        SubElement(field, "fieldentry").text = value
    shown = SubElement(root, "presentation")
    _material(shown, entry.text)
    _response(shown, entry.due, choices)
    _right(root, entry.due, choices)
    return root


def _kind(due: Due) -> str:
    match due:
        case Numeric():
            return "numerical_question"
        case Spelled():
            return "short_answer_question"
        case Chosen():
            return "multiple_choice_question" if due.one else "multiple_answers_question"
    return "essay_question"


def _material(parent: Element, text: str) -> None:
    SubElement(SubElement(parent, "material"), "mattext", texttype="text/html").text = html(text)


def _response(shown: Element, due: Due, choices: list[str]) -> None:
    if isinstance(due, Chosen):
        many = "Single" if due.one else "Multiple"
        render = SubElement(SubElement(shown, "response_lid", ident=ASKED, rcardinality=many), "render_choice")
        for name, choice in zip(choices, due.choices, strict=True):
            _material(SubElement(render, "response_label", ident=name), choice.words)
        return
    typed = {"fibtype": "Decimal"} if isinstance(due, Numeric) else {}
    render = SubElement(SubElement(shown, "response_str", ident=ASKED, rcardinality="Single"), "render_fib", typed)
    SubElement(render, "response_label", ident="answer1", rshuffle="No")


def _right(root: Element, due: Due, choices: list[str]) -> None:
    """Say what earns all points: any of the right numbers or spellings, or the right choice, or all of them."""
    processing = SubElement(root, "resprocessing")
    outcome = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}
    SubElement(SubElement(processing, "outcomes"), "decvar", outcome)
    match due:
        case Numeric():
            for near in due.right:
                _number(_earning(processing), near)
        case Spelled():
            condition = _earning(processing)
            for text in due.right:
                _equal(condition, text)
        case Chosen():
            _chosen(_earning(processing), due, choices)
        case _:
            condition = SubElement(processing, "respcondition", {"continue": "No"})
            SubElement(SubElement(condition, "conditionvar"), "other")


def _earning(processing: Element) -> Element:
    """Make a condition that earns all points."""
    condition = SubElement(processing, "respcondition", {"continue": "No"})
    variable = SubElement(condition, "conditionvar")
    SubElement(condition, "setvar", action="Set", varname="SCORE").text = "100"
    return variable


def _number(condition: Element, near: Near) -> None:
    either = SubElement(condition, "or")
    _equal(either, decimal(near.value))
    both = SubElement(either, "and")
    SubElement(both, "vargte", respident=ASKED).text = decimal(near.low)
    SubElement(both, "varlte", respident=ASKED).text = decimal(near.high)


def _chosen(condition: Element, due: Chosen, choices: list[str]) -> None:
    if due.one:
        _equal(condition, next(name for name, each in zip(choices, due.choices, strict=True) if each.right))
        return
    every = SubElement(condition, "and")
    for name, choice in zip(choices, due.choices, strict=True):
        _equal(every if choice.right else SubElement(every, "not"), name)


def _equal(condition: Element, text: str) -> None:
    SubElement(condition, "varequal", respident=ASKED).text = text
