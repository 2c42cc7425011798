"""Patterns in backward flow: add distributes, max routes, mul switches; where a value forks, gradients add."""

import netcalc

result = netcalc.circuit("2 * (x*y + max(z, w))", x=3, y=-4, z=2, w=-1)
for gate in result.gates:
    sent = ", ".join(f"{name}: {passed:g}" for name, passed in zip(gate.inputs, gate.passed, strict=True))
    print(f"{gate.name} = {gate.computes} = {gate.value:g}, gradient {gate.gradient:g} ({gate.pattern}) -> {sent}")
assert result.gradients == {"x": -8, "y": 6, "z": 2, "w": 0}

forked = netcalc.circuit("x * x + x", x=3)
print(f"x forks {forked.inputs[0].uses} ways: its gradient is {forked.gradients['x']:g}")
assert forked.gradients == {"x": 2 * 3 + 1}
assert result.max_gradient_error < 1e-8
