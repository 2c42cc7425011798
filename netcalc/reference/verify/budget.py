"""What a verification takes, worked out before it starts."""

import os
from pathlib import Path
from typing import Final

from netcalc.calculator.memory import BYTES
from netcalc.report.report import Report

ARRAYS: Final = 4  # of each parameter of a layer: itself, its gradient, a direction, itself moved
WHOLE: Final = 2  # of every parameter, end to end: a direction, itself moved
VOLUMES: Final = 4  # of each value: itself, what is kept of it, its gradient, one of its own moved
PASSING: Final = 12  # of each value of the largest layer: what its formula makes on the way
CGROUP: Final = Path("/sys/fs/cgroup/memory.max")
MEMINFO: Final = Path("/proc/meminfo")


def needed(report: Report, batch: int, dtype: str) -> int:
    """Estimate the bytes that verifying takes at once; differences are always taken in float64."""
    volumes = [report.input.values, *(layer.output.values for layer in report if layer.output is not None)]
    largest, params = max((layer.params or 0 for layer in report), default=0), report.totals.params or 0
    each, exact = BYTES[dtype], BYTES["float64"]
    kept = each * (2 * params + 2 * batch * sum(volumes))
    moved = batch * ((VOLUMES - 2) * sum(volumes) + PASSING * max(volumes))
    widened = 0 if each == exact else params
    return kept + exact * (moved + max(ARRAYS * largest, WHOLE * (params + largest) + widened))


def available() -> int | None:
    """Give the bytes that this machine can still give; None where it does not say."""
    found = [*_free(), *_allowed()]
    return min(found, default=None)


def _free() -> list[int]:
    if MEMINFO.exists():
        entries = dict(line.split(":", 1) for line in MEMINFO.read_text().splitlines())
        if "MemAvailable" in entries:
            return [int(entries["MemAvailable"].split()[0]) * 1024]
    if "SC_PHYS_PAGES" in getattr(os, "sysconf_names", {}):
        return [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    return []


def _allowed() -> list[int]:
    text = CGROUP.read_text().strip() if CGROUP.exists() else ""
    return [int(text)] if text.isdigit() else []
