"""A user's program: several inputs and outputs, shared arrays, and every field that takes more than one form."""

from typing import Any

import netcalc
from netcalc.reference import ReferenceNet

tower: list[netcalc.Layer | dict[str, object]] = [
    netcalc.Conv(filters=4, size=3, pad="same_start", pad_mode="reflect", from_="left", name="a"),
    netcalc.Conv(filters=4, size=3, pad="same_start", pad_mode="circular", from_="right", share="a", name="b"),
    netcalc.Subtract(from_=["a", "b"]),
    netcalc.Abs(),
    netcalc.GLU(op="silu"),
    netcalc.PixelShuffle(factor="1x2"),
    netcalc.SpaceToDepth(factor=[1, 2]),
    netcalc.ChannelShuffle(groups=2),
    netcalc.AdaptivePool(size=(3, 4), op="max"),
    netcalc.Upsample(size="6x8", mode="bilinear"),
    netcalc.Upsample(to="a"),
    netcalc.Crop(margin={"left": 1}),
    netcalc.InstanceNorm(affine=True),
    netcalc.Upsample(size=9),
    netcalc.Crop(to="a", start="1x0"),
    netcalc.Reduce(over="space", op="l2", name="mean"),
    {"fc": {"units": "depth", "flatten": False, "name": "code"}},
    netcalc.FC(units=2, flatten=False, share={"layer": "code", "transpose": True}, name="decoded"),
]
several = netcalc.Network(
    inputs={"left": "8x8x1", "right": (8, 8, 1)},
    layers=tower,
    outputs=["mean", "decoded"],
    loss={"logistic": {"l2": 0.1}},
)
sequence = netcalc.Network(
    input=[16, 8],
    layers=[
        netcalc.Repeat(times=2, index="i", layers=[{"fc": {"units": "${widths[i]}", "flatten": False}}]),
        netcalc.RMSNorm(eps=1e-6),
        netcalc.GELU(approximate="tanh", name="g"),
        netcalc.Transpose(order=[1, 0]),
        netcalc.Transpose(order=(1, 0), name="turned"),
        netcalc.Matmul(from_=("g", "g"), transpose_second=True),
        netcalc.Softmax(),
        netcalc.Slice(axis=0, start=2, stop=-1, step=2),
        netcalc.Slice(axis="depth", stop=8),
        netcalc.Reshape(to="4x14"),
        netcalc.Concat(from_=["reshape1", "reshape1"], axis=0),
        netcalc.GRU(units=3, reset="before", bias="one"),
        netcalc.RNN(units=3, activation="relu", direction="backward"),
        netcalc.Noise(shape=3),
        netcalc.Multiply(from_=["rnn1", "noise1"]),
        netcalc.Stated(output="3", params=4, macs=5, what="a sort"),
    ],
    outputs=["turned", "stated1"],
    vars={"widths": [6, 8], "act": "relu", "deep": True},
)
kinds: list[type[netcalc.Layer]] = [
    netcalc.SELU,
    netcalc.Softplus,
    netcalc.Mish,
    netcalc.HardTanh,
    netcalc.Exp,
    netcalc.Square,
]
net = ReferenceNet(several, seed=1, dtype="float32")
arrays: dict[str, Any] = net.params
report = netcalc.calculate(several)
print(
    report.outputs,
    report.input,
    report.inputs["left"].spatial,
    report["b"].shares,
    report["b"].percent.macs,
    sorted(arrays),
)
print(netcalc.calculate(sequence).totals.training_flops, netcalc.calculate(sequence).totals.weighted_layers, kinds)
print(report["mean"].receptive_field_is, report["mean"].receptive_field_note, report["a"].weights_per_neuron)
