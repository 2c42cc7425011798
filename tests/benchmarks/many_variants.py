"""Variants of LeNet-5 by the million, found, put in order and judged: processor time and memory, `many_variants.py`.

Each search is one process; with `--jobs 2` the time is that of both, so that on two quiet cores it takes half as long.
"""

import resource
import time

import netcalc
from netcalc.executor import Where
from netcalc.search import search

WIDTHS = {"conv1.filters": "1..100", "conv2.filters": "1..100", "fc1.units": "1..100"}
WINDOWS = {
    "conv1.size": "1..10", "conv1.pad": "0..4", "conv1.filters": "1..8", "conv2.size": "1..10", "conv2.pad": "0..4",
    "conv2.filters": "1..10", "fc1.units": "20..120:20",
}  # fmt: skip
SEARCHES = {
    "a million, widths": WIDTHS,
    "a million, both sides of the input": {"input.width": "1..1000", "input.height": "1..1000"},
    "1.2 million, windows": WINDOWS,
    "ten million, widths": {**WIDTHS, "fc2.units": "1..10"},
    "12 million, windows": {**WINDOWS, "fc2.units": "10..100:10"},
}


def main() -> None:
    """Search, and print what it took."""
    network = netcalc.load("lenet5")
    for name, unknowns in SEARCHES.items():
        begun = time.process_time()
        where = ["valid", "totals.params <= 60k"]
        found = search(network, unknowns, where=where, sort="totals.macs", show=["totals.params"], on=Where())
        taken, memory = time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{name}: {found.tried:,} tried, {found.found:,} found, {taken:.2f} s of processor, {memory:.0f} MiB")


if __name__ == "__main__":
    main()
