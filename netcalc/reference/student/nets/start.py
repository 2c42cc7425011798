"""How a net starts: the names and shapes of its params, biases of 0, weights as far spread as is asked."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from netcalc.reference.student.breaking import broke_off
from netcalc.reference.student.calling import Broke
from netcalc.reference.student.case import Form
from netcalc.reference.student.nets.kinds import Plan
from netcalc.reference.student.verdict import Finding

ROOM: Final = 2.0  # a few dozen weights are spread as far, give or take


def started(student: Any, plan: Plan, scale: float, form: Form) -> Iterator[Finding]:
    """Find fault with how a net starts."""
    try:
        params = student.net().params
        arrays = {str(name): np.asarray(values, dtype=np.float64) for name, values in params.items()}
    except Broke as broke:
        yield Finding("the net", plan.what, None, None, broke_off(broke.error, student.functions, form))
        return
    except (AttributeError, TypeError, ValueError) as error:
        yield Finding("params", plan.what, None, None, f"the net has no params, a dict of arrays: {error}")
        return
    for said in _unlike(arrays, plan.params):
        yield Finding("params", plan.what, None, None, said, stub=not arrays)
        return
    yield from (Finding(name, plan.what, None, None, said) for name, said in _begun(arrays, plan.params, scale))


def _unlike(arrays: dict[str, Any], due: dict[str, tuple[int, ...]]) -> Iterator[str]:
    """Say which names or shapes are not those that are due."""
    missing = [name for name in due if name not in arrays]
    if not arrays:
        yield "it is not written yet: params is empty"
    elif missing:
        yield f"params has no {', '.join(missing)}: it has {', '.join(arrays)}"
    for name, shape in due.items():
        if name in arrays and arrays[name].shape != shape:
            yield f"{name} is {arrays[name].shape}, not {shape}"


def _begun(arrays: dict[str, Any], due: dict[str, tuple[int, ...]], scale: float) -> Iterator[tuple[str, str]]:
    """Say which arrays do not start as they should."""
    for name in due:
        values, starts = arrays[name], name.rstrip("0123456789")
        if starts in {"b", "beta"} and values.any():
            yield f"{name} at start", "it is not 0: biases and shifts start at 0"
        if starts == "gamma" and (values != 1).any():
            yield f"{name} at start", "it is not 1: scales start at 1"
        if starts == "W" and not scale / ROOM < values.std() < scale * ROOM:
            yield f"{name} at start", f"its spread is {values.std():.2g}, not the {scale:g} that is given as the scale"
