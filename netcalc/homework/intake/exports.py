"""Tables of other systems, told by their heads: Canvas, Moodle, Google Forms; which columns name the student."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from netcalc.homework.intake.known import Known, bare

LOGINS: Final = (
    "student", "sis login id", "login id", "username", "user name", "email address", "e mail address", "email",
    "id number", "sis user id", "sis id", "student id", "matriculation number",
)  # fmt: skip
NAMES: Final = ("name", "full name", "student name", "your name")
FIRST: Final = ("first name", "given name")
LAST: Final = ("surname", "last name", "family name")
IGNORED: Final = re.compile(
    r"timestamp|zeitstempel|section( id| sis id)?|sis (user )?id|id|submitted|attempt|n (in)?correct|score|state|status"
    r"|started( on)?|completed|time taken|duration|grade( [0-9 ]+)?|institution|department|root account"
    r"|(current|final|unposted).*|total score|last downloaded.*|integration id"
)
POINTS: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
ACCOUNT: Final = frozenset(
    {*LOGINS, *NAMES, *FIRST, *LAST, "id", "section", "integration id", "identifier"}
)  # what a platform finds a student by
SKIPPED: Final = frozenset({"points possible", "overall average", "student test", "test student"})


class Layout(NamedTuple):
    """How a table is laid out: the columns of the student's name, and of each question; heads that mean nothing.

    `account` are the columns, with their heads, that say who a student is to the platform.
    """

    student: tuple[int, ...]
    questions: dict[int, str]
    strangers: tuple[str, ...] = ()
    account: tuple[tuple[int, str], ...] = ()


def layout(heads: Sequence[str], known: Known) -> Layout | None:
    """Understand the heads of a table; None where no column names the student, or two are one question.

    >>> layout(["Surname", "First name", "Response 1"], Known({"volume": ""}))[:3]
    ((1, 0), {2: 'volume'}, ())
    """
    plain = [bare(head) for head in heads]
    student = _student(plain)
    if not student:
        return None
    questions: dict[int, str] = {}
    strangers: list[str] = []
    for place, head in enumerate(heads):
        if place in student or not head:
            continue
        name = known.id_of(head, numbered=True)
        if name is None and (_means_nothing(plain[place]) or (known.texts and POINTS.fullmatch(head))):
            continue
        if name is None and known.texts and plain[0] != "student":
            strangers.append(head)
            continue
        if (name or head) in questions.values():
            return None
        questions[place] = name or head
    account = tuple((at, heads[at]) for at, each in enumerate(plain) if each in ACCOUNT and at not in questions)
    return Layout(student, questions, tuple(strangers), account)


def _student(plain: Sequence[str]) -> tuple[int, ...]:
    """Find the columns of the student: a login, else a name, else the first name and the last."""
    if "student" in plain and ("id" not in plain or "sis login id" not in plain):
        return (plain.index("student"),)
    for names in (LOGINS[1:6], NAMES):
        found = [plain.index(name) for name in names if name in plain]
        if found:
            return (found[0],)
    first, last = ([plain.index(name) for name in names if name in plain] for names in (FIRST, LAST))
    if first and last:
        return (first[0], last[0])
    others = [plain.index(name) for name in LOGINS if name in plain]
    return (others[0],) if others else ()


def _means_nothing(plain: str) -> bool:
    return IGNORED.fullmatch(plain) is not None or plain in (*LOGINS, *NAMES, *FIRST, *LAST)


def is_no_student(name: str) -> bool:
    """Say whether a row is none of a student: the points possible, the average."""
    return bare(name) in SKIPPED
