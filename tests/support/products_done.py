"""Counts the multiplications of a backward pass by what became of them: arrays that remember their products.

Each array that a gradient goes into holds the numbers of the matrix products that it was made of. A product that is in
no gradient of a parameter was done for the network's input alone, and training needs it not.
"""

from collections.abc import Iterable
from math import prod
from typing import Any

import numpy as np
import pytest

from netcalc.reference import ReferenceNet

MADE = ("zeros", "empty", "full", "zeros_like", "empty_like", "full_like", "ones_like")


class Tracked(np.ndarray[Any, Any]):
    """An array, and the products that it was made of; views share them with what they look at."""

    made_of: set[int]
    done: "list[tuple[str, int]]" = []  # of every product, the layer and how many multiplications  # noqa: RUF012
    layer = ""

    def __array_finalize__(self, obj: Any) -> None:
        held = getattr(obj, "made_of", None)
        if held is None:
            self.made_of = set()
        else:
            self.made_of = held if np.may_share_memory(_plain(self), _plain(obj)) else set(held)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **more: Any) -> Any:
        """Run on plain arrays; what comes out was made of what went in, and of the product, if it is one."""
        outs = more.pop("out", ())
        if outs:
            more["out"] = tuple(map(_plain, outs))
        made = getattr(ufunc, method)(*map(_plain, inputs), **more)
        parts = _parts(inputs)
        if ufunc is np.matmul:
            parts |= {_counted(made.size * inputs[0].shape[-1])}
        written = outs or (inputs[:1] if method == "at" else ())
        for out in written:
            out.made_of.update(parts)
        return outs[0] if outs else _told(made, parts, ())

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        """Run on plain arrays, as above; a view shares what it was made of."""
        made = func(*_plain_all(args), **{name: _plain_all(value) for name, value in kwargs.items()})
        parts = _parts((*args, *kwargs.values()))
        if func is np.einsum:
            letters = args[0].split("->")[0].replace(",", "")
            sizes = (size for array in args[1:] for size in array.shape)
            parts |= {_counted(prod(dict(zip(letters, sizes, strict=True)).values()))}
        if func in (np.put_along_axis, np.copyto):
            args[0].made_of.update(parts)
        return _told(made, parts, args)

    def __setitem__(self, key: Any, value: Any) -> None:
        self.made_of.update(_parts((value,)))
        _plain(self)[_plain_all(key)] = _plain(value)


def _counted(multiplications: int) -> int:
    Tracked.done.append((Tracked.layer, multiplications))
    return len(Tracked.done) - 1


def _plain(value: Any) -> Any:
    return value.view(np.ndarray) if isinstance(value, Tracked) else value


def _plain_all(value: Any) -> Any:
    return type(value)(map(_plain_all, value)) if type(value) in (list, tuple) else _plain(value)


def _parts(values: Iterable[Any]) -> set[int]:
    found: set[int] = set()
    for value in values:
        if isinstance(value, Tracked):
            found |= value.made_of
        elif type(value) in (list, tuple):
            found |= _parts(value)
    return found


def _told(made: Any, parts: set[int], args: Any) -> Any:
    if type(made) in (list, tuple):
        return type(made)(_told(each, parts, args) for each in made)
    if not isinstance(made, np.ndarray):
        return made
    out = made.view(Tracked)
    seen = [each for each in args if isinstance(each, Tracked) and np.may_share_memory(made, _plain(each))]
    out.made_of = seen[0].made_of if seen else set(parts)
    return out


class Named:
    """A gate that says whose its products are."""

    def __init__(self, gate: Any, name: str) -> None:
        self.gate, self.name = gate, name

    def backward(self, dout: Any, cache: Any) -> Any:
        """Go back under its name."""
        Tracked.layer = self.name
        return self.gate.backward(dout, cache)


def needed(net: ReferenceNet, patched: pytest.MonkeyPatch) -> dict[str, int]:
    """Go back through a net: by layer, the multiplications in products that the gradient of a parameter needs."""
    Tracked.done = []
    for step in net.tape.steps:
        if step.gate is not None:
            step.gate = Named(step.gate, step.name)  # type: ignore[assignment]  # it goes back, as a gate does
    for name in MADE:
        patched.setattr(np, name, _tracking(getattr(np, name)))
    patched.setattr(np, "asarray", np.asanyarray)
    gradients = net.backward({name: np.ones_like(array) for name, array in net.outputs.items()})
    patched.undo()
    learned = [gradients[name] for name in net.params if name in gradients]
    wanted: set[int] = set().union(*(getattr(gradient, "made_of", ()) for gradient in learned))
    found: dict[str, int] = {}
    for number in wanted:
        layer, multiplications = Tracked.done[number]
        found[layer] = found.get(layer, 0) + multiplications
    return found


def _tracking(function: Any) -> Any:
    def made(*args: Any, **more: Any) -> Any:
        array = function(*map(_plain, args), **more).view(Tracked)
        array.made_of = set()
        return array

    return made
