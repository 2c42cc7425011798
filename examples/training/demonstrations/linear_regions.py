"""How many linear regions a relu net cuts the plane into: one layer of 16 units, against two of 8.

In a region the same units are active, and the net is one linear function (Montufar et al. 2014). Each unit of the first
layer folds the plane at a line; the next layer's lines are bent at every fold. `linear_regions.png` shows them.
"""

import numpy as np
from matplotlib.figure import Figure

import netcalc

FINE = 200  # places a side
side = np.linspace(-2, 2, FINE)
grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
made = Figure(figsize=(8, 4), layout="constrained")
for place, widths in enumerate([(16,), (8, 8)], start=1):
    layers = [layer for units in widths for layer in (netcalc.FC(units=units), "relu")]
    network = netcalc.Network(input=2, layers=[*layers, netcalc.FC(units=2)])
    net = netcalc.train(network, "circles", epochs=10, optimizer="adam", lr=0.02, seed=1).net
    net.forward(grid)
    active = [net.value(at) > 0 for at, layer in enumerate(net.report) if layer.kind == "relu"]
    patterns, region = np.unique(np.concatenate(active, axis=1), axis=0, return_inverse=True)
    name = " + ".join(map(str, widths))
    print(f"{name:5} units: {len(patterns)} regions")
    axes = made.add_subplot(1, 2, place, title=f"{name} units: {len(patterns)} regions", aspect="equal")
    colours = np.random.default_rng(0).random((len(patterns), 3))
    axes.imshow(colours[region.reshape(FINE, FINE)], origin="lower", extent=(-2, 2, -2, 2))
made.savefig("linear_regions.png")
