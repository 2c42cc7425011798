"""How long each bundled network takes to be drawn, how large its SVG is; pictures of random graphs, looked through."""

import sys
from time import process_time

from netcalc import calculate, load
from netcalc.network.bundle import bundled
from netcalc.network.network import Network
from netcalc.render.pictures.network.views import picture
from netcalc.render.pictures.svg import svg
from tests.support.any_graphs import drawn
from tests.support.drawings import lying_on_another, off_the_sheet, through_boxes


def main() -> None:
    longest, largest = (0.0, ""), (0, "")
    for name in bundled():
        report = calculate(load(name))
        began = process_time()
        written = svg(picture(report))
        longest = max(longest, (process_time() - began, name))
        largest = max(largest, (len(written.encode()), name))
    print(f"longest {longest[0]:.2f} s ({longest[1]}), largest {largest[0]:,} bytes ({largest[1]})")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    for seed in range(count):
        report = calculate(Network(**drawn(seed)))
        for view in ("volumes", "graph"):
            found = picture(report, view)
            wrong = [*lying_on_another(found), *off_the_sheet(found), *through_boxes(found)]
            if wrong:
                print(seed, view, wrong[:2])
    print(f"{count:,} random graphs, each as volumes and as a graph")


if __name__ == "__main__":
    main()
