"""Data: what is generated, what files may hold, what is said of those that cannot be learned from."""

import gzip
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from PIL import Image

from netcalc import Network, SpecError
from netcalc.training.data.catalogue import GENERATORS, NAMES, named
from netcalc.training.data.examples import Examples, examples
from netcalc.training.data.files.open import Asked, opened
from netcalc.training.data.fitting import Ends, fitted
from netcalc.training.data.reading import read
from netcalc.training.data.scaling import scaling
from netcalc.training.data.splitting import split
from netcalc.volume import Volume, parse_volume

ASKED: Final = Asked(label=None, depth=1)


def made(data: str, samples: int | None = None) -> Examples:
    found = named(data, samples, (0, 0))
    assert found is not None
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_name_makes_finite_examples_the_same_each_time(name: str) -> None:
    one, other = made(name), made(name)
    assert np.array_equal(one.x, other.x)
    assert np.array_equal(one.y, other.y)
    assert np.isfinite(one.x).all()


@pytest.mark.parametrize("name", GENERATORS)
def test_generated_sets_have_300_points_and_xor_200(name: str) -> None:
    due = 200 if name in ("xor", "and") else 300
    assert made(name).number == due
    assert made(name, 50).number == 50
    curve = name in ("line", "sine", "bumps")
    assert made(name).x.shape == (due, 1 if curve else 2)
    assert made(name).labelled is not curve


@pytest.mark.parametrize(("data", "classes"), [("spiral", 2), ("spiral:3", 3), ("blobs:4", 4), ("circles:5", 5)])
def test_a_number_behind_a_name_is_its_classes(data: str, classes: int) -> None:
    assert set(made(data).y.tolist()) == set(range(classes))


def test_xor_is_1_where_the_signs_differ() -> None:
    data = made("xor")
    near = np.abs(np.abs(data.x) - 1) < 0.9  # no cloud reaches over an axis
    assert near.all()
    assert (data.y == (data.x[:, 0] * data.x[:, 1] < 0)).all()


def test_digits_are_ucis() -> None:
    data = made("digits")
    assert (data.number, data.x.shape[1:], data.x.max(), data.top) == (1797, (1, 8, 8), 16, 16)
    assert data.y[:10].tolist() == [*range(10)]  # the first ten of optdigits.tes
    assert data.x[0, 0, 0].tolist() == [0, 0, 5, 13, 9, 1, 0, 0]


def ends(reads: str, makes: str, loss: str = "softmax") -> Ends:
    return Ends(Volume(parse_volume(reads)), Volume(parse_volume(makes)), loss)


# Files.


def test_a_csv_with_and_without_names(tmp_path: Path) -> None:
    plain, headed = tmp_path / "plain.csv", tmp_path / "headed.csv"
    plain.write_text("1,2,0\n3,4,1\n")
    headed.write_text("label;a;b\n0;1;2\n1;3;4\n")
    one, other = opened(str(plain), ASKED), opened(str(headed), Asked("label", 1))
    assert one.x.tolist() == other.x.tolist() == [[1, 2], [3, 4]]
    assert one.y.tolist() == other.y.tolist() == [0, 1]


def test_words_in_the_learned_column_are_classes(tmp_path: Path) -> None:
    path = tmp_path / "iris.csv"
    path.write_text("width,species\n1.5,setosa\n2.5,iris\n1.4,setosa\n")
    found = opened(str(path), ASKED)
    assert found.y.tolist() == [1, 0, 1]
    assert found.classes == ("iris", "setosa")


def test_an_npz(tmp_path: Path) -> None:
    np.savez(tmp_path / "data.npz", x=np.ones((4, 3)), y=np.arange(4))
    found = opened(str(tmp_path / "data.npz"), ASKED)
    assert (found.x.shape, found.y.tolist(), found.top) == ((4, 3), [0, 1, 2, 3], None)


def idx(array: np.ndarray) -> bytes:
    extents = b"".join(extent.to_bytes(4, "big") for extent in array.shape)
    return bytes((0, 0, 8, array.ndim)) + extents + array.astype("u1").tobytes()


@pytest.mark.parametrize("packed", [False, True])
def test_mnists_files_and_their_folder(tmp_path: Path, packed: bool) -> None:  # noqa: FBT001
    x, y = np.arange(2 * 4 * 3).reshape(2, 4, 3), np.array([7, 1])
    ending, pack = (".gz", gzip.compress) if packed else ("", bytes)
    (tmp_path / f"train-images-idx3-ubyte{ending}").write_bytes(pack(idx(x)))
    (tmp_path / f"train-labels-idx1-ubyte{ending}").write_bytes(pack(idx(y)))
    for path in (tmp_path, tmp_path / f"train-images-idx3-ubyte{ending}"):
        found = opened(str(path), ASKED)
        assert found.x.tolist() == x[:, None].tolist()
        assert (found.y.tolist(), found.top) == ([7, 1], 255)


