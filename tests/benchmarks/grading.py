"""How many submissions of a 25-question sheet are marked in a second on one core, and in how much memory.

python tests/benchmarks/grading.py [SUBMISSIONS]
"""

import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ASKED = (
    "conv1.output",
    "conv1.params",
    "conv1.neurons",
    "conv1.macs",
    "conv1.unshared.params",
    "pool1.output",
    "conv2.output",
    "conv2.params",
    "conv2.weights",
    "conv2.connections",
    "conv2.receptive_field.size",
    "pool2.output",
    "fc1.params",
    "fc1.output",
    "fc2.params",
    "fc3.params",
    "totals.params",
    "totals.macs",
    "totals.flops",
    "memory.params",
    "conv2.neurons",
    "conv2.macs",
    "fc1.weights",
    "fc2.output",
    "totals.neurons",
)
RIGHT = (
    "28x28x6",
    "156",
    "4,704",
    "117600",
    "122304",
    "14x14x6",
    "10 x 10 x 16",
    "5*5*6*16 + 16",
    "2400",
    "241600",
    "14",
    "5x5x16",
    "48120",
    "120",
    "10164",
    "850",
    "61.7k",
    "416520",
    "833,040",
    "241 KiB",
    "1600",
    "10*10*16 * 5*5*6",
    "48,000",
    "84",
    "6,518",
)
WRONG = (
    "27x27x6",
    "150",
    "5x5",
    "1,5",
    "cannot",
    "61470",
    "12345",
    "6x28x28",
    "10**10**10",
    "6*(5*5)",
    "999x999x9",
    "",
)


def main() -> None:
    """Write a class, mark it in a process of its own, and print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    draw = random.Random(0)  # noqa: S311  nothing secret
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        questions = "".join(f"  - {{id: q{n}, ask: {ask}}}\n" for n, ask in enumerate(ASKED))
        (folder / "hw.yaml").write_text(f"network: lenet5\nquestions:\n{questions}")
        with (folder / "class.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["student", *(f"q{n}" for n in range(len(ASKED)))])
            for student in range(count):
                marks = (draw.choice(WRONG) if draw.random() < 0.25 else right for right in RIGHT)
                writer.writerow([f"s{student}", *marks])
        words = [sys.executable, "-m", "netcalc", "grade", "hw.yaml", "class.csv", "--format", "csv"]
        start = time.perf_counter()
        subprocess.run(words, cwd=folder, stdout=subprocess.DEVNULL, check=False)
        seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime
    print(f"{count:,} submissions in {seconds:.1f} s ({cpu:.1f} s of processor): {count / cpu:,.0f} a second")
    print(f"most memory: {used.ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
