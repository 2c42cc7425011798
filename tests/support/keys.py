"""The key to a sheet, computed once for tests that follow each other and ask the same."""

import json
from collections.abc import Mapping
from functools import lru_cache

from netcalc.homework.grading import key
from netcalc.homework.key.key import Key


def keyed(sheet: Mapping[str, object]) -> Key:
    """Give the key to a sheet, as `grade` makes it."""
    return _of(json.dumps(sheet))


@lru_cache(maxsize=16)
def _of(written: str) -> Key:
    return key(json.loads(written))
