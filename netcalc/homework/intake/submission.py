"""A submission: one student's answers, or what could not be read of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from netcalc.problems import INVALID_VALUE, Problem, Unreadable

MOST_ANSWERS: Final = 20_000
PRAIRIELEARN: Final = "submitted_answers"  # in its data.json
MOST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Submission:
    """One student's answers; or, with problems, what could not be read. `lost` are lines that were left out.

    `account`: what the platform calls the student, by its own heads (ID, Section, Email address), to upload scores.
    `guessed`: `student` was left empty where it stands, and the name comes from elsewhere.
    """

    student: str
    answers: Mapping[str, object]
    problems: tuple[Problem, ...] = ()
    lost: tuple[Problem, ...] = ()
    account: Mapping[str, str] = field(default_factory=dict)
    guessed: bool = False


def whose(found: Submission, *, varies: bool) -> Submission:
    """Warn where `student` was left empty; refuse where numbers are drawn by it, since others would be drawn."""
    if not found.guessed or found.problems:
        return found
    if varies:
        message = f"`student` is left empty in {found.student}: this sheet differs from student to student"
        asking = Problem(code=INVALID_VALUE, message=message, hint="say whose answers these are: `student: s123`")
        return replace(found, answers={}, problems=(asking,))
    message = f"`student` is left empty: these answers go by the name `{found.student}`"
    return replace(found, lost=(*found.lost, Problem(code=INVALID_VALUE, severity="warning", message=message)))


def submission(data: object, name: str) -> Submission:
    """Understand a submission: `student` and `answers`, or answers alone."""
    if not isinstance(data, Mapping):
        raise refused(INVALID_VALUE, f"{name or 'this'}: a submission is `student: ...` and `answers: {{id: answer}}`")
    if isinstance(data.get(PRAIRIELEARN), Mapping):
        raw = data.get(f"raw_{PRAIRIELEARN}")
        data = {"answers": {**data[PRAIRIELEARN], **raw} if isinstance(raw, dict) else data[PRAIRIELEARN]}
    answers = data.get("answers", data)
    if answers is None:
        answers = {}
    if not isinstance(answers, Mapping) or len(answers) > MOST_ANSWERS:
        raise refused(INVALID_VALUE, f"{name or 'this'}: `answers` are answers by the ids of the questions")
    student = data.get("student") if "answers" in data or "student" in data else None
    given = {str(name): answer for name, answer in answers.items() if answers is not data or name != "student"}
    blank = "student" in data and not str(student or "").strip()
    return Submission(student_name(None if blank else student, name), dict(_rejoined(given)), guessed=blank)


def _rejoined(answers: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Put `{v: 28,28,10}` together again, of which YAML makes v: 28, and 28 and 10 without an answer."""
    held: tuple[str, object] | None = None
    for name, answer in answers.items():
        if held and name.isdigit() and answer is None and isinstance(held[1], str | int):
            held = (held[0], f"{held[1]},{name}")
            continue
        if held:
            yield held
        held = (name, answer)
    if held:
        yield held


def refused(code: str, message: str) -> Unreadable:
    """Make the error of a submission that cannot be read as a whole."""
    return Unreadable([Problem(code=code, message=message)])


def student_name(student: object, otherwise: str) -> str:
    """Give a student's name in signs that can be printed."""
    text = str(student) if isinstance(student, str | int | float) else otherwise
    return "".join(sign for sign in text if sign.isprintable())[:MOST_NAME]
