"""A class's variants of the guide's convnet sheet: how long they take; all differ, their keys are right, mistakes show.

python tests/benchmarks/variants.py 1000
"""

import sys
from itertools import combinations
from pathlib import Path
from time import perf_counter, process_time

from netcalc.course.variants.drawing import Variant, several, variant
from netcalc.executor import Where, cores
from netcalc.homework.grading import key, variants
from netcalc.text.source import Source

DRILL = Path(__file__).parents[2] / "examples" / "quiz" / "drill.yaml"


def main(students: int) -> None:
    """Draw them on all cores, look at each file; then some of them again in one process."""
    made = variants(DRILL)
    begun = perf_counter()
    found = list(several(made, [f"student{place}" for place in range(students)], Where(cores())))
    print(f"{students} sheets on {cores()} cores: {perf_counter() - begun:.1f} s")
    different = len({tuple(each.values.values()) for each in found})
    print(f"{different} are different; {sum(map(_is_right, found))} have right keys, and mistakes that show")
    again = variants(DRILL)
    sample = found[:: max(students // 50, 1)]
    begun = process_time()
    assert [variant(again, each.student) for each in sample] == sample
    each = (process_time() - begun) / len(sample)
    print(f"in one process: {each * 1000:.0f} ms of processor a student")


def _is_right(made: Variant) -> bool:
    """Hold a file's key against a few lines of arithmetic; the commonest mistakes give other numbers, each its own."""
    w, f, k, m, u = (int(made.values[name]) for name in ("width", "size", "filters", "more", "units"))
    first, second, scores = (f * f * 3 + 1) * k, (9 * k + 1) * m, ((w // 4) ** 2 * m + 1) * u
    whole = first + second + scores + (u + 1) * 10
    right = [(w, w, k), first, w * w * first, (w // 2, w // 2, k), second, scores, whole]
    params = [first, first - k, first - k + 1, (f * f + 1) * k, f * f * 3]
    volume = [(w, k), (w - f + 1, k), (w - 1, k), (w, 3), (w - (f - 1) // 2, k)]
    apart = all(one != other for answers in (params, volume) for one, other in combinations(answers, 2))
    solutions = key(Source(made.text, "-").data()).solutions
    return apart and [each.right for each in solutions.values()][:-1] == right


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
