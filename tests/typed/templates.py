"""A user's program: values that a network works out, in fields of every type; the kinds that no other program has."""

import netcalc

stem: list[netcalc.Layer] = [
    netcalc.ZeroPad(pad={"left": "${rim}", "right": 1, "top": 1, "bottom": "${rim}"}),
    netcalc.Conv(filters="${width}", size=["${size}", 3], stride="${size - 2}", bias="${biased}", groups="depth"),
    netcalc.Local(filters="depth", size=3, pad="${rim}", bias=False),
    netcalc.Scale(bias="${biased}"),
    netcalc.GroupNorm(groups="${depth // 4}", eps="${tiny}"),
    netcalc.LayerNorm(affine=True),
    netcalc.LRN(size="${size}", alpha=1e-4, beta="${3/4}"),
    netcalc.ELU(alpha="${half}"),
    netcalc.PReLU(),
    netcalc.ReLU6(),
    netcalc.HardSwish(),
    netcalc.HardSigmoid(),
    netcalc.SiLU(),
    netcalc.Sigmoid(),
    netcalc.Tanh(),
    netcalc.Step(),
    netcalc.ReLU(name="${called}"),
    netcalc.Slice(axis="depth", start="${rim}", stop=-1),
    netcalc.GlobalPool(op="max"),
    netcalc.Dropout(rate="${half}"),
    netcalc.Maxout(units="${2 * width}", pieces="${rim + 1}"),
    netcalc.LogSoftmax(),
]
body = netcalc.Repeat(times="${size}", index="i", layers=[netcalc.FC(units="${widths[i]}", flatten="${not biased}")])
names: dict[str, object] = {
    "rim": 1, "width": 12, "size": 3, "biased": False, "tiny": 1e-4, "half": 0.5, "widths": [4, 5, 6], "called": "last",
}  # fmt: skip
network = netcalc.Network(input="16x16x12", layers=[*stem, body], vars=names, rounding="floor")
try:
    netcalc.FC(units="ten")
except netcalc.SpecError as error:
    said: list[str] = [problem.message for problem in error.problems]
    print(said)
for layer in netcalc.calculate(network, strict=True):
    params: int = layer.params
    print(layer.name, layer.output, params)
node: netcalc.Layer = netcalc.FC(units="depth")
print(node == netcalc.FC(units="${depth}"), network.to_dict()["layers"][1])
print(netcalc.convert(netcalc.load("lenet5"), to="pytorch")[:20], netcalc.__version__)
circuit: netcalc.Circuit = netcalc.circuit("(x + y) * z", x=-2, y=5, z=-4)
gradients: dict[str, object] = {**circuit.gradients}
print(circuit.value, gradients)
small = netcalc.Network(input=2, layers=["tanh", {"fc": 2}])
run = netcalc.train(small, "xor", epochs=1)
print(run.history[-1].loss, run.verdicts)
marked = netcalc.grade({"network": "lenet5", "questions": [{"id": "a", "ask": "totals.params"}]}, {"a": 61_706})
print(marked.score, netcalc.Arithmetic().extent(7, netcalc.Slide(3, 2)))
