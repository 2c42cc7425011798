"""Whatever is typed for a circuit: a value or a sentence, soon, and nothing of it is run."""

from random import Random

from netcalc.problems import CODES
from tests.support.watched import trial


def test_a_hostile_expression_is_worked_out_or_refused_in_words() -> None:
    found = trial(Random(7), 500)  # noqa: S311
    assert found.codes.keys() <= {"", *CODES}
    assert found.codes[""] > 50
    assert sum(found.codes.values()) == 500
