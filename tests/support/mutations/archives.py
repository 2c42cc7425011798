"""Changes to zip archives: a member changed, left out, doubled, of another name; lies in the list of members."""

import io
import random
import warnings
import zipfile
from collections.abc import Callable
from typing import Final

from tests.support.mutations.spoiled import spoiled

NAMES: Final = (
    "../../canary.json", "/etc/passwd", "config.json", "data.pkl", "a/data.pkl", "models/model.json", "a.npy",
    "x" * 300, "\x00", "metadata.json", "model.weights.h5", "archive_format",
)  # fmt: skip
LARGE: Final = 40 << 20


def changed_archive(data: bytes, rng: random.Random, change: Callable[[str, bytes], bytes]) -> bytes:
    """Change an archive, most often a member of it, as `change` does by the member's name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as came:
            if sum(member.file_size for member in came.infolist()) > LARGE:
                return spoiled(data, rng)
            members = [(name, came.read(name)) for name in came.namelist()]
    except (zipfile.BadZipFile, ValueError):
        return spoiled(data, rng)
    wanted = [at for at, (name, _) in enumerate(members) if name.endswith((".json", ".pkl", ".h5"))]
    at = rng.choice(wanted or range(len(members))) if members else 0
    how = rng.randrange(10) if members else 9
    if how < 6:
        members[at] = (members[at][0], change(*members[at]))
    elif how == 6:
        del members[at]
    elif how == 7:
        members[at] = (rng.choice(NAMES), members[at][1])
    elif how == 8:
        members.append((rng.choice(NAMES), members[at][1] if rng.random() < 0.9 else b"[" * LARGE))
    return _lying(_written(members), rng) if how == 9 else _written(members)


def _written(members: list[tuple[str, bytes]]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of two members of one name
        for name, data in members:
            made.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 1)
    return held.getvalue()


def _lying(data: bytes, rng: random.Random) -> bytes:
    """Change bytes of the list of members, which stands at the end."""
    start = max(data.find(b"PK\x01\x02"), 0)
    changed = bytearray(data)
    for _ in range(rng.randrange(1, 4)):
        if len(data) > start:
            changed[rng.randrange(start, len(data))] = rng.choice([0, 1, 8, 127, 255, rng.randrange(256)])
    return bytes(changed)
