"""How much a file of examples may hold, as it lies there and as it is read."""

from typing import Final

from netcalc.problems import LIMIT_EXCEEDED, Problem, SpecError

LARGEST: Final = 4 << 30  # bytes


def affordable(name: str, size: int) -> None:
    """Refuse, before anything is read, more bytes than are taken."""
    if size > LARGEST:
        message = f"{name} holds {size / 2**30:,.1f} GiB: up to {LARGEST >> 30} GiB are read"
        raise SpecError([Problem(code=LIMIT_EXCEEDED, message=message, hint="put a part of it in a file of its own")])
