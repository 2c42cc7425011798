"""Darknet's sections: its own arithmetic of sizes, sections by number, heads that multiply nothing."""

from pathlib import Path

import pytest

from netcalc import SpecError, calculate, load
from netcalc.report.report import Report


def summed(tmp_path: Path, text: str) -> Report:
    (tmp_path / "net.cfg").write_text(text, encoding="utf-8")
    return calculate(load(tmp_path / "net.cfg"))


NET = "[net]\nwidth = 13 # columns\nheight=9\nchannels=3\n"


def test_a_convolution_pads_by_half_its_size_and_its_norm_has_the_bias(tmp_path: Path) -> None:
    report = summed(tmp_path, NET + "[convolutional]\nbatch_normalize=1\nfilters=4\nsize=3\npad=1\nactivation=leaky\n")
    assert [layer.name.split(".")[1] for layer in report] == ["conv1", "batchnorm1", "leaky_relu1"]
    assert report.output == (13, 9, 4)
    assert (report.totals.params, report.totals.buffers) == (3 * 3 * 3 * 4 + 2 * 4, 2 * 4)
    assert report.totals.macs == 13 * 9 * 4 * 27


@pytest.mark.parametrize(
    ("window", "made"),
    [("size=2\nstride=2", (7, 5, 3)), ("size=2\nstride=1", (13, 9, 3)), ("size=3\nstride=2\npadding=0", (6, 4, 3))],
)
def test_pooling_pads_by_its_size_less_one_in_all(tmp_path: Path, window: str, made: tuple[int, ...]) -> None:
    assert summed(tmp_path, f"{NET}[maxpool]\n{window}\n").output == made


def test_sections_are_found_by_number_and_a_route_takes_a_slice(tmp_path: Path) -> None:
    text = NET + (
        "[convolutional]\nfilters=8\nactivation=linear\n"
        "[convolutional]\nfilters=8\nactivation=linear\n"
        "[shortcut]\nfrom=-2\nactivation=linear\n"
        "[route]\nlayers=0,-1\n"
        "[route]\nlayers=-1\ngroups=2\ngroup_id=1\n"
        "[yolo]\n"
    )
    report = summed(tmp_path, text)
    assert [layer.kind for layer in report] == ["conv", "conv", "add", "concat", "slice"]
    assert report.layers[2].from_ == (report.layers[1].name, report.layers[0].name)
    assert report.output == (13, 9, 8)


def test_an_unknown_section_is_one_warning_and_totals_are_at_least(tmp_path: Path) -> None:
    report = summed(tmp_path, NET + "[deformable]\n[deformable]\n[connected]\noutput=2\nactivation=linear\n")
    (problem,) = report.problems
    assert (problem.code, problem.severity) == ("unsupported-operator", "warning")
    assert "[deformable]" in problem.message
    assert "2 times" in problem.hint
    assert (report.valid, report.at_least) == (True, True)
    assert report.totals.params == 13 * 9 * 3 * 2 + 2
    assert report.to_dict()["totals"]["at_least"] is True
    assert report.to_dict()["source"] == {"format": "darknet", "notes": []}


def test_unlike_volumes_in_a_shortcut_are_taken_with_a_warning(tmp_path: Path) -> None:
    text = (
        NET
        + "[convolutional]\nfilters=4\nstride=2\nactivation=linear\n"
        + "[convolutional]\nfilters=8\nstride=2\nactivation=linear\n"
    )
    report = summed(tmp_path, text + "[shortcut]\nfrom=-2\nactivation=linear\n")
    assert [problem.code for problem in report.problems] == ["shape-mismatch"]
    assert report.valid


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[net]\nwidth=9\n[convolutional]\n", "how large the image is"),
        (NET + "[route]\nlayers=5\n", "net.cfg:5: [route]: `layers` names a section"),
        (NET + "[maxpool]\nsize=x\n", "no sound one: 'x' is no whole number"),
        (NET + "[convolutional]\nfilters=4\nsiz", "ends in `siz`, which is no section and no `name = value`"),
    ],
)
def test_a_fault_names_the_section_and_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SpecError) as raised:
        summed(tmp_path, text)
    assert said in str(raised.value)
