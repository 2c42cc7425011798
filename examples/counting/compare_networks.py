"""Networks of the lectures side by side: where the params are, and where the work is.

Run it: python examples/counting/compare_networks.py
"""

import netcalc

NETWORKS = ("mlp-3-4-2", "mlp-3-4-4-1", "cifar10-mlp", "convnet-cifar10", "lenet5")


def main() -> None:
    """Load bundled specs by name; print a row for each, and the layer that holds most of its params."""
    print(f"{'network':18}{'neurons':>9}{'params':>10}{'unshared':>12}{'macs':>11}  most params")
    for name in NETWORKS:
        report = netcalc.calculate(netcalc.load(name))
        totals = report.totals
        largest = max(report.layers, key=lambda layer: layer.params or 0)  # None where a layer does not fit
        share = f"{largest.name}: {(largest.params or 0) / (totals.params or 1):.0%}"
        print(f"{name:18}{totals.neurons:9,}{totals.params:10,}{totals.unshared.params:12,}{totals.macs:11,}  {share}")


if __name__ == "__main__":
    main()
