"""Hostile expressions by the hundred thousand: none may break, hang, or be run; `hostile_circuits.py 100000 [seed]`."""

import random
import sys
import time

from tests.support.watched import trial


def main() -> None:
    count, seed = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, int(sys.argv[2]) if len(sys.argv) > 2 else 0
    start = time.process_time()
    found = trial(random.Random(seed), count)  # noqa: S311
    seconds = time.process_time() - start
    worked = found.codes.pop("", 0)
    refused = ", ".join(f"{number:,} {code}" for code, number in found.codes.most_common())
    print(f"{count:,} expressions in {seconds:.0f} s of processor: {worked:,} worked out; refused: {refused}")
    print(f"the longest took {found.longest:.2f} s: {found.slowest[:200]!r}")


if __name__ == "__main__":
    main()
