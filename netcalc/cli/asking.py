"""Questions asked one after the other on a terminal or from a pipe, until they or the answers end."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from netcalc.cli import show
from netcalc.cli.options.documents import put_folder
from netcalc.course.quiz.place import Answered
from netcalc.problems import Unreadable
from netcalc.render.pages.course.quiz import hinted, question, shown, verdict
from netcalc.render.pages.course.solution import drawings
from netcalc.render.pictures.svg import svg

if TYPE_CHECKING:
    from netcalc.course.quiz.posed import Posed
    from netcalc.course.quiz.practice import Practice

PROMPT: Final = "> "
LONGEST: Final = 2_000  # of an answer
HINTS: Final = ("hint", "?")
WORKINGS: Final = ("working", "!")
SKIPS: Final = ("skip", "next")
QUITS: Final = ("quit", "exit", "q")


class Ended(Exception):
    """There are no more answers."""


class Asking:
    """A quiz as it goes on; `history` has what was answered."""

    def __init__(self, practice: "Practice", most: int | None, pictures: Path | None) -> None:
        """Ask so many questions at most."""
        self.practice, self.most, self.pictures = practice, most, pictures
        self.history: list[Answered] = []

    def run(self) -> None:
        """Ask until there are no more questions, or no more answers."""
        with suppress(Ended, KeyboardInterrupt):
            while self.most is None or len(self.history) < self.most:
                place = self.practice.following(self.history)
                if place is None:
                    break
                posed = self.practice.posed(place)
                show.text("\n")
                show.document(question(posed, len(self.history) + 1), "text")
                self._ask(posed)
        show.text("\n")

    def _ask(self, posed: "Posed") -> None:
        """Ask one question until it is right, shown, or left; what was answered is kept even if no more comes."""
        wrong = 0
        right = False
        try:
            while not right:
                given = _answer()
                word = given.lower()
                if word in QUITS:
                    raise Ended
                if word in HINTS:
                    show.document(hinted(posed), "text")
                elif word in WORKINGS:
                    wrong += 1
                    self._show(posed)
                    return
                elif word in SKIPS:
                    wrong += 1
                    return
                elif given:
                    marked = posed.marked(given)
                    right = marked.correct
                    wrong += marked.readable and not right
                    show.document(verdict(marked, wrong if not right else 0), "text")
        finally:
            if right or wrong:
                self.history.append(Answered(posed.place, right and not wrong))

    def _show(self, posed: "Posed") -> None:
        """Show the working, and draw its pictures where they are wanted."""
        show.document(shown(posed, show.width() or show.ORDINARY), "text")
        if self.pictures is None:
            return
        question = f"question{len(self.history) + 1}"
        files = {f"{question}-{place}.svg": svg(each) for place, each in enumerate(drawings(posed.solved), 1)}
        try:
            put_folder(files, self.pictures)
        except Unreadable as error:  # the quiz goes on
            show.problems(error.problems)
            return
        for name in files:
            show.text(f"Its picture: {self.pictures / name}\n")


def _answer() -> str:
    """Read an answer; one from a pipe is shown, so that the quiz can be read. Ended where there is none."""
    if sys.stdin is None:
        raise Ended
    if sys.stdin.isatty():
        try:
            return input(PROMPT)[:LONGEST].strip()
        except EOFError:
            raise Ended from None
    line = sys.stdin.readline(LONGEST + 1)
    if not line:
        raise Ended
    given = line.strip()
    show.text(f"{PROMPT}{given}\n")
    return given
