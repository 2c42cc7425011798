"""Threshold units (McCulloch and Pitts 1943): AND, OR and NOT with one unit each, XOR with two layers, never with one.

A unit is step(w1*x1 + w2*x2 + b). For XOR its corners would want

    (0, 0):           b <  0        (0, 1):      w2 + b >= 0
    (1, 1): w1 + w2 + b <  0        (1, 0): w1      + b >= 0

and both columns add up to w1 + w2 + 2b: below 0, and not below 0 (Minsky and Papert 1969).
"""

from itertools import product

from netcalc.circuits import truth_table

CIRCUITS = {
    "AND": "step(x1 + x2 - 1.5)",
    "OR": "step(x1 + x2 - 0.5)",
    "NOT": "step(0.5 - x1)",
    "XOR": "step(step(x1 + x2 - 0.5) - step(x1 + x2 - 1.5) - 0.5)",  # OR, and not AND
}
for function, expression in CIRCUITS.items():
    table = truth_table(expression, [name for name in ("x1", "x2") if name in expression])
    print(f"{function:4}{expression}")
    for setting, value in table.rows:
        print("     ", *setting, "->", int(value))
    assert table.function == function

WEIGHTS = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2]
found = {
    truth_table("step(w1*x1 + w2*x2 + b)", ["x1", "x2"], {"w1": w1, "w2": w2, "b": b}).function
    for w1, w2, b in product(WEIGHTS, repeat=3)
}
assert {"AND", "OR", "NAND", "NOR"} <= found
assert not {"XOR", "XNOR"} & found
print(f"single units, {len(WEIGHTS) ** 3} of them:", *sorted(name for name in found if name), "- but no XOR")
