"""Any text as an answer: read or asked back, and right only where a few other lines agree."""

import random
import warnings

from hypothesis import given, settings
from hypothesis import strategies as some

from netcalc.homework.answers.asked import Asked
from netcalc.homework.answers.given import Extents, Number
from netcalc.homework.answers.reading import read
from netcalc.homework.grading import grade, key
from tests.support.answer_texts import WRAPPINGS, any_text, could_be_right

CONV = {"input": "32x32x3", "layers": [{"conv": {"filters": 10, "size": 5}}]}
PARAMS = Asked("number", measures="params")
MADE = key(
    {
        "questions": [
            {"id": "params", "network": CONV, "ask": "conv1.params"},
            {"id": "output", "network": CONV, "ask": "output"},
            {"id": "valid", "network": CONV, "ask": "valid"},
            {"id": "dx", "circuit": {"expression": "x*y", "at": {"x": 2, "y": 3}}, "ask": "gradients.x"},
        ]
    }
)


def test_five_hundred_texts() -> None:
    draw = random.Random(1)  # noqa: S311
    grade(MADE, dict.fromkeys(MADE.solutions, "5"))
    for _ in range(500):
        text = any_text(draw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = grade(MADE, dict.fromkeys(MADE.solutions, text))
            assert not found["params"].correct or could_be_right(text), text


@given(some.integers(11, 10**7), some.sampled_from(WRAPPINGS), some.sampled_from(WRAPPINGS))
def test_a_number_is_the_same_whatever_stands_around_it(number: int, inner: str, outer: str) -> None:
    for wrapped in (inner.format(number), outer.format(f"{number:,}")):
        found = read(wrapped, PARAMS)
        assert isinstance(found, Number)
        assert found.value == number


@settings(max_examples=50)
@given(
    some.lists(some.integers(1, 999), min_size=3, max_size=3),
    some.sampled_from(["{}", "({})", "**{}**", "= {}", "output: {}", "{} volume", "${}$"]),
    some.sampled_from(["x", " x ", "×", "*", " by "]),
)
def test_a_volume_is_the_same_whatever_stands_around_it(extents: list[int], wrapping: str, joint: str) -> None:
    found = read(wrapping.format(joint.join(map(str, extents))), Asked("extents", axes=3))
    assert isinstance(found, Extents)
    assert found.value == tuple(extents)
