"""Writes netcalc/training/data/digits.npz, the pictures of `digits`, from a copy of UCI's optdigits.

The copy is the file digits.csv.gz of a wheel of scikit-learn (sklearn/datasets/data), a row a picture: 64 pixels
from 0 to 16, then the digit. To write it anew: python -m tests.data.make_digits scikit_learn-1.6.1-*.whl
"""

import gzip
import sys
import zipfile
from pathlib import Path
from typing import Final

import numpy as np

HELD: Final = "sklearn/datasets/data/digits.csv.gz"
MADE: Final = Path(__file__).parents[2] / "netcalc" / "training" / "data" / "digits.npz"


def main(wheel: str) -> None:
    """Take the rows out of the wheel, and write pictures (N, 1, 8, 8) and digits (N,) as bytes."""
    with zipfile.ZipFile(wheel) as archive:
        text = gzip.decompress(archive.read(HELD)).decode("ascii")
    rows = np.loadtxt(text.splitlines(), delimiter=",")
    np.savez_compressed(MADE, x=rows[:, :64].astype(np.uint8).reshape(-1, 1, 8, 8), y=rows[:, 64].astype(np.uint8))


if __name__ == "__main__":
    main(sys.argv[1])
