"""Arrays alone, of which nobody knows what they are used for: a layer a module, with what it stores."""

from collections.abc import Iterable
from typing import Final

from netcalc.files.array import UNCOUNTED, Array
from netcalc.models.draft import Draft

STATISTICS: Final = ("running_mean", "running_var", "moving_mean", "moving_variance")
MASKS: Final = ("mask", "attn_mask", "causal_mask", "tril", "masked_bias", "inv_freq")  # as people call what is fixed
WEIGHTS: Final = ("weight", "weights", "kernel")  # `qweight` too: what tools quantise
REALS: Final = ("float", "bfloat", "half", "double", "complex", "unknown")


def draft(arrays: Iterable[Array], note: str) -> Draft:
    """Make a layer of each module's arrays, each array counted once; there are no volumes."""
    listed = [array for array in arrays if not array.name.endswith(UNCOUNTED)]
    made = Draft({})
    made.notes.append(note)
    inside = {array.name.rpartition(".")[0] for array in listed}
    holders = {name.rpartition(".")[0] for name in inside if name}
    modules: dict[str, list[Array]] = {}
    for array in listed:
        module = array.name.rpartition(".")[0]
        modules.setdefault(array.name if not module or module in holders else module, []).append(array)
    seen: dict[str, str] = {}
    for name, held in modules.items():
        made.at = name
        own = [array for array in held if not array.same or seen.setdefault(array.same, name) == name]
        params = sum(array.size for array in own if is_learned(array))
        buffers = sum(array.size for array in own if not is_learned(array))
        what = "arrays of a file" if len(own) == len(held) else "arrays of a file, some of them another layer's"
        made.state(what, None, (), tuple(name.split(".")), params=params, buffers=buffers, macs=None)
    whole = sorted({array.dtype for array in listed if array.name.endswith(WEIGHTS) and not is_learned(array)})
    if whole:
        made.notes.append(f"weights in whole numbers ({', '.join(whole)[:60]}) count as buffers: they are not trained")
    return made


def is_learned(array: Array) -> bool:
    """Say whether an array is trained, as far as its name and type say."""
    if array.learned is not None:
        return array.learned
    last, shape = array.name.rpartition(".")[2], array.shape
    hides = last in MASKS or (last == "bias" and shape[:2] == (1, 1) and len(shape) == 4 and shape[2] == shape[3] > 1)
    return not hides and not array.name.endswith(STATISTICS) and array.dtype.startswith(REALS)
