"""A marked submission as Gradescope's results.json."""

from collections.abc import Mapping

from netcalc.homework.marking.marked import Marked, MarkedQuestion
from netcalc.homework.platforms.output import output
from netcalc.problems import Problem


def results(marked: Marked, texts: Mapping[str, str]) -> dict[str, object]:
    """Give Gradescope's results.json: a test a question, the diagnosis in `extra_data`."""
    return {
        "score": marked.score,
        "output": output(marked.problems),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"student": marked.student, "title": marked.title},
        "tests": [_test(number, question, texts) for number, question in enumerate(marked.questions, 1)],
    }


def _test(number: int, question: MarkedQuestion, texts: Mapping[str, str]) -> dict[str, object]:
    text = texts.get(question.id) or question.id
    said = [f"Your answer: {question.given}" if question.given is not None else "", question.feedback]
    return {
        "name": text,
        "number": str(number),
        **_scored(question),
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


def _scored(question: MarkedQuestion) -> dict[str, object]:
    """Give the score; a test without one is information alone, as where a person marks."""
    if question.score is None:
        return {}
    passed = question.score >= question.points
    return {"score": question.score, "max_score": question.points, "status": "passed" if passed else "failed"}


def refused(problems: tuple[Problem, ...], points: float) -> dict[str, object]:
    """Give Gradescope's results.json for a submission that cannot be read."""
    said = "Your submission could not be read, so nothing was marked.\n" + output(problems)
    return {
        "score": 0.0,
        "output": said,
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"readable": False, "points": points},
        "tests": [],
    }
