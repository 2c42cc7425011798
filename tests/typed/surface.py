"""A user's program: many kinds and fields, in all the forms that may be passed."""

from collections.abc import Callable, Iterator

import numpy as np

import netcalc


def convs(widths: list[int]) -> Iterator[netcalc.Layer | str]:
    for width in widths:
        yield netcalc.Conv(filters=width, size="3x5", stride=[1, 2], pad=(1, 2), rounding="floor")
        yield "relu"


network = netcalc.Network(input=(32, 32, 3), layers=convs([8, 16]), name="mine", rounding="floor")
small = netcalc.Network(
    input=[16, 16, 3],
    layers=[
        netcalc.Conv(filters=10, size=3, pad="same", name="stem", groups=1, bias=False),
        netcalc.Conv(filters=10, size=[3, 3], pad={"left": 1, "right": 1, "top": 1, "bottom": 1}, from_="stem"),
        netcalc.Conv(filters=2, size=3, pad=1, connect=[[0, 1], [2, 3]], dilation="1x1"),
        netcalc.ConvTranspose(filters=4, size=2, stride="2x2", output_pad=0, groups="depth"),
        netcalc.BatchNorm(affine=False),
        netcalc.Pool(size=2, stride=None, op="avg"),
        netcalc.LeakyReLU(slope=0.1),
        netcalc.Dropout(rate=0.5),
        netcalc.Add(from_=["stem", "stem"]),
        netcalc.Repeat(times=2, layers=[netcalc.FC(units=3), "relu", {"fc": 4}]),
        netcalc.Residual(layers=["relu"], shortcut=[]),
        netcalc.Parallel(branches=[[netcalc.FC(units=3)], ["relu"]], join="concat", from_="stem"),
        {"fc": {"units": "${width}"}},
    ],
    vars={"width": 10},
    outputs=["stem", "fc4"],
    loss="softmax",
    expect={"totals.params": "<= 1M"},
)
wide = np.int64(8)
numpys = netcalc.Network(
    input=(wide, wide, 3), layers=[netcalc.Conv(filters=wide, size=[wide, 3]), netcalc.FC(units=wide), {"fc": wide}]
)
flat = netcalc.Network(input=3072, layers=[netcalc.FC(units=10)], loss={"softmax": {"l2": 0.001}})
words = netcalc.Network(
    input="32x1",
    layers=[
        netcalc.Embedding(vocabulary=100, depth=8),
        netcalc.Learned(shape=[32, 8], name="positions"),
        netcalc.Add(from_=["embedding1", "positions"]),
        netcalc.Attention(heads=4, kv_heads=2, window=8, shift=4),
        netcalc.Attention(heads=4, from_=["attention1", "positions"], causal=True),
        netcalc.LSTM(units=3, direction="both", bias="one", output="last"),
        netcalc.FC(units=2, flatten=False),
    ],
)
other = netcalc.Network(input=netcalc.Volume((8, 8, 1)), layers=(netcalc.Flatten(), "relu"))
again = netcalc.Network(**small.to_dict())
wider = small.replace(vars={"width": 20}, input="32x32x3")
loaded: netcalc.Network = netcalc.load("lenet5", input="36x36x1", rounding="floor")

report = netcalc.calculate(loaded)
perhaps: int | None = report.totals.params
strict = netcalc.calculate(netcalc.load("lenet5"), strict=True, batch=32, dtype="float16")
params: int = strict.totals.params + strict["conv1"].macs + strict.totals.unshared.params + strict.memory.training
layers: list[int] = [layer.neurons for layer in strict]


def shown(found: netcalc.Report) -> str:
    return f"{found.name}: {found.output}"


print(shown(strict), shown(report), perhaps, params, layers, network == again, hash(small), wider)
problems: tuple[netcalc.Problem, ...] = netcalc.check(small)
print(problems, netcalc.explain(report, "conv1").steps[0].formula, netcalc.compare(report, strict).totals[0].ratios)
print(small.to_yaml(), report.to_dict()["totals"], netcalc.Conv(filters=3, size=3).model_copy(update={"size": "3x5"}))
size: int | tuple[int, ...] = netcalc.Conv(filters=3, size="3x5").size
found = netcalc.why(small, "1.2k", of="totals.params")
print(found.ours, [each.code for each in found.explanations])
of_modules: Callable[..., netcalc.Network] = netcalc.from_torch