@pytest.mark.parametrize("labels", [1, 2])
def test_cifars_files_and_their_folder(tmp_path: Path, labels: int) -> None:
    picture = np.arange(3072) % 251
    row = bytes([9, 5][-labels:]) + picture.astype("u1").tobytes()
    name = "data_batch_1.bin" if labels == 1 else "train.bin"
    (tmp_path / name).write_bytes(2 * row)
    for path in (tmp_path, tmp_path / name):
        found = opened(str(path), ASKED)
        assert found.x.shape == (2, 3, 32, 32)
        assert found.x[1].reshape(-1).tolist() == picture.tolist()
        assert (found.y.tolist(), found.top) == ([5, 5], 255)


@pytest.mark.parametrize("depth", [1, 3])
def test_a_folder_of_pictures_by_class(tmp_path: Path, depth: int) -> None:
    for number, name in enumerate(("cats", "dogs")):
        (tmp_path / name).mkdir()
        for each in range(2):
            Image.new("RGB", (5, 4), (10 * number, 20, 30)).save(tmp_path / name / f"{each}.png")
    found = opened(str(tmp_path), Asked(None, depth))
    assert found.x.shape == (4, depth, 4, 5)
    assert (found.y.tolist(), found.classes) == ([0, 0, 1, 1], ("cats", "dogs"))


# What cannot be learned from: one sentence each, with what would do.
Write = Callable[[Path], str]


def _written(name: str, content: bytes | str) -> Write:
    def write(folder: Path) -> str:
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(folder / name)

    return write


def _savez(**arrays: object) -> Write:
    def write(folder: Path) -> str:
        np.savez(folder / "data.npz", **arrays)
        return str(folder / "data.npz")

    return write


def _announced(folder: Path) -> str:
    """Write an .npz whose header announces 10 GB."""
    path = folder / "large.npz"
    header = b"{'descr': '|u1', 'fortran_order': False, 'shape': (10000000000,), }"
    header += b" " * (-(len(header) + 11) % 64) + b"\n"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("x.npy", "y.npy"):
            archive.writestr(name, b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header)
    return str(path)


def _folder(folder: Path) -> str:
    (folder / "empty").mkdir()
    return str(folder / "empty")


