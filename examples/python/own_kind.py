"""A kind of one's own: what a layer with the gates of an LSTM makes and stores; every count follows."""

import netcalc
from netcalc import Arithmetic, Axis, Parameter, Volume


class Gates(netcalc.Layer):
    """Four gates that read a sequence T x D, and what they made a step before."""

    kind = "gates"
    units: int

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Say how deep the volume is that leaves."""
        return (Axis((("units", self.units),)),)

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...]:
        """Say which arrays are stored, and how often each value is used."""
        steps, gates = (("T", given[0].spatial[0]),), Axis((("gates", 4), ("units", self.units)))
        reads = {"weight_ih": Axis((("D", given[0].depth),)), "weight_hh": Axis((("units", self.units),))}
        weights = [Parameter(name, "weight", (gates, axis), uses=steps) for name, axis in reads.items()]
        return (*weights, Parameter("bias", "bias", (gates,), uses=steps))


report = netcalc.calculate(netcalc.Network(input="20x8", layers=[Gates(units=5), netcalc.FC(units=2)]), strict=True)
print(report["gates1"].output, report["gates1"].params, report["gates1"].macs)
