"""Mistakes made by hand, in networks and circuits that stand nowhere else: each is named, and named first."""

import json
from typing import Any

import pytest

from netcalc.homework.grading import grade, key
from tests.support.running import ROOT

MADE = json.loads((ROOT / "tests" / "data" / "mistakes_made_by_hand.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", MADE, ids=lambda case: case["made"][0][2])
def test_a_mistake_made_by_hand_is_named_first(case: dict[str, Any]) -> None:
    about = {name: case[name] for name in ("network", "circuit") if name in case}
    asks = dict.fromkeys(ask for ask, _, _ in case["made"])
    made = key({"questions": [{"id": ask, "ask": ask, **about} for ask in asks]})
    found = [[ask, answer, grade(made, {ask: answer})[ask].mistake] for ask, answer, _ in case["made"]]
    assert found == case["made"]
