"""Numbers for planning as words: times in their units, and what they are: an estimate and a bound."""

from collections.abc import Iterator
from typing import Final

from netcalc.calculator.planning.load import Load, Planned

UNITS: Final = (("s", 1.0), ("ms", 1e-3), ("us", 1e-6), ("ns", 1e-9))
MOVED: Final = "bytes: each value and array read once, each value written once; nothing fused, nothing cached"


def asked(load: Load, word: str) -> int | float | str | None:
    """Give what a column says of a load: a time in seconds, operations a byte.

    >>> asked(Load(10, 6, 32), "intensity")
    2.0
    """
    if word == "intensity":
        return None if load.intensity is None else float(load.intensity)
    if word == "time":
        return None if load.seconds is None else float(load.seconds)
    found: int | str | None = getattr(load, word)
    return found


def seconds(found: float | str) -> str:
    """Write a time to three digits.

    >>> seconds(0.00123), seconds(2.5e-7), seconds(0.0)
    ('1.23 ms', '250 ns', '0 s')
    """
    time = float(found)
    name, unit = next((each for each in UNITS if time >= each[1]), UNITS[-1] if time else UNITS[0])
    return f"{time / unit:.3g} {name}"


def said(planned: Planned, *, timed: bool) -> Iterator[str]:
    """Say what the numbers are, below their table; `timed`: there are times among them."""
    memory, speed = planned.report.memory, planned.speed
    yield f"{MOVED} (a pass without gradients, batch {memory.batch:,}, {memory.dtype})"
    if speed is None and timed:
        yield 'a time takes a device: --device a100, or --device "312 TFLOPS, 2 TB/s"'
    if speed is None or planned.total.seconds is None:
        return
    yield (
        f"time: an estimate by the roofline, and a bound: layer after layer, no device of "
        f"{float(speed.operations) / 1e12:g} TFLOPS and {float(speed.bandwidth) / 1e9:g} GB/s takes less "
        f"than {seconds(float(planned.total.seconds))}"
    )
    if speed.source != "as typed":
        yield f"{speed.name}: {speed.source}"
