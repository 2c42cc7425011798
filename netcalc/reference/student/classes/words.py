"""What parameters and attributes of a layer's class are called, and which value is meant by each."""

import inspect
from collections.abc import Mapping
from typing import Any, Final

from netcalc.reference.student.calling import NotOfTheForm
from netcalc.reference.student.case import Case, Function

MEANS: Final = {
    **dict.fromkeys(("weight", "weights", "kernel", "kernels", "filter", "filters"), "w"),
    **dict.fromkeys(("bias", "biases"), "b"),
    **dict.fromkeys(("t", "labels", "label", "target", "targets", "ytrue"), "y"),
    **dict.fromkeys(("padding", "p"), "pad"),
    **dict.fromkeys(("s", "strides"), "stride"),
    **dict.fromkeys(("poolh", "ph", "height", "hh"), "poolheight"),
    **dict.fromkeys(("poolw", "pw", "width", "ww"), "poolwidth"),
    **dict.fromkeys(("epsilon",), "eps"),
    **dict.fromkeys(("negativeslope", "slope"), "alpha"),
    **dict.fromkeys(("trainflg", "training", "train", "istraining", "trainflag"), "train"),
    **dict.fromkeys(("poolsize", "size", "kernelsize", "f", "k"), "poolsize"),
    **dict.fromkeys(("indim", "inputdim", "infeatures", "nin", "inputsize", "insize", "numinputs", "inputs"), "in"),
    **dict.fromkeys(("outdim", "outputdim", "outfeatures", "nout", "outputsize", "outsize", "units", "outputs"), "out"),
    **dict.fromkeys(("d", "dim", "numfeatures", "features"), "dim"),
}


def plain(name: str) -> str:
    """Write a name so that those who mean one thing are equal.

    >>> plain("W"), plain("pool_h"), plain("weights"), plain("in_features")
    ('w', 'poolheight', 'w', 'in')
    """
    bare = name.replace("_", "").lower()
    return MEANS.get(bare, bare)


def known(case: Case) -> dict[str, Any]:
    """Give what a class may be made with, by plain names: arrays, what is handed over beside them, sizes."""
    learned = {plain(name): x for name, x in [*case.inputs.items()][1:]}
    found: dict[str, Any] = dict(learned)
    for each in case.extra:
        if isinstance(each, dict):
            found |= {plain(name): value for name, value in each.items()}
        else:
            found |= {"y": each, "alpha": each}
    if "w" in learned and learned["w"].ndim == 2:
        found |= {"in": learned["w"].shape[0], "out": learned["w"].shape[1]}
    if "gamma" in learned:
        found["dim"] = learned["gamma"].size
    if "mode" in found:
        found["train"] = found["mode"] == "train"
    if found.get("poolheight") == found.get("poolwidth") is not None:
        found["poolsize"] = found["poolheight"]
    return found


def wanted(function: Function, values: Mapping[str, Any], *, behind: int = 0) -> dict[str, Any]:
    """Give what a function takes, after so many of its parameters; NotOfTheForm where one is not known."""
    given = {}
    for each in parameters(function)[behind:]:
        if plain(each.name) in values:
            given[each.name] = values[plain(each.name)]
        elif each.default is each.empty and each.kind not in (each.VAR_POSITIONAL, each.VAR_KEYWORD):
            message = f"what its parameter `{each.name}` stands for is not known here"
            raise NotOfTheForm(message)
    return given


def parameters(function: Function) -> list[inspect.Parameter]:
    """List what a function takes."""
    try:
        return [*inspect.signature(function).parameters.values()]
    except (TypeError, ValueError):
        return []
