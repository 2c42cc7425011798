"""What is said below a circuit: how its gradients were checked, conventions at kinks, other forms."""

from netcalc.circuits.result import Circuit, GateReport
from netcalc.circuits.shapes import spoken
from netcalc.render.pages.circuit.places import places_of
from netcalc.render.pages.reference.verification import below
from netcalc.render.reals import slide
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
    places = places_of(circuit)
    grouped = [_sigmoid(gate, places) for gate in circuit.gates if circuit.form == "grouped" and gate.op == "sigmoid"]
    same = "the same gradients" if found.difference < 1e-9 else f"gradients off by {below(found.difference)}"
    instead = "(as many as written)" if found.gates == count else f"instead of the {found.gates} written"
    return [f"{circuit.form}: {counted(count, 'gate')} {instead}, and {same}", *grouped]


def _sigmoid(gate: GateReport, places: int) -> str:
    """Show the grouped gate's local gradient (CS231n, lecture 5)."""
    out, local = gate.value, gate.local_gradients[0]
    put = ""
    if isinstance(out, float) and isinstance(local, float):
        one = slide(out, places)
        put = f" = (1 - {one}) x {one} = {slide(local, places)}"
    return f"{gate.name}: local gradient (1 - σ)σ{put}"
