"""Which question comes next: harder after a right answer, easier after a wrong one, which comes back later."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from netcalc.course.quiz.place import Answered, Place

LATER: Final = 2  # others, before what went wrong comes back


def level_after(history: Iterable[Answered], begin: int, hardest: int) -> int:
    """Go up after a right answer, down after a wrong one.

    >>> place = Place("strides", 2, 0, 0)
    >>> level_after([Answered(place, right=True)], 1, 3), level_after([Answered(place, right=False)], 1, 3)
    (3, 1)
    """
    level = min(begin, hardest)
    for each in history:
        level = min(max(each.place.level + (1 if each.right else -1), 1), hardest)
    return level


def returning(history: Sequence[Answered], later: int = LATER) -> Place | None:
    """Give the kind of question that went wrong and has not been right since, once others were asked."""
    last = {each.place[:3]: number for number, each in enumerate(history)}
    wrong = [number for number in last.values() if not history[number].right]
    due = [number for number in wrong if len(history) - number > later]
    return history[due[0]].place._replace(number=len(history), again=True) if due else None


def following(topics: Mapping[str, Sequence[int]], history: Sequence[Answered], begin: Mapping[str, int]) -> Place:
    """Say which question comes next, of these topics in turn: how many kinds of question each has, level by level."""
    back = returning(history)
    if back is not None:
        return back
    fresh = [each for each in history if not each.place.again]
    topic = list(topics)[len(fresh) % len(topics)]
    mine = [each for each in history if each.place.topic == topic]
    level = level_after(mine, begin.get(topic, 1), len(topics[topic]))
    asked = sum(each.place.level == level and not each.place.again for each in mine)
    return Place(topic, level, asked % topics[topic][level - 1], len(history))
