"""ConvNetJS: layers as JavaScript or JSON; a loss has a layer of weights before it."""

from pathlib import Path
from typing import Any

import pytest

from netcalc import SpecError, calculate, load
from netcalc.models import javascript
from netcalc.report.report import Report

DEFINED = """
// a net
layer_defs = [];
layer_defs.push({type:'input', out_sx:3*4, out_sy:(2+8), "out_depth":1});
layer_defs.push({type:'conv', sx:5, filters:8, pad:2, activation:'relu', drop_prob:0.5,});
layer_defs.push({type:'pool', sx:2}); /* stride is 2 */
//layer_defs.push({type:'fc', num_neurons:99});
layer_defs.push({type:'softmax', num_classes:10});
net = new convnetjs.Net();
"""
LISTED = """[{"type":"input","out_sx":1,"out_sy":1,"out_depth":2},
{"type":"fc","num_neurons":6,"activation":"tanh"},{"type":"svm","num_classes":3}]"""
SAVED = """{"layers":[{"layer_type":"input","out_sx":1,"out_sy":1,"out_depth":2},{"layer_type":"fc","out_depth":6},
{"layer_type":"tanh","out_depth":6},{"layer_type":"fc","out_depth":3},{"layer_type":"svm","out_depth":3}]}"""


def summed(tmp_path: Path, text: str) -> Report:
    (tmp_path / "net.js").write_text(text, encoding="utf-8")
    return calculate(load(tmp_path / "net.js"))


def test_definitions_are_read_and_nothing_is_run(tmp_path: Path) -> None:
    report = summed(tmp_path, DEFINED)
    kinds = ["conv", "relu", "dropout", "pool", "reshape", "fc", "softmax"]
    assert [layer.kind for layer in report] == kinds
    assert report.totals.params == 25 * 8 + 8 + 6 * 5 * 8 * 10 + 10
    assert report.output == (1, 1, 10)


@pytest.mark.parametrize("text", [LISTED, SAVED, f"var layer_defs = {LISTED};\nnet = new convnetjs.Net();"])
def test_a_list_and_a_saved_net_say_the_same(tmp_path: Path, text: str) -> None:
    report = summed(tmp_path, text)
    assert report.totals.params == 2 * 6 + 6 + 6 * 3 + 3
    assert report.output == (1, 1, 3)


@pytest.mark.parametrize(
    "text", ["layer_defs.push({type: input()});", "layer_defs.push({type:'input'", "layer_defs=[{a:" + "[" * 99]
)
def test_what_is_no_literal_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SpecError, match="literals and their arithmetic"):
        summed(tmp_path, text)


def test_a_layer_may_read_products_of_slices_too(tmp_path: Path) -> None:
    report = summed(tmp_path, LISTED.replace('"num_neurons":6', '"num_neurons":6,"tensor":true'))
    assert report.totals.params == (2 + 2 * 2) * 6 + 6 + 6 * 3 + 3  # x, and x_i x_j for every i and j
    saved = SAVED.replace('{"layer_type":"fc","out_depth":6}', '{"layer_type":"quadtransform"}', 1)
    assert summed(tmp_path, saved).totals.params == 6 * 3 + 3


def test_a_text_of_too_many_signs_is_refused_and_a_saved_net_with_its_weights_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(javascript, "MOST_WORDS", 100)
    with pytest.raises(SpecError, match="more than netcalc reads of JavaScript"):
        summed(tmp_path, "layer_defs = [" + "{}," * 50 + "];")
    weights = ",".join(f'"{place}":0.5' for place in range(99))
    saved = SAVED.replace('"layer_type":"fc"', f'"layer_type":"fc","filters":{{{weights}}}', 1)
    assert summed(tmp_path, saved).totals.params == 2 * 6 + 6 + 6 * 3 + 3


def test_what_normalises_responses_is_as_it_was_written(tmp_path: Path) -> None:
    text = "layer_defs.push({type:'input', out_sx:4, out_sy:4, out_depth:8});"
    found: Any = summed(tmp_path, text + "\nlayer_defs.push({type:'lrn', k:1, n:3, alpha:0.1, beta:0.5});")
    said = found.layers[0].working.layer
    assert (said.size, said.alpha, said.beta, said.k) == (3, 0.1, 0.5, 1.0)
