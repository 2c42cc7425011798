"""Marks as a page; an audit as a table; a class as a table of scores and a chart of mistakes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any, Final

from netcalc.homework.audit import Audited
from netcalc.homework.classroom.classroom import BY_HAND, MISSING, UNREAD, Classroom, Standing
from netcalc.homework.intake.submission import Submission
from netcalc.homework.marking.marked import Marked, MarkedQuestion
from netcalc.render.document import Document, Heading, Part, Sentence, Span, sentence
from netcalc.render.table import Narrower, Row, Table, numbers, words
from netcalc.render.values import NOTHING
from netcalc.text.cells import inert
from netcalc.text.counted import counted

QUESTIONS: Final = (*words("question"), *numbers("points"), *words("answer", ""))
AUDIT: Final = (*words("question"), *numbers("computed", "typed"), *words(""))
SCORES: Final = (*words("student"), *numbers("score", ""))
UNREAD_HEAD: Final = ("unread",)
WRAPPED: Final = (Narrower("wrap", ("",), 20),)
BAR: Final = "█"
WIDEST_BAR: Final = 40
LONGEST_ANSWER: Final = 24


def points(number: float | None) -> str:
    """Write points: whole ones without a point, `-` where there are none yet.

    >>> points(2.0), points(1.5), points(None)
    ('2', '1.5', '-')
    """
    return NOTHING if number is None else f"{number:.6g}"


def refused_data(submission: Submission) -> dict[str, Any]:
    """Give a submission that could not be read as plain data."""
    return {"student": submission.student, "readable": False, "problems": submission.problems}


def marked_data(marked: Marked) -> dict[str, Any]:
    """Give marks as plain data."""
    return {
        "student": marked.student,
        "title": marked.title,
        "score": marked.score,
        "points": marked.points,
        "unread": marked.unread,
        "questions": [{**asdict(question), "also": list(question.also)} for question in marked.questions],
    }


def page(marked: Marked, rows: Callable[[], Table]) -> Document:
    """Make the page of one student's marks; in a spreadsheet they are a row of the class."""
    return Document(marked_data(marked), lambda: _marked(marked), rows)


def _marked(marked: Marked) -> Iterable[Part]:
    name = f"{marked.student}: " if marked.student else ""
    title = f"{marked.title}: " if marked.title else ""
    yield sentence(
        f"{title}{name}{points(marked.score)} of {points(marked.points)} point{'' if marked.points == 1 else 's'}",
        "bold",
    )
    yield Table(QUESTIONS, tuple(map(_question, marked.questions)), narrower=WRAPPED)


def _question(question: MarkedQuestion) -> Row:
    given = NOTHING if question.given is None else question.given
    shown = given if len(given) <= LONGEST_ANSWER else given[: LONGEST_ANSWER - 1] + "…"
    style = "" if question.correct else "yellow" if not question.readable or question.score else "red"
    score = f"{points(question.score)}/{points(question.points)}"
    verdict = question.feedback or ("right" if question.correct else "wrong" if question.readable else "not readable")
    return Row((question.id, score, shown, verdict), style)


def rows(classroom: Classroom) -> Table:
    """Put a student a row: blank where nothing could be read; `unread` and `missing` beside the mistakes."""
    questions = classroom.questions
    heads = words("student", "score", *map(inert, (*questions, *(f"{name}.mistake" for name in questions))), "unread")
    return Table(heads, tuple(map(_standing, classroom.standings)))


def _standing(each: Standing) -> Row:
    if not each.scores:
        return Row((inert(each.student), "", "not readable"))
    scores = ("" if score is None else points(score) for score in each.scores)
    return Row(tuple(map(inert, (each.student, points(each.score), *scores, *each.said, str(each.unread)))))


def class_page(classroom: Classroom) -> Document:
    """Make the page of a class: a row a student, the mean, what could not be read, and the mistakes as bars."""
    return Document(
        None, lambda: (_wide(classroom), *_unread(classroom), *_mistakes(classroom)), lambda: rows(classroom)
    )


def _unread(classroom: Classroom) -> Iterable[Part]:
    """Say how many answers could not be read, and what to do about them."""
    if classroom.unread:
        said = counted(classroom.unread, "answer")
        yield sentence(f"? {said} could not be read: look at them, and settle them with --overrides FILE", "yellow")


def _wide(classroom: Classroom) -> Table:
    count = len(classroom.questions)
    made = tuple(
        Row((*cells[:1], *(_cells(each) or [NOTHING] * count), *cells[1:]), style)
        for each in classroom.standings
        for cells, style in [_narrow(classroom, each)]
    )
    heads = (SCORES[0], *numbers(*classroom.questions), *SCORES[1:], *numbers(*UNREAD_HEAD[: bool(classroom.unread)]))
    narrower = (Narrower("drop", tuple(classroom.questions), lost="questions"), Narrower("cut", ("student",), 10))
    return Table(heads, made, (_mean(classroom, count),), narrower)


