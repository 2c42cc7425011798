"""A circuit as Python: its inputs, the forward pass, the backward pass in reverse; it runs by itself."""

from collections.abc import Iterator
from typing import Final

from netcalc.circuits.code.ahead import Ahead
from netcalc.circuits.code.behind import Behind
from netcalc.circuits.code.laid import Laid
from netcalc.circuits.code.literals import literal
from netcalc.circuits.result import Circuit

FORWARD: Final = "# forward pass"
BACKWARD: Final = "# backward pass, in reverse order: local gradient times upstream gradient"
MOST_PRINTED: Final = 12


def code(circuit: Circuit) -> str:
    """Write a circuit as a program that stands alone; SpecError where its arrays are too large to be written out."""
    laid = Laid(circuit)
    behind = Behind(laid)
    ahead = Ahead(laid, behind.needed)
    back = [line if isinstance(line, str) else f"# backprop {ahead.computed[line.name]}" for line in behind.lines]
    text = "\n".join([*_inputs(laid), "", FORWARD, *ahead.lines, "", BACKWARD, *back, "", *_shown(laid)])
    imports = [f"import {name}" for name, used in (("math", "math."), ("numpy as np", "np.")) if used in text]
    return "\n".join([*imports, *([""] if imports else []), text, ""])


def _inputs(laid: Laid) -> Iterator[str]:
    """Set the inputs; what was drawn is drawn again."""
    circuit = laid.circuit
    shapes = {each.name: each.shape for each in circuit.inputs}
    if circuit.drawn:
        yield f"rng = np.random.default_rng({circuit.seed})  # draws what was not given"
    for name in circuit.drawn:
        yield f"{laid.called[name]} = rng.standard_normal({shapes[name]})"
    for each in circuit.inputs:
        if each.name not in circuit.drawn:
            yield f"{laid.called[each.name]} = {literal(each.value, each.shape, each.name)}"


def _shown(laid: Laid) -> Iterator[str]:
    """Print what came of it."""
    output = laid.circuit.output
    gradients = [laid.gradients[each.name] for each in laid.circuit.inputs]
    for name in [laid.called.get(output, output), *gradients][:MOST_PRINTED]:
        yield f'print("{name} =", {name})'
