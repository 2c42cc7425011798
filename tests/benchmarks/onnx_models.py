"""Networks as ONNX models, checked, run and read back: `onnx_models.py COUNT SEED` random graphs, without numbers the
bundled specs. Needs onnx and ONNX Runtime.

Each passes the format's checker with every shape that it states; params, statistics, multiplications and what leaves
are the same when it is read; its values, with the reference net's arrays put in, are those of the reference net.
"""

import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from netcalc import Network, SpecError, calculate, convert
from netcalc.reference import ReferenceNet
from tests.support.any_graphs import drawn
from tests.support.graph_arrays import filled
from tests.support.onnx_written import checked, ran, read_back
from tests.support.sized import fitting, sized

RUN = 2 * 10**8  # multiplications of the largest that is run
SMALL = 0.1  # of the bundled networks' weights: far along a sequence values have no end
BYTES = 4_000  # a layer, and as many for the whole


def held(network: Network, seed: int, path: Path, scale: float = 1.0) -> str:
    """Write one network; say how it went: `as written`, why it cannot be written, or what is wrong."""
    report = calculate(network)
    try:
        data = convert(network, to="onnx")
    except SpecError as error:
        return f"refused: {error.problems[0].message}"
    checked(data)
    wrong = read_back(report, data, path)
    wrong = wrong or (f"{len(data):,} bytes" if len(data) > BYTES * (len(network.graph.nodes) + 1) else "")
    if not wrong and (report.totals.macs or 0) < RUN:
        net = ReferenceNet(network)
        given = {name: array[:1] for name, array in filled(net, seed).items()}
        for array in net.params.values():
            array[...] = array * scale
        wrong = ran(net, data, given)
    return f"wrong: {wrong}" if wrong else "as written"


def networks(numbers: list[int]) -> Iterator[tuple[str, int, Network]]:
    """Give random graphs, or the bundled networks that fit."""
    if not numbers:
        yield from ((name, 1, sized(name)[0]) for name in fitting())
        return
    count, seed = numbers
    yield from ((f"seed {each}", each, Network(**drawn(each))) for each in range(seed, seed + count))


def main(numbers: list[int]) -> None:
    """Hold each; tell those that are wrong, and how many of what there were."""
    found, start = Counter[str](), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        for name, seed, network in networks(numbers):
            try:
                how = held(network, seed, Path(folder) / "net.onnx", 1.0 if numbers else SMALL)
            except Exception as error:  # noqa: BLE001  the campaign goes on, and tells
                how = f"wrong: {type(error).__name__}: {' '.join(str(error).split())[:300]}"
            found[how if how.startswith("refused") else how.split(":")[0]] += 1
            if how.startswith("wrong") or (not numbers and how != "as written"):
                print(f"{name}: {how}", flush=True)
    for how, many in found.most_common():
        print(f"{many:6,}  {how}")
    print(f"{found.total():,} in {time.process_time() - start:.0f} s of processor")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    with np.errstate(all="ignore"):
        main([int(each) for each in sys.argv[1:]])
