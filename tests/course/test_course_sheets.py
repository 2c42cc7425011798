"""The sheets of the lectures: sound for any student, solved, given out, and what is right there earns all points."""

from importlib import import_module

import pytest

from netcalc.course.banks.entries import bank
from netcalc.course.banks.entry import Exported
from netcalc.course.banks.formats import FORMATS
from netcalc.course.handout.posed import posed
from netcalc.course.solution.solved import solve
from netcalc.homework.audit import audit
from netcalc.homework.grading import variants
from netcalc.homework.key.key import Key
from netcalc.homework.key.of_choice import ChoiceSolution, ManualSolution
from netcalc.homework.marking.marking import mark
from netcalc.homework.variants.variants import Variants
from netcalc.render.pages.course.solution import page
from netcalc.render.whole import FORMS, whole
from tests.support.running import ROOT

SHEETS = sorted((ROOT / "examples" / "course").glob("*.yaml"))


@pytest.fixture(scope="module", params=SHEETS, ids=[path.stem for path in SHEETS])
def varied(request: pytest.FixtureRequest) -> Variants:
    return variants(request.param)


@pytest.fixture(scope="module")
def ada(varied: Variants) -> Key:
    return varied.key("ada")


def test_there_are_five_and_each_differs_from_student_to_student(varied: Variants, ada: Key) -> None:
    assert len(SHEETS) == 5
    assert ada.sheet.values != varied.key("ben").sheet.values


def test_a_students_sheet_passes_its_audit_and_its_solution_earns_all_points(ada: Key) -> None:
    assert [each.id for each in audit(ada) if not each.passed] == []
    solved = {each.posed.id: each for each in solve(ada)}
    answers = {
        item.id: _written(ada.solutions[item.id], answer.answer)
        for each in solved.values()
        for item, answer in zip(each.posed.items, each.solved, strict=True)
    }
    marked = mark(ada, "ada", answers)
    assert [each.id for each in marked.questions if not each.correct] == [
        name for name, each in ada.solutions.items() if isinstance(each, ManualSolution)
    ]


def _written(solution: object, answer: str) -> str:
    """Write an answer of the solution as a student does: of a choice the letters."""
    return ", ".join(solution.letters) if isinstance(solution, ChoiceSolution) else answer


def test_it_is_written_in_every_form_and_every_format(ada: Key) -> None:
    document = page(ada.sheet.title, solve(ada), "solution")
    assert all(whole(document, form, ada.sheet.title) for form in FORMS)
    questions = bank(ada)
    for form in FORMATS:
        found: Exported = import_module(f"netcalc.course.banks.formats.{form}").export(questions)
        assert found.content
        assert not [each for each in found.lost if "no form in a question bank" in each.said]
    assert len(posed(ada)) == len(solve(ada))
