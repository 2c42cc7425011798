"""A question in JSON, its answers in JSON: what the server and the file without a server ask alike."""

import json
from collections.abc import Iterator
from importlib import import_module
from typing import Final

from pydantic import ValidationError

from netcalc.page.questions import QUESTIONS
from netcalc.page.questions.asked import Question, placed
from netcalc.problems import LIMIT_EXCEEDED, UNREADABLE, Problem, SpecError
from netcalc.render.plain import plain

LEFT_OUT: Final = (
    "this file has no NumPy and no protobuf: circuits, training, ONNX and Caffe are for `netcalc page`, which runs on "
    "your machine"
)


class NotAsked(ValueError):
    """A question that the page does not ask, or not so."""


def lines(name: str, body: str | bytes) -> Iterator[str]:
    """Answer a question, a line of JSON an answer; NotAsked for what is no question.

    What a user got wrong is an answer too: `{"problems": [...]}`.

    >>> list(lines("spec", '{"name": "nobody"}'))[0][:14]
    '{"problems": ['
    """
    if name not in QUESTIONS:
        message = f"there is no question {name[:80]!r}"
        raise NotAsked(message)
    module, kind = QUESTIONS[name]
    try:
        asked: type[Question] = getattr(import_module(f"netcalc.page.questions.{module}"), kind)
        question = asked.model_validate_json(body)
    except ValidationError as error:
        raise NotAsked(str(error.errors(include_url=False, include_input=False)[:1])) from None
    except ImportError:
        return _said(iter([_left_out()]))
    return _said(_answers(question))


def _left_out() -> object:
    return {"problems": [placed(Problem(code=UNREADABLE, message=LEFT_OUT))]}


def _answers(question: Question) -> Iterator[object]:
    """Give the answers, and at last what is wrong, where something is."""
    try:
        yield from question.answers()
    except SpecError as error:
        yield {"problems": [placed(each) for each in error.problems]}
    except ImportError:
        yield _left_out()
    except (RecursionError, MemoryError):
        message = "this is larger than this machine can work out"
        yield {"problems": [placed(Problem(code=LIMIT_EXCEEDED, message=message))]}


def _said(answers: Iterator[object]) -> Iterator[str]:
    return (json.dumps(plain(answer), ensure_ascii=False, allow_nan=False) + "\n" for answer in answers)
