"""Changes to bytes, whatever they mean: cut, doubled, left out, other bytes, a hostile number in the place of one."""

import random
from typing import Final

HOSTILE: Final = ("-1", "0", "99999999999", "1e400", '""', "[]", "null", "{}", "true", "NaN")


def spoiled(data: bytes, rng: random.Random) -> bytes:
    """Change bytes."""
    how = rng.randrange(5)
    place = rng.randrange(len(data) or 1)
    if how == 0:
        return data[:place]
    if how == 1:
        return data[:place] + data[place : place + rng.randrange(1, 200)] * 2 + data[place:]
    if how == 2:
        return data[:place] + data[place + rng.randrange(1, 40) :]
    if how == 3:
        numbers = [at for at, byte in enumerate(data) if chr(byte).isdecimal()]
        if numbers:
            at = rng.choice(numbers)
            return data[:at] + rng.choice(HOSTILE).encode() + data[at + 1 :]
    changed = bytearray(data)
    for _ in range(rng.randrange(1, 6)):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)
