"""Model files that something is wrong with: a sentence, never a traceback. More: tests/benchmarks/fuzz_models.py."""

from contextlib import suppress
from pathlib import Path

from netcalc import SpecError, calculate, load
from tests.support.mutated_models import mutated, sound


def test_five_hundred_mutated_files_are_read_or_refused_in_words(tmp_path: Path) -> None:
    path, read = tmp_path / "model", 0
    for _, data in mutated(500, 15):
        path.write_bytes(data)
        with suppress(SpecError):
            calculate(load(path))
            read += 1
    assert 20 < read < 480


def test_the_files_they_were_made_of_are_sound(tmp_path: Path) -> None:
    path = tmp_path / "model"
    for name, data in sound().items():
        if name != "index":
            path.write_bytes(data)
            assert calculate(load(path)).valid, name
