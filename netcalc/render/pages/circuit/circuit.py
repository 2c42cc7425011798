"""A circuit as a page: values forward, gradients backward, what they were held against."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from netcalc.circuits.nudge import Nudge
from netcalc.circuits.result import Circuit, GateReport, InputReport
from netcalc.circuits.shapes import spoken
from netcalc.circuits.truth import TruthTable
from netcalc.render.document import Document, Part, Picture, aside, sentence
from netcalc.render.pages.circuit import arrays
from netcalc.render.pages.circuit.circuit_data import circuit_data, truth_data
from netcalc.render.pages.circuit.forks import forks
from netcalc.render.pages.circuit.nudges import nudged
from netcalc.render.pages.circuit.remarks import remarks
from netcalc.render.pages.reference.verification import below
from netcalc.render.reals import array, few, real
from netcalc.render.table import Head, Narrower, Row, Table, numbers, words
from netcalc.render.values import NOTHING

GATES: Final = (
    *words("gate", "computes"), *numbers("value"), *words("input"),
    *numbers("local gradient", "upstream", "passes back"),
)  # fmt: skip
INPUTS: Final = (*words("input"), *numbers("value", "gradient", "off by"), *words(""))
NARROWER: Final = (Narrower("wrap", ("computes", ""), 24), Narrower("wrap", ("computes", ""), 12))
MOST_DRAWN: Final = 150


def page(circuit: Circuit, nudges: Sequence[Nudge] = (), *, full: bool = False) -> Document:
    """Make the page of a circuit; with `full` all values of its arrays."""
    rows = partial(arrays.arrays_table, circuit, arrays.exactly) if has_arrays(circuit) else None
    return Document(circuit_data(circuit, nudges), partial(_all_parts, circuit, nudges, full=full), rows)


def _all_parts(circuit: Circuit, nudges: Sequence[Nudge], *, full: bool) -> Iterable[Part]:
    yield from _parts(circuit, arrays.FULL if full else arrays.NARROWER)
    yield from map(sentence, map(nudged, nudges))
    yield from arrays.in_full(circuit) if full else ()


def _parts(circuit: Circuit, narrower: tuple[Narrower, ...] = arrays.NARROWER) -> Iterable[Part]:
    yield sentence(title(circuit), "bold")
    yield from tables(circuit, narrower)
    yield from map(sentence, (f"{name} forks, and gradients add: {text}" for name, text in forks(circuit)))
    yield from map(sentence, remarks(circuit))


def drawn(circuit: Circuit) -> Document:
    """Make the page of a circuit as a notebook shows it: with its picture, where it has not too many gates."""
    if len(circuit.gates) > MOST_DRAWN:
        return page(circuit)
    return Document(circuit_data(circuit), lambda: (Picture(_picture(circuit)), *_parts(circuit)))


def _picture(circuit: Circuit) -> str:
    from netcalc.render.pictures.circuit import picture
    from netcalc.render.pictures.svg import svg

    return svg(picture(circuit), "page")


def tables(circuit: Circuit, narrower: tuple[Narrower, ...] = arrays.NARROWER) -> list[Table]:
    """Give the tables of a circuit: gates and inputs, or where arrays flow, their shapes and expressions."""
    if has_arrays(circuit):
        return [arrays.arrays_table(circuit, narrower=narrower)]
    gates = [row for gate in circuit.gates if gate.op != "index" for row in _gate(gate, circuit)]
    inputs = [_input(each) for each in circuit.inputs]
    return [Table(heads, tuple(rows), (), NARROWER) for heads, rows in ((GATES, gates), (INPUTS, inputs)) if rows]


def has_arrays(circuit: Circuit) -> bool:
    """Say whether any gate works on more than numbers; places of arrays, such as w[0], are numbers."""
    shaped = {each.name for each in circuit.parts if each.shape}
    return any(gate.name in shaped or (gate.op != "index" and shaped & {*gate.inputs}) for gate in circuit.gates) or (
        not circuit.gates and bool(shaped)
    )


def title(circuit: Circuit) -> str:
    """Give the expression and its value."""
    value = array(circuit.value, circuit.shape)
    return f"{asked(circuit)}{': ' if value == spoken(circuit.shape) else ' = '}{value}"


def asked(circuit: Circuit) -> str:
    """Give the expression; of several stages, the last."""
    last = circuit.stages[-1] if circuit.stages else None
    return f"{last.name} = {last.expression}" if last and last.name == circuit.output else circuit.last


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
    cells = (each.name, few(each.value, each.shape), few(each.gradient, each.shape))
    return Row((*cells, NOTHING if each.error is None else below(each.error), fork(each)))


def fork(each: InputReport) -> str:
    """Say that an input is used several times."""
    return f"a fork: {each.uses} gradients add" if each.uses > 1 and not each.shape else ""


def truth(found: TruthTable) -> Document:
    """Make the page of a truth table, and name its function."""
    name = f": {found.function}" if found.function else ""
    title = aside(f"{found.expression.strip()}{name}", "bold")
    return Document(truth_data(found), lambda: (title, truth_table(found)))


def truth_table(found: TruthTable) -> Table:
    """Lay out a truth table: the inputs, then what comes out."""
    heads: tuple[Head, ...] = numbers(*found.inputs, "out")
    return Table(heads, tuple(Row((*map(str, setting), real(value))) for setting, value in found.rows))
