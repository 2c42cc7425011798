"""Which layers of a Caffe file are in the network of a phase: rules of phases, levels and stages."""

from typing import Any, Final

PHASES: Final = ("TRAIN", "TEST")
LEVEL: Final = 0  # Caffe's own, where nobody names another, and no stage


def taken(layer: Any, phase: str) -> bool:
    """Say whether a layer belongs to the phase: by what includes it, else by what excludes it."""
    number = PHASES.index(phase.upper())
    if layer.include:
        return any(_met(rule, number) for rule in layer.include)
    return not any(_met(rule, number) for rule in layer.exclude)


def _met(rule: Any, phase: int) -> bool:
    """Say whether a rule holds: every part of it that is written."""
    if rule.HasField("phase") and rule.phase != phase:
        return False
    low = not rule.HasField("min_level") or rule.min_level <= LEVEL
    high = not rule.HasField("max_level") or rule.max_level >= LEVEL
    return low and high and not rule.stage
