"""Answers in plain text, Markdown, or YAML with a slip: a line an answer, a table, or headings with text below."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from netcalc.homework.intake.known import Known
from netcalc.homework.intake.submission import MOST_ANSWERS, Submission, refused, student_name
from netcalc.problems import INVALID_VALUE, UNREADABLE, Problem

NAME: Final = r"[\w.#-]{1,80}(?: [\w.#-]{1,20}){0,3}"
LINE: Final = re.compile(rf"\s*(?:[-*+]\s+|[0-9]+[.)]\s+)?[\"'`*_]*({NAME})[\"'`*_]*\s*[:=]\s*[\"'`*_]*\s*(.*)")
HEADING: Final = re.compile(r"\s*#+\s*(.*?)\s*#*")
ROW: Final = re.compile(r"\s*\|(.+)\|\s*")
BREAK: Final = re.compile(r"[\s|:-]+")
FLOW: Final = re.compile(r",\s*(?=[\"']?[A-Za-z_][\w.-]*[\"']?\s*:(?:\s|$))")
OUTSIDE: Final = frozenset({"answers", "title", "homework", "course", "date"})
STUDENT: Final = frozenset({"student", "name", "student name", "login", "id"})
WHO: Final = re.compile(r"""^[\s{-]*["']?student["']?\s*:\s*["']?([^"'\n,}]*[^"'\s,}])""", re.MULTILINE)
FENCE: Final = "```"
MOST_LOST: Final = 20


def read_text(text: str, name: str, known: Known) -> Submission:
    """Read the answers in a text, line by line; a line that is none of an answer loses nothing else.

    Unreadable where it names several students: nobody could say whose answers they are.
    """
    names = list(dict.fromkeys(WHO.findall(text)))
    if len(names) > 1:
        said = ", ".join(each[:40] for each in names[:3])
        message = f"{name or 'this'} names {len(names)} students ({said}): give each a file, or the class a table"
        raise refused(INVALID_VALUE, message)
    reader = Lines(known)
    for number, line in enumerate(text.splitlines(), 1):
        reader.line(number, line)
    lost = tuple(reader.lost[:MOST_LOST])
    blank = reader.asked and not reader.student
    return Submission(student_name(reader.student or None, name), reader.answers, (), lost, guessed=blank)


class Lines:
    """Gathers the answers of a text; `lost` are the lines that seem to answer something and cannot be read."""

    def __init__(self, known: Known) -> None:
        """Know these questions."""
        self.known = known
        self.answers: dict[str, str] = {}
        self.student = ""
        self.asked = False
        self.lost: list[Problem] = []
        self.under: str | None = None

    def line(self, number: int, line: str) -> None:
        """Read a line: a heading, a row of a table, an answer by its id, or text under a heading."""
        plain = line.strip()
        if not plain or plain.startswith(FENCE) or plain in ("{", "}", "---"):
            return
        if heading := HEADING.fullmatch(line):
            self.under = self._known(heading[1].rstrip(":"))
        elif self.under is not None and ROW.fullmatch(line) and self._is_table(self.under):
            self.answers[self.under] = f"{self.answers.get(self.under, '')}\n{plain}".strip()
        elif row := ROW.fullmatch(line):
            self._row([cell.strip() for cell in row[1].split("|")])
        else:
            self._answers(number, plain)

    def _is_table(self, name: str) -> bool:
        """Say whether a question is a table, whose cells are questions."""
        return any(each.startswith(f"{name}.") for each in self.known.texts)

    def _row(self, cells: list[str]) -> None:
        if len(cells) > 1 and not BREAK.fullmatch("".join(cells)) and (name := self._known(cells[0])):
            self.answers[name] = cells[-1] if len(cells) == 2 else cells[1]

    def _answers(self, number: int, plain: str) -> None:
        found = list(_pairs(plain))
        read = [self._answer(head, answer) for head, answer in found]
        if any(read):
            return
        if self.under is not None:
            before = self.answers.get(self.under, "")
            self.answers[self.under] = f"{before}\n{plain}".strip()
        elif found and not all(head.lower() in OUTSIDE for head, _ in found):
            message = f"line {number} answers no question of the sheet: `{plain[:60]}`"
            self.lost.append(Problem(code=UNREADABLE, severity="warning", message=message))

    def _answer(self, head: str, answer: str) -> bool:
        """Keep an answer by its head; False where it answers nothing."""
        if head.lower() in STUDENT and head not in self.known.texts:
            self.asked = True
            self.student = self.student or _unquoted(answer)
            return True
        name = self._known(head)
        if name is None or len(self.answers) >= MOST_ANSWERS:
            return False
        self.answers[name] = _unquoted(answer)
        self.under = None
        return True

    def _known(self, head: str) -> str | None:
        """Give the question that a head means; every head, where no sheet is known."""
        plain = head.strip("`*_\"' ")
        if not self.known.texts:
            return None if plain.lower() in OUTSIDE else plain or None
        return self.known.id_of(plain, numbered=True)


def _pairs(plain: str) -> Iterator[tuple[str, str]]:
    """Give the heads and answers of a line; several in braces."""
    inner = re.sub(r"^(?:answers\s*:\s*)?\{(.*?)\}?,?$", r"\1", plain)
    for part in FLOW.split(inner) if inner != plain else [plain]:
        if found := LINE.fullmatch(part):
            yield found[1], found[2]


def _unquoted(answer: str) -> str:
    """Take quotes and Markdown's marks from an answer's ends."""
    return answer.strip().rstrip(",").strip("\"'`").strip()


def from_mapping(answers: Mapping[str, object], known: Known) -> dict[str, object]:
    """Put answers by names under the ids that these mean; what means nothing keeps its name."""
    return {known.id_of(name) or name: answer for name, answer in answers.items()} if known.texts else dict(answers)
