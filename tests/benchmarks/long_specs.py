"""How long `netcalc summary` takes over long specs: 100,000 layers as they are written, and 10,000 outputs.

python tests/benchmarks/long_specs.py
"""

import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

BLOCK = "  - conv: {filters: 4, size: 3, pad: 1}\n  - batchnorm\n  - relu\n  - dropout: 0.1\n"
LAYERS = 100_000
OUTPUTS = 10_000


def specs() -> Iterator[tuple[str, str]]:
    """Give the specs with what each is."""
    head = "input: 8x8x4\nlayers:\n"
    yield f"{LAYERS:,} layers", head + BLOCK * (LAYERS // 4)
    leaving = "".join(f"  - relu: {{name: r{number}, from: input}}\n" for number in range(OUTPUTS))
    names = ", ".join(f"r{number}" for number in range(OUTPUTS))
    yield f"{OUTPUTS:,} outputs", f"{head}{leaving}outputs: [{names}]\n"


def used() -> float:
    """Give the processor time that all runs so far have taken."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def main() -> None:
    """Run each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        for what, text in reversed([*specs()]):  # the memory is that of the largest so far
            path = Path(folder) / "long.yaml"
            path.write_text(text)
            before = used()
            subprocess.run(
                [sys.executable, "-m", "netcalc", "summary", str(path)], stdout=subprocess.DEVNULL, check=True
            )
            most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
            print(f"{what}: {used() - before:.1f} s of processor, {most / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
