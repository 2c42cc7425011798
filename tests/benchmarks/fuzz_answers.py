"""Fuzz the reader by hand: any text as an answer, to questions of every kind; `fuzz_answers.py 100000 [seed]`."""

import random
import sys
import time
import warnings

from netcalc.homework.grading import grade, key
from netcalc.homework.key.key import Key
from tests.support.answer_texts import any_text, could_be_right

STRIDE = 10_000  # texts between two lines of progress
CONV = {"input": "32x32x3", "layers": [{"conv": {"filters": 10, "size": 5}}]}
CIRCUIT = {"expression": "(x + y)*z", "at": {"x": -2, "y": 5, "z": -4}}
MATRIX = {"expression": "D = W @ X", "at": {"W": [[1, 2]], "X": [[3], [4]], "dD": [[1]]}}
ASKED = [
    {"id": "params", "network": CONV, "ask": "conv1.params"},
    {"id": "output", "network": CONV, "ask": "output"},
    {"id": "field", "network": CONV, "ask": "conv1.receptive_field.size"},
    {"id": "memory", "network": CONV, "ask": "memory.params"},
    {"id": "valid", "network": CONV, "ask": "valid"},
    {"id": "dx", "circuit": CIRCUIT, "ask": "gradients.x"},
    {"id": "dW", "circuit": MATRIX, "ask": "dW"},
    {"id": "choice", "choices": {"a": "one", "b": "two"}, "right": "a"},
]


def campaign(made: Key, count: int, seed: int) -> tuple[int, float, list[str]]:
    """Mark so many texts; how many were read, the longest any took, and those that are odd."""
    draw, read, longest, odd = random.Random(seed), 0, 0.0, []  # noqa: S311
    for done in range(count):
        if done % STRIDE == 0:
            print(f"{done:,} of {count:,}", file=sys.stderr, flush=True)
        text = any_text(draw)
        start = time.process_time()
        try:
            found = grade(made, dict.fromkeys(made.solutions, text))
        except Exception as error:  # noqa: BLE001  what must not be, told with its text
            odd.append(f"{text}: {error!r}")
            continue
        longest = max(longest, time.process_time() - start)
        read += sum(question.readable for question in found.questions)
        if found["params"].correct and not could_be_right(text):
            odd.append(text)
    return read, longest, odd


def main() -> None:
    warnings.simplefilter("ignore")
    count, seed = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 0
    made = key({"questions": ASKED})
    grade(made, dict.fromkeys(made.solutions, "5"))  # what mistakes give is worked out once
    start = time.process_time()
    read, longest, odd = campaign(made, count, seed)
    seconds = time.process_time() - start
    print(f"{count:,} texts in {seconds:.1f} s of processor, the longest {longest:.2f} s; {read:,} answers read")
    print(f"right against all reason, or an error: {len(odd)}", *map(repr, odd[:20]), sep="\n  ")


if __name__ == "__main__":
    main()
