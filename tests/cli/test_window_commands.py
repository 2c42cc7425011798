"""`netcalc slide` and `netcalc field`, as their users run them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.running import Run

SESSIONS = {
    "slide-padded.txt": (0, "slide", "7", "3", "--stride", "2", "--pad", "1"),
    "slide-cannot.txt": (1, "slide", "7", "3", "--stride", "3"),
    "slide-two-axes.txt": (0, "slide", "7x7", "3x3", "--stride", "2"),
    "slide-transposed.txt": (0, "slide", "4", "3", "--stride", "2", "--pad", "1", "--transposed"),
    "slide-dilated.txt": (0, "slide", "9", "3", "--dilation", "2", "--pad", "same"),
    "slide-long.txt": (0, "slide", "224", "7", "--stride", "2", "--pad", "3", "--rounding", "floor"),
    "field-lenet5.txt": (0, "field", "lenet5", "conv2", "--at", "2,3"),
    "field-padded.txt": (0, "field", "lenet5", "pool1", "--at", "0,13", "--set", "conv1.pad=2"),
    "field-all.txt": (0, "field", "lenet5", "fc1"),
}


@pytest.mark.parametrize("name", SESSIONS)
def test_what_it_prints(name: str, run: Run, golden: Callable[[str, str], None]) -> None:
    status, *words = SESSIONS[name]
    ran = run(*map(str, words))
    assert (ran.status, ran.err) == (status, "")
    golden(name, ran.out)
    drawn = [line for line in ran.out.splitlines() if set(line) & {"■", "□"}]
    assert max(map(len, drawn), default=0) <= 80


def test_positions_in_json(run: Run) -> None:
    found = json.loads(run("slide", "7", "3", "--stride", "3", "--format", "json").out)
    assert (found["output"], found["valid"], found["axes"][0]["missed"]) == ([2], False, [6])
    assert found["axes"][0]["positions"] == [[0, 1, 2], [3, 4, 5]]
    assert found["problems"][0]["code"] == "window-does-not-fit"


def test_a_field_in_json_has_runs_of_pixels(run: Run) -> None:
    found = json.loads(run("field", "lenet5", "conv2", "--at", "2,3", "--format", "json").out)
    assert (found["layer"], found["at"], found["known"]) == ("conv2", [2, 3], True)
    assert found["inputs"]["input"]["seen"] == [[[[4, 17]], [[6, 19]]]]
    assert [look["layer"] for look in found["looks"]] == ["conv2", "pool1", "tanh1", "conv1"]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("slide", "3", "7"), 1, "a window of 7 is larger than the 3 pixels of W"),
        (("slide", "7x7", "3x3x3"), 1, "has 3 numbers, but 7x7x1 has 2 spatial axes"),
        (("slide", "seven", "3"), 1, ""),
        (("slide", "7", "3", "--rounding", "up"), 1, ""),
        (("slide", "7", "3", "--pad", "-1"), 1, ""),
        (("slide", "1000000000", "3"), 1, "are more than can be shown"),
        (("field", "lenet5", "conv9"), 2, "no layer is called `conv9`"),
        (("field", "lenet5", "conv1", "--at", "28,0"), 1, "places count from 0"),
        (("field", "lenet5", "conv1", "--at", "3"), 1, "write --at 14,14"),
        (("field", "lenet5", "fc1", "--at", "3"), 1, "leave --at out"),
    ],
)
def test_what_cannot_be_is_said_in_words(words: tuple[str, ...], status: int, said: str, run: Run) -> None:
    ran = run(*words)
    assert ran.status == status
    assert said in ran.out + ran.err
    assert "error" in ran.out + ran.err
    assert "Traceback" not in ran.err


def test_of_one_and_of_three_axes(run: Run, tmp_path: Path) -> None:
    for volume in ("30x1", "9x8x7x1"):
        (tmp_path / "net.yaml").write_text(
            f"input: {volume}\nlayers: [{{conv: {{filters: 2, size: 3, pad: 1}}}}, {{pool: 2}}]\nrounding: floor\n"
        )
        ran = run("field", "net.yaml", "pool1")
        assert (ran.status, ran.err) == (0, "")
        assert "■" in ran.out


def test_of_very_many_looks_the_first_and_the_last_are_shown(run: Run, tmp_path: Path) -> None:
    (tmp_path / "deep.yaml").write_text(
        "input: 9x1\nlayers: [{repeat: {times: 100, layers: [{conv: {filters: 1, size: 3, pad: 1}}]}}]\n"
    )
    text = run("field", "deep.yaml", "conv100", "--at", "4").out
    assert "40 looks more" in text
    assert len(text.splitlines()) < 90
    assert len(run("field", "deep.yaml", "conv100", "--at", "4", "--format", "csv").out.splitlines()) == 1 + 100


def test_latex_has_the_grid_in_signs_that_it_knows(run: Run) -> None:
    text = run("slide", "7", "3", "--stride", "2", "--pad", "1", "--format", "latex").out
    assert "# read, o padding" in text
    text.encode("latin-1")


def test_padding_that_is_never_read_is_told_for_each_axis(run: Run) -> None:
    lines = run("slide", "8x8", "3", "--stride", "2", "--pad", "1").out.splitlines()
    assert [line for line in lines if "of padding" in line] == [
        "1 pixel of padding along W is never read",
        "1 pixel of padding along H is never read",
    ]


@pytest.mark.parametrize("typed", ["abc", "7x", "0"])
def test_what_no_window_slides_over_is_said_as_it_was_typed(typed: str, run: Run) -> None:
    ran = run("slide", typed, "3")
    assert ran.status == 1
    assert f"not `{typed}`" in ran.err


def test_what_is_next_to_whole_is_not_shown_as_whole(run: Run) -> None:
    ran = run("slide", "7", "3", "--stride", "1000")
    assert "251/250 is not whole: it does not fit; rounded down it is 1" in ran.out