def _cells(each: Standing) -> list[str]:
    """Write scores: `?` where an answer could not be read, blank where there is none."""
    marks = {UNREAD: "?", MISSING: ""}
    return [marks.get(what, points(score)) for score, what in zip(each.scores, each.said, strict=True)]


def _narrow(classroom: Classroom, each: Standing) -> Row:
    behind = (str(each.unread or ""),) if classroom.unread else ()
    if not each.scores:
        return Row((each.student, NOTHING, "not readable", *behind), "yellow")
    share = f"{each.score / classroom.points:.0%}" if classroom.points else ""
    return Row((each.student, points(each.score), share, *behind), "yellow" if each.unread else "")


def _mean(classroom: Classroom, questions: int) -> Row:
    read = [each for each in classroom.standings if each.scores]
    behind = (str(classroom.unread),) if classroom.unread else ()
    if not read:
        return Row(("mean", *[""] * questions, NOTHING, "", *behind))
    each = [_mean_of([standing.scores[at] for standing in read]) for at in range(questions)]
    mean = sum(standing.score for standing in read) / len(read)
    share = f"{mean / classroom.points:.0%}" if classroom.points else ""
    return Row(("mean", *each, f"{mean:.2f}", share, *behind))


def _mean_of(scores: Sequence[float | None]) -> str:
    """Give the mean of a question's scores; nothing where it is marked by hand, and is not marked yet."""
    marked = [score for score in scores if score is not None]
    return f"{sum(marked) / len(scores):.2f}" if marked else NOTHING


def _mistakes(classroom: Classroom) -> Iterable[Part]:
    """Draw how many students made each mistake, as bars."""
    found = sorted(classroom.mistakes.items(), key=lambda pair: (-pair[1], pair[0]))
    if not found:
        yield sentence("no mistake that is known")
        return
    widest, most = max(len(code) for code, _ in found), found[0][1]
    yield Heading("mistakes, and how many students made them")
    yield from (_bar(code.ljust(widest), count, most) for code, count in found)


def _bar(code: str, count: int, most: int) -> Sentence:
    bar = BAR * max(1, round(WIDEST_BAR * count / most))
    return Sentence((Span(f"{code}  {count:>{len(str(most))}}  "), Span(bar, "red")))


def audit_page(found: Iterable[Audited]) -> Document:
    """Make the page of an audit: what each key should be, what wrong ones equal, which tolerances are too wide."""
    audited = list(found)
    return Document(audit_data(audited), lambda: _audit(audited))


def _audit(audited: list[Audited]) -> Iterable[Part]:
    yield Table(AUDIT, tuple(map(_audited, audited)), narrower=WRAPPED)
    computed = sum(each.right != BY_HAND for each in audited)
    wrong = sum(not each.agrees for each in audited)
    wide = sum(bool(each.swallowed) for each in audited)
    if wrong or wide:
        said = f": {counted(wrong, 'key')} wrong, {counted(wide, 'tolerance')} too wide"
        yield Sentence((Span("FAILED", "bold red"), Span(said)))
    else:
        yield Sentence((Span("passed", "bold green"), Span(f": {counted(computed, 'key')} computed")))


def _audited(each: Audited) -> Row:
    kinks = f"at a kink ({', '.join(each.kinks)}): other slopes give other gradients" if each.kinks else ""
    said = [_key(each), *_tolerances(each), kinks, each.misfit if each.typed is None else "", each.advice]
    return Row(
        (each.id, each.right, each.typed or "", "; ".join(part for part in said if part)), "" if each.passed else "red"
    )


def _key(each: Audited) -> str:
    if each.agrees:
        return "" if each.typed is None else "ok"
    if each.unreadable:
        return f"WRONG: not readable: {each.unreadable}"
    others = f" (or {', '.join(each.also)})" if each.also else ""
    return f"WRONG: it equals {each.mistake}{others}" if each.mistake else "WRONG"


def _tolerances(each: Audited) -> list[str]:
    if not each.swallowed:
        return []
    codes = ", ".join(f"{swallowed.code} ({swallowed.gap * 100:.2g}% off)" for swallowed in each.swallowed)
    safe = f"; at most {each.safe} is safe" if each.safe else ""
    return [f"tolerance {each.tolerance} accepts {codes}{safe}"]


def audit_data(found: Iterable[Audited]) -> dict[str, Any]:
    """Give an audit as plain data."""
    audited = list(found)
    rows = [
        {
            **asdict(each),
            **{word: list(getattr(each, word)) for word in ("also", "kinks")},
            "swallowed": list(map(asdict, each.swallowed)),
        }
        for each in audited
    ]
    return {"passed": all(each.passed for each in audited), "questions": rows}
