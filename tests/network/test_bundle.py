"""Specs are found by path, or by the name under which netcalc brings them along."""

from pathlib import Path

import pytest

from netcalc import calculate, load
from netcalc.network.bundle import bundled, find
from netcalc.problems import Unreadable


def test_a_bundled_spec_is_loaded_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    network = load("lenet5")
    assert network.input == (32, 32, 1)
    assert calculate(network).valid


def test_a_file_comes_before_a_bundled_spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lenet5").write_text("input: 3\nlayers: [relu]")
    assert load("lenet5").input == (3,)


def test_a_folder_does_not_hide_a_bundled_spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lenet5").mkdir()
    assert load("lenet5").input == (32, 32, 1)


def test_a_pipe_is_a_file() -> None:
    assert find("/dev/null") == "/dev/null"


def test_every_bundled_spec_has_a_name_of_letters_digits_dots_and_dashes() -> None:
    assert "lenet5" in bundled()
    assert all(name.replace("-", "").replace(".", "").isalnum() and name == name.lower() for name in bundled())


def test_a_misspelt_name_leads_to_the_right_one() -> None:
    with pytest.raises(Unreadable) as caught:
        load("lenet")
    (problem,) = caught.value.problems
    assert (problem.code, problem.hint) == ("unreadable", "did you mean `lenet5`?")


@pytest.mark.parametrize("name", ["no/such/file.yaml", "zzzzzz", "", "a" * 5000, "a\0b", "~", "."])
def test_what_is_nowhere_is_unreadable(name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        load(name)
    assert [problem.code for problem in caught.value.problems] == ["unreadable"]


def test_an_empty_name_is_called_so() -> None:
    with pytest.raises(Unreadable, match="an empty name names no file"):
        load("")
