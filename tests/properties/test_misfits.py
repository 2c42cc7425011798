"""Every kind on volumes that may not suit it: a report, its explanation, advice, memory, tables; no traceback."""

from typing import Any

import pytest

from netcalc import Network, calculate
from netcalc.explanation.explain import explain_all
from netcalc.layers import CATALOGUE
from netcalc.network.composition import form_of
from netcalc.render.pages import explanation
from netcalc.render.pages.report import summary
from netcalc.render.write import write
from netcalc.report.fold import folded
from netcalc.report.report import Report
from netcalc.text.source import Source

VOLUMES = ("7", "7x1", "5x4x3", "2x3x2x5")
MORE = {  # fields at odds with most volumes
    "conv": "{filters: 2, size: 9, pad: causal, connect: [[0], [9]]}",
    "local": "{filters: 2, size: 3x3x3, pad: causal}",
    "conv_transpose": "{filters: 3, size: 2x2, groups: 2, output_pad: 1}",
    "pool": "{size: 4, dilation: 3, pad: 3}",
    "adaptive_pool": "{size: 3x3}",
    "attention": "{heads: 3, window: 3x5, shift: 4, relative_bias: true}",
    "reduce": "[2]",
    "slice": "{axis: 1, start: 5, stop: 2}",
    "transpose": "[2, 0, 1]",
    "upsample": "{size: 3x3, mode: bilinear}",
    "crop": "{margin: [3, 1]}",
    "concat": "{from: [a, b], axis: 1}",
    "reshape": "3x5x7",
    "groupnorm": "5",
    "channel_shuffle": "3",
    "pixel_shuffle": "2x3",
    "space_to_depth": "3",
}


def spec(kind: str, fields: str | None, volume: str) -> Network:
    """Put a layer behind two others, in a residual that it may not fit either."""
    written = form_of(kind).usage().removeprefix("for example ").strip("`") if fields is None else f"{kind}: {fields}"
    written = written.replace("conv1", "a").replace("conv2", "b").replace("conv3", "b").replace("gate", "b")
    layers = f"[relu: {{name: a}}, flatten: {{name: b}}, {{{written if ':' in written else written + ': null'}}}, tanh]"
    return Network.read(Source(f"input: {volume}\nloss: softmax\nlayers: {layers}\n", "net.yaml"))


def shown(report: Report) -> list[Any]:
    """Work out all that hangs on a report."""
    return [
        report.advice,
        report.memory.peak,
        report.memory.inference,
        report.to_dict(),
        write(summary.page(folded(report, 1), memory=True), "table"),
        write(explanation.page(explain_all(report)), "text"),
    ]


@pytest.mark.parametrize("volume", VOLUMES)
def test_no_kind_breaks_on_what_does_not_suit_it(volume: str) -> None:
    for kind, fields in [*((kind, None) for kind in CATALOGUE), *MORE.items()]:
        report = calculate(spec(kind, fields, volume))
        assert report.valid or {problem.place and problem.place.line for problem in report.problems} == {3}
        assert all(shown(report)[-2:])
