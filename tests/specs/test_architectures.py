"""Where a ResNet halves the image: three placements of the stride, and the receptive fields they make.

PUBLISHED are those of A. Araujo, W. Norris and J. Sim, Computing Receptive Fields of Convolutional Neural Networks
(Distill, 2019), stage by stage in the table of its library, github.com/google-research/receptive_field. They are of
TF-Slim's ResNet v1, which halves at the end of a stage. Halving where the ResNet paper does gives the same fields.
torchvision halves later than the paper: one 3x3 in each of three stages reads pixels 4, 8, 16 apart, not 8, 16, 32.
"""

from typing import NamedTuple

import pytest

from netcalc import Network, Report, calculate, load

UNITS = {50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
PUBLISHED = {50: (35, 99, 291, 483), 101: (35, 99, 835, 1027), 152: (35, 163, 1315, 1507)}
TORCHVISION = {50: (35, 91, 267, 427), 101: (35, 91, 811, 971), 152: (35, 155, 1291, 1451)}


class Placement(NamedTuple):
    """Which stages halve the image, in which of their units, and the strides of its 1x1 and its 3x3."""

    stages: tuple[int, ...]
    unit: int
    strides: tuple[int, int]


PAPER = Placement(stages=(3, 4, 5), unit=0, strides=(2, 1))  # He, Zhang, Ren, Sun, 2015
V1_5 = Placement(stages=(3, 4, 5), unit=0, strides=(1, 2))  # torchvision
SLIM = Placement(stages=(2, 3, 4), unit=-1, strides=(1, 2))  # github.com/tensorflow/models, slim/nets/resnet_v1.py


def conv(filters: int, size: int, stride: int = 1) -> dict[str, object]:
    return {"conv": {"filters": filters, "size": size, "stride": stride, "pad": size // 2, "bias": False}}


def unit(width: int, strides: tuple[int, int], *, first: bool) -> dict[str, object]:
    """Make a bottleneck; the shortcut of a stage's first widens, the others take one pixel in so many."""
    narrow, middle = strides
    layers = [conv(width, 1, narrow), conv(width, 3, middle), conv(4 * width, 1)]
    stride = narrow * middle
    shortcut = conv(4 * width, 1, stride) if first else {"pool": {"size": 1, "stride": stride}}
    return {"residual": {"layers": layers, "shortcut": [shortcut]}}


def resnet(depth: int, placement: Placement) -> Report:
    """Make a ResNet without norms and activations, which widen no field."""
    layers = [conv(64, 7, 2), {"pool": {"size": 3, "stride": 2, "pad": 1}}]
    for stage, units in enumerate(UNITS[depth], start=2):
        strides = [(1, 1)] * units
        if stage in placement.stages:
            strides[placement.unit] = placement.strides
        made = [unit(16 * 2**stage, each, first=place == 0) for place, each in enumerate(strides)]
        layers.append({"repeat": {"times": 1, "layers": made, "name": f"conv{stage}_x"}})
    return calculate(Network(input="224x224x3", rounding="floor", layers=layers))


def fields(report: Report) -> tuple[list[int], list[int]]:
    """Give the sizes and the steps of the receptive fields after the four stages."""
    found = [report[f"conv{stage}_x"].receptive_field for stage in range(2, 6)]
    across = [field[0] for field in found if field]
    return [reach.size for reach in across], [int(reach.step) for reach in across]


@pytest.mark.parametrize("depth", UNITS)
def test_halving_where_the_paper_does_makes_the_published_fields(depth: int) -> None:
    assert fields(resnet(depth, PAPER)) == ([*PUBLISHED[depth]], [4, 8, 16, 32])


@pytest.mark.parametrize("depth", UNITS)
def test_halving_where_tf_slim_does_makes_the_published_fields_and_strides(depth: int) -> None:
    assert fields(resnet(depth, SLIM)) == ([*PUBLISHED[depth]], [8, 16, 32, 32])


@pytest.mark.parametrize("depth", UNITS)
def test_halving_where_torchvision_does_makes_the_fields_of_the_bundled_specs(depth: int) -> None:
    expected = ([*TORCHVISION[depth]], [4, 8, 16, 32])
    assert fields(resnet(depth, V1_5)) == expected
    assert fields(calculate(load(f"resnet{depth}"))) == expected
    assert PUBLISHED[depth][-1] - TORCHVISION[depth][-1] == 2 * (4 + 8 + 16)


@pytest.mark.parametrize(
    ("spec", "values"),
    [("resnext50", {"groups": 1, "group_width": 64}), ("wide-resnet50", {"widening": 1})],
)
def test_the_variants_of_resnet_50_are_resnet_50_with_other_vars(spec: str, values: dict[str, int]) -> None:
    assert calculate(load(spec, vars=values)).totals == calculate(load("resnet50")).totals
