"""A question bank for PrairieLearn: a folder a question, whose input is called as the question is in the sheet."""

import json
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pprint import pformat
from typing import Final
from uuid import UUID, uuid5

from netcalc.course.banks.entry import Bank, ByHand, Choice, Chosen, Entry, Exported, Lost, Mistaken, Near, Numeric
from netcalc.course.banks.formats.served import bare
from netcalc.course.banks.numbers import decimal, is_too_long
from netcalc.course.banks.words import html

SPACE: Final = UUID("6f0a6a52-6d0b-5d0e-9a52-1f5d1c0e7b11")  # ours: the same question has the same id everywhere
POINTS: Final = "points stand in PrairieLearn's assessment, not in its questions"
SAME: Final = "PrairieLearn takes no two choices with the same words, so that the later is left out"
BLANK: Final = re.compile(r"\W+", re.ASCII)
CONSTANTS: Final = re.compile(r"NAME: str = .*?^}\n", re.DOTALL | re.MULTILINE)
SAID: Final = "<pl-submission-panel>{{#feedback.mistake}}<p>{{feedback.mistake}}</p>{{/feedback.mistake}}"
LONGEST_NAME: Final = 60
LONGEST_TITLE: Final = 100


def export(bank: Bank) -> Exported:
    """Write three files a question, by their paths."""
    made: dict[str, str] = {}
    folders: set[str] = set()
    for entry in bank.entries:
        uuid = str(uuid5(SPACE, repr((bank.title, entry))))
        folder = _folder(entry, uuid, folders)
        made[f"{folder}/info.json"] = _info(bank, entry, uuid)
        made[f"{folder}/question.html"] = _question(entry)
        if not isinstance(entry.due, Chosen | ByHand):
            made[f"{folder}/server.py"] = _server(entry)
    same = (Lost(SAME, each.id) for each in bank.entries if isinstance(each.due, Chosen) and each.due.has_doubles)
    return Exported(made, (*bank.lost, Lost(POINTS), *same))


def _folder(entry: Entry, uuid: str, folders: set[str]) -> str:
    """Name the folder after the question; two names that differ in odd signs alone are told apart."""
    name = BLANK.sub("-", entry.id).strip("-")
    whole = 0 < len(name) <= LONGEST_NAME and name.lower() not in folders
    found = name if whole else f"{name[:LONGEST_NAME] or 'question'}-{uuid[:8]}"
    folders.add(found.lower())
    return found


def _info(bank: Bank, entry: Entry, uuid: str) -> str:
    title = entry.text.split("\n")[0][:LONGEST_TITLE] or entry.id
    info = {"uuid": uuid, "title": title, "topic": bank.title, "tags": ["netcalc"], "type": "v3"}
    graded = {"gradingMethod": "Manual"} if isinstance(entry.due, ByHand) else {}
    return json.dumps({**info, **graded}, ensure_ascii=False, indent=2) + "\n"


def _question(entry: Entry) -> str:
    asked = f"<pl-question-panel>\n<p>{escaped(entry.text)}</p>\n</pl-question-panel>\n"
    return asked + "".join(f"{line}\n" for line in _input(entry))


def _input(entry: Entry) -> Iterator[str]:
    name = name_of(entry)
    match entry.due:
        case Chosen() as chosen:
            yield from _choices(chosen, name)
        case ByHand():
            yield f'<pl-rich-text-editor file-name="{name}.html"></pl-rich-text-editor>'
        case Numeric() as due if not any(map(is_too_long, due.right)):
            kind = "integer" if all(_is_whole(near) for near in due.right) else "number"
            yield f'<pl-{kind}-input answers-name="{name}"></pl-{kind}-input>'
            yield f"{SAID}</pl-submission-panel>"
        case _:
            yield f'<pl-string-input answers-name="{name}"></pl-string-input>'
            yield f"{SAID}</pl-submission-panel>"


def _is_whole(near: Near) -> bool:
    return near.value.denominator == 1 and not near.off


def _choices(chosen: Chosen, name: str) -> Iterator[str]:
    """Offer the choices in their order, so that their letters are those of the sheet."""
    tag, fixed = ("pl-multiple-choice", 'order="fixed"') if chosen.one else ("pl-checkbox", 'fixed-order="true"')
    yield f'<{tag} answers-name="{name}" {fixed}>'
    yield from map(_choice, chosen.distinct)
    yield f"</{tag}>"


def _choice(choice: Choice) -> str:
    right = ' correct="true"' if choice.right else ""
    return f"  <pl-answer{right}>{escaped(choice.words)}</pl-answer>"


def name_of(entry: Entry) -> str:
    """Give the name of the input: the question's id, in letters that a page takes; `grade` knows it by both."""
    return BLANK.sub("_", entry.id)


def _server(entry: Entry) -> str:
    """Put what is due into the program that marks."""
    due = entry.due
    if isinstance(due, Numeric):
        right = due.right[0].value
        shown, numbers = decimal(right), [_near(each) for each in due.right]
        words = [shown] if any(map(is_too_long, due.right)) else []
    elif isinstance(due, Chosen | ByHand):
        return ""
    else:
        shown, numbers, words = due.right[0], [], _bare(due.right)
    constant = {"shown": shown, "numbers": numbers, "words": words, "mistakes": [*map(_mistake, due.mistakes)]}
    constants = f"NAME: str = {name_of(entry)!r}\nDUE: dict[str, Any] = {pformat(constant, sort_dicts=False)}\n"
    program = files("netcalc.course.banks.formats").joinpath("served.py").read_text(encoding="utf-8")
    return CONSTANTS.sub(lambda _: constants, program, count=1)


def _mistake(mistake: Mistaken) -> dict[str, object]:
    numbers = [_near(mistake.number)] if mistake.number else []
    return {"numbers": numbers, "words": _bare(mistake.spellings), "share": mistake.share, "said": mistake.feedback}


def _bare(spellings: Iterable[str]) -> list[str]:
    """Give spellings as the program compares them, each once."""
    return list(dict.fromkeys(map(bare, spellings)))


def _near(near: Near) -> list[str]:
    return [decimal(near.value), decimal(near.off)]


def escaped(text: str) -> str:
    """Write plain text as HTML in which Mustache finds nothing to fill in.

    >>> escaped("{{params.x}} < 1")
    '&#123;&#123;params.x&#125;&#125; &lt; 1'
    """
    return html(text).replace("{", "&#123;").replace("}", "&#125;")
