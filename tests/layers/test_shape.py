"""Kinds that rearrange values: flatten, upsample, zero-pad."""

import pytest

from netcalc import Network, SpecError, calculate


@pytest.mark.parametrize(
    ("volume", "layer", "made"),
    [
        ("5x7x3", "flatten", (5 * 7 * 3,)),
        ("12", "flatten", (12,)),
        ("5x7x3", {"upsample": 2}, (5 * 2, 7 * 2, 3)),
        ("5x7x3", {"upsample": "1x3"}, (5, 7 * 3, 3)),
        ("5x7x3", {"zero_pad": 1}, (5 + 2, 7 + 2, 3)),
        ("5x7x3", {"zero_pad": "1x2"}, (5 + 2, 7 + 4, 3)),
        ("5x7x3", {"zero_pad": {"pad": {"left": 1, "bottom": 3}}}, (5 + 1, 7 + 3, 3)),
        ("5x7x9x3", {"zero_pad": {"pad": {"front": 1, "back": 2}}}, (5, 7, 9 + 3, 3)),
        ("5x3", {"zero_pad": "valid"}, (5, 3)),
        (
            "5x7x9x3",
            {"zero_pad": {"pad": {"left": 1, "right": 2, "top": 3, "bottom": 4, "front": 5, "back": 6}}},
            (5 + 1 + 2, 7 + 3 + 4, 9 + 5 + 6, 3),
        ),
        ("9x7x3", {"crop": 2}, (9 - 4, 7 - 4, 3)),
        ("9x7x3", {"crop": {"margin": {"left": 1, "bottom": 3}}}, (9 - 1, 7 - 3, 3)),
    ],
)
def test_the_volume_is_rearranged(volume: str, layer: object, made: tuple[int, ...]) -> None:
    report = calculate(Network(input=volume, layers=[layer]))
    assert (report.output, report.problems) == (made, ())
    assert (report.totals.neurons, report.totals.params, report.totals.macs) == (0, 0, 0)


def test_padding_as_a_layer_is_padding_of_a_layer() -> None:
    sides = {"left": 0, "right": 1, "top": 2, "bottom": 0}
    conv = {"filters": 2, "size": 3, "stride": 2}
    apart = calculate(Network(input="8x9x1", layers=[{"zero_pad": {"pad": sides}}, {"conv": conv}]))
    at_once = calculate(Network(input="8x9x1", layers=[{"conv": {**conv, "pad": sides}}]))
    assert apart.output == at_once.output == (4, 5, 2)
    assert apart["conv1"].receptive_field == at_once["conv1"].receptive_field


def test_nothing_is_left_of_what_is_cropped_away() -> None:
    report = calculate(Network(input="4x9x3", layers=[{"crop": 2}]))
    assert [(problem.code, problem.path[-1]) for problem in report.problems] == [("shape-mismatch", "margin")]
    assert report.output is None


@pytest.mark.parametrize("layer", [{"upsample": 2}, {"zero_pad": 1}, {"crop": 1}])
def test_spatial_axes_are_needed(layer: object) -> None:
    assert [problem.code for problem in calculate(Network(input="12", layers=[layer])).problems] == ["shape-mismatch"]


@pytest.mark.parametrize(("kind", "field"), [("zero_pad", "pad"), ("crop", "margin")])
def test_a_side_beside_its_field_leads_to_the_field(kind: str, field: str) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="5x7x3", layers=[{kind: {"bottom": 1}}])
    assert [(problem.code, problem.hint) for problem in caught.value.problems] == [
        ("unknown-field", f"write `{field}: {{bottom: 1}}`"),
    ]


@pytest.mark.parametrize(("kind", "field"), [("zero_pad", "pad"), ("conv", "pad"), ("crop", "margin")])
@pytest.mark.parametrize("negative", [-1, [0, -1], {"left": -1}])
def test_pixels_below_0_lead_to_the_layer_that_goes_the_other_way(kind: str, field: str, negative: object) -> None:
    more = {"filters": 2, "size": 3} if kind == "conv" else {}
    with pytest.raises(SpecError) as caught:
        Network(input="5x7x3", layers=[{kind: {**more, field: negative}}])
    (problem,) = caught.value.problems
    other = "zero_pad puts pixels around a volume" if kind == "crop" else "crop takes pixels off a volume"
    assert (problem.code, problem.hint) == ("invalid-value", f"from 0 up; {other}")
