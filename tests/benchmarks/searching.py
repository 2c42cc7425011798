"""Random searches on columns against the exact calculator, one variant by one: `searching.py COUNT SEED`.

Specs of every form, their fields, inputs and vars varied, invalid values among them; counts of all and of layers,
volumes, memory, whether it is valid: each variant equal to the unit. What the columns leave to the exact calculator is
counted.
"""

import sys
import time
from collections import Counter

from tests.support.searched import compared


def main(count: int, seed: int) -> None:
    """Try so many specs from a seed on; each that differs is told."""
    found, wrong, start = Counter[str](), 0, time.process_time()
    for each in range(seed, seed + count):
        try:
            found += compared(each)
        except Exception as error:  # noqa: BLE001  the campaign goes on, and tells
            wrong += 1
            print(f"seed {each}: {type(error).__name__}: {' '.join(str(error).split())[:300]}", flush=True)
    said = ", ".join(f"{number:,} {what}" for what, number in found.items())
    print(f"{count:,} specs: {said}; {wrong} specs differ; {time.process_time() - start:.0f} s of processor")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
