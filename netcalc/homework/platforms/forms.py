"""What other graders read: a marked submission as the data of Gradescope, PrairieLearn and nbgrader."""

from dataclasses import dataclass
from typing import Any

from netcalc.homework.key.key import Key
from netcalc.homework.marking.marking import Marked, MarkedQuestion
from netcalc.problems import Problem


@dataclass(frozen=True, slots=True)
class Context:
    """What a form needs besides the marks: the questions' texts."""

    texts: dict[str, str]

    @classmethod
    def of(cls, key: Key) -> "Context":
        """Take the texts from a key."""
        return cls({item.id: item.question.text for item in key.sheet.items})


def gradescope(marked: Marked, context: Context) -> dict[str, Any]:
    """Give Gradescope's results.json: a test a question, the diagnosis in `extra_data`."""
    return {
        "score": marked.score,
        "output": _output(marked.problems),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"student": marked.student, "title": marked.title},
        "tests": [_test(number, question, context) for number, question in enumerate(marked.questions, 1)],
    }


def _test(number: int, question: MarkedQuestion, context: Context) -> dict[str, Any]:
    text = context.texts.get(question.id) or question.id
    said = [f"Your answer: {question.given}" if question.given is not None else "", question.feedback]
    return {
        "name": text,
        "number": str(number),
        "score": question.score,
        "max_score": question.points,
        "status": "passed" if question.score == question.points else "failed",
        "output": "\n".join(part for part in said if part),
        "visibility": "visible",
        "extra_data": {
            "id": question.id,
            "readable": question.readable,
            "correct": question.correct,
            "mistake": question.mistake,
            "also": list(question.also),
        },
    }


def gradescope_refused(problems: tuple[Problem, ...], points: float) -> dict[str, Any]:
    """Give Gradescope's results.json for a submission that cannot be read."""
    output = "Your submission could not be read, so nothing was marked.\n" + _output(problems)
    return {
        "score": 0.0,
        "output": output,
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"readable": False, "points": points},
        "tests": [],
    }


def prairielearn(marked: Marked, context: Context) -> dict[str, Any]:
    """Give PrairieLearn's results.json; what was written and cannot be read costs no attempt."""
    errors = [
        f"{each.id}: {each.feedback}" for each in marked.questions if not each.readable and each.given is not None
    ]
    tests = [
        {
            "name": question.id,
            "description": context.texts.get(question.id, ""),
            "points": question.score,
            "max_points": question.points,
            "message": question.feedback,
            "output": f"Your answer: {question.given}" if question.given is not None else "No answer.",
        }
        for question in marked.questions
    ]
    share = min(1.0, max(0.0, marked.score / marked.points)) if marked.points else 1.0
    return {
        "gradable": not errors,
        "score": share,
        "message": _output(marked.problems),
        "output": "",
        **({"format_errors": errors} if errors else {}),
        "tests": tests,
    }


def prairielearn_refused(problems: tuple[Problem, ...]) -> dict[str, Any]:
    """Give PrairieLearn's results.json for a submission that cannot be read."""
    return {"gradable": False, "score": 0.0, "format_errors": [problem.message for problem in problems], "tests": []}


def nbgrader(marked: Marked) -> float:
    """Give what nbgrader takes as partial credit: a plain float, never negative, never more than the points."""
    return float(min(marked.points, max(0.0, marked.score)))


def _output(problems: tuple[Problem, ...]) -> str:
    return "\n".join(problem.message + (f" ({problem.hint})" if problem.hint else "") for problem in problems)
