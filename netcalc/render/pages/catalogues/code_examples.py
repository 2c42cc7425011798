"""For each code of a problem the shortest example: what stands in net.yaml, and the command that meets it."""

from typing import Final, NamedTuple

SUMMARY: Final = "netcalc summary net.yaml"


class Example(NamedTuple):
    """What stands in the file net.yaml, nothing where no file is needed, and a command."""

    spec: str
    command: str = SUMMARY


def _layers(*layers: str, above: str = "input: 32x32x3") -> Example:
    """Make a spec of layers."""
    return Example("\n".join([above, "layers:", *(f"  - {layer}" for layer in layers)]) + "\n")


def _advised(*layers: str) -> Example:
    """Make a spec with a loss, that is advised on."""
    return _layers(*layers, above="input: 32x32x3\nloss: softmax")._replace(command="netcalc check net.yaml --advice")


EXAMPLES: Final = {
    "unreadable": Example("", "netcalc summary nosuch.yaml"),
    "invalid-yaml": Example("input: [32, 32\nlayers: []\n"),
    "unknown-layer": _layers("dense: 10"),
    "unknown-field": _layers("conv: {filters: 6, kernel_size: 5}"),
    "missing-field": _layers("conv: {filters: 6}"),
    "invalid-value": _layers("conv: {filters: six, size: 5}"),
    "duplicate-name": _layers("fc: {units: 9, name: a}", "fc: {units: 9, name: a}"),
    "unknown-reference": _layers("relu: {from: conv7}"),
    "limit-exceeded": _layers("fc: 10000000000"),
    "window-does-not-fit": _layers("conv: {filters: 6, size: 5, stride: 2}"),
    "window-too-large": _layers("conv: {filters: 6, size: 33}"),
    "groups-do-not-divide": _layers("conv: {filters: 6, size: 5, groups: 2}"),
    "shape-mismatch": _layers("fc: 10", "conv: {filters: 6, size: 5}"),
    "expectation-failed": Example(
        "input: 32x32x3\nlayers:\n  - fc: 10\nexpect: {totals.params: 30720}\n", "netcalc check net.yaml"
    ),
    "pixels-never-read": _layers("conv: {filters: 6, size: 3, stride: 5}", above="input: 32x32x3\nrounding: floor"),
    "unread-output": _layers("fc: {units: 10, name: left}", "fc: {units: 10, from: input}"),
    "unlikely-input": _layers("conv: {filters: 6, size: 3}", above="input: 3x224x224"),
    "unsupported-operator": Example("[net]\nwidth=8\nheight=8\nchannels=3\n[deformable]\n"),
    "networks-differ": _layers("fc: 10")._replace(command="netcalc check net.yaml --against lenet5"),
    "weights-differ": _layers("fc: 10")._replace(command="netcalc check lenet5 --weights net.yaml"),
    "unfit-format": _layers("stated: {output: 10}")._replace(command="netcalc convert net.yaml --to pytorch"),
    "softmax-twice": _advised("fc: 10", "softmax"),
    "activation-on-scores": _advised("fc: 10", "relu"),
    "linear-on-linear": _advised("fc: 100", "fc: 10"),
    "bias-before-norm": _advised("conv: {filters: 6, size: 5}", "batchnorm", "relu", "fc: 10"),
    "saturating": _advised("fc: 90", "tanh", "fc: 80", "tanh", "fc: 70", "tanh", "fc: 10"),
    "border-washes-away": _advised(*["conv: {filters: 6, size: 5}", "relu"] * 3, "fc: 10"),
    "invalid-expression": Example("", 'netcalc circuit "x +" x=1'),
    "not-finite": Example("", 'netcalc circuit "log(x)" x=-1'),
    "invalid-data": _layers("fc: 2", above="input: 2")._replace(command="netcalc train net.yaml --data digits"),
}
