"""What a verification takes, worked out before it starts."""

import os
from pathlib import Path
from typing import Final

from netcalc.calculator.memory.sizes import SIZES
from netcalc.layers.saved import Extra
from netcalc.reference.verify.gradients.direction import LARGE
from netcalc.report.report import LayerReport, Report

COPIES: Final = 2  # of a layer's arrays, unless they are large: one moved, one of signs
PASSING: Final = 12  # of each value that a layer reads or makes: what its check makes on the way
READ: Final = 2  # of each parameter, where a net is made anew in float64
FIXED: Final = 32 << 20  # buffers
CGROUP: Final = Path("/sys/fs/cgroup/memory.max")
MEMINFO: Final = Path("/proc/meminfo")


def needed(report: Report, batch: int, dtype: str) -> int:
    """Estimate the bytes that verifying takes at its peak; differences are always taken in float64."""
    volumes = [*report.inputs.values(), *(layer.output for layer in report if layer.output is not None)]
    values = batch * (sum(volume.values for volume in volumes) + sum(map(_kept, report)))
    params = (report.totals.params or 0) + (report.totals.buffers or 0)
    each, exact = SIZES[dtype].activation, SIZES["float64"].activation
    layers = [exact * _checking(layer, batch) for layer in report]
    neighbours = max(map(sum, zip([0, *layers], [*layers, 0], strict=True)))  # two are checked at once
    widened = 0 if each == exact else exact * (READ * params + values)
    return FIXED + each * (params + values) + max(neighbours, widened)


def _kept(layer: LayerReport) -> int:
    """Count the values that an example leaves in a layer for its backward pass, besides volumes: queries, states."""
    given = tuple(volume for volume in layer.working.given if volume is not None)
    if layer.output is None or len(given) < len(layer.working.given):
        return 0
    saved = layer.working.layer.saved(*given, made=layer.output)
    return sum(each.values for each in saved if isinstance(each, Extra) and each.batched)


def _checking(layer: LayerReport, batch: int) -> int:
    """Count the values that checking a layer makes: the gradients of its arrays, what is moved, what passes."""
    volumes = [volume.values for volume in (*layer.working.given, layer.output) if volume is not None]
    params = sum(array.size for array in layer.working.arrays)
    volumes.append(_kept(layer))
    return params + COPIES * min(params, LARGE) + PASSING * batch * max(volumes, default=0)


def affordable(wanted: int, limit: int | None) -> bool:
    """Say whether so many bytes may be taken: within the limit, else within what is free."""
    free = limit if limit is not None else available()
    return free is None or wanted <= free


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
