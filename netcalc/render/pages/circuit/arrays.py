"""A circuit of arrays as a table: shapes, a few values, gradients as equations; all values where they are asked for."""

from collections.abc import Iterable
from typing import Final

from netcalc.circuits.result import Circuit, GateReport, InputReport
from netcalc.circuits.shapes import spoken
from netcalc.circuits.values import Known
from netcalc.render.document import Heading, Part, item
from netcalc.render.pages.verification import below
from netcalc.render.reals import few
from netcalc.render.table import Narrower, Row, Table, numbers, words

ARRAYS: Final = (*words("name", "computes", "shape", "value", "gradient", "is"), *numbers("off by"))
NARROWER: Final = (
    Narrower("clip", ("value", "is"), 16, lost="long values (--full)"),
    Narrower("drop", ("is",), lost="the gradients' values (--full)"),
    Narrower("wrap", ("computes", "gradient"), 24),
    Narrower("drop", ("value",), lost="the values (--full)"),
    Narrower("wrap", ("computes", "gradient"), 12),
)


def arrays_table(circuit: Circuit) -> Table:
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
    value, sent = few(each.value, each.shape), few(each.gradient, each.shape)
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


def in_full(circuit: Circuit) -> Iterable[Part]:
    """Write all values of every array, and of its gradient."""
    yield Heading("all values")
    for each in circuit.parts:
        yield item(f"{each.name} = {_all(each.value)}")
        yield item(f"d{each.name} = {_all(each.gradient)}")


def _all(value: Known) -> str:
    """Write all numbers of an array."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_all, value))}]"
    return "more than 1,000 values" if value is None else f"{value:.6g}"
