"""A class's statistics as a picture: how many have which score, and of each question the mean share of its points."""

from collections.abc import Iterator, Mapping
from typing import Final

from netcalc.homework.classroom.classroom import Classroom
from netcalc.homework.classroom.statistics import OfQuestion, Statistics
from netcalc.render.pictures.colours import Role
from netcalc.render.pictures.drawing import SIZE, SMALL, Area, Drawing, Mark, Path, Words
from netcalc.render.pictures.letters import cut

WIDTH: Final = 720.0
LEFT: Final = 170.0
RIGHT: Final = 60.0
EDGE: Final = 16.0
BASE: Final = 190.0  # the line on which the bars of the scores stand
TALL: Final = 110.0
QUESTIONS: Final = 270.0
ROW: Final = 24.0
BAR: Final = 11.0
BINS: Final = 10


def class_picture(found: Statistics, classroom: Classroom, points: Mapping[str, float]) -> Drawing:
    """Draw the scores of a class and its questions, which are worth these points; longer names are cut."""
    told = _told(found)
    rows: list[Mark] = []
    for place, each in enumerate(found.questions):
        rows += _question(each, points.get(each.id, 0), QUESTIONS + ROW * place)
    marks = [
        Words(EDGE, 30, "Scores of a class", strong=True),
        Words(EDGE, 50, told, "soft", SMALL),
        *_histogram(classroom),
        Words(EDGE, QUESTIONS - 24, "Each question: the mean share of its points", strong=True),
        *_legend(found),
        *rows,
    ]
    return Drawing(WIDTH, QUESTIONS + ROW * len(found.questions) + EDGE, "Scores of a class", told, marks)


def _told(found: Statistics) -> str:
    if found.total is None:
        return "no submission could be read"
    total = found.total
    return (
        f"{total.students} submissions, mean {total.mean:.4g}, median {total.median:.4g}, spread {total.deviation:.3g}"
    )


def _histogram(classroom: Classroom) -> Iterator[Mark]:
    """Draw how many scores lie in each tenth of the points."""
    counts = [0] * BINS
    for row in classroom.standings:
        if row.scores and classroom.points:
            counts[min(BINS - 1, max(0, int(BINS * row.score / classroom.points)))] += 1
    wide, most = (WIDTH - 2 * EDGE) / BINS, max(counts) or 1
    for place, count in enumerate(counts):
        x, tall = EDGE + wide * place, TALL * count / most
        if count:
            yield _bar(x + 3, BASE - tall, wide - 6, tall, "plus")
            yield Words(x + wide / 2, BASE - tall - 5, str(count), size=SMALL, middle=True)
        yield Words(x + wide / 2, BASE + 16, f"{10 * place}-{10 * place + 10}%", "soft", SMALL, middle=True)
    yield Path((EDGE, BASE), (((WIDTH - EDGE, BASE),),), "soft")


def _legend(found: Statistics) -> list[Mark]:
    """Say what the thin bars are, where there are some."""
    if not any(each.unread for each in found.questions):
        return []
    text = "answers that could not be read"
    return [
        Words(WIDTH - EDGE, QUESTIONS - 24, text, "soft", SMALL, ending=True),
        _bar(WIDTH - EDGE - 216, QUESTIONS - 31, 22, 5, "window"),
    ]


def _question(each: OfQuestion, points: float, y: float) -> Iterator[Mark]:
    """Draw the bar of a question: the mean share of its points, and below what could not be read."""
    room = WIDTH - LEFT - RIGHT
    share = min(1.0, each.scores.mean / points) if each.scores and points else 0
    count = each.scores.students if each.scores else 0
    yield Words(LEFT - 10, y + BAR, cut(each.id, LEFT - EDGE - 10, SIZE), ending=True)
    yield Path((LEFT, y - 3), (((LEFT, y + ROW - 3),),), "soft")
    if share:
        yield _bar(LEFT, y, room * share, BAR, "plus")
    if count and each.unread:
        yield _bar(LEFT, y + BAR + 2, room * each.unread / count, 4, "window")
    yield Words(LEFT + room * share + 6, y + BAR, f"{share:.0%}" if count else "by hand", size=SMALL)


def _bar(x: float, y: float, wide: float, tall: float, role: Role) -> Area:
    return Area(((x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall)), role, width=0)
