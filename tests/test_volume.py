"""Volumes: how they are read, written and counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcalc import Network, SpecError, Volume, calculate
from netcalc.volume import checked, parse_extents


@pytest.mark.parametrize(
    ("written", "extents"),
    [
        ("32x32x3", (32, 32, 3)),
        ("227 x 227 x 3", (227, 227, 3)),
        ("32X32X3", (32, 32, 3)),
        ("32×32×3", (32, 32, 3)),
        ("3072", (3072,)),
        (3072, (3072,)),
        ("16000x1", (16000, 1)),
        ("112x112x16x3", (112, 112, 16, 3)),
        ([32, 24, 3], (32, 24, 3)),
        ((32, 24, 3), (32, 24, 3)),
        ({"width": 32, "height": 24, "depth": 3}, (32, 24, 3)),
        (Volume((4, 5)), (4, 5)),
    ],
)
def test_every_written_form_of_a_volume_is_read(written: object, extents: tuple[int, ...]) -> None:
    assert Network(input=written, layers=["relu"]).input == extents


@pytest.mark.parametrize(
    "written",
    [
        "",
        "x",
        "32x",
        "x32",
        "32x32x0",
        "32x-1",
        "32 32 3",
        "1.5x2",
        "1e3",
        "1x2x3x4x5",
        0,
        -3,
        3.0,
        True,
        None,
        [],
        [1, 2, 3, 4, 5],
        [3, True],
        [[3]],
        {},
        {"width": 3},
        {"width": 3, "height": 3, "depth": 3, "batch": 1},
    ],
)
def test_what_is_no_volume_is_an_invalid_value(written: object) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input=written, layers=["relu"])
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("invalid-value", ("input",))
    assert "takes a volume such as 32x32x3" in problem.message


def test_a_volume_knows_its_parts() -> None:
    volume = Volume((7, 5, 3))
    assert (volume.spatial, volume.depth, volume.values) == ((7, 5), 3, 7 * 5 * 3)
    assert Volume((10,)).spatial == ()


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=4))
def test_a_volume_reads_back_as_it_was_written(extents: list[int]) -> None:
    volume = checked(extents)
    assert checked(parse_extents(str(volume))) == volume


def test_values_are_exact_however_large() -> None:
    network = Network(input=[10**9] * 4, layers=["relu"])
    assert network.inputs["input"].values == 10**36
    assert calculate(network).totals.activations == 10**36


@pytest.mark.parametrize("extent", ["1" + " " * 10**6 + "1", "1" * 10**6, "1x" * 10**6])
def test_a_long_text_is_refused_at_once(extent: str) -> None:
    with pytest.raises(SpecError):
        Network(input=extent, layers=["relu"])


@pytest.mark.parametrize("extents", [(0,), (0, 3), (32, 0, 3)])
def test_an_extent_of_nothing_is_no_volume(extents: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        checked(extents)
