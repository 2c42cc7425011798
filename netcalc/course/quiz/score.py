"""The score: a small file of the user's own, with how many questions of each topic were asked and right."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from netcalc.course.quiz.following import level_after
from netcalc.course.quiz.place import Answered
from netcalc.problems import UNREADABLE, Problem, Unreadable

MOST_BYTES: Final = 2**16
MOST_TOPICS: Final = 200
MOST: Final = 10**9
FIELDS: Final = ("asked", "right", "level")


class Standing(NamedTuple):
    """How somebody stands in a topic: questions asked, right at the first try, and the level reached."""

    asked: int = 0
    right: int = 0
    level: int = 1


Score = Mapping[str, Standing]


def place() -> Path:
    """Name the file where nobody names another: among what programs remember for the user."""
    home = os.environ.get("XDG_STATE_HOME", "")
    folder = Path(home) if Path(home).is_absolute() else Path.home() / ".local" / "state"
    return folder / "netcalc" / "quiz.json"


def read(path: Path) -> Score:
    """Read a score; nothing where there is no file yet, Unreadable where it is something else."""
    try:
        if not path.exists():
            return {}
        with path.open("rb") as file:
            data = json.loads(file.read(MOST_BYTES + 1)[: MOST_BYTES + 1])
    except OSError as error:
        message = f"cannot read {path}: {error.strerror}; nothing is kept"
        raise _unreadable(message) from None
    except (ValueError, RecursionError):
        data = None
    topics = data.get("topics") if isinstance(data, dict) else None
    if not isinstance(topics, dict) or len(topics) > MOST_TOPICS or not all(map(_is_standing, topics.values())):
        message = f"{path} holds no score: it is left as it is, and nothing is kept"
        raise _unreadable(message)
    return {str(name): Standing(*(each[field] for field in FIELDS)) for name, each in topics.items()}


def _is_standing(written: object) -> bool:
    if not isinstance(written, dict):
        return False
    numbers = [written.get(field) for field in FIELDS]
    return all(isinstance(each, int) and not isinstance(each, bool) and 0 <= each <= MOST for each in numbers)


def _unreadable(message: str) -> Unreadable:
    return Unreadable([Problem(code=UNREADABLE, message=message, severity="warning")])


def write(path: Path, score: Score) -> None:
    """Write a score, at once or not at all; OSError where that cannot be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    topics = {name: each._asdict() for name, each in score.items()}
    new = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        new.write_text(json.dumps({"topics": topics}, indent=1) + "\n", encoding="utf-8")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def added(score: Score, history: Sequence[Answered]) -> Score:
    """Add what was answered; of too many topics the newest stay.

    >>> from netcalc.course.quiz.place import Place
    >>> added({}, [Answered(Place("strides", 1, 0, 0), right=True)])
    {'strides': Standing(asked=1, right=1, level=2)}
    """
    made = dict(score)
    for topic in dict.fromkeys(each.place.topic for each in history):
        mine = [each for each in history if each.place.topic == topic]
        before = made.pop(topic, Standing())
        right = before.right + sum(each.right for each in mine)
        made[topic] = Standing(before.asked + len(mine), right, level_after(mine, before.level, 3))
    return dict(list(made.items())[-MOST_TOPICS:])
