"""Darknet's sections: its own arithmetic of sizes, sections by number, heads that multiply nothing."""

from pathlib import Path
from typing import Any

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


CONV = "[convolutional]\nfilters=6\nsize=3\npad=1\nactivation=linear\n"


@pytest.mark.parametrize(
    ("section", "made", "params", "macs"),
    [  # as Darknet and its forks make them on 6 slices of 9 rows and 13 columns
        ("[convolutional]\nfilters=4\nsize=3\nstride=2\npad=1\nantialiasing=1\nactivation=linear\n", (7, 5, 4),
         9 * 6 * 4 + 4, 13 * 9 * 9 * 6 * 4 + 7 * 5 * 4 * 9),
        ("[maxpool]\nsize=2\nstride_x=2\nstride_y=1\n", (7, 9, 6), 0, 0),
        ("[maxpool]\nsize=2\nstride=2\nantialiasing=2\n", (6, 4, 6), 0, 6 * 4 * 6 * 4),
        ("[maxpool]\nmaxpool_depth=1\nout_channels=2\n", (13, 9, 2), 0, 0),
        ("[shortcut]\nfrom=-1,-1\nweights_type=per_channel\n", (13, 9, 6), 3 * 6, 0),
        ("[shortcut]\nfrom=-1\nweights_type=per_feature\n", (13, 9, 6), 2, 0),
        ("[implicit_mul]\nfilters=6\n[control_channels]\nfrom=-2\n", (13, 9, 6), 6, 0),
        ("[implicit_add]\nfilters=6\n[shift_channels]\nfrom=-2\n", (13, 9, 6), 6, 0),
        ("[silence]\n[logistic]\n[l2norm]\n[activation]\nactivation=loggy\n", (13, 9, 6), 0, 0),
        ("[reorg]\nstride=1\nextra=3\n", (13 * 9 * 6 + 3,), 0, 0),
        ("[crnn]\nbatch_normalize=1\nsize=1\nhidden=4\noutput=5\n", (13, 9, 5),
         6 * 4 + 4 * 4 + 4 * 5 + 2 * (4 + 4 + 5), 13 * 9 * (6 * 4 + 4 * 4 + 4 * 5)),
        ("[conv_lstm]\nsize=3\npad=1\noutput=4\n", (13, 9, 4), 4 * 9 * (6 * 4 + 4 * 4) + 8 * 4,
         13 * 9 * 4 * 9 * (6 * 4 + 4 * 4)),
        ("[conv_lstm]\nsize=3\npad=1\noutput=4\npeephole=1\n", (13, 9, 4), 9 * (4 * 6 * 4 + 7 * 4 * 4) + 11 * 4,
         13 * 9 * 9 * (4 * 6 * 4 + 7 * 4 * 4)),
        ("[rnn]\nhidden=4\noutput=5\n", (5,), 13 * 9 * 6 * 4 + 4 * 4 + 4 * 5 + 4 + 4 + 5,
         13 * 9 * 6 * 4 + 4 * 4 + 4 * 5),
        ("[connected]\noutput=5\nactivation=ramp\n[convolutional]\nfilters=2\nactivation=relie\n", (1, 1, 2),
         13 * 9 * 6 * 5 + 5 + 5 * 2 + 2, 13 * 9 * 6 * 5 + 5 * 2),
    ],
)  # fmt: skip
def test_what_a_section_makes(tmp_path: Path, section: str, made: tuple[int, ...], params: int, macs: int) -> None:
    report = summed(tmp_path, NET + CONV + section)
    assert (report.output, report.at_least, report.problems) == (made, False, ())
    assert report.totals.params == 3 * 9 * 6 + 6 + params
    assert report.totals.macs == 13 * 9 * 3 * 9 * 6 + macs


def test_a_convolution_may_have_the_filters_of_another(tmp_path: Path) -> None:
    shared = "[convolutional]\nbatch_normalize=1\nfilters=6\nsize=3\npad=1\ndilation=2\nactivation=leaky\n"
    report = summed(tmp_path, NET + CONV + shared + shared + "share_index=-1\n" + shared + "share_index=1\n")
    assert report.totals.params == 3 * 9 * 6 + 6 + 6 * 9 * 6 + 2 * 6
    assert report.totals.macs == 13 * 9 * 9 * 6 * (3 + 3 * 6)
    with pytest.raises(SpecError, match="`share_index` names a section"):
        summed(tmp_path, NET + CONV + "share_index=4\n")


def test_more_sections_than_are_read_are_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=r"has more sections than netcalc reads \(20,000\)$"):
        summed(tmp_path, NET + "[dropout]\n" * 20_001)


def test_the_energy_of_responses_is_not_divided_by_how_many_there_are(tmp_path: Path) -> None:
    found: Any = summed(tmp_path, NET + "[normalization]\nsize=3\nalpha=0.5\n").layers[0].working.layer
    assert (found.size, found.alpha, found.beta, found.k) == (3, 0.5 * 3, 0.75, 1.0)
