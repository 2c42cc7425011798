"""What is said below a circuit: how its gradients were checked, conventions at kinks, other forms, nudges."""

from netcalc.circuits.nudge import Nudge
from netcalc.circuits.result import Circuit, GateReport
from netcalc.circuits.shapes import spoken
from netcalc.render.pages.verification import below
from netcalc.render.reals import real, slide
from netcalc.text.counted import counted


def remarks(circuit: Circuit) -> list[str]:
    """Say how the gradients were checked, which convention was used at a kink, what another form gave."""
    kinks = [f"{gate.name}: {gate.kink} (a convention)" for gate in circuit.gates if gate.kink]
    unchecked = [each.name for each in circuit.inputs if each.error is None]
    skipped = (
        [f"not checked, a kink or an edge lies within the difference: {', '.join(unchecked)}"] if unchecked else []
    )
    rows = [f"{gate.name} takes each row by itself" for gate in circuit.gates if _by_rows(gate)]
    rows += [f"{gate.name} is a power of each value, not of the matrix" for gate in circuit.gates if _by_values(gate)]
    return [*circuit.notes, *rows, *_drawn(circuit), *_checked(circuit), *skipped, *kinks, *_compared(circuit)]


def _by_rows(gate: GateReport) -> bool:
    return gate.op in ("softmax", "log_softmax") and len(gate.shape) == 2 and min(gate.shape) > 1


def _by_values(gate: GateReport) -> bool:
    return gate.op == "pow" and len(gate.shape) == 2 and gate.shape[0] == gate.shape[1] > 1


def _drawn(circuit: Circuit) -> list[str]:
    followed = [f"{each.name} is {spoken(each.shape)}" for each in circuit.inputs if each.worked_out]
    said = [f"worked out from the other shapes: {', '.join(followed)}"] if followed else []
    if circuit.seed is None:
        return said
    up = f"; d{circuit.output} is the upstream gradient" if circuit.shape else ""
    return [*said, f"what was not given was drawn at random (seed {circuit.seed}){up}"]


def _checked(circuit: Circuit) -> list[str]:
    if all(each.error is None for each in circuit.inputs):
        return []
    return [f"gradients held against centred differences: off by {below(circuit.max_gradient_error)}"]


def _compared(circuit: Circuit) -> list[str]:
    found, count = circuit.compared, len(circuit.gates)
    if found is None:
        return []
    if found.difference is None:
        return [
            f"{circuit.form}: {counted(count, 'gate')}; as written it is not finite, so there is nothing to compare"
        ]
    grouped = [_sigmoid(gate) for gate in circuit.gates if circuit.form == "grouped" and gate.op == "sigmoid"]
    same = "the same gradients" if found.difference < 1e-9 else f"gradients off by {below(found.difference)}"
    instead = "(as many as written)" if found.gates == count else f"instead of the {found.gates} written"
    return [f"{circuit.form}: {counted(count, 'gate')} {instead}, and {same}", *grouped]


def _sigmoid(gate: GateReport) -> str:
    """Show the grouped gate's local gradient (CS231n, lecture 5)."""
    out, local = gate.value, gate.local_gradients[0]
    put = ""
    if isinstance(out, float) and isinstance(local, float):
        put = f" = (1 - {slide(out)}) x {slide(out)} = {slide(local)}"
    return f"{gate.name}: local gradient (1 - σ)σ{put}"


def nudged(found: Nudge) -> str:
    """Say what the gradient promised of a nudge, and what came."""
    by = f"{_signed(f'{found.slope:.4g}')}·{_signed(f'{found.by:g}')}"
    change = found.slope * found.by
    off = abs(found.came - found.promised)
    return (
        f"{found.moved} moved by {found.by:g}: the gradient promises {real(found.before)} + {by} = "
        f"{_exactly(found.promised, change)}; it comes to {_exactly(found.came, change)}, off by {below(off)}"
    )


def _signed(text: str) -> str:
    return f"({text})" if text.startswith("-") else text


def _exactly(value: float, change: float) -> str:
    """Write a value to as many digits as a small change of it needs."""
    return f"{value:.{min(15, 4 + _digits(value, change))}g}"


def _digits(value: float, change: float) -> int:
    size = abs(value) / abs(change) if change and value else 1.0
    return max(0, len(str(int(size))) - 1)