BAD: Final[dict[str, tuple[Write, str, str]]] = {
    "nothing there": (lambda _: "nosuch.csv", "unreadable", "neither data that netcalc makes nor a file"),
    "empty": (_written("a.csv", ""), "invalid-data", "a.csv is empty"),
    "blank": (_written("a.csv", "\n\n"), "invalid-data", "holds no examples"),
    "names alone": (_written("a.csv", "a,b\n"), "invalid-data", "names of columns, and no examples"),
    "one column": (_written("a.csv", "1\n2\n"), "invalid-data", "one column"),
    "ragged": (_written("a.csv", "1,2\n1,2,3\n"), "invalid-data", "line 2: 3 cells, where the first line has 2"),
    "a word": (_written("a.csv", "1,2,0\n1,two,0\n"), "invalid-data", 'line 2, column 2: "two" is not a number'),
    "a hole": (_written("a.csv", "w,h,y\n1,2,0\n1,,0\n"), "invalid-data", "line 3, column h: nothing is not a number"),
    "a word among labels": (_written("a.csv", "1,2\n1,b\n"), "invalid-data", 'line 2, column 2: "b" is not a number'),
    "NaN in a csv": (_written("a.csv", "1,2,0\n1,nan,0\n"), "invalid-data", "x[1, 1] is nan"),
    "not text": (_written("a.csv", b"\xff\xfe1,2\n"), "invalid-data", "is not text"),
    "a pickle": (_written("a.pkl", pickle.dumps([1])), "invalid-data", "is a pickle"),
    "CIFAR's pickle": (_written("data_batch_1", pickle.dumps([1])), "invalid-data", "is a pickle"),
    "objects": (_savez(x=np.array([{}], dtype=object), y=np.ones(1)), "invalid-data", "not real numbers"),
    "words": (_savez(x=np.array([["a"]]), y=np.ones(1)), "invalid-data", "not real numbers"),
    "no y": (_savez(x=np.ones((2, 2))), "invalid-data", "has no array y: it holds x"),
    "unlike lengths": (_savez(x=np.ones((2, 2)), y=np.ones(3)), "invalid-data", "x is (2, 2) and y is (3,)"),
    "no examples": (_savez(x=np.ones((0, 2)), y=np.ones(0)), "invalid-data", "holds no examples"),
    "NaN in an npz": (_savez(x=np.array([[np.inf]]), y=np.ones(1)), "invalid-data", "x[0, 0] is inf"),
    "no zip": (_written("a.npz", "PK and more"), "invalid-data", "not a sound .npz file"),
    "10 GB announced": (_announced, "invalid-data", "not as large as its header says"),
    "labels alone": (_written("t10k-labels-idx1-ubyte", idx(np.ones(2))), "invalid-data", "no pictures"),
    "no labels": (_written("x-images-idx3-ubyte", idx(np.ones((2, 2, 2)))), "invalid-data", "no labels beside it"),
    "a short idx": (
        _written("x-images-idx3-ubyte", b"\0\0\x08\x03" + 3 * (1000).to_bytes(4, "big") + b"12"),
        "invalid-data", "announces 1,000,000,000 bytes, and there are 2",
    ),
    "a huge idx": (
        _written("x-images-idx3-ubyte", b"\0\0\x08\x03" + 3 * (100_000).to_bytes(4, "big")),
        "limit-exceeded", "up to 4 GiB are read",
    ),
    "a broken gz": (_written("x-images-idx3-ubyte.gz", b"\x1f\x8b\x08\0broken"), "invalid-data", "not a sound .gz"),
    "another file": (_written("a.docx", "PDF"), "invalid-data", "is no file of examples"),
    "a folder without pictures": (_folder, "invalid-data", "no pictures of classes"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_files_are_said_in_words(tmp_path: Path, case: str) -> None:
    write, code, words = BAD[case]
    with pytest.raises(SpecError) as found:
        read(write(tmp_path), ASKED, None, (0, 0))
    [problem] = found.value.problems
    assert problem.code == code
    assert words in problem.message
    assert problem.hint or code != "unreadable"


def test_pictures_of_unlike_sizes_and_no_pictures(tmp_path: Path) -> None:
    for name, wide in (("a", 4), ("b", 5)):
        (tmp_path / name).mkdir()
        Image.new("L", (wide, 4)).save(tmp_path / name / f"{name}.png")
    with pytest.raises(SpecError, match=r"a.png is 4x4, b.png is 5x4"):
        opened(str(tmp_path), ASKED)
    (tmp_path / "b" / "b.png").write_text("no picture")
    with pytest.raises(SpecError, match=r"b.png is no picture"):
        opened(str(tmp_path), ASKED)


@pytest.mark.parametrize(("name", "hint"), [("sprial:3", "did you mean `spiral`?"), ("photographs", "xor, and, moons")])
def test_a_name_that_stands_for_nothing(name: str, hint: str) -> None:
    with pytest.raises(SpecError, match="neither data that netcalc makes nor a file") as found:
        opened(name, ASKED)
    assert found.value.problems[0].hint.startswith(hint)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("spiral:1", "2 to 10 classes, not 1"),
        ("sine:2", "no classes"),
        ("digits:3", "digits has no classes that could be chosen"),
        ("xor:x", "`x` is no number; xor has 2 classes"),
        ("spiral:", "the number is missing; spiral has 2 to 10 classes"),
        ("spiral:3:2", "one number stands behind spiral, that of its classes"),
        ("moons:99999", "2 classes"),
    ],
)
def test_classes_that_a_set_has_not(data: str, words: str) -> None:
    with pytest.raises(SpecError, match=words):
        named(data, None, (0, 0))


def test_too_many_points() -> None:
    with pytest.raises(SpecError, match="at most 1,000,000"):
        named("xor", 10**7, (0, 0))


# Held against a network.
def test_a_picture_is_flattened_where_the_network_reads_values() -> None:
    assert fitted(made("digits"), ends("64", "10")).x.shape == (1797, 64)
    assert fitted(examples("rows", np.ones((3, 64)), [0, 1, 2]), ends("8x8x1", "10")).x.shape == (3, 1, 8, 8)
    assert fitted(examples("flat", np.ones((3, 8, 8)), [0, 1, 2]), ends("8x8x1", "10")).x.shape == (3, 1, 8, 8)


LIKE: Final = np.ones((4, 2))


