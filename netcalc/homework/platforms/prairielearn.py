"""A marked submission as PrairieLearn's results.json."""

from collections.abc import Mapping

from netcalc.homework.marking.marked import Marked
from netcalc.homework.platforms.output import output
from netcalc.problems import Problem


def results(marked: Marked, texts: Mapping[str, str]) -> dict[str, object]:
    """Give PrairieLearn's results.json; what was written and cannot be read costs no attempt."""
    errors = [
        f"{each.id}: {each.feedback}" for each in marked.questions if not each.readable and each.given is not None
    ]
    tests = [
        {
            "name": question.id,
            "description": texts.get(question.id, ""),
            "points": question.score or 0,
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
        "message": output(marked.problems),
        "output": "",
        **({"format_errors": errors} if errors else {}),
        "tests": tests,
    }


def refused(problems: tuple[Problem, ...]) -> dict[str, object]:
    """Give PrairieLearn's results.json for a submission that cannot be read."""
    return {"gradable": False, "score": 0.0, "format_errors": [problem.message for problem in problems], "tests": []}
