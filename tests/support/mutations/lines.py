"""Changes to texts (prototxt, cfg, JavaScript): lines moved, values exchanged, numbers hostile, brackets deep."""

import random
import re
from typing import Final

NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
WORD: Final = re.compile(r"[A-Za-z_]\w+")
NUMBERS: Final = ("-1", "0", "1", "2", "3", "1e3", "1.5", "99999999999", "-99999999999", "1e400", "nan", '""', "x", "",
                  "9" * 5_000, "0x10", "1,1", "-1,-2,-3")  # fmt: skip
DEEP: Final = (
    "layer {" * 3_000,
    "{" * 3_000,
    "[" * 3_000,
    "(" * 3_000,
    "-" * 3_000,
    "a: [" * 500,
    "/*",
    "'",
    "[net]\n" * 50,
)


def changed_lines(data: bytes, rng: random.Random) -> bytes:
    """Change one to three lines."""
    lines = data.decode("utf-8", "replace").split("\n")
    for _ in range(rng.randrange(1, 4)):
        _change(lines, rng)
    return "\n".join(lines).encode()


def _change(lines: list[str], rng: random.Random) -> None:
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    how = rng.randrange(10)
    if how == 0 and len(lines) > 1:
        del lines[at]
    elif how == 1:
        lines.insert(at, lines[other])
    elif how == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif how < 6:
        lines[at] = _replaced(NUMBER, lines[at], rng.choice(NUMBERS), rng)
    elif how == 6:
        words = WORD.findall(lines[other])
        lines[at] = _replaced(WORD, lines[at], rng.choice(words) if words else "x", rng)
    elif how == 7 and lines[at]:
        place = rng.randrange(len(lines[at]))
        lines[at] = lines[at][:place] + rng.choice("{}[]():,;=#\"'-*/\\\x00é") + lines[at][place + rng.randrange(2) :]
    elif how == 8:
        lines.insert(at, rng.choice(DEEP))
    else:
        lines[at] = lines[at] * rng.choice([2, 50])


def _replaced(pattern: re.Pattern[str], line: str, value: str, rng: random.Random) -> str:
    met = list(pattern.finditer(line))
    if not met:
        return line
    chosen = rng.choice(met)
    return line[: chosen.start()] + value + line[chosen.end() :]
