"""How long `netcalc explain` takes for a long net, piece by piece, in seconds of the processor, beside a plain loop.

Run: python tests/benchmarks/explain.py [layers]
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import NamedTemporaryFile
from time import process_time

from netcalc.calculator.calculator import calculate
from netcalc.explanation.explain import explain_all
from netcalc.network.bundle import load
from netcalc.render.pages.explanation import page
from netcalc.render.write import write


@contextmanager
def timed(what: str) -> Iterator[None]:
    began = process_time()
    yield
    print(f"{what:10} {process_time() - began:5.2f} s")


def spec(layers: int) -> str:
    """Write conv and relu in turn, the filters changing so that few layers are alike."""
    pairs = (f"  - conv: {{filters: {60 + i % 9}, size: 3, pad: 1}}\n  - relu\n" for i in range(layers // 2))
    return "input: 56x56x64\nlayers:\n" + "".join(pairs)


def main() -> None:
    with timed("a loop"):
        sum(number for number in range(10_000_000))
    with NamedTemporaryFile("w", suffix=".yaml") as file:
        file.write(spec(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
        file.flush()
        with timed("all"):
            with timed("read"):
                network = load(file.name)
            with timed("calculate"):
                report = calculate(network)
            with timed("explain"):
                found = explain_all(report)
            with timed("write"):
                write(page(found), "text", 80)


if __name__ == "__main__":
    main()