@pytest.mark.parametrize(
    ("data", "of", "message", "hint"),
    [
        (made("digits"), ends("28x28x1", "10"), "an example is 1x8x8", "such examples are `input: 8x8x1`"),
        (examples("d", np.ones((2, 5, 4, 3)), [0, 1]), ends("4x5x3", "2"), "5x4x3", "channels come first here"),
        (examples("d", LIKE, [0, 1, 2, 3]), ends("2", "3"), "labels from 0 to 3", "`fc: 4`"),
        (examples("d", LIKE, [1, 2, 1, 2]), ends("2", "2"), "labels from 1 to 2", "labels that count from 0"),
        (examples("d", LIKE, [0, -1, 0, 0]), ends("2", "2"), "labels from -1", "labels count from 0"),
        (examples("d", LIKE, [0, 1, 0, 1]), ends("2", "1"), "the network has 1 score", "`loss: logistic`"),
        (examples("d", LIKE, [0.5, 1, 0, 1]), ends("2", "2"), "numbers such as 0.5", "`loss: mse`"),
        (examples("d", LIKE, LIKE), ends("2", "2"), "the softmax loss takes a label", "`loss: mse`"),
        (examples("d", LIKE, LIKE), ends("2", "3", "mse"), "y is 2 an example", "`fc: 2`"),
        (examples("d", LIKE, [0, 1, 2, 1]), ends("2", "1", "logistic"), "takes 0 and 1", "`fc: 3`"),
    ],
)
def test_what_does_not_fit_is_said_with_what_would(data: Examples, of: Ends, message: str, hint: str) -> None:
    with pytest.raises(SpecError) as found:
        fitted(data, of)
    [problem] = found.value.problems
    assert problem.code == "invalid-data"
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("y", "of", "due"),
    [
        ([0, 1, 1, 0], ends("2", "1", "logistic"), [[0], [1], [1], [0]]),
        ([0, 1, 1, 0], ends("2", "2", "logistic"), [[1, 0], [0, 1], [0, 1], [1, 0]]),
        ([0.5, 1.5, 2, 3], ends("2", "1", "mse"), [[0.5], [1.5], [2], [3]]),
        ([0.0, 1.0, 1.0, 0.0], ends("2", "2"), [0, 1, 1, 0]),
        ([[0], [1], [1], [0]], ends("2", "2"), [0, 1, 1, 0]),
    ],
)
def test_what_is_learned_is_laid_out_as_the_loss_takes_it(y: object, of: Ends, due: object) -> None:
    assert fitted(examples("d", LIKE, y), of).y.tolist() == due


# Split and scaled.
def test_the_split_is_drawn_from_the_seed_and_loses_nothing() -> None:
    data = examples("d", np.arange(10)[:, None], np.arange(10))
    shares = split(data, 0.2, 0)
    assert shares.validation is not None
    assert (shares.training.number, shares.validation.number) == (8, 2)
    assert sorted([*shares.training.y, *shares.validation.y]) == [*range(10)]
    assert split(data, 0.2, 0).training.y.tolist() == shares.training.y.tolist()
    assert split(data, 0.2, 1).training.y.tolist() != shares.training.y.tolist()
    assert split(data, 0, 0).validation is None
    with pytest.raises(SpecError, match="all would be kept"):
        split(examples("d", np.ones((1, 1)), [0]), 0.9, 0)


PIXELS: Final = examples("p", np.array([[[[0, 255]]], [[[255, 255]]]]), [0, 1], top=255)  # mean 191.25
REALS: Final = examples("r", np.array([[1.0, 5.0], [3.0, 5.0]]), [0, 1])


@pytest.mark.parametrize(
    ("data", "how", "due"),
    [
        (PIXELS, "unit", [0, 1, 1, 1]),
        (PIXELS, None, [-191.25 / 255, 63.75 / 255, 63.75 / 255, 63.75 / 255]),
        (REALS, "unit", [0, 0, 1, 0]),
        (REALS, "center", [-1, 0, 1, 0]),
        (REALS, "standard", [-1, 0, 1, 0]),
    ],
)
def test_inputs_are_scaled_for_each_channel(data: Examples, how: str, due: list[float]) -> None:
    scale = scaling(data, how)
    assert scale is not None
    assert scale.of(data.x, "float64").reshape(-1).tolist() == pytest.approx(due)


def test_what_is_no_picture_is_taken_as_it_is() -> None:
    assert scaling(REALS, None) is None
    assert scaling(PIXELS, "none") is None


def test_a_net_of_two_inputs_and_a_net_that_is_not_valid() -> None:
    from netcalc.training import train

    two = Network(inputs={"a": 2, "b": 2}, layers=[{"add": {"from": ["a", "b"]}}, {"fc": 2}])
    with pytest.raises(SpecError, match="reads 2 inputs"):
        train(two, "xor")
    misfit = Network(input="8x8x1", layers=[{"conv": {"filters": 2, "size": 3, "stride": 2}}, {"fc": 10}])
    with pytest.raises(SpecError, match="does not fit"):
        train(misfit, "digits")


def test_numbers_beside_several_scores_are_told_as_one_target() -> None:
    """It said that the mse loss takes labels, which it does not."""
    data = examples("real", np.zeros((3, 2)), np.array([0.5, 1.5, 0.25]))
    with pytest.raises(SpecError, match="y is 1 an example, and the network makes 2") as found:
        fitted(data, ends("2", "2", "mse"))
    assert found.value.problems[0].hint == "as many targets as scores: a last layer of `fc: 1`"
