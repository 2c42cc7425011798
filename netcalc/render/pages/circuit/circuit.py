"""A circuit as a page: values forward, gradients backward, what they were held against."""

from collections.abc import Iterable
from functools import partial
from typing import Final

from netcalc.circuits.result import Circuit, GateReport, InputReport
from netcalc.circuits.shapes import spoken
from netcalc.circuits.truth import TruthTable
from netcalc.render.document import Document, Part, Picture, aside, sentence
from netcalc.render.pages.circuit.circuit_data import circuit_data, truth_data
from netcalc.render.pages.circuit.forks import forks
from netcalc.render.pages.verification import below
from netcalc.render.reals import array, real, slide
from netcalc.render.table import Head, Narrower, Row, Table, numbers, words
from netcalc.render.values import NOTHING
from netcalc.text.counted import counted

GATES: Final = (
    *words("gate", "computes"), *numbers("value"), *words("input"),
    *numbers("local gradient", "upstream", "passes back"),
)  # fmt: skip
INPUTS: Final = (*words("input"), *numbers("value", "gradient", "off by"), *words(""))
ARRAYS: Final = (*words("name", "computes", "shape", "value", "gradient", "is"), *numbers("off by"))
NARROWER: Final = (
    Narrower("clip", ("value", "is"), 24, lost="long values"),
    Narrower("wrap", ("computes", "gradient", ""), 24),
    Narrower("clip", ("value", "is"), 10),
    Narrower("wrap", ("computes", "gradient", ""), 12),
)
MOST_DRAWN: Final = 40


def page(circuit: Circuit) -> Document:
    """Make the page of a circuit."""
    return Document(circuit_data(circuit), partial(_parts, circuit))


def _parts(circuit: Circuit) -> Iterable[Part]:
    yield sentence(title(circuit), "bold")
    yield from tables(circuit)
    yield from map(sentence, (f"{name} forks, and gradients add: {text}" for name, text in forks(circuit)))
    yield from map(sentence, remarks(circuit))


def drawn(circuit: Circuit) -> Document:
    """Make the page of a circuit as a notebook shows it: with its picture, where it has not too many gates."""
    if has_arrays(circuit) or len(circuit.gates) > MOST_DRAWN:
        return page(circuit)
    return Document(circuit_data(circuit), lambda: (Picture(_picture(circuit)), *_parts(circuit)))


def _picture(circuit: Circuit) -> str:
    from netcalc.render.pictures.circuit_svg import svg

    return svg(circuit)


def tables(circuit: Circuit) -> list[Table]:
    """Give the tables of a circuit: gates and inputs, or where arrays flow, their shapes and expressions."""
    if has_arrays(circuit):
        return [_arrays(circuit)]
    gates = [row for gate in circuit.gates for row in _gate(gate, circuit)]
    inputs = [_input(each) for each in circuit.inputs]
    return [Table(heads, tuple(rows), (), NARROWER) for heads, rows in ((GATES, gates), (INPUTS, inputs)) if rows]


def has_arrays(circuit: Circuit) -> bool:
    """Say whether anything in a circuit is more than a number."""
    return any(each.shape for each in circuit.parts)


def title(circuit: Circuit) -> str:
    """Give the expression and its value."""
    value = array(circuit.value, circuit.shape)
    return f"{asked(circuit)}{': ' if value == spoken(circuit.shape) else ' = '}{value}"


def asked(circuit: Circuit) -> str:
    """Give the expression; of several stages, the last."""
    last = circuit.stages[-1] if circuit.stages else None
    return f"{last.name} = {last.expression}" if last and last.name == circuit.output else circuit.last


def remarks(circuit: Circuit) -> list[str]:
    """Say how the gradients were checked, which convention was used at a kink, what another form gave."""
    kinks = [f"{gate.name}: {gate.kink} (a convention)" for gate in circuit.gates if gate.kink]
    unchecked = [each.name for each in circuit.inputs if each.error is None]
    skipped = (
        [f"not checked, a kink or an edge lies within the difference: {', '.join(unchecked)}"] if unchecked else []
    )
    return [*circuit.notes, *_drawn(circuit), *_checked(circuit), *skipped, *kinks, *_compared(circuit)]


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


def _gate(gate: GateReport, circuit: Circuit) -> list[Row]:
    parts = zip(gate.inputs, gate.local_gradients, gate.passed, strict=True)
    rows = [
        (name, array(local, ()), array(passed, ()))
        for name, local, passed in parts
        if name not in circuit.constants
    ]  # fmt: skip
    (name, local, passed), *more = rows or [(NOTHING, NOTHING, NOTHING)]
    first = (gate.name, gate.computes, array(gate.value, ()), name, local, array(gate.gradient, ()), passed)
    return [Row(first), *(Row(("", "", "", name, local, "", passed)) for name, local, passed in more)]


def _input(each: InputReport) -> Row:
    cells = (each.name, array(each.value, ()), array(each.gradient, ()))
    return Row((*cells, NOTHING if each.error is None else below(each.error), fork(each)))


def fork(each: InputReport) -> str:
    """Say that an input is used several times."""
    return f"a fork: {each.uses} gradients add" if each.uses > 1 else ""


def _arrays(circuit: Circuit) -> Table:
    """Lay out shapes and expressions; values where they are few."""
    rows = [_array(each, "", circuit) for each in circuit.inputs]
    rows += [_array(gate, gate.computes, circuit) for gate in circuit.gates]
    kept = [place for place, (head, _) in enumerate(ARRAYS) if head != "value" or any(row[place] for row in rows)]
    return Table(
        tuple(ARRAYS[place] for place in kept),
        tuple(Row(tuple(row[place] for place in kept)) for row in rows),
        narrower=NARROWER,
    )


def _array(each: GateReport | InputReport, computes: str, circuit: Circuit) -> tuple[str, ...]:
    error = each.error if isinstance(each, InputReport) else None
    value, sent = array(each.value, each.shape), array(each.gradient, each.shape)
    shape = spoken(each.shape)
    off = "" if error is None else below(error)
    written = gradient(each.name, circuit)
    return each.name, computes, shape, "" if value == shape else value, written, sent, off


def gradient(name: str, circuit: Circuit) -> str:
    """Write a gradient as an equation: what the uses of a value pass back, added up."""
    if name == circuit.output:
        return f"d{name} drawn" if circuit.upstream_drawn else f"d{name} given" if circuit.shape else f"d{name} = 1"
    uses = [
        expression
        for gate in circuit.gates
        for read, expression in zip(gate.inputs, gate.expressions, strict=True)
        if read == name
    ]
    return f"d{name} = {' + '.join(uses)}"


def truth(found: TruthTable) -> Document:
    """Make the page of a truth table, and name its function."""
    name = f": {found.function}" if found.function else ""
    title = aside(f"{found.expression.strip()}{name}", "bold")
    return Document(truth_data(found), lambda: (title, truth_table(found)))


def truth_table(found: TruthTable) -> Table:
    """Lay out a truth table: the inputs, then what comes out."""
    heads: tuple[Head, ...] = numbers(*found.inputs, "out")
    return Table(heads, tuple(Row((*map(str, setting), real(value))) for setting, value in found.rows))
