"""A layer's class as a student's code: made anew for each call, its gradients gathered from where it keeps them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

import numpy as np

from netcalc.reference.student.calling import Called, NotOfTheForm, called, given_back, run
from netcalc.reference.student.case import Case, Function
from netcalc.reference.student.classes.words import known, parameters, plain, wanted
from netcalc.reference.tape.gate import Array

SEED: Final = 0
STATE: Final = ("train", "mode", "running_mean", "running_var", "eps", "momentum")


class Kept(NamedTuple):
    """What goes to the backward pass: the layer that ran, and which gradients are due."""

    layer: Any
    due: tuple[str, ...]


class Made(NamedTuple):
    """A class with `forward(x)` and `backward(dout)`; its arrays go to the constructor, to forward, or are set."""

    made: type
    loss: bool = False

    @property
    def functions(self) -> Sequence[Function]:
        """Give its methods, those first that are run."""
        methods = {name: one for name, one in vars(self.made).items() if hasattr(one, "__code__")}
        first = [methods.pop(name) for name in ("forward", "backward", "__init__") if name in methods]
        return [*first, *methods.values()]

    def call(self, case: Case) -> Called:
        """Make a layer, and run it forward."""

        def forward(*given: Any) -> tuple[Any, Kept]:
            here = case_with(case, given)
            layer = self._layer(here)
            out = run(layer.forward, given[0], **wanted(layer.forward, known(here), behind=1))
            _left(layer, here)
            plain_out = isinstance(out, tuple) and len(out) == 2
            return out[0] if plain_out else out, Kept(layer, case.gradients)

        word = "loss" if self.loss else "out"
        return called(forward, case, ("forward", word, "cache"))

    def back(self, dout: Array, cache: Any) -> list[Array] | None:
        """Run it backward, and gather its gradients."""
        layer, due = cache
        if not hasattr(layer, "backward"):
            return None
        needed = [each for each in parameters(layer.backward) if each.default is each.empty]
        found = run(layer.backward, *([] if self.loss and not needed else [dout]))
        several = isinstance(found, tuple | list) and len(found) == len(due) > 1
        given = [*found] if several else [found, *(_gradient(layer, name) for name in due[1:])]
        return given_back(tuple(given))

    def _layer(self, case: Case) -> Any:
        """Make it, with its arrays where it takes them, else put them where it keeps them."""
        np.random.seed(SEED)  # noqa: NPY002  what a student's code draws from
        values = known(case)
        layer = run(self.made, **wanted(self.made, values))
        takes = {plain(each.name) for each in (*parameters(self.made), *parameters(layer.forward))}
        for name, array in [*case.inputs.items()][1:]:
            if plain(name) not in takes:
                _put(layer, name, array)
        for name in STATE:
            if plain(name) in values and (held := _attribute(layer, name)):
                setattr(layer, held, values[plain(name)])
        return layer


def case_with(case: Case, given: Sequence[Any]) -> Case:
    """Give the case with the copies that a call may change."""
    count = len(case.inputs)
    return replace(case, inputs=dict(zip(case.inputs, given[:count], strict=True)), extra=tuple(given[count:]))


def _attribute(layer: Any, name: str) -> str:
    """Find the attribute that is called so."""
    return next((each for each in vars(layer) if plain(each) == plain(name)), "")


def _put(layer: Any, name: str, array: Array) -> None:
    """Put an array where the layer keeps it: `self.W`, or `self.params["W"]`."""
    if held := _attribute(layer, name):
        setattr(layer, held, array)
        return
    params = getattr(layer, "params", None)
    key = next((each for each in params or () if isinstance(params, dict) and plain(str(each)) == plain(name)), None)
    if params is None or key is None:
        message = f"where it keeps {name} is not known: the constructor takes it, or it is `self.{name}`"
        raise NotOfTheForm(message)
    params[key] = array


def _gradient(layer: Any, name: str) -> Any:
    """Find a gradient: `self.dW`, `self.grads["W"]`, `self.grads["dW"]`."""
    own = name[1:]
    for each, value in vars(layer).items():
        bare = each.replace("_", "").lower()
        if plain(bare.removeprefix("d")) == plain(own) and bare.startswith("d"):
            return value
        if plain(bare.replace("grad", "")) == plain(own) and "grad" in bare:
            return value
    grads = getattr(layer, "grads", None)
    for key, value in grads.items() if isinstance(grads, dict) else ():
        if plain(str(key).removeprefix("d")) == plain(own):
            return value
    message = f"backward gives dx, and {name} is nowhere: it is `self.{name}`, or backward gives it too"
    raise NotOfTheForm(message)


def _left(layer: Any, case: Case) -> None:
    """Write what the layer keeps of running statistics where the assignments keep it."""
    for name in case.left:
        if case.extra and isinstance(case.extra[-1], dict) and (held := _attribute(layer, name)):
            case.extra[-1][name] = getattr(layer, held)
