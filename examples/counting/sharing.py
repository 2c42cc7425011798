"""Parameter sharing: the 30-filter layer as `conv`, as `local` and as `fc`.

Run it: python examples/counting/sharing.py
"""

import netcalc

NEURONS = 32 * 32 * 30


def main() -> None:
    """Size one layer in three ways: the same volume or as many neurons, very different bills."""
    layers = {
        "shared (conv)": netcalc.Conv(filters=30, size=5, pad=2),
        "own weights (local)": netcalc.Local(filters=30, size=5, pad=2),
        "sees all (fc)": netcalc.FC(units=NEURONS),
    }
    print(f"{'30,720 neurons':22}{'output':>10}{'weights':>15}{'each sees':>11}{'macs':>14}")
    for title, layer in layers.items():
        report = netcalc.calculate(netcalc.Network(input="32x32x3", layers=[layer]))
        made = report.layers[0]
        each = (made.unshared.weights or 0) // (made.neurons or 1)  # None where a layer does not fit
        print(f"{title:22}{made.output!s:>10}{made.weights:15,}{each:11,}{made.macs:14,}")

    conv = netcalc.calculate(netcalc.load("conv-30-filters"))["conv1"]
    print(f"\nSharing stores {conv.weights:,} weights instead of {conv.unshared.weights:,}:")
    weights, places = (conv.weights or 0) // 30, (conv.neurons or 0) // 30
    print(f"one filter of {weights} for each of 30 slices, used at {places:,} positions.")


if __name__ == "__main__":
    main()
