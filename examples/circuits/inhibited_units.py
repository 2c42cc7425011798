"""McCulloch and Pitts' units (1943) with inhibitory inputs, and any Boolean function made of them.

A unit fires where its excitatory inputs add up to its threshold and none of its inhibitory inputs fires:

    step(x1 + x2 - threshold) * step(-x3 - x4)          step(0) is 1

For any function: one unit for each row of its table that gives 1, which fires on that row alone (what is 1 there
excites it, what is 0 there inhibits it), and one unit of threshold 1 behind them.
"""

from itertools import product

from netcalc.circuits import truth_table


def unit(excitatory: list[str], inhibitory: list[str], threshold: int) -> str:
    """Write a unit as an expression."""
    fires = f"step({' + '.join(excitatory) or '0'} - {threshold})"
    return fires + (f" * step(-{' - '.join(inhibitory)})" if inhibitory else "")


def net(rows: list[tuple[int, ...]], names: list[str]) -> str:
    """Write the net that gives 1 on these rows, by stages."""
    lines: list[str] = []
    for number, row in enumerate(rows, start=1):
        ones = [name for name, bit in zip(names, row, strict=True) if bit]
        zeros = [name for name, bit in zip(names, row, strict=True) if not bit]
        lines.append(f"u{number} = {unit(ones, zeros, len(ones))}")
    fires = " + ".join(f"u{number}" for number in range(1, len(rows) + 1)) or "0"
    return "\n".join([*lines, f"f = step({fires} - 1)"])


xor = net([(0, 1), (1, 0)], ["x1", "x2"])
print(xor)
print("is", truth_table(xor, ["x1", "x2"]).function)

names = ["x1", "x2", "x3"]
settings = list(product((0, 1), repeat=3))
for outputs in product((0, 1), repeat=8):
    text = net([setting for setting, bit in zip(settings, outputs, strict=True) if bit], names)
    given = [name for name in names if name in text]
    table = truth_table(text, given) if given else None
    if len(given) == 3 and table is not None:
        assert tuple(value for _, value in table.rows) == outputs
print("every function of three inputs has its net, and two layers are enough")
