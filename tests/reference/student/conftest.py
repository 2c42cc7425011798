"""What the tests of a student's code share."""

import pytest

from netcalc.reference.student import findings


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take no differences, where they are not what is looked at."""
    monkeypatch.setattr(findings, "_numeric_error", lambda *_: None)
