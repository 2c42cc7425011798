"""CIFAR's binary files: a label, or two, and 3,072 bytes a picture, red, green, blue."""

from pathlib import Path
from typing import Final

import numpy as np

from netcalc.training.data.examples import Examples, examples
from netcalc.training.data.files.sizes import affordable

PICTURE: Final = 3 * 32 * 32
WHITE: Final = 255
TEN, HUNDRED = 1 + PICTURE, 2 + PICTURE  # CIFAR-100 has a coarse label before the fine one


def record(size: int) -> int | None:
    """Give the bytes of a picture with its labels in a file of this size; None where it is no such file."""
    return next((each for each in (TEN, HUNDRED) if size and size % each == 0), None)


def folder(path: Path) -> Examples | None:
    """Read the training pictures of a folder that has CIFAR's files; None where there are none."""
    found = sorted(path.glob("data_batch_*.bin")) or [each for each in (path / "train.bin",) if each.is_file()]
    affordable(path.name, sum(each.stat().st_size for each in found))
    parts = [read(each, None) for each in found if record(each.stat().st_size)]
    if not parts:
        return None
    x, y = np.concatenate([part.x for part in parts]), np.concatenate([part.y for part in parts])
    return examples(path.name, x, y, top=WHITE)


def read(path: Path, _label: str | None) -> Examples:
    """Read pictures, (N, 3, 32, 32), and the label next to each."""
    rows = np.frombuffer(path.read_bytes(), np.uint8).reshape(-1, record(path.stat().st_size) or TEN)
    before = rows.shape[1] - PICTURE
    return examples(path.name, rows[:, before:].reshape(-1, 3, 32, 32), rows[:, before - 1].astype(int), top=WHITE)
