"""Questions whose parts are none of theirs are refused in a sentence, in their place."""

from pathlib import Path

import pytest

from netcalc.homework.sheet.conventions import Conventions
from netcalc.homework.sheet.networks import Networks
from tests.support.running import Run

ODD = {
    "table: 5": "a table has fields: `rows`, `columns`",
    "table: {rows: [], columns: [output]}": "`rows` takes a list of names ([conv1, pool1]), not []",
    "table: {rows: [conv1], columns: 6}": "`columns` takes a list of names ([conv1, pool1]), not 6",
    "fits: 5": "`fits` has fields: `of`, `when`",
    "circuit: 5, ask: value": "a circuit has fields: `expression`, `at`",
    "choices: {a: x, b: y}, right: {a: 1}": "`right` takes one of the choices, or a list of them (a, or [a, c])",
}


@pytest.mark.parametrize("written", ODD)
def test_an_odd_question_is_refused(run: Run, tmp_path: Path, written: str) -> None:
    sheet = f"network: lenet5\nquestions:\n  - {{id: q, {written}}}\n  - no question\n"
    (tmp_path / "sheet.yaml").write_text(sheet, encoding="utf-8")
    ran = run("grade", "--audit", "sheet.yaml")
    assert (ran.status, ran.out) == (1, "")
    assert ODD[written] in ran.err
    assert "a question has fields: `id`" in ran.err


def test_a_choice_may_be_a_number(run: Run, tmp_path: Path) -> None:
    sheet = "questions:\n  - {id: q, choices: {1: x, 2: y}, right: 1}\n"
    (tmp_path / "sheet.yaml").write_text(sheet, encoding="utf-8")
    assert run("grade", "--audit", "sheet.yaml").status == 0


class Spelt(dict[str, object]):
    """A network that counts how often it is written out."""

    times = 0

    def __str__(self) -> str:
        self.times += 1
        return super().__str__()


def test_a_network_is_written_out_once_for_all_cells_of_a_table() -> None:
    networks, written = Networks(None, Conventions()), Spelt({"input": 3, "layers": ["relu"]})
    assert networks.find(written, ()) is networks.find(written, ())
    assert written.times == 1
    assert networks.find({**written}, ()) is networks.find(written, ())
