"""`netcalc quiz`: questions on a terminal or from a pipe, marked at once."""

from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from netcalc.cli import show
from netcalc.problems import Unreadable

if TYPE_CHECKING:
    from netcalc.course.quiz.practice import Practice
    from netcalc.course.quiz.score import Score

USUAL: Final = 10


def complete_topic(incomplete: str) -> list[str]:
    """Offer the topics that begin so."""
    from netcalc.course.quiz.topics import TOPICS

    return [name for name in TOPICS if name.startswith(incomplete)]


class Asked(NamedTuple):
    """Which questions are asked."""

    questions: Annotated[
        int | None, typer.Option("--questions", metavar="N", min=1, max=1_000, help="How many: 10; all of a sheet.")
    ] = None
    level: Annotated[
        int | None, typer.Option("--level", min=1, max=3, help="The level to begin on: yours, from the score.")
    ] = None
    seed: Annotated[str | None, typer.Option("--seed", help="Ask the same questions again, from level 1.")] = None


class Kept(NamedTuple):
    """What is kept in files."""

    score: Annotated[Path | None, typer.Option("--score", metavar="FILE", help="Where the score is kept.")] = None
    pictures: Annotated[
        Path | None,
        typer.Option("--pictures", metavar="FOLDER", help="Draw what a working shows, in files of this folder."),
    ] = None


ASKED: Final = Asked()
KEPT: Final = Kept()


def quiz(
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="[TOPIC|SHEET]",
            help="What to practise, or a homework sheet; all topics in turn if left out.",
            autocompletion=complete_topic,
            show_default=False,
        ),
    ] = None,
    *,
    asked: Asked = ASKED,
    kept: Kept = KEPT,
) -> None:
    """Ask questions and mark the answers at once, with what went wrong, a hint, the working.

    Topics: volumes, strides, counting, sharing, receptive-field, circuits, gradients, vectorised-gradients, memory,
    training. They get harder while answers are right; what went wrong comes back. The score is kept in a small file of
    your own. Ctrl-C, the end of the input or `quit` ends the quiz; the status is 1 if an answer was wrong.

    \b
    Examples:
      netcalc quiz strides
      netcalc quiz homework.yaml
      netcalc quiz gradients --pictures drawn/
      printf '28\\n' | netcalc quiz strides --seed 1
    """  # noqa: D301
    from netcalc.cli.asking import Asking
    from netcalc.course.quiz import score as scores
    from netcalc.render.pages.course.quiz import WORDS, summary

    place = kept.score or scores.place()
    known = _known(place)
    practice = _practice(topic, asked, known or {})
    show.text(f"{WORDS}\n")
    asking = Asking(practice, asked.questions or (USUAL if practice.endless else None), kept.pictures)
    asking.run()
    made = scores.added(known or {}, asking.history)
    if known is not None and asking.history:
        _keep(place, made)
    show.document(summary(asking.history, made), "text")
    raise typer.Exit(0 if all(each.right for each in asking.history) else show.WRONG)


def _practice(topic: str | None, asked: Asked, known: "Score") -> "Practice":
    """Find what is to be practised: a topic, a sheet, or all topics in turn."""
    from netcalc.course.quiz.practice import OfSheet, OfTopics
    from netcalc.course.quiz.topics import TOPICS, topic_of
    from netcalc.homework.sheet.sheet import read

    name = None if topic is None else topic_of(topic)
    if topic is not None and name is None:
        if not Path(topic).is_file() and topic != "-":
            from netcalc.text.words import name_hint

            hint = name_hint(topic, TOPICS) or f"the topics: {', '.join(TOPICS)}"
            message = f"{topic[:80]} is no topic and no sheet; {hint}"
            raise typer.BadParameter(message)
        return OfSheet(read(topic))
    topics = tuple(TOPICS) if name is None else (name,)
    begin = {each: asked.level or (1 if asked.seed or each not in known else known[each].level) for each in topics}
    return OfTopics(topics, asked.seed or token_hex(8), begin)


def _known(place: Path) -> "Score | None":
    """Read the score; where it is none, say so, and keep nothing."""
    from netcalc.course.quiz.score import read

    try:
        return read(place)
    except Unreadable as error:
        show.problems(error.problems)
        return None


def _keep(place: Path, score: "Score") -> None:
    from netcalc.course.quiz.score import write

    try:
        write(place, score)
    except OSError as error:
        show.text(f"note: {place} could not be written: {error.strerror}\n", error=True)
