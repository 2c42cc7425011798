"""A class's statistics as a picture: how many have which score, and of each question the mean share of its points."""

from html import escape
from typing import Final

from netcalc.homework.marking.classroom import Classroom
from netcalc.homework.marking.statistics import OfQuestion, Statistics
from netcalc.render.pictures.svg import FONTS

WIDTH: Final = 720
LEFT: Final = 150
ROW: Final = 22
TALL: Final = 140
BINS: Final = 10
BAR: Final = "#0072b2"  # told apart by the colour-blind
LIGHT: Final = "#e69f00"
ROLE: Final = 'role="img" aria-labelledby="title desc"'
STYLE: Final = (
    f"text{{font:13px {FONTS};fill:#222}}.axis{{stroke:#888}}.paper{{fill:#fff}}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}.paper{fill:#111}.axis{stroke:#999}}"
)


def class_svg(found: Statistics, classroom: Classroom) -> str:
    """Draw the scores of a class and its questions; longer names are cut."""
    height = TALL + 90 + ROW * len(found.questions) + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" {ROLE}>',
        f'<title id="title">Scores of a class</title><desc id="desc">{escape(_described(found))}</desc>',
        f'<style>{STYLE}</style><rect class="paper" width="{WIDTH}" height="{height}"/>',
        f'<text x="{LEFT}" y="20">{escape(_described(found))}</text>',
        *_histogram(classroom),
        f'<text x="{LEFT}" y="{TALL + 80}">each question: mean share of its points; below, unread answers</text>',
        *(part for place, each in enumerate(found.questions) for part in _question(each, TALL + 90 + ROW * place)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _described(found: Statistics) -> str:
    if found.total is None:
        return "no submission could be read"
    total = found.total
    return (
        f"{total.students} submissions, mean {total.mean:.4g}, median {total.median:.4g}, spread {total.deviation:.3g}"
    )


def _histogram(classroom: Classroom) -> list[str]:
    """Draw how many scores lie in each tenth of the points."""
    counts = [0] * BINS
    for row in classroom.standings:
        if row.scores and classroom.points:
            counts[min(BINS - 1, max(0, int(BINS * row.score / classroom.points)))] += 1
    wide, most = (WIDTH - LEFT - 30) / BINS, max(counts) or 1
    base = TALL + 30
    made = [f'<line class="axis" x1="{LEFT}" y1="{base}" x2="{WIDTH - 30}" y2="{base}"/>']
    for place, count in enumerate(counts):
        tall, x = round((TALL - 30) * count / most, 1), round(LEFT + wide * place, 1)
        made.append(f'<rect x="{x + 2}" y="{base - tall}" width="{wide - 4:.1f}" height="{tall}" fill="{BAR}"/>')
        made.append(f'<text x="{x + wide / 2:.1f}" y="{base - tall - 4}" text-anchor="middle">{count or ""}</text>')
        made.append(f'<text x="{x + wide / 2:.1f}" y="{base + 16}" text-anchor="middle">{10 * place}%</text>')
    return made


def _question(each: OfQuestion, y: int) -> list[str]:
    """Draw the bar of a question: of its best score the mean, and what could not be read behind."""
    name = each.id if len(each.id) <= 18 else each.id[:17] + "…"
    best = each.scores.most if each.scores else 0
    share = each.scores.mean / best if each.scores and best else 0
    wide = round((WIDTH - LEFT - 90) * share, 1)
    count = each.scores.students if each.scores else 0
    behind = round((WIDTH - LEFT - 90) * each.unread / count, 1) if count else 0
    return [
        f'<text x="{LEFT - 8}" y="{y + 14}" text-anchor="end">{escape(name)}</text>',
        f'<rect x="{LEFT}" y="{y + 2}" width="{wide}" height="{ROW - 10}" fill="{BAR}"/>',
        f'<rect x="{LEFT}" y="{y + ROW - 8}" width="{behind}" height="4" fill="{LIGHT}"/>',
        f'<text x="{LEFT + wide + 6}" y="{y + 14}">{share:.0%}</text>',
    ]
