"""Why inputs are centred: where all inputs of a neuron are positive, the gradients of its weights have one sign.

Then a step moves all its weights up, or all down, and gradient descent goes in a zig-zag (CS231n, lecture 5).
"""

import numpy as np

import netcalc

chance = np.random.default_rng(0)
x = chance.uniform(0, 1, (200, 2))  # brightness, for example: never below 0
y = (x[:, 0] > x[:, 1]).astype(int)
neuron = netcalc.Network(input=2, layers=[netcalc.FC(units=1)], loss="logistic")
for name, inputs in (("as they are", x), ("less their mean", x - x.mean(axis=0))):
    run = netcalc.train(neuron, (inputs, y), epochs=1, batch=1, lr=0.2, val=0)
    gradients = [run.net.loss(inputs[at : at + 1], y[at : at + 1, None])[1]["fc1.weight"][0] for at in range(len(x))]
    one_sign = np.mean([abs(np.sign(each).sum()) == 2 for each in gradients])
    right = run.history[-1].accuracy
    print(f"inputs {name:15}: one sign in {one_sign:.0%} of the gradients; {right:.0%} right after one epoch")
